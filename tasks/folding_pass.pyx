# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""One pass over the characters of lines, to fold them: in Python each step is a search through all of them."""

from cpython.unicode cimport (
    Py_UNICODE_ISALPHA, Py_UNICODE_TOLOWER, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
)
from libc.stdint cimport uint8_t, uint16_t
from libc.stdlib cimport free, malloc

cdef extern from "Python.h":
    str PyUnicode_FromKindAndData(int kind, const void* buffer, Py_ssize_t size)

cdef enum Kind:
    # What a character is to folding; a letter, as all that counts, is not stripped from the ends of a line.
    UNKNOWN, LETTER, SIGN, DIGIT, SPACE, HIDDEN, DOTS

KINDS = {
    "unknown": UNKNOWN, "letter": LETTER, "sign": SIGN, "digit": DIGIT, "space": SPACE, "hidden": HIDDEN, "dots": DOTS,
}
"""What characters are to `fold_texts`, by name: "dots" is an ellipsis, "hidden" is not written, "unknown" is left to
Python."""


def fold_texts(texts, const uint8_t[::1] kinds, const uint16_t[::1] plain, Py_ssize_t longest, object fold_any):
    """Every text folded, up to `longest` characters of it, and how many words each has, by white space.

    `kinds` and `plain` say of characters what they are and how they are written; letters beyond them are written in
    lower case, and a text with another character that is not known is asked `fold_any` for.
    """
    cdef Py_ssize_t words, room = 3 * longest + 1  # an ellipsis is three points
    cdef list folded = [], counts = []
    cdef Py_UCS4* out = <Py_UCS4*> malloc(room * sizeof(Py_UCS4))
    cdef uint8_t* found = <uint8_t*> malloc(room)
    if out == NULL or found == NULL:
        free(out)
        free(found)
        raise MemoryError
    try:
        for text in texts:
            line = _fold(<str> text, kinds, plain, longest, out, found, &words)
            folded.append(fold_any(text[:longest]) if line is None else line)
            counts.append(words)
    finally:
        free(out)
        free(found)
    return tuple(folded), tuple(counts)


cdef str _fold(
    str text, const uint8_t[::1] kinds, const uint16_t[::1] plain, Py_ssize_t longest, Py_UCS4* out, uint8_t* found,
    Py_ssize_t* words,
):
    """The folded text, None where it holds a character that is not known; `words` is how many it has all the same."""
    cdef int form = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), at, size = 0, start = 0, stop
    cdef Py_UCS4 code
    cdef int kind
    cdef bint inside = False, known = True
    words[0] = 0
    for at in range(length):
        code = PyUnicode_READ(form, data, at)
        if code < <Py_UCS4> kinds.shape[0]:
            kind = kinds[code]
        else:
            # Beyond the table no character is white space.
            kind = LETTER if Py_UNICODE_ISALPHA(code) else UNKNOWN
        words[0] += kind != SPACE and not inside
        inside = kind != SPACE
        if at >= longest or not known or kind == HIDDEN:
            continue
        if kind == UNKNOWN:
            known = False
        elif kind == SPACE:
            if size and found[size - 1] != SPACE:
                out[size], found[size] = 0x20, SPACE
                size += 1
        elif kind == DOTS:
            for stop in range(3):
                out[size], found[size] = 0x2E, SIGN
                size += 1
        else:
            out[size] = plain[code] if code < <Py_UCS4> plain.shape[0] else Py_UNICODE_TOLOWER(code)
            found[size] = <uint8_t> kind
            size += 1
    if not known:
        return None
    stop = _join_numbers(out, found, size)
    while start < stop and found[start] != LETTER and found[start] != DIGIT:
        start += 1
    while stop > start and found[stop - 1] != LETTER and found[stop - 1] != DIGIT:
        stop -= 1
    return PyUnicode_FromKindAndData(4, out + start, stop - start)


cdef Py_ssize_t _join_numbers(Py_UCS4* out, uint8_t* found, Py_ssize_t size) noexcept:
    """Make one sign of every number, with the points and commas inside it; how many characters are left."""
    cdef Py_ssize_t at = 0, left = 0
    while at < size:
        out[left], found[left] = out[at], found[at]
        at += 1
        if found[left] == DIGIT:
            out[left] = 0x23
            while at < size and (
                found[at] == DIGIT or ((out[at] == 0x2E or out[at] == 0x2C) and at + 1 < size and found[at + 1] == DIGIT)
            ):
                at += 1
        left += 1
    return left
