# cython: language_level=3, boundscheck=False, wraparound=False
"""Words and lines of texts as Arrow holds them, all in one pass: to cut them into words there takes ten times as long."""

from cpython.unicode cimport Py_UNICODE_ISSPACE
from libc.stdint cimport int32_t, int64_t, uint32_t


def count_texts(const int32_t[::1] starts, const unsigned char[::1] data, int64_t[:, :] counts):
    """Write the words of each text, by white space, and its lines that have one, to `counts` (2, N).

    `data` is the UTF-8 of N texts in a row, `starts` (N + 1,) where each begins and the last ends, as Arrow's string
    arrays have them.
    """
    cdef Py_ssize_t number, at, end
    cdef int64_t words, lines
    cdef uint32_t code
    cdef bint in_word, in_line
    for number in range(starts.shape[0] - 1):
        at, end = starts[number], starts[number + 1]
        words = lines = 0
        in_word = in_line = False
        while at < end:
            code = data[at]
            at += 1
            if code >= 0xF0:
                at += 3  # no white space is that far up
            elif code >= 0xE0:
                code = (code & 0x0F) << 12 | (data[at] & 0x3F) << 6 | (data[at + 1] & 0x3F)
                at += 2
            elif code >= 0x80:
                code = (code & 0x1F) << 6 | (data[at] & 0x3F)
                at += 1
            if Py_UNICODE_ISSPACE(code):
                in_word = False
                if code == 0x0A:
                    in_line = False
            elif not in_word:
                in_word = True
                words += 1
                if not in_line:
                    in_line = True
                    lines += 1
        counts[0, number], counts[1, number] = words, lines
