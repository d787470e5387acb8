# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Passes over the characters of lines, and of the names of elements."""

from cpython.unicode cimport (
    PyUnicode_1BYTE_DATA, PyUnicode_DATA, PyUnicode_DecodeASCII, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
)
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

cdef uint64_t _BASE = 0x9E3779B97F4A7C15
cdef uint64_t _MIX = 0xBF58476D1CE4E5B9


def measure(
    list texts,
    Py_ssize_t longest,
    const uint16_t[::1] classes,
    const uint32_t[::1] lower,
    int inside,
    int32_t[::1] chars,
    int32_t[:, ::1] counts,
    uint16_t[::1] first,
    uint16_t[::1] last,
    uint64_t[::1] hashes,
    int32_t[::1] word_start,
):
    """Fill in what `tasks.classifier.tokens.Lines` has of each line, up to `longest` characters of it; how many words.

    `classes` and `lower` are the class bits and the lower case of each character of the basic plane; one beyond it
    counts as its last. Characters with a bit of `inside` make words. A word's hash is the sum of its characters plus
    one, each by a power of an odd number, mixed. `hashes` must have room.
    """
    cdef Py_ssize_t line, at, length, words = 0
    cdef int kind, bit
    cdef uint32_t code
    cdef uint16_t bits = 0, rest
    cdef uint64_t total = 0, power = 1
    cdef bint open_
    cdef const void* data
    for line in range(len(texts)):
        text = <str> texts[line]
        kind, data = PyUnicode_KIND(text), PyUnicode_DATA(text)
        length = min(PyUnicode_GET_LENGTH(text), longest)
        chars[line] = <int32_t> length
        word_start[line] = <int32_t> words
        open_ = False
        for at in range(length):
            code = PyUnicode_READ(kind, data, at)
            if code >= <uint32_t> classes.shape[0]:
                code = <uint32_t> classes.shape[0] - 1
            bits = classes[code]
            rest = bits
            while rest:
                bit = _lowest(rest)
                counts[line, bit] += 1
                rest &= rest - 1
            if not at:
                first[line] = bits
            if bits & inside:
                if not open_:
                    open_, total, power = True, 0, 1
                total += (<uint64_t> lower[code] + 1) * power
                power *= _BASE
            elif open_:
                open_ = False
                hashes[words] = _mixed(total)
                words += 1
        if open_:
            hashes[words] = _mixed(total)
            words += 1
        if length:
            last[line] = bits
    word_start[len(texts)] = <int32_t> words
    return words


cdef extern from *:
    """
    #define lowest_bit(bits) __builtin_ctz(bits)
    """
    int _lowest "lowest_bit"(unsigned int bits) nogil


cdef inline uint64_t _mixed(uint64_t value) noexcept:
    # The low bits of a polynomial hash see only the last letters; tables are indexed with them.
    value = (value ^ (value >> 31)) * _MIX
    return value ^ (value >> 29)


def score_marks(list names, dict log_odds, object tokens_of, Py_ssize_t longest, float[:, ::1] scores):
    """Fill mean, lowest and highest log-odds of each name's known tokens, (len(names), 3); 0 where none is known.

    `tokens_of` is the function that says what the tokens are, of up to `longest` characters; it is asked for names that
    are not ASCII, or long.
    """
    cdef Py_ssize_t row
    cdef double odds, total, low, high
    cdef int known
    for row in range(len(names)):
        marks = <str> names[row]
        if not marks:
            continue
        total, low, high, known = 0, 0, 0, 0
        for token in _tokens(marks, longest) if marks.isascii() and len(marks) < 512 else tokens_of(marks):
            found = log_odds.get(token)
            if found is not None:
                odds = found
                low = min(low, odds) if known else odds
                high = max(high, odds) if known else odds
                total += odds
                known += 1
        if known:
            scores[row, 0], scores[row, 1], scores[row, 2] = <float> (total / known), <float> low, <float> high


cdef dict _tokens(str marks, Py_ssize_t longest):
    """As `tasks.markup.tokens_of`, of ASCII."""
    cdef char plain[1100]
    cdef char digits[1100]
    cdef const uint8_t* text = PyUnicode_1BYTE_DATA(marks)
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(marks), at, size = 0, out = 0, start
    cdef uint8_t byte, before = 0
    cdef dict tokens = {}
    for at in range(length):
        byte = text[at]
        if b"A" <= byte <= b"Z":
            if b"a" <= before <= b"z":
                plain[size] = b"-"
                size += 1
            plain[size] = byte | 0x20
        else:
            plain[size] = byte
        size += 1
        before = byte
    for at in range(size):
        if b"0" <= plain[at] <= b"9":
            if at and b"0" <= plain[at - 1] <= b"9":
                continue
            digits[out] = b"0"
        else:
            digits[out] = plain[at]
        out += 1
    at = 0
    while at < out:
        start = at
        while at < out and not _is_space(digits[at]):
            at += 1
        if 0 < at - start <= longest:
            tokens[PyUnicode_DecodeASCII(digits + start, at - start, NULL)] = None
        at += 1
    at = 0
    while at < size:
        start = at
        while at < size and b"a" <= plain[at] <= b"z":
            at += 1
        if 2 <= at - start <= longest:
            tokens[PyUnicode_DecodeASCII(plain + start, at - start, NULL)] = None
        at += 1
    return tokens


cdef inline bint _is_space(char byte) noexcept:
    return byte == 0x20 or 0x09 <= byte <= 0x0D or 0x1C <= byte <= 0x1F
