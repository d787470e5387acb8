# cython: language_level=3, boundscheck=False, wraparound=False
"""Which byte sequences a text holds, by an automaton over its bytes; compiled, because it takes a step for each."""

from cpython cimport array
from libc.math cimport log1pf
from libc.stdint cimport int32_t, int64_t, uint32_t

import array

cdef extern from *:
    void prefetch "__builtin_prefetch" (const void *) noexcept nogil

cdef array.array _INTS = array.array("i")


cdef class Automaton:
    """Counts the sequences in texts; not to be shared between threads.

    Made from the table of an Aho-Corasick automaton: from state s a byte b leads to `moves[rows[s] + b]`;
    `sequences[s]` is the number of the sequence that ends in state s, -1 for none; there are `count` of them. What the
    tables say is not checked.

    Kept as the tree that such a table is of, which is a thirtieth of it (1.4 MB of 39 of py3langid's) and
    stays in a processor's caches: states are numbered in the order of their depth, so that those that follow a state
    stand side by side, and where none follows by a byte, the search goes on from the state's longest suffix.
    """

    cdef int32_t[::1] _first, _suffix, _sequences, _near, _seen
    cdef unsigned char[::1] _byte
    cdef int32_t _nearest

    def __init__(
        self, const uint32_t[::1] moves, const int64_t[::1] rows, const int32_t[::1] sequences, Py_ssize_t count
    ):
        cdef Py_ssize_t states = rows.shape[0], row, suffix_row
        cdef int32_t state, target, byte, size = 1
        cdef int32_t[::1] number = array.clone(_INTS, states, True)
        cdef int32_t[::1] known_as = array.clone(_INTS, states, True)
        self._first = array.clone(_INTS, states + 1, True)
        self._suffix = array.clone(_INTS, states, True)
        self._sequences = array.clone(_INTS, states, True)
        self._byte = array.clone(array.array("B"), states, True)
        self._seen = array.clone(_INTS, count, True)
        for state in range(states):
            number[state] = -1
        number[0] = 0
        state = 0
        while state < size:
            self._first[state] = size
            self._sequences[state] = sequences[known_as[state]]
            row, suffix_row = rows[known_as[state]], rows[known_as[self._suffix[state]]]
            for byte in range(256):
                target = moves[row + byte]
                if number[target] < 0:
                    number[target] = size
                    known_as[size] = target
                    self._byte[size] = byte
                    self._suffix[size] = number[moves[suffix_row + byte]] if state else 0
                    size += 1
            state += 1
        self._first[size] = size
        # Most steps are from a state of no byte or of one, and those have most followers: looked up, not searched.
        self._nearest = self._first[1]
        self._near = array.clone(_INTS, self._nearest * 256, False)
        for state in range(self._nearest):
            for byte in range(256):
                self._near[state * 256 + byte] = number[moves[rows[known_as[state]] + byte]]

    cdef int32_t _next(self, int32_t state, unsigned char byte) noexcept:
        cdef int32_t follower, end
        while state >= self._nearest:
            follower, end = self._first[state], self._first[state + 1]
            while follower < end:
                if self._byte[follower] == byte:
                    return follower
                follower += 1
            state = self._suffix[state]
        return self._near[state * 256 + byte]

    def add_scores(self, const unsigned char[::1] text, const float[:, ::1] table, float[::1] scores):
        """Add to `scores` (n,), for every sequence in `text`, its row of `table` (sequences, n) times log(1 + how often).

        Returns how many sequences there are.
        """
        cdef array.array found = array.clone(_INTS, text.shape[0], False)
        cdef int32_t sequence, state = 0
        cdef float weight
        cdef Py_ssize_t at, column, size = 0
        for at in range(text.shape[0]):
            state = self._next(state, text[at])
            sequence = self._sequences[state]
            if sequence >= 0:
                if not self._seen[sequence]:
                    # Its row is asked of memory now, and there when the walk is over.
                    column = 0
                    while column < table.shape[1]:
                        prefetch(&table[sequence, column])
                        column += 16
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
