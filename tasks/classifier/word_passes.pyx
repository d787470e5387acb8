# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Single passes over the words of a batch of lines: line i has the words, of which there are hashes, from starts[i] to
starts[i + 1]. What starts and bounds say is not checked."""

from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memset

from tasks.places cimport place, room

import secrets

import numpy as np

cdef uint64_t _ODD = secrets.randbits(64) | 1


cdef inline uint64_t _bucket(uint64_t key, uint64_t mix) noexcept:
    return ((key ^ (key >> 32)) * mix) >> 48


def fill_weights(
    const uint64_t[::1] hashes, const int32_t[::1] starts, const int8_t[::1] weights, uint64_t pair, uint64_t first,
    uint64_t last, uint64_t mix, double[::1] sums
):
    """Fill `sums` with the weights of each line's n-grams, as `text_ngrams.ngrams` makes them."""
    cdef Py_ssize_t line, at, end
    cdef int64_t total
    for line in range(sums.shape[0]):
        total, at, end = 0, starts[line], starts[line + 1]
        if at < end:
            total = weights[_bucket(hashes[at] ^ first, mix)] + weights[_bucket(hashes[end - 1] ^ last, mix)]
        while at < end:
            total += weights[_bucket(hashes[at], mix)]
            if at + 1 < end:
                total += weights[_bucket(hashes[at] * pair + hashes[at + 1], mix)]
            at += 1
        sums[line] = <double> total


def fill_groups(const uint32_t[::1] bits, const int32_t[::1] starts, int32_t[:, ::1] counts):
    """Fill `counts` (groups, lines) with how many words of each line are in each group, by the bits of the words."""
    cdef Py_ssize_t line, at, group
    counts[:, :] = 0
    for line in range(counts.shape[1]):
        for at in range(starts[line], starts[line + 1]):
            if bits[at]:
                for group in range(counts.shape[0]):
                    counts[group, line] += (bits[at] >> group) & 1


def fill_phrases(
    const uint64_t[::1] hashes, const int32_t[::1] starts, const int64_t[::1] bounds, Py_ssize_t length, uint64_t base,
    double[::1] shares
):
    """Fill `shares` with how much of each line's runs of `length` words stand on a line above it in its document, too.

    Document i has the lines from bounds[i] to bounds[i + 1].
    """
    cdef Py_ssize_t document, line, at, step, runs, known
    cdef uint64_t size, slot, key, most = 64
    cdef uint64_t[::1] keys
    cdef int32_t[::1] first  # the line in which a run stands first
    for document in range(bounds.shape[0] - 1):
        most = max(most, room(starts[bounds[document + 1]] - starts[bounds[document]]))
    keys, first = np.empty(most, np.uint64), np.empty(most, np.int32)
    for document in range(bounds.shape[0] - 1):
        # Of its own size, for it is emptied each time.
        size = room(starts[bounds[document + 1]] - starts[bounds[document]])
        memset(&first[0], -1, size * sizeof(int32_t))
        for line in range(bounds[document], bounds[document + 1]):
            known, runs = 0, max(0, starts[line + 1] - starts[line] - length + 1)
            for at in range(starts[line], starts[line] + runs):
                key = hashes[at]
                for step in range(1, length):
                    key = key * base + hashes[at + step]
                slot = place(key, _ODD, size)
                while first[slot] >= 0 and keys[slot] != key:
                    slot = (slot + 1) & (size - 1)
                if first[slot] < 0:
                    first[slot], keys[slot] = line, key
                known += first[slot] < line
            shares[line] = <double> known / max(runs, 1)


def fill_in_first(
    const uint64_t[::1] hashes, const uint32_t[::1] bits, const int32_t[::1] starts, const int64_t[::1] bounds,
    int stop, double[::1] shares
):
    """Fill `shares` with how many of each line's words, but for stop words (bit `stop`), are on its document's first.

    Told by ten bits of their hashes.
    """
    cdef Py_ssize_t document, line, at, found, count
    cdef uint8_t[1 << 10] there
    for document in range(bounds.shape[0] - 1):
        memset(there, 0, sizeof(there))
        for line in range(bounds[document], bounds[document + 1]):
            found = count = 0
            for at in range(starts[line], starts[line + 1]):
                if (bits[at] >> stop) & 1:
                    continue
                if line == bounds[document]:
                    there[hashes[at] >> 54] = 1
                count += 1
                found += there[hashes[at] >> 54]
            shares[line] = <double> found / max(count, 1)
