# cython: language_level=3, boundscheck=False, wraparound=False
"""Which byte sequences a text holds, by an automaton over its bytes; compiled, because it takes a step for each."""

from cpython cimport array
from libc.math cimport log1pf
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

    def add_scores(self, const unsigned char[::1] text, const float[:, ::1] table, float[::1] scores):
        """Add to `scores` (n,), for every sequence in `text`, its row of `table` (sequences, n) times log(1 + how often).

        Returns how many sequences there are.
        """
        cdef array.array found = array.clone(_INTS, text.shape[0], False)
        cdef uint32_t state = 0
        cdef int32_t sequence
        cdef float weight
        cdef Py_ssize_t at, column, size = 0
        for at in range(text.shape[0]):
            state = self._moves[self._rows[state] + text[at]]
            sequence = self._sequences[state]
            if sequence >= 0:
                if not self._seen[sequence]:
                    found.data.as_ints[size] = sequence
                    size += 1
                self._seen[sequence] += 1
        for at in range(size):
            sequence = found.data.as_ints[at]
            weight = log1pf(<float> self._seen[sequence])
            self._seen[sequence] = 0
            for column in range(scores.shape[0]):
                scores[column] += weight * table[sequence, column]
        return size
