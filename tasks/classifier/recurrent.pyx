# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The loops of the network of lines (`line_network`): products of matrices, gates, and running through lines.

Every number is made by the same operations in the same order on any processor: each adds up by itself, however many
are done at once, no two steps are made one, and exp is our own. So a line's score does not depend on what else is
judged with it, and training makes the same network again.
"""

cdef extern from *:
    """
    #if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__)
    #define EVERY_WIDTH __attribute__((target_clones("avx512f", "avx2", "default")))
    #else
    #define EVERY_WIDTH
    #endif
    #define TILE 16
    #define WIDEST (8 * TILE)

    /* out (m, n) = a (m, k) b (k, n); a's rows and columns are so many numbers apart. */
    EVERY_WIDTH static void product(
        const float *a, long row, long column, const float *b, float *out, long m, long k, long n
    ) {
        for (long j = 0; j < n; j += TILE) {
            long i = 0;
            for (; i + 4 <= m; i += 4) {
                float s0[TILE] = {0}, s1[TILE] = {0}, s2[TILE] = {0}, s3[TILE] = {0};
                for (long l = 0; l < k; l++) {
                    const float *x = a + i * row + l * column, *y = b + l * n + j;
                    float x0 = x[0], x1 = x[row], x2 = x[2 * row], x3 = x[3 * row];
                    for (int t = 0; t < TILE; t++) {
                        s0[t] += x0 * y[t]; s1[t] += x1 * y[t]; s2[t] += x2 * y[t]; s3[t] += x3 * y[t];
                    }
                }
                float *o = out + i * n + j;
                for (int t = 0; t < TILE; t++) {
                    o[t] = s0[t]; o[n + t] = s1[t]; o[2 * n + t] = s2[t]; o[3 * n + t] = s3[t];
                }
            }
            for (; i < m; i++) {
                float s[TILE] = {0};
                for (long l = 0; l < k; l++) {
                    float x = a[i * row + l * column];
                    for (int t = 0; t < TILE; t++) s[t] += x * b[l * n + j + t];
                }
                float *o = out + i * n + j;
                for (int t = 0; t < TILE; t++) o[t] = s[t];
            }
        }
    }

    /* 1 / (1 + exp(-x)), with the polynomial of Cephes' expf. */
    EVERY_WIDTH static void logistic_of(float *values, long count) {
        for (long i = 0; i < count; i++) {
            float x = values[i];
            x = x < -30.0f ? -30.0f : x;
            x = x > 30.0f ? 30.0f : x;
            float n = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
            float r = x - n * 0.693359375f + n * 2.12194440e-4f;
            float p = 1.9875691500e-4f;
            p = p * r + 1.3981999507e-3f;
            p = p * r + 8.3334519073e-3f;
            p = p * r + 4.1665795894e-2f;
            p = p * r + 1.6666665459e-1f;
            p = p * r + 5.0000001201e-1f;
            union {int i; float f;} two;
            two.i = ((int) n + 127) << 23;
            float e = (p * r * r + r + 1.0f) * two.f;
            values[i] = e / (1.0f + e);
        }
    }

    /* A column's values, small beside large: binary logarithms of 1 + |x|, straight lines between powers of two. */
    EVERY_WIDTH static void standard(
        const float *values, float *out, long count, long step, float mean, float scale, float most
    ) {
        for (long i = 0; i < count; i++) {
            union {float f; int i;} above;
            above.f = 1.0f + (values[i] < 0 ? -values[i] : values[i]);
            float x = (float) (above.i - 0x3f800000) * (1.0f / 8388608.0f);
            x = ((values[i] < 0 ? -x : x) - mean) * scale;
            x = x < -most ? -most : x;
            out[i * step] = x > most ? most : x;
        }
    }

    /* state = state + gate (candidate - state), line after line, from 0 again where a document begins. */
    EVERY_WIDTH static void run(
        const float *gate, const float *candidate, float *out, const unsigned char *edge, long lines, long width,
        long step, int upwards
    ) {
        float state[WIDEST] = {0};
        for (long number = 0; number < lines; number++) {
            long line = upwards ? lines - 1 - number : number;
            const float *g = gate + line * step, *c = candidate + line * step;
            float *o = out + line * step;
            for (long j = 0; j < width; j++) {
                float before = edge[line] ? 0 : state[j];
                o[j] = state[j] = before + g[j] * (c[j] - before);
            }
        }
    }

    /* What the slope of the states means for gates and candidates: from the last line back to the first. */
    EVERY_WIDTH static void run_back(
        const float *gate, const float *candidate, const float *states, const float *slope, float *of_gate,
        float *of_candidate, const unsigned char *edge, long lines, long width, long step, int upwards
    ) {
        float passed[WIDEST] = {0};
        for (long number = 0; number < lines; number++) {
            long line = upwards ? number : lines - 1 - number, before = line + (upwards ? 1 : -1);
            for (long j = 0; j < width; j++) {
                long at = line * step + j;
                float total = slope[at] + passed[j], state = edge[line] ? 0 : states[before * step + j];
                of_gate[at] = total * (candidate[at] - state);
                of_candidate[at] = total * gate[at];
                passed[j] = edge[line] ? 0 : total * (1.0f - gate[at]);
            }
        }
    }
    """
    void product(
        const float* a, long row, long column, const float* b, float* out, long m, long k, long n
    ) noexcept nogil
    void logistic_of(float* values, long count) noexcept nogil
    void standard(
        const float* values, float* out, long count, long step, float mean, float scale, float most
    ) noexcept nogil
    void run(
        const float* gate, const float* candidate, float* out, const unsigned char* edge, long lines, long width,
        long step, int upwards
    ) noexcept nogil
    void run_back(
        const float* gate, const float* candidate, const float* states, const float* slope, float* of_gate,
        float* of_candidate, const unsigned char* edge, long lines, long width, long step, int upwards
    ) noexcept nogil
    enum:
        tile "TILE"
        widest "WIDEST"

TILE = tile
"""The columns of every second factor, and half a layer that runs, are a multiple of this."""
WIDEST = widest
"""Numbers that one direction can carry from line to line."""


def multiply(const float[:, :] a, const float[:, ::1] b, float[:, ::1] out):
    """`a` (m, k) times `b` (k, n) into `out` (m, n); n is a multiple of `TILE`, `a` may be a transposed view.

    Raises:
        ValueError: the shapes do not fit.
    """
    if a.shape[1] != b.shape[0] or out.shape[0] != a.shape[0] or out.shape[1] != b.shape[1] or b.shape[1] % 16:
        raise ValueError("the shapes of the matrices do not fit")
    if a.shape[0] and b.shape[0]:
        product(
            &a[0, 0], a.strides[0] // sizeof(float), a.strides[1] // sizeof(float), &b[0, 0], &out[0, 0],
            a.shape[0], a.shape[1], b.shape[1],
        )


def logistic(float[::1] values):
    """1 / (1 + exp(-x)) of every value, in place."""
    if values.shape[0]:
        logistic_of(&values[0], values.shape[0])


def standardize(list columns, Py_ssize_t start, const float[::1] mean, const float[::1] scale, float most, float[:, ::1] out):
    """Rows `start` on of the columns, side by side in `out` (n, columns).

    A value x is sign(x) log2(1 + |x|), between powers of two a straight line, less the column's `mean`, times its
    `scale`, and no further from 0 than `most`.

    Raises:
        ValueError: a column has too few rows.
    """
    cdef const float[::1] values
    cdef Py_ssize_t column
    for column in range(len(columns)):
        values = columns[column]
        if values.shape[0] < start + out.shape[0]:
            raise ValueError("a column has too few rows")
        if out.shape[0]:
            standard(&values[start], &out[0, column], out.shape[0], out.shape[1], mean[column], scale[column], most)


def run_lines(
    const float[:, ::1] gates, const float[:, ::1] candidates, const unsigned char[::1] first,
    const unsigned char[::1] last, float[:, ::1] states
):
    """The states (V, 2 R) of two layers, one running down the lines and one up, half of the columns each.

    `first` and `last` (V,) are 1 on the lines that begin and end a document.
    """
    cdef long lines = gates.shape[0], both = gates.shape[1], half = both // 2
    _check(both, candidates.shape[1], states.shape[1])
    if lines:
        run(&gates[0, 0], &candidates[0, 0], &states[0, 0], &first[0], lines, half, both, 0)
        run(&gates[0, half], &candidates[0, half], &states[0, half], &last[0], lines, half, both, 1)


def run_lines_back(
    const float[:, ::1] gates, const float[:, ::1] candidates, const float[:, ::1] states, const float[:, ::1] slope,
    const unsigned char[::1] first, const unsigned char[::1] last, float[:, ::1] of_gates, float[:, ::1] of_candidates
):
    """The slopes of gates and candidates (V, 2 R), by those of the states that `run_lines` made of them."""
    cdef long lines = gates.shape[0], both = gates.shape[1], half = both // 2
    _check(both, candidates.shape[1], states.shape[1])
    _check(slope.shape[1], of_gates.shape[1], of_candidates.shape[1])
    if lines:
        run_back(
            &gates[0, 0], &candidates[0, 0], &states[0, 0], &slope[0, 0], &of_gates[0, 0], &of_candidates[0, 0],
            &first[0], lines, half, both, 0,
        )
        run_back(
            &gates[0, half], &candidates[0, half], &states[0, half], &slope[0, half], &of_gates[0, half],
            &of_candidates[0, half], &last[0], lines, half, both, 1,
        )


cdef _check(long one, long other, long third):
    if not one == other == third or one % 2 or one // 2 > WIDEST:
        raise ValueError("the widths of the layers do not fit")
