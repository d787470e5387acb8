# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What a text is about, and how much of it a line says: passes over words, of which Python makes strings."""

from cpython.unicode cimport (
    Py_UNICODE_ISALNUM, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND,
)
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free

from tasks.places cimport place, room

import secrets

cdef uint64_t _BASE = 0x9E3779B97F4A7C15
cdef uint64_t _ODD = secrets.randbits(64) | 1
cdef Py_ssize_t _SHORTEST = 4, _LONGEST = 30  # characters of a word; of a longer one every 30 are one
cdef Py_ssize_t _FEWEST = 3


cdef inline bint _in_word(Py_UCS4 code) noexcept:
    return Py_UNICODE_ISALNUM(code) or code == 0x5F


# Asked of every character: looked up where nearly all of them are.
cdef unsigned char[0x80] _IN_WORD
for _code in range(0x80):
    _IN_WORD[_code] = _in_word(_code)


cdef struct Reader:
    # A text, and where in it the next word is looked for.
    const void* data
    int kind
    Py_ssize_t at, length


cdef Reader _read(str text):
    cdef Reader reader
    reader.data, reader.kind = PyUnicode_DATA(text), PyUnicode_KIND(text)
    reader.at, reader.length = 0, PyUnicode_GET_LENGTH(text)
    return reader


cdef fused Code:
    uint8_t
    uint16_t
    Py_UCS4


cdef uint64_t _next_word(Reader* reader) noexcept:
    """The hash of the next word of letters, digits and "_", 0 where none comes."""
    if reader.kind == 1:
        return _next_in(<const uint8_t*> reader.data, reader)
    if reader.kind == 2:
        return _next_in(<const uint16_t*> reader.data, reader)
    return _next_in(<const Py_UCS4*> reader.data, reader)


cdef uint64_t _next_in(const Code* text, Reader* reader) noexcept:
    cdef Code code
    cdef Py_ssize_t size = 0, at = reader.at
    cdef uint64_t total = 0
    while at < reader.length:
        code = text[at]
        at += 1
        if (code < 0x80 and _IN_WORD[code]) or (code >= 0x80 and _in_word(code)):
            total = (total + <uint32_t> code + 1) * _BASE
            size += 1
            if size < _LONGEST:
                continue
        if size >= _SHORTEST:
            reader.at = at
            return total or 1
        size, total = 0, 0
    reader.at = at
    return total or 1 if size >= _SHORTEST else 0


cdef struct Table:
    # Words by their hashes, none where it is 0, with a number each.
    uint64_t* words
    int32_t* numbers
    uint64_t size


cdef int _make(Table* table, Py_ssize_t characters) except -1:
    """Make room for the words of so many characters, and as many free places, for those of less than before none."""
    cdef uint64_t size = room(characters // _SHORTEST)
    if size <= table.size:
        return 0
    _free(table)
    table.words, table.numbers = <uint64_t*> calloc(size, sizeof(uint64_t)), <int32_t*> calloc(size, sizeof(int32_t))
    if not table.words or not table.numbers:
        _free(table)
        raise MemoryError
    table.size = size
    return 0


cdef void _free(Table* table) noexcept:
    free(table.words)
    free(table.numbers)
    table.words, table.numbers, table.size = NULL, NULL, 0


cdef inline uint64_t _slot(const Table* table, uint64_t word) noexcept:
    """Where a word is, or the free place that it would be at."""
    cdef uint64_t slot = place(word, _ODD, table.size)
    while table.words[slot] and table.words[slot] != word:
        slot = (slot + 1) & (table.size - 1)
    return slot


cdef class Topic:
    """The words of paragraphs: each weighs 1 where the text comes back to it in another paragraph, else `once`."""

    cdef Table _text  # with the paragraph in which a word stands first, -1 from the second on
    cdef Table _line  # with the number of the last line that it was in
    cdef int32_t _lines
    cdef double _once

    def __cinit__(self, list paragraphs, double once):
        cdef Reader reader
        cdef uint64_t word, slot
        cdef int32_t number
        _make(&self._text, sum(map(len, paragraphs)))
        self._once = once
        for number in range(<int32_t> len(paragraphs)):
            reader = _read(<str> paragraphs[number])
            while True:
                word = _next_word(&reader)
                if not word:
                    break
                slot = _slot(&self._text, word)
                if not self._text.words[slot]:
                    self._text.words[slot], self._text.numbers[slot] = word, number
                elif self._text.numbers[slot] != number:
                    self._text.numbers[slot] = -1

    def __dealloc__(self):
        _free(&self._text)
        _free(&self._line)

    def share(self, str line):
        """How much of its words a line shares with the text, 0 to 1; of less than three words, as if it had three."""
        cdef Reader reader = _read(line)
        cdef uint64_t word, slot
        cdef Py_ssize_t count = 0
        cdef double shared = 0
        _make(&self._line, reader.length)
        self._lines += 1
        while True:
            word = _next_word(&reader)
            if not word:
                return shared / max(count, _FEWEST)
            slot = place(word, _ODD, self._line.size)
            while self._line.numbers[slot] == self._lines and self._line.words[slot] != word:
                slot = (slot + 1) & (self._line.size - 1)
            if self._line.numbers[slot] == self._lines:
                continue
            self._line.numbers[slot], self._line.words[slot] = self._lines, word
            count += 1
            slot = _slot(&self._text, word)
            if self._text.words[slot]:
                shared += 1 if self._text.numbers[slot] < 0 else self._once
