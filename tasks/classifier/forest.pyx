# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Rows down the trees of a model.

Not from the root down, where each step waits for the one before it: all questions of a tree are asked of many rows at
once, and each that a row answers with "above" takes the leaves on its other side away. The first that is left is the
row's: the same leaf, and the same sums to the last bit, in a tenth of the time of LightGBM's own prediction.
"""

from libc.math cimport exp
from libc.stdint cimport int64_t, uint32_t
from libc.stdlib cimport calloc, free, malloc

cdef extern from *:
    """
    #include <stdint.h>
    #define TREE_ROWS 64
    #define TREE_LEAVES 32

    /* Asks all trees of up to LENGTH * PARTS rows. Written out as vectors of a length that the processor has: what
       compilers make of a plain loop, or of longer vectors, is slower than one row at a time. */
    #define ASK(NAME, LENGTH, PARTS) \
        static void NAME( \
            const float *thresholds, const uint32_t *kept, const int *features, const int *starts, \
            const double *leaves, long trees, const float *columns, long rows, double *sums, long classes \
        ) { \
            typedef float Values __attribute__((vector_size(4 * LENGTH), aligned(4), may_alias)); \
            typedef uint32_t Bits __attribute__((vector_size(4 * LENGTH))); \
            for (long tree = 0; tree < trees; tree++) { \
                union {Bits parts[PARTS]; uint32_t of[LENGTH * PARTS];} left; \
                Bits parts[PARTS]; \
                for (int part = 0; part < PARTS; part++) parts[part] = ~(Bits) {0}; \
                for (int split = starts[tree]; split < starts[tree + 1]; split++) { \
                    const Values *own = (const Values *) (columns + features[split] * TREE_ROWS); \
                    for (int part = 0; part < PARTS; part++) \
                        parts[part] &= (Bits) (own[part] <= thresholds[split]) | kept[split]; \
                } \
                for (int part = 0; part < PARTS; part++) left.parts[part] = parts[part]; \
                const double *values = leaves + tree * TREE_LEAVES; \
                for (long row = 0; row < rows; row++) \
                    sums[row * classes + tree % classes] += values[__builtin_ctz(left.of[row])]; \
            } \
        }

    /* With as many vectors as there are registers for; of few rows one at a time, since empty ones cost the same. */
    ASK(ask_four_by_four, 4, 4)
    #if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && !defined(NARROW)
    __attribute__((target("avx2,bmi"))) ASK(ask_eight_by_eight, 8, 8)
    __attribute__((target("avx2,bmi"))) ASK(ask_eight, 8, 1)
    #define IS_WIDE (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    #else
    #define ask_eight_by_eight ask_four_by_four
    #define ask_eight ask_four_by_four
    #define IS_WIDE 0
    #endif
    #define FEW 24

    /* `columns` are the features of TREE_ROWS rows, of which the first `rows` are added up. */
    static void add_trees(
        const float *thresholds, const uint32_t *kept, const int *features, const int *starts, const double *leaves,
        long trees, const float *columns, long rows, double *sums, long classes
    ) {
        int wide = IS_WIDE, few = rows <= FEW;
        long step = !wide ? 16 : few ? 8 : TREE_ROWS;
        for (long row = 0; row < rows; row += step)
            (!wide ? ask_four_by_four : few ? ask_eight : ask_eight_by_eight)(
                thresholds, kept, features, starts, leaves, trees, columns + row,
                rows - row < step ? rows - row : step, sums + row * classes, classes
            );
    }
    """
    enum:
        TREE_ROWS, TREE_LEAVES
    void add_trees(
        const float* thresholds, const uint32_t* kept, const int* features, const int* starts, const double* leaves,
        long trees, const float* columns, long rows, double* sums, long classes
    ) noexcept

LEAVES = TREE_LEAVES
"""The most that a tree may have: a bit each."""


cdef class Forest:
    """The trees of a model. Tree t is of class t modulo classes, its splits are those from `starts[t]` to
    `starts[t + 1]`, and `leaves[t]` are the values of its leaves from left to right.

    A split has a threshold, the number of a feature, and the leaves (a bit each, the first one lowest) that are `kept`
    where the feature is above the threshold: all but those below its left side. What they say is not checked.
    """

    cdef const float[::1] _thresholds
    cdef const uint32_t[::1] _kept
    cdef const int[::1] _features
    cdef const int[::1] _starts
    cdef const double[:, ::1] _leaves

    def __init__(
        self, const float[::1] thresholds, const uint32_t[::1] kept, const int[::1] features, const int[::1] starts,
        const double[:, ::1] leaves,
    ):
        self._thresholds, self._kept, self._features, self._starts = thresholds, kept, features, starts
        self._leaves = leaves

    def add_rows(self, const float[:, ::1] rows, double[:, ::1] sums):
        """Add to `sums` (n, classes), for every row (n, features), the leaves that it ends in."""
        cdef Py_ssize_t start, row, column, count, width = rows.shape[1]
        cdef float* block = _block(width)
        for start in range(0, rows.shape[0], TREE_ROWS):
            count = min(<Py_ssize_t> TREE_ROWS, rows.shape[0] - start)
            for row in range(count):
                for column in range(width):
                    block[column * TREE_ROWS + row] = rows[start + row, column]
            self._add(block, count, &sums[start, 0], sums.shape[1])
        free(block)

    def add_columns(self, list columns, const int64_t[::1] at, double[:, ::1] sums):
        """The same for the rows `at` (n,) of a table that is held as its columns."""
        cdef Py_ssize_t start, row, column, count, width = len(columns)
        cdef const float[::1] values
        cdef const float* own
        cdef float* block = _block(width)
        cdef const float** starts = <const float**> malloc(width * sizeof(const float*))
        try:
            if starts == NULL:
                raise MemoryError
            for column in range(width):
                values = columns[column]
                starts[column] = &values[0] if values.shape[0] else NULL
            for start in range(0, at.shape[0], TREE_ROWS):
                count = min(<Py_ssize_t> TREE_ROWS, at.shape[0] - start)
                for column in range(width):
                    own = starts[column]
                    for row in range(count):
                        block[column * TREE_ROWS + row] = own[at[start + row]]
                self._add(block, count, &sums[start, 0], sums.shape[1])
        finally:
            free(starts)
            free(block)

    cdef void _add(self, const float* block, Py_ssize_t count, double* sums, Py_ssize_t classes) noexcept:
        add_trees(
            &self._thresholds[0], &self._kept[0], &self._features[0], &self._starts[0], &self._leaves[0, 0],
            self._leaves.shape[0], block, count, sums, classes,
        )


cdef float* _block(Py_ssize_t width) except NULL:
    """Room for the features of as many rows as are looked at together; a row that is not there is of zeros."""
    cdef float* block = <float*> calloc(width * TREE_ROWS, sizeof(float))
    if block == NULL:
        raise MemoryError
    return block


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
