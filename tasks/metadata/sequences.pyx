# cython: language_level=3, boundscheck=False, wraparound=False
"""Which byte sequences a text holds, by an automaton over its bytes; compiled, because it takes a step for each."""

from cpython cimport array
from libc.math cimport exp, log1p
from libc.stdint cimport int16_t, int32_t, int64_t, uint16_t, uint32_t
from libc.stdlib cimport free, malloc

import array

cdef extern from *:
    void prefetch "__builtin_prefetch" (const void *) noexcept nogil

cdef array.array _INTS = array.array("i")

cdef struct State:
    # All of a state stands in one line of a processor's cache, and those that follow another in one or two.
    int32_t first  # of the states that follow it
    int32_t suffix
    int32_t sequence
    unsigned char byte
    uint16_t followers


cdef class Automaton:
    """Counts the sequences in texts; not to be shared between threads.

    Made from the table of an Aho-Corasick automaton: from state s a byte b leads to `moves[rows[s] + b]`;
    `sequences[s]` is the number of the sequence that ends in state s, -1 for none; there are `count` of them. What the
    tables say is not checked.

    Kept as the tree that such a table is of, which is a twentieth of it (2 MB of 39 of py3langid's) and
    stays in a processor's caches: states are numbered in the order of their depth, so that those that follow a state
    stand side by side, and where none follows by a byte, the search goes on from the state's longest suffix.
    """

    cdef State *_states
    cdef int32_t[::1] _near, _seen
    cdef int32_t _nearest

    def __cinit__(
        self, const uint32_t[::1] moves, const int64_t[::1] rows, const int32_t[::1] sequences, Py_ssize_t count
    ):
        self._states = <State *> malloc(rows.shape[0] * sizeof(State))
        if not self._states:
            raise MemoryError

    def __dealloc__(self):
        free(self._states)

    def __init__(
        self, const uint32_t[::1] moves, const int64_t[::1] rows, const int32_t[::1] sequences, Py_ssize_t count
    ):
        cdef Py_ssize_t states = rows.shape[0], row, suffix_row
        cdef int32_t state, target, byte, size = 1
        cdef int32_t[::1] number = array.clone(_INTS, states, True)
        cdef int32_t[::1] known_as = array.clone(_INTS, states, True)
        self._seen = array.clone(_INTS, count, True)
        for state in range(states):
            number[state] = -1
        number[0] = 0
        self._states[0].suffix = 0
        state = 0
        while state < size:
            self._states[state].first = size
            self._states[state].sequence = sequences[known_as[state]]
            row, suffix_row = rows[known_as[state]], rows[known_as[self._states[state].suffix]]
            for byte in range(256):
                target = moves[row + byte]
                if number[target] < 0:
                    number[target] = size
                    known_as[size] = target
                    self._states[size].byte = byte
                    self._states[size].suffix = number[moves[suffix_row + byte]] if state else 0
                    size += 1
            self._states[state].followers = size - self._states[state].first
            state += 1
        # Most steps are from a state of no byte or of one, and those have most followers: looked up, not searched.
        self._nearest = 1 + self._states[0].followers
        self._near = array.clone(_INTS, self._nearest * 256, False)
        for state in range(self._nearest):
            for byte in range(256):
                self._near[state * 256 + byte] = number[moves[rows[known_as[state]] + byte]]

    cdef int32_t _next(self, int32_t state, unsigned char byte) noexcept:
        cdef State *follower
        cdef State *end
        while state >= self._nearest:
            follower = self._states + self._states[state].first
            end = follower + self._states[state].followers
            while follower < end:
                if follower.byte == byte:
                    return follower - self._states
                follower += 1
            state = self._states[state].suffix
        return self._near[state * 256 + byte]

    def add_scores(self, const unsigned char[::1] text, const int16_t[:, ::1] table, double[::1] scores):
        """Add to `scores` (n,), for every sequence in `text`, its row of `table` (sequences, n) times log(1 + how often).

        The numbers of the table are from -2**13 to 2**13 - 1. Returns whether there is one.
        """
        cdef array.array found = array.clone(_INTS, text.shape[0], False), once = array.clone(_INTS, scores.shape[0], True)
        cdef int *sums = once.data.as_ints
        cdef const int16_t *row
        cdef const int16_t *alone[4]
        cdef int32_t sequence, state = 0
        cdef double weight
        cdef Py_ssize_t at, column, size = 0, waiting = 0, width = scores.shape[0]
        for at in range(text.shape[0]):
            state = self._next(state, text[at])
            sequence = self._states[state].sequence
            if sequence >= 0:
                # What is said of it is asked of memory now, and there when the walk is over.
                prefetch(&self._seen[sequence])
                column = 0
                while column < width:
                    prefetch(&table[sequence, column])
                    column += 32
                found.data.as_ints[size] = sequence
                size += 1
        for at in range(size):
            self._seen[found.data.as_ints[at]] += 1
        # Nearly all stand there once: whole numbers, of which so many can be added as there are sequences.
        for at in range(size):
            sequence = found.data.as_ints[at]
            row = &table[sequence, 0]
            if self._seen[sequence] == 1:
                alone[waiting] = row
                waiting += 1
                if waiting == 4:
                    _add_four(sums, alone, width)
                    waiting = 0
            elif self._seen[sequence]:
                weight = log1p(<double> self._seen[sequence])
                for column in range(width):
                    scores[column] += weight * row[column]
            self._seen[sequence] = 0
        for at in range(waiting):
            for column in range(width):
                sums[column] += alone[at][column]
        weight = log1p(1.0)
        for column in range(width):
            scores[column] += weight * sums[column]
        return size > 0


cdef void _add_four(int *sums, const int16_t **rows, Py_ssize_t width) noexcept:
    """Add four rows to the sums: together they are still numbers of 16 bits, of which a register has twice as many."""
    cdef const int16_t *first = rows[0]
    cdef const int16_t *second = rows[1]
    cdef const int16_t *third = rows[2]
    cdef const int16_t *fourth = rows[3]
    cdef Py_ssize_t column
    for column in range(width):
        sums[column] += <int16_t> (first[column] + second[column] + third[column] + fourth[column])


def likeliest(double[::1] scores, const double[::1] priors, double scale, const int32_t[::1] classes):
    """Which of `classes` has most of the sum of exp((score + prior) * scale), and its share of it.

    `classes` are those of the scores, each one's number that of its first score; the scores are not kept.
    """
    cdef Py_ssize_t at, best = 0, size = classes.shape[0]
    cdef double highest, total = 0.0
    for at in range(size):
        scores[at] = (scores[at] + priors[at]) * scale
    highest = scores[0]
    for at in range(1, size):
        highest = max(highest, scores[at])
    for at in range(size):
        scores[at] = exp(scores[at] - highest)
        total += scores[at]
        if classes[at] != at:
            scores[classes[at]] += scores[at]
            scores[at] = 0.0
    for at in range(1, size):
        if scores[at] > scores[best]:
            best = at
    return best, scores[best] / total
