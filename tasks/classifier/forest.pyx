# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Rows down the trees of a model.

Compiled, and eight rows at a time with no branch that a processor could guess wrong: a fifth of the time that
LightGBM's own prediction takes, for the same sums to the last bit.
"""

from libc.math cimport exp
from libc.stdint cimport int64_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc

cdef struct Node:
    # A leaf is below itself, whatever the row says: its threshold is infinite.
    float threshold
    uint16_t feature
    uint16_t below  # the node for values up to the threshold, within the tree; the one for those above it is next

cdef Py_ssize_t _BLOCK = 64  # rows that stay in the processor's nearest cache while all trees pass over them


cdef class Forest:
    """The trees of a model. Tree t is of class t modulo classes; its nodes are those from `roots[t]` on, each a float32
    and two uint16 (`Node`), with their values in `leaves`, and its farthest leaf is `depths[t]` below its root. What
    the nodes say is not checked.
    """

    cdef const uint64_t[::1] _nodes
    cdef const double[::1] _leaves
    cdef const int[::1] _roots
    cdef const int[::1] _depths

    def __init__(
        self, const uint64_t[::1] nodes, const double[::1] leaves, const int[::1] roots, const int[::1] depths
    ):
        self._nodes, self._leaves, self._roots, self._depths = nodes, leaves, roots, depths

    def add_rows(self, const float[:, ::1] rows, double[:, ::1] sums):
        """Add to `sums` (n, classes), for every row (n, features), the leaves that it ends in."""
        cdef Py_ssize_t start
        for start in range(0, rows.shape[0], _BLOCK):
            self._add_block(
                &rows[start, 0], min(_BLOCK, rows.shape[0] - start), rows.shape[1], &sums[start, 0], sums.shape[1]
            )

    def add_columns(self, list columns, const int64_t[::1] at, double[:, ::1] sums):
        """The same for the rows `at` (n,) of a table that is held as its columns, without making the table.

        As a table, the blocks of fifty pages are megabytes that are written once and read once.
        """
        cdef Py_ssize_t start, row, column, count, width = len(columns)
        cdef const float[::1] values
        cdef const float** starts = <const float**> malloc(width * sizeof(const float*))
        cdef float* block = <float*> malloc(_BLOCK * width * sizeof(float))
        try:
            if starts == NULL or block == NULL:
                raise MemoryError
            for column in range(width):
                values = columns[column]
                starts[column] = &values[0] if values.shape[0] else NULL
            for start in range(0, at.shape[0], _BLOCK):
                count = min(_BLOCK, at.shape[0] - start)
                for column in range(width):
                    for row in range(count):
                        block[row * width + column] = starts[column][at[start + row]]
                self._add_block(block, count, width, &sums[start, 0], sums.shape[1])
        finally:
            free(starts)
            free(block)

    cdef void _add_block(
        self, const float* rows, Py_ssize_t count, Py_ssize_t width, double* sums, Py_ssize_t classes
    ) noexcept:
        cdef Py_ssize_t tree, row, column
        cdef int depth
        cdef const Node* root
        cdef const double* values
        for tree in range(self._roots.shape[0]):
            root, values = <const Node*> &self._nodes[self._roots[tree]], &self._leaves[self._roots[tree]]
            depth, column = self._depths[tree], tree % classes
            row = 0
            while row + 8 <= count:
                _add_eight(root, depth, rows + row * width, width, values, sums + row * classes + column, classes)
                row += 8
            while row < count:
                sums[row * classes + column] += values[_leaf(root, depth, rows + row * width)]
                row += 1


cdef inline uint32_t _below(const Node* root, uint32_t node, const float* row) noexcept:
    return root[node].below + (row[root[node].feature] > root[node].threshold)


cdef uint32_t _leaf(const Node* root, int depth, const float* row) noexcept:
    cdef uint32_t node = 0
    cdef int _
    for _ in range(depth):
        node = _below(root, node, row)
    return node


cdef void _add_eight(
    const Node* root, int depth, const float* row, Py_ssize_t width, const double* values, double* sums, Py_ssize_t step
) noexcept:
    # Written out: each of these is a register, and their loads wait for one another no more.
    cdef uint32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0
    cdef int _
    for _ in range(depth):
        a = _below(root, a, row)
        b = _below(root, b, row + width)
        c = _below(root, c, row + 2 * width)
        d = _below(root, d, row + 3 * width)
        e = _below(root, e, row + 4 * width)
        f = _below(root, f, row + 5 * width)
        g = _below(root, g, row + 6 * width)
        h = _below(root, h, row + 7 * width)
    sums[0] += values[a]
    sums[step] += values[b]
    sums[2 * step] += values[c]
    sums[3 * step] += values[d]
    sums[4 * step] += values[e]
    sums[5 * step] += values[f]
    sums[6 * step] += values[g]
    sums[7 * step] += values[h]


def link(double[:, ::1] sums):
    """Turn sums into probabilities, in place: of one class by the logistic function, of several by softmax."""
    cdef Py_ssize_t row, column, classes = sums.shape[1]
    cdef double most, total
    for row in range(sums.shape[0]):
        if classes == 1:
            # As LightGBM: numpy's exp may differ in the last bit.
            sums[row, 0] = 1.0 / (1.0 + exp(-sums[row, 0]))
            continue
        most = sums[row, 0]
        for column in range(1, classes):
            most = max(most, sums[row, column])
        total = 0.0
        for column in range(classes):
            sums[row, column] = exp(sums[row, column] - most)
            total += sums[row, column]
        for column in range(classes):
            sums[row, column] /= total
