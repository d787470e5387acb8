# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What a value's or a line's characters say of it, told in one pass: asked a hundred times a page, of short strings."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, Py_UNICODE_ISALNUM,
    Py_UNICODE_ISDECIMAL, Py_UNICODE_ISSPACE,
)
from libc.stdint cimport uint16_t

# What case folding makes of a character, 0 where that is several; those behind the table are asked for one by one.
cdef uint16_t[0x3000] _FOLDED
cdef unsigned char[0x3000] _IN_WORD
for _code in range(0x3000):
    _folded = chr(_code).casefold()
    _FOLDED[_code] = ord(_folded) if len(_folded) == 1 else 0
    _IN_WORD[_code] = chr(_code).isalnum()


cdef inline bint _in_word(Py_UCS4 code) noexcept:
    return _IN_WORD[code] if code < 0x3000 else Py_UNICODE_ISALNUM(code)


cdef inline Py_UCS4 _fold(Py_UCS4 code):
    """One character as case folding makes it, 0 where that is several."""
    if code < 0x3000:
        return _FOLDED[code]
    folded = chr(code).casefold()
    return ord(folded) if len(folded) == 1 else 0


def is_clean(str value, Py_ssize_t limit):
    """Whether a value is one line as it should be: seen as it is, at most `limit` characters, with single spaces.

    None of what `tasks.metadata.cleaning.one_line` resolves, takes out or collapses is in it.
    """
    cdef Py_ssize_t at, length = PyUnicode_GET_LENGTH(value)
    cdef const void* data = PyUnicode_DATA(value)
    cdef int kind = PyUnicode_KIND(value)
    cdef Py_UCS4 code
    cdef bint spaced = True  # none may open it
    if length > limit:
        return False
    for at in range(length):
        code = PyUnicode_READ(kind, data, at)
        if code == 0x20:
            if spaced:
                return False
            spaced = True
            continue
        spaced = False
        if code < 0x7F:
            if code < 0x20 or code == 0x26 or code == 0x3C:  # & <
                return False
        elif code < 0xA0 or code == 0xAD:
            return False
        elif code >= 0x1680 and (
            (0x200B <= code <= 0x200F) or (0x202A <= code <= 0x202E) or (0x2060 <= code <= 0x2069) or code == 0xFEFF
            or (0xD800 <= code <= 0xDFFF) or Py_UNICODE_ISSPACE(code)
        ):
            return False
        elif code == 0xA0:
            return False
    return not spaced or length == 0


def compared(str value):
    """A value's letters and digits, in the form of case folding, with a space for all that stands between them.

    None where case folding makes several characters of one.
    """
    cdef Py_ssize_t at, size = 0, length = PyUnicode_GET_LENGTH(value)
    cdef const void* data = PyUnicode_DATA(value)
    cdef int kind = PyUnicode_KIND(value)
    cdef Py_UCS4 code
    cdef Py_UCS4[256] short  # what nearly all fit in
    cdef Py_UCS4* found = short
    cdef bint apart = False
    if length > 256:
        found = <Py_UCS4*> PyMem_Malloc(length * sizeof(Py_UCS4))
        if found == NULL:
            raise MemoryError
    try:
        for at in range(length):
            code = _fold(PyUnicode_READ(kind, data, at))
            if code == 0:
                return None
            if not _in_word(code):
                apart = size > 0
                continue
            if apart:
                found[size] = 0x20
                size += 1
                apart = False
            found[size] = code
            size += 1
        return PyUnicode_FromKindAndData(4, found, size)
    finally:
        if found != short:
            PyMem_Free(found)


def casefolded(str text):
    """`text.casefold()`, which takes several times as long where one character is not of ASCII."""
    cdef Py_ssize_t at, length = PyUnicode_GET_LENGTH(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef Py_UCS4 code
    if text.isascii():
        return text.lower()
    cdef Py_UCS4* found = <Py_UCS4*> PyMem_Malloc(length * sizeof(Py_UCS4))
    if found == NULL:
        raise MemoryError
    try:
        for at in range(length):
            code = _fold(PyUnicode_READ(kind, data, at))
            if code == 0:
                return text.casefold()
            found[at] = code
        return PyUnicode_FromKindAndData(4, found, length)
    finally:
        PyMem_Free(found)


cdef inline bint _is_digit(int kind, const void* data, Py_ssize_t at, Py_ssize_t length) noexcept:
    cdef Py_UCS4 code
    if at >= length:
        return False
    code = PyUnicode_READ(kind, data, at)
    return 0x30 <= code <= 0x39 if code < 0x80 else Py_UNICODE_ISDECIMAL(code)


cdef inline bint _is_sign(int kind, const void* data, Py_ssize_t at, Py_ssize_t length) noexcept:
    return at < length and 0x2D <= PyUnicode_READ(kind, data, at) <= 0x2F  # - . /


def dated(tuple lines, tuple words, Py_ssize_t longest):
    """The indexes of the lines, of up to `longest` words, that may have a date: a year, or day, month and year in figures.

    The text of a line is the first of its fields.
    """
    cdef list found = []
    cdef str text
    cdef Py_ssize_t place, at, length
    cdef const void* data
    cdef int kind
    cdef Py_UCS4 code
    for place in range(len(lines)):
        if <Py_ssize_t> words[place] > longest:
            continue
        text = (<tuple> lines[place])[0]
        length, data, kind = PyUnicode_GET_LENGTH(text), PyUnicode_DATA(text), PyUnicode_KIND(text)
        for at in range(length - 3):
            if not _is_digit(kind, data, at, length):
                continue
            code = PyUnicode_READ(kind, data, at)
            if (
                (code == 0x31 or code == 0x32)
                and _is_digit(kind, data, at + 1, length)
                and _is_digit(kind, data, at + 2, length)
                and _is_digit(kind, data, at + 3, length)
            ) or _is_day(kind, data, at + 1, length):
                found.append(place)
                break
    return found


cdef bint _is_day(int kind, const void* data, Py_ssize_t at, Py_ssize_t length) noexcept:
    """Whether a month between signs and a year follow the last figure of a day."""
    if not (_is_sign(kind, data, at, length) and _is_digit(kind, data, at + 1, length)):
        return False
    at += 3 if _is_digit(kind, data, at + 2, length) else 2
    return (
        _is_sign(kind, data, at, length)
        and _is_digit(kind, data, at + 1, length)
        and _is_digit(kind, data, at + 2, length)
    )
