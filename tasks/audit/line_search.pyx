# cython: language_level=3, boundscheck=False, wraparound=False
"""Lines of texts as Arrow holds them that may be one of some phrases, told by their ends in one pass."""

from libc.stdint cimport int32_t, uint32_t, uint64_t
from libc.string cimport memchr, memcpy

import numpy as np

from tasks.places cimport place, room

cdef uint64_t _ODD = 0x9E3779B97F4A7C15u
"""Keys are those of our own phrases: there is nobody whom another number in every process would keep from choosing them."""


def line_key(const unsigned char[::1] line):
    """The first and the last four bytes of a line of at least four, as one number that is the same for small letters.

    0 where they are not all ASCII.
    """
    return _key(&line[0], line.shape[0])


def places_of(const uint64_t[::1] keys):
    """The table in which `find_lines` finds the keys, none of which is 0."""
    table = np.zeros(room(keys.shape[0]), np.uint64)
    cdef uint64_t[::1] places = table
    cdef Py_ssize_t number
    for number in range(keys.shape[0]):
        places[_place(keys[number], places)] = keys[number]
    return table


def find_lines(
    const int32_t[::1] starts, const unsigned char[::1] data, const uint64_t[::1] places, Py_ssize_t longest
):
    """The lines of texts that have one of the keys in `places`, or a key of 0: the text's number, where it begins and ends.

    Lines of more than `longest` bytes, and of less than four, are left out. `data` is the UTF-8 of N texts in a row,
    `starts` (N + 1,) where each begins and the last ends, as Arrow's string arrays have them.
    """
    cdef Py_ssize_t number, at, end, length
    cdef const unsigned char *line_end
    cdef uint64_t key
    cdef list found = []
    for number in range(starts.shape[0] - 1):
        at, end = starts[number], starts[number + 1]
        while at < end:
            line_end = <const unsigned char *>memchr(&data[at], c"\n", end - at)
            length = end - at if line_end is NULL else line_end - &data[at]
            if 4 <= length <= longest:
                key = _key(&data[at], length)
                if key == 0 or places[_place(key, places)] == key:
                    found.append((number, at, at + length))
            at += length + 1
    return found


cdef inline uint64_t _key(const unsigned char *line, Py_ssize_t length) noexcept:
    cdef uint32_t first, last
    cdef uint64_t both, capitals
    memcpy(&first, line, 4)
    memcpy(&last, line + length - 4, 4)
    both = <uint64_t>first << 32 | last
    if both & 0x8080808080808080u:
        return 0
    # All eight bytes at once: the highest bit of each is set from "A" on, but no longer from "[" on.
    capitals = ((both + 0x3F3F3F3F3F3F3F3Fu) ^ (both + 0x2525252525252525u)) & 0x8080808080808080u
    return both | capitals >> 2


cdef inline uint64_t _place(uint64_t key, const uint64_t[::1] places) noexcept:
    """Where a key is, or would be."""
    cdef uint64_t size = places.shape[0], at = place(key, _ODD, size)
    while places[at] != 0 and places[at] != key:
        at = (at + 1) & (size - 1)
    return at
