# cython: language_level=3, boundscheck=False, wraparound=False
"""Which byte sequences a text holds, by an automaton over its bytes; compiled, because it takes a step for each."""

from cpython cimport array
from libc.stdint cimport int32_t, int64_t, uint32_t

import array

cdef array.array _INTS = array.array("i")


cdef class Automaton:
    """Counts the sequences in texts; not to be shared between threads.

    From state s a byte b leads to `moves[rows[s] + b]`; `sequences[s]` is the number of the sequence that ends in state
    s, -1 for none; there are `count` of them. What the tables say is not checked.
    """

    cdef const uint32_t[::1] _moves
    cdef const int64_t[::1] _rows
    cdef const int32_t[::1] _sequences
    cdef int32_t[::1] _seen

    def __init__(
        self, const uint32_t[::1] moves, const int64_t[::1] rows, const int32_t[::1] sequences, Py_ssize_t count
    ):
        self._moves, self._rows, self._sequences = moves, rows, sequences
        self._seen = array.clone(_INTS, count, True)

    def visit(self, const unsigned char[::1] text):
        """The numbers of the sequences in `text` in the order of their first ends, and how often each stands there."""
        cdef array.array found = array.clone(_INTS, text.shape[0], False), counts
        cdef uint32_t state = 0
        cdef int32_t sequence
        cdef Py_ssize_t at, size = 0
        for at in range(text.shape[0]):
            state = self._moves[self._rows[state] + text[at]]
            sequence = self._sequences[state]
            if sequence >= 0:
                if not self._seen[sequence]:
                    found.data.as_ints[size] = sequence
                    size += 1
                self._seen[sequence] += 1
        array.resize(found, size)
        counts = array.clone(_INTS, size, False)
        for at in range(size):
            counts.data.as_ints[at] = self._seen[found.data.as_ints[at]]
            self._seen[found.data.as_ints[at]] = 0
        return found, counts
