# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Single passes over the blocks of each page of a batch, and over lines. Page i has the blocks from start[i] to
start[i + 1]; what that says is not checked."""

from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint32_t


def fill_segments(
    const float[::1] gain, const float[::1] mass, const int64_t[::1] start, int64_t[::1] first, int64_t[::1] last,
    int64_t[::1] heaviest,
):
    """Fill in the first and last block of each page's run with the largest sum of `gain`, and where in it most mass is.

    The first of those that are equal; 0 for a page without blocks.
    """
    cdef Py_ssize_t page, at, lowest_at, begin, stop
    cdef float total, lowest
    cdef double most
    for page in range(first.shape[0]):
        first[page] = last[page] = heaviest[page] = 0
        if start[page] == start[page + 1]:
            continue
        total, lowest, lowest_at, begin, stop = 0, 0, start[page], start[page], start[page]
        for at in range(start[page], start[page + 1]):
            total += gain[at]
            if at == start[page] or <double> total - <double> lowest > most:
                most, begin, stop = <double> total - <double> lowest, lowest_at, at
            if total < lowest:
                lowest, lowest_at = total, at + 1
        first[page], last[page], heaviest[page] = begin, stop, begin
        for at in range(begin, stop + 1):
            if mass[at] > mass[heaviest[page]]:
                heaviest[page] = at


def fill_since(const uint8_t[::1] flags, const int64_t[::1] start, float most, float[::1] out):
    """Fill `out` with how many blocks there are since the last flagged one of the page, `most` at the most or without one."""
    cdef Py_ssize_t page, at
    cdef float passed
    for page in range(start.shape[0] - 1):
        passed = most
        for at in range(start[page], start[page + 1]):
            passed = 0 if flags[at] else min(passed + 1, most)
            out[at] = passed


def fill_until(const uint8_t[::1] flags, const int64_t[::1] start, float most, float[::1] out):
    """As `fill_since`, for the next flagged block."""
    cdef Py_ssize_t page, at
    cdef float passed
    for page in range(start.shape[0] - 1):
        passed = most
        for at in range(start[page + 1] - 1, start[page] - 1, -1):
            passed = 0 if flags[at] else min(passed + 1, most)
            out[at] = passed


def fill_prefixes(
    const int64_t[::1] order, const int64_t[::1] start, const float[::1] words, const float[::1] mass,
    uint8_t[::1] keep, float[::1] expected,
):
    """Fill in, for each page, which of its blocks make the highest expected F1 from the first of `order` on, and that F1.

    `order` has the page's blocks where the page has its own, counted from the page's first one; of those that are
    equal the shortest is taken, and a page without blocks is left as it is.
    """
    cdef Py_ssize_t page, at, best
    cdef int64_t first
    cdef float total, gained, length, value, tiny = 1e-9
    for page in range(expected.shape[0]):
        first = start[page]
        if first == start[page + 1]:
            continue
        total = gained = length = 0
        for at in range(first, start[page + 1]):
            total += mass[first + order[at]]
        best = first
        for at in range(first, start[page + 1]):
            gained += mass[first + order[at]]
            length += words[first + order[at]]
            value = (2 * gained) / ((length + total) + tiny)
            if at == first or value > expected[page]:
                expected[page], best = value, at
        for at in range(first, best + 1):
            keep[first + order[at]] = 1


def fill_families(
    const int32_t[::1] words, const int32_t[:, ::1] classes, Py_ssize_t letter, const int32_t[:, ::1] groups,
    const uint32_t[::1] bits, const int32_t[::1] word_start, const int8_t[::1] families, double share, int short_,
    uint32_t signed_bits, int signed_family, int8_t[::1] found,
):
    """Fill `found` with what `tasks.classifier.families.keyword_families` says of each line."""
    cdef Py_ssize_t line, group, at
    cdef double best
    cdef int said
    for line in range(found.shape[0]):
        found[line] = -1
        if words[line] <= short_ and classes[line, letter] > 0:
            best = max(share * words[line], 1.0)
            for group in range(families.shape[0]):
                if families[group] >= 0 and groups[group, line] >= best and (
                    found[line] < 0 or groups[group, line] > best
                ):
                    found[line], best = families[group], groups[group, line]
        if found[line] < 0 and words[line] <= 2 * short_:
            said = 0
            for at in range(word_start[line], word_start[line + 1]):
                said += (bits[at] & signed_bits) != 0
            if said >= 3:
                found[line] = <int8_t> signed_family
