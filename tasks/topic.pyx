# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What a text is about, and how much of it a line says: passes over words, of which Python makes strings."""

from cpython.unicode cimport (
    Py_UNICODE_ISALNUM, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
)
from libc.stdint cimport int32_t, uint32_t, uint64_t

from tasks.places cimport place

import secrets

import numpy as np

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


cdef uint64_t _next_word(Reader* reader) noexcept:
    """The hash of the next word of letters, digits and "_", 0 where none comes."""
    cdef Py_UCS4 code
    cdef Py_ssize_t size = 0
    cdef uint64_t total = 0
    while reader.at < reader.length:
        code = PyUnicode_READ(reader.kind, reader.data, reader.at)
        reader.at += 1
        if (code < 0x80 and _IN_WORD[code]) or (code >= 0x80 and _in_word(code)):
            total = (total + <uint32_t> code + 1) * _BASE
            size += 1
            if size < _LONGEST:
                continue
        if size >= _SHORTEST:
            return total or 1
        size, total = 0, 0
    return total or 1 if size >= _SHORTEST else 0


cdef class Topic:
    """The words of paragraphs: each weighs 1 where the text comes back to it in another paragraph, else `once`."""

    cdef uint64_t[::1] _hashes, _in_line
    cdef int32_t[::1] _first  # the paragraph in which a word stands first, -1 from the second on
    cdef int32_t[::1] _line
    cdef int32_t _lines
    cdef double _once

    def __init__(self, list paragraphs, double once):
        cdef Reader reader
        cdef uint64_t word, slot
        cdef int32_t number
        self._hashes = np.zeros(_room(sum(map(len, paragraphs))), np.uint64)
        self._first = np.zeros(len(self._hashes), np.int32)
        self._in_line, self._line, self._lines = np.zeros(64, np.uint64), np.zeros(64, np.int32), 0
        self._once = once
        for number in range(<int32_t> len(paragraphs)):
            reader = _read(<str> paragraphs[number])
            while True:
                word = _next_word(&reader)
                if not word:
                    break
                slot = _slot(self._hashes, word)
                if not self._hashes[slot]:
                    self._hashes[slot], self._first[slot] = word, number
                elif self._first[slot] != number:
                    self._first[slot] = -1

    def share(self, str line):
        """How much of its words a line shares with the text, 0 to 1; of less than three words, as if it had three."""
        cdef Reader reader = _read(line)
        cdef uint64_t word, slot, size
        cdef Py_ssize_t count = 0
        cdef double shared = 0
        if <size_t> self._in_line.shape[0] < _room(reader.length):
            self._in_line = np.zeros(_room(reader.length), np.uint64)
            self._line, self._lines = np.zeros(len(self._in_line), np.int32), 0
        self._lines += 1
        size = <uint64_t> self._in_line.shape[0]
        while True:
            word = _next_word(&reader)
            if not word:
                return shared / max(count, _FEWEST)
            slot = place(word, _ODD, size)
            while self._line[slot] == self._lines and self._in_line[slot] != word:
                slot = (slot + 1) & (size - 1)
            if self._line[slot] == self._lines:
                continue
            self._line[slot], self._in_line[slot] = self._lines, word
            count += 1
            slot = _slot(self._hashes, word)
            if self._hashes[slot]:
                shared += 1 if self._first[slot] < 0 else self._once


cdef uint64_t _room(Py_ssize_t characters) noexcept:
    """A power of two with room for the words of so many characters, and as many free places."""
    cdef uint64_t size = 64
    while size < 2 * <uint64_t> characters // _SHORTEST:
        size *= 2
    return size


cdef inline uint64_t _slot(uint64_t[::1] hashes, uint64_t word) noexcept:
    """Where a word is, or the free place that it would be at."""
    cdef uint64_t size = <uint64_t> hashes.shape[0], slot = place(word, _ODD, size)
    while hashes[slot] and hashes[slot] != word:
        slot = (slot + 1) & (size - 1)
    return slot
