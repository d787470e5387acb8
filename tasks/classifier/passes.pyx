# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Single passes over the blocks and elements of a batch, for what takes numpy several, and arrays in between.

An element's parent has a lower number than the element. What ranges and parents say is not checked.
"""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint64_t

from tasks.places cimport place, room

import secrets

import numpy as np

cdef fused Value:
    float
    double
    int32_t
    int64_t
    uint8_t

cdef double _UNIT = 65536.0
cdef uint64_t _ODD = secrets.randbits(64) | 1
# Added and taken away again, it rounds to a whole number, halves to even, as numpy's rint does.
cdef double _ROUND = 6755399441055744.0


cdef inline int64_t _fixed(double value) noexcept:
    return <int64_t> ((value * _UNIT + _ROUND) - _ROUND)


def fill_running(const Value[::1] values, int64_t[::1] sums):
    """Fill `sums` (n + 1,) with 0 and the running sums of `values` (n,), rounded to 1/65536, in that unit."""
    cdef Py_ssize_t at
    cdef int64_t total = 0
    sums[0] = 0
    for at in range(values.shape[0]):
        total += _fixed(values[at])
        sums[at + 1] = total


def fill_between(const int64_t[::1] sums, const int64_t[::1] first, const int64_t[::1] end, float[::1] out):
    """Fill `out` (n,) with the sums over the ranges [first, end), from running sums; 0 where there is nothing."""
    cdef Py_ssize_t at
    for at in range(first.shape[0]):
        out[at] = <float> ((sums[end[at]] - sums[min(first[at], end[at])]) / _UNIT)


def fill_shares(const float[::1] part, const float[::1] whole, float[::1] out):
    """Fill `out` (n,) with `part / whole`, 0 where the whole is 0: numpy takes ten times as long where some are left out."""
    cdef Py_ssize_t at
    for at in range(out.shape[0]):
        out[at] = part[at] / whole[at] if whole[at] > 0 else <float> 0


def fill_sightings(const uint64_t[::1] keys, int64_t[::1] first, int64_t[::1] before, int64_t[::1] count):
    """Fill, for every key (n,), where it stands first, how often it stood before, and how often it stands in all."""
    cdef Py_ssize_t at
    cdef uint64_t size = room(keys.shape[0]), slot
    cdef int64_t[::1] known  # where the key stands first that a place of the table is taken by
    known = np.full(size, -1, np.int64)
    for at in range(keys.shape[0]):
        slot = place(keys[at], _ODD, size)
        while known[slot] >= 0 and keys[known[slot]] != keys[at]:
            slot = (slot + 1) & (size - 1)
        if known[slot] < 0:
            known[slot], count[at] = at, 0
        first[at] = known[slot]
        before[at] = count[first[at]]
        count[first[at]] += 1
    for at in range(keys.shape[0]):
        count[at] = count[first[at]]


def fill_elements(
    const int32_t[::1] parent, const int32_t[::1] kind, const int32_t[::1] first_block,
    const int32_t[::1] kind_tag, const int64_t[::1] kind_marks,
    int64_t element, int64_t block, int64_t blocks, int64_t none, int64_t[:, ::1] out,
):
    """Fill columns `element` and up of `out` (4, all elements) with those of a page: parent, tag, marks, before.

    The page has `blocks` blocks from number `block` on; what comes after its last one comes before `none`: not before
    the first one of the next page.
    """
    cdef Py_ssize_t at
    for at in range(parent.shape[0]):
        out[0, element + at] = parent[at] + element if parent[at] >= 0 else -1
        out[1, element + at] = kind_tag[kind[at]]
        out[2, element + at] = kind_marks[kind[at]]
        out[3, element + at] = first_block[at] + block if first_block[at] < blocks else none


def number_names(list names, dict numbers, int64_t[::1] out):
    """Fill `out` with the number of each name in `numbers`, where new ones get the next."""
    cdef Py_ssize_t at
    for at in range(len(names)):
        number = numbers.get(names[at])
        if number is None:
            number = len(numbers)
            numbers[names[at]] = number
        out[at] = number


def fill_ranges(
    const int64_t[::1] element, const int64_t[::1] parent, int64_t[::1] first, int64_t[::1] end, int64_t[::1] up
):
    """Fill, for every element, the half-open range of blocks inside it, and the nearest element around with more.

    `element` (blocks,) is the innermost one around each block. An element without blocks has the range from their
    number to 0 and no element around; a root has itself.
    """
    cdef Py_ssize_t at, around
    for at in range(parent.shape[0]):
        first[at], end[at], up[at] = element.shape[0], 0, -1
    for at in range(element.shape[0]):
        first[element[at]] = min(first[element[at]], at)
        end[element[at]] = at + 1
    for at in range(parent.shape[0] - 1, -1, -1):
        around = parent[at]
        if around >= 0 and end[at]:
            first[around] = min(first[around], first[at])
            end[around] = max(end[around], end[at])
    for at in range(parent.shape[0]):
        around = parent[at]
        if around < 0:
            up[at] = at
        elif end[at]:
            up[at] = around if end[around] - first[around] > end[at] - first[at] else up[around]


def carry_down(float[::1] values, const int64_t[::1] parent, const int64_t[::1] end, bint fill):
    """Give every element with blocks what is around it, in place: the higher of both, or to `fill` zeros."""
    cdef Py_ssize_t at
    cdef float above
    for at in range(values.shape[0]):
        if parent[at] < 0 or not end[at]:
            continue
        above = values[parent[at]]
        if not fill:
            values[at] = max(values[at], above)
        elif values[at] == 0:
            values[at] = above


def fill_marks(
    const float[:, ::1] scores, const int64_t[::1] marks, const int64_t[::1] parent, const int64_t[::1] end,
    const int64_t[::1] up, const int64_t[::1] element, float[:, ::1] carried, float[:, ::1] out,
):
    """Fill `out` (10, blocks) with what `tasks.classifier.html_classifier.MARKS_SAY` names, from the scores of marks.

    `scores` (names, 3) are mean, lowest and highest; `carried` (elements, 6) is room.
    """
    cdef Py_ssize_t at, column
    cdef int64_t own, around
    cdef const float* said
    cdef float* here
    cdef float* above
    for at in range(parent.shape[0]):
        if not end[at]:
            continue
        # As the middle columns of `out`: nearest mean, lowest, sum, nearest lowest, nearest highest, highest.
        said, here = &scores[marks[at], 0], &carried[at, 0]
        here[0] = here[2] = said[0]
        here[1] = here[3] = said[1]
        here[4] = here[5] = said[2]
        if parent[at] >= 0:
            above = &carried[parent[at], 0]
            here[0] = here[0] if here[0] != 0 else above[0]
            here[1] = min(here[1], above[1])
            here[2] += above[2]
            here[3] = here[3] if here[3] != 0 else above[3]
            here[4] = here[4] if here[4] != 0 else above[4]
            here[5] = max(here[5], above[5])
    for at in range(element.shape[0]):
        own = element[at]
        around = parent[own] if parent[own] >= 0 else own
        out[0, at] = scores[marks[own], 0]
        for column in range(6):
            out[column + 1, at] = carried[own, column]
        out[7, at] = carried[around, 0]
        out[8, at] = carried[up[own], 0]
        out[9, at] = carried[up[up[own]], 0]


def fill_inside(
    const int64_t[::1] slot, const int64_t[::1] parent, const int64_t[::1] end, const int64_t[::1] element,
    uint16_t[:, ::1] inside, float[:, ::1] out,
):
    """Fill `out` (slots, blocks) with how many elements of each slot there are from a block's own up.

    `slot` is each element's, -1 for one that is not counted; `element` (blocks,) is the innermost one around each
    block. `inside` (elements, slots) is room for the counts of those with blocks, all 0.
    """
    cdef Py_ssize_t at, number
    for at in range(parent.shape[0]):
        if not end[at]:
            continue
        if parent[at] >= 0:
            for number in range(inside.shape[1]):
                inside[at, number] = inside[parent[at], number]
        if slot[at] >= 0:
            inside[at, slot[at]] += 1
    for at in range(element.shape[0]):
        for number in range(inside.shape[1]):
            out[number, at] = inside[element[at], number]


def fill_counts(const int64_t[::1] slot, const int64_t[::1] before, int64_t[:, ::1] counts):
    """Count in `counts` (slots, blocks), of zeros, the elements of each slot that stand in or before each block.

    `slot` is each element's, -1 for one that is not counted; those behind the last block are not, either.
    """
    cdef Py_ssize_t at
    for at in range(slot.shape[0]):
        if slot[at] >= 0 and before[at] < counts.shape[1]:
            counts[slot[at], before[at]] += 1


cdef inline float _share(float part, float whole) noexcept:
    return part / whole if whole > 0 else <float> 0


def fill_containers(
    const int64_t[:, ::1] sums, const int64_t[::1] container, const int64_t[::1] first, const int64_t[::1] end,
    const float[::1] words, const float[::1] prose, float[:, ::1] out,
):
    """Fill `out` (sums + 4, blocks) with what the container of each block holds, as `html_features.CONTAINED` names it.

    `sums` (blocks + 1, sums) are the running sums of words, blocks, words in links, of prose, of persons and stop words,
    and of what is counted by the block; `words` and `prose` are those of the page. All together, because the sums at
    the two ends of a container stand in a line or two of the processor's cache.
    """
    cdef Py_ssize_t at, number
    cdef int64_t begin, stop
    cdef float inside, blocks, proses
    cdef const int64_t* low
    cdef const int64_t* high
    for at in range(out.shape[1]):
        begin, stop = first[container[at]], end[container[at]]
        low, high = &sums[begin, 0], &sums[stop, 0]
        inside, blocks = <float> ((high[0] - low[0]) / _UNIT), <float> ((high[1] - low[1]) / _UNIT)
        proses = <float> ((high[3] - low[3]) / _UNIT)
        out[0, at] = inside
        out[1, at] = blocks
        out[2, at] = _share(inside, words[at])
        out[3, at] = _share(<float> ((high[2] - low[2]) / _UNIT), inside)
        out[4, at] = _share(proses, inside)
        out[5, at] = _share(proses, prose[at])
        out[6, at] = _share(inside, blocks)
        out[7, at] = _share(<float> ((high[4] - low[4]) / _UNIT), inside)
        out[8, at] = _share(<float> ((high[5] - low[5]) / _UNIT), inside)
        for number in range(6, sums.shape[1]):
            out[number + 3, at] = _share(<float> ((high[number] - low[number]) / _UNIT), blocks)
        out[sums.shape[1] + 3, at] = <float> (<double> (at - begin) / <double> blocks)


def fill_branches(const uint8_t[::1] chain, const int64_t[::1] parent, int64_t[::1] meet, int64_t[::1] branch):
    """Fill, for every element, the nearest one around it, or itself, that is in `chain`, and where it left that.

    Both are -1 where there is none: off the chain altogether, or on it.
    """
    cdef Py_ssize_t at, around
    for at in range(parent.shape[0]):
        around = parent[at]
        if chain[at]:
            meet[at], branch[at] = at, -1
        elif around < 0:
            meet[at] = branch[at] = -1
        else:
            meet[at] = meet[around]
            branch[at] = at if chain[around] else branch[around]


def fill_selection(
    const uint8_t[::1] keep,
    const int64_t[::1] start,
    const float[::1] words,
    const float[::1] mass,
    const float[::1] linked,
    const float[::1] prose,
    const float[::1] heading,
    const uint8_t[::1] money,
    float[:, ::1] out,
):
    """Fill `out` (pages, 8) with what the kept blocks of each page sum up to.

    Words, mass, blocks, words in links, words of prose, headings, blocks with money, and runs of kept blocks; each
    rounded block by block as `fill_running` does. Page i has the blocks from start[i] to start[i + 1].
    """
    cdef Py_ssize_t page, at, column
    cdef int64_t total[8]
    for page in range(out.shape[0]):
        for column in range(8):
            total[column] = 0
        for at in range(start[page], start[page + 1]):
            if keep[at]:
                total[0] += _fixed(words[at])
                total[1] += _fixed(mass[at])
                total[2] += _fixed(1)
                total[3] += _fixed(<float> (words[at] * linked[at]))
                total[4] += _fixed(<float> (words[at] * prose[at]))
                total[5] += _fixed(heading[at])
                total[6] += _fixed(money[at])
                total[7] += _fixed(at == start[page] or not keep[at - 1])
        for column in range(8):
            out[page, column] = <float> (total[column] / _UNIT)
