# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What a value's or a line's characters say of it, told in one pass: asked a hundred times a page, of short strings."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, Py_UNICODE_ISALNUM,
    Py_UNICODE_ISDECIMAL, Py_UNICODE_ISSPACE, PyUnicode_AsUTF8AndSize, PyUnicode_Substring,
)
from libc.stdint cimport uint16_t, uint64_t

from tasks.utf8 cimport memmem

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
            code = PyUnicode_READ(kind, data, at)
            if code < 0x80 and not 0x30 <= code <= 0x39:
                continue
            if not _is_digit(kind, data, at, length):
                continue
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


cdef class Openings:
    """Whether a text has one of some words, as far as their first three letters tell, in any case.

    The words are in lower case, of letters below U+3000, none of which is several in capitals.
    """

    cdef uint64_t[512] _table

    def __init__(self, words):
        cdef uint64_t packed
        cdef unsigned int slot
        for slot in range(512):
            self._table[slot] = 0
        for opening in {word[:3] for word in words}:
            packed = (<uint64_t> ord(opening[0]) << 42) | (<uint64_t> ord(opening[1]) << 21) | <uint64_t> ord(opening[2])
            slot = self._slot(packed)
            while self._table[slot]:
                slot = (slot + 1) & 511
            self._table[slot] = packed

    cdef inline unsigned int _slot(self, uint64_t packed) noexcept:
        return (packed * <uint64_t> 0x9E3779B97F4A7C15) >> 55

    def may_be_in(self, str text):
        """Whether three characters in a row are those that a word begins with."""
        cdef Py_ssize_t at, length = PyUnicode_GET_LENGTH(text)
        cdef const void* data = PyUnicode_DATA(text)
        cdef int kind = PyUnicode_KIND(text)
        cdef uint64_t packed = 0
        cdef unsigned int slot
        cdef Py_UCS4 code
        for at in range(length):
            code = PyUnicode_READ(kind, data, at)
            packed = ((packed << 21) | (<uint64_t> _FOLDED[code] if code < 0x3000 else 0)) & <uint64_t> 0x7FFFFFFFFFFFFFFF
            slot = self._slot(packed)
            while self._table[slot]:
                if self._table[slot] == packed:
                    return True
                slot = (slot + 1) & 511
        return False


cdef inline bint _is_letter(Py_UCS4 code) noexcept:
    """Whether `[^\\W\\d_]` matches a character."""
    return _in_word(code) and not (0x30 <= code <= 0x39 if code < 0x80 else Py_UNICODE_ISDECIMAL(code))


cdef bint _is_of_words(str text) noexcept:
    """Whether there are letters alone in a text, and between them single spaces, hyphens and apostrophes."""
    cdef Py_ssize_t at, length = PyUnicode_GET_LENGTH(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef Py_UCS4 code
    cdef bint apart = True  # none may open it
    for at in range(length):
        code = PyUnicode_READ(kind, data, at)
        if _is_letter(code):
            apart = False
        elif apart or not (code == 0x20 or code == 0x27 or code == 0x2019 or code == 0x2D):
            return False
        else:
            apart = True
    return not apart


def words_among(str text, frozenset listed, frozenset barred, str barred_opening):
    """How many words of a text of words alone are `listed`, in lower case; None of any other text.

    Nor is it one where one of its words, which hyphens and apostrophes part, too, is `barred` or has `barred_opening`.
    """
    if not _is_of_words(text):
        return None
    cdef str low = text.lower()
    cdef Py_ssize_t at, begins = 0, word = 0, found = 0, length = PyUnicode_GET_LENGTH(low)
    cdef const void* data = PyUnicode_DATA(low)
    cdef int kind = PyUnicode_KIND(low)
    cdef Py_UCS4 code
    for at in range(length + 1):
        code = PyUnicode_READ(kind, data, at) if at < length else 0x20
        if _is_letter(code):
            continue
        if at > begins:
            part = PyUnicode_Substring(low, begins, at)
            if part in barred or (<str> part).startswith(barred_opening):
                return None
        begins = at + 1
        if code == 0x20:
            found += PyUnicode_Substring(low, word, at) in listed
            word = at + 1
    return found


cdef object _utf8(str text, const char** data, Py_ssize_t* size):
    """The UTF-8 of a text, half of a pair of surrogates and all; what is returned holds it."""
    try:
        data[0] = PyUnicode_AsUTF8AndSize(text, size)
        return text
    except UnicodeEncodeError:
        encoded = text.encode("utf-8", "surrogatepass")
        data[0], size[0] = encoded, len(encoded)
        return encoded


cdef Py_UCS4 _code_at(const char* text, Py_ssize_t at) noexcept:
    """The character that begins there."""
    cdef unsigned char first = text[at]
    if first < 0x80:
        return first
    if first < 0xE0:
        return (first & 0x1F) << 6 | text[at + 1] & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 | text[at + 2] & 0x3F
    return (first & 0x07) << 18 | (text[at + 1] & 0x3F) << 12 | (text[at + 2] & 0x3F) << 6 | text[at + 3] & 0x3F


cdef class Searched:
    """A text in which words are looked for: its UTF-8, in which the C library finds them in a third of Python's time."""

    cdef object _held
    cdef const char* _data
    cdef Py_ssize_t _size

    def __init__(self, str text):
        self._held = _utf8(text, &self._data, &self._size)

    cdef Py_ssize_t _find(self, const char* word, Py_ssize_t size, Py_ssize_t begin) noexcept:
        cdef const char* found = <const char*> memmem(self._data + begin, self._size - begin, word, size)
        return found - self._data if found != NULL else -1

    def __contains__(self, str word):
        cdef const char* data
        cdef Py_ssize_t size
        held = _utf8(word, &data, &size)
        return self._find(data, size, 0) >= 0

    def times(self, str word, Py_ssize_t most):
        """How often a word, which is not empty, stands in the text, up to `most` times."""
        cdef const char* data
        cdef Py_ssize_t size, at = 0, found = 0
        held = _utf8(word, &data, &size)
        while found < most:
            at = self._find(data, size, at)
            if at < 0:
                break
            found, at = found + 1, at + size
        return found

    def has_word(self, str word):
        """Whether a word stands in the text with no letter or figure beside it, nor sign that joins it to what is before."""
        cdef const char* data
        cdef Py_ssize_t size, before, at = 0
        cdef Py_UCS4 code
        held = _utf8(word, &data, &size)
        while True:
            at = self._find(data, size, at)
            if at < 0:
                return False
            before = at - 1
            while before > 0 and (self._data[before] & 0xC0) == 0x80:
                before -= 1
            code = _code_at(self._data, before) if before >= 0 else 0x20
            if not (_in_word(code) or code == 0x5F or code == 0x27 or code == 0x2019 or code == 0x2D):
                code = _code_at(self._data, at + size) if at + size < self._size else 0x20
                if not (_in_word(code) or code == 0x5F):
                    return True
            at += 1
