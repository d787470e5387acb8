# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Passes over the characters of lines, and of the names of elements."""

from cpython.unicode cimport (
    PyUnicode_1BYTE_DATA, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
)
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

import numpy as np

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
    cdef int kind
    cdef int32_t small
    cdef uint32_t code
    cdef uint16_t bits = 0
    cdef uint64_t total, power
    cdef const void* data
    for line in range(len(texts)):
        text = <str> texts[line]
        kind, data = PyUnicode_KIND(text), PyUnicode_DATA(text)
        length = min(PyUnicode_GET_LENGTH(text), longest)
        chars[line] = <int32_t> length
        word_start[line] = <int32_t> words
        at = 0
        while at < length:
            code = min(PyUnicode_READ(kind, data, at), <uint32_t> classes.shape[0] - 1)
            bits = classes[code]
            if not at:
                first[line] = bits
            at += 1
            if not bits & inside:
                _count_classes(&counts[line, 0], bits)
                continue
            # Most characters are in a word, and most of those are of the first class alone.
            total, power, small = 0, 1, 0
            while True:
                if bits == 1:
                    small += 1
                else:
                    _count_classes(&counts[line, 0], bits)
                total += (<uint64_t> lower[code] + 1) * power
                power *= _BASE
                if at == length:
                    break
                code = min(PyUnicode_READ(kind, data, at), <uint32_t> classes.shape[0] - 1)
                if not classes[code] & inside:
                    break
                bits = classes[code]
                at += 1
            counts[line, 0] += small
            hashes[words] = _mixed(total)
            words += 1
        if length:
            last[line] = bits
    word_start[len(texts)] = <int32_t> words
    return words


cdef inline void _count_classes(int32_t* counts, uint16_t bits) noexcept:
    """Count a character in each class that it has the bit of."""
    while bits:
        counts[_lowest(bits)] += 1
        bits &= bits - 1


def look_up(const uint64_t[::1] hashes, const uint64_t[::1] known, const uint32_t[::1] values, uint32_t[::1] found):
    """Fill `found` with the value of each hash, 0 where it is not known.

    `known` is a table with a power of two of places, 0 where one is free; a hash is at the place of its lowest bits, or
    behind it with none free between.
    """
    cdef Py_ssize_t at
    cdef uint64_t slot, mask = known.shape[0] - 1
    for at in range(hashes.shape[0]):
        slot = hashes[at] & mask
        while known[slot] and known[slot] != hashes[at]:
            slot = (slot + 1) & mask
        found[at] = values[slot] if known[slot] else 0


def forms(list texts, Py_ssize_t longest, float[:, ::1] out):
    """Fill in what `tasks.classifier.text_batch.FORMS` names of each line's first `longest` characters, (F, L).

    `out` must be zeros.
    """
    cdef Py_ssize_t line, at, start, end
    cdef int kind
    cdef uint32_t code, before, after
    cdef const void* data
    for line in range(len(texts)):
        text = <str> texts[line]
        kind, data = PyUnicode_KIND(text), PyUnicode_DATA(text)
        start, end = 0, min(PyUnicode_GET_LENGTH(text), longest)
        while start < end and PyUnicode_READ(kind, data, start) <= 32:
            start += 1
        while end > start and PyUnicode_READ(kind, data, end - 1) <= 32:
            end -= 1
        before = 32
        for at in range(start, end):
            code = PyUnicode_READ(kind, data, at)
            if code == c'\t':
                out[0, line] += 1
            elif code in (c'{', c'}', c'[', c']', c'(', c')', c';', c'=', c'<', c'_'):
                out[2, line] += 1
            elif code == c'@' or (code == c'/' and before == c'/'):
                after = PyUnicode_READ(kind, data, at + 1) if at + 1 < end else 32
                if before > 32 and after > 32:
                    out[5, line] = 1
            before = code
        out[1, line] = _number(kind, data, start, end)
        out[3, line] = before == c'?' or before == 0xFF1F
        out[4, line] = before == c':' or before == 0xFF1A


cdef int _number(int kind, const void* data, Py_ssize_t at, Py_ssize_t end) noexcept:
    """One more than the number of up to three digits that a line begins with, 61 at the most; 0 without one."""
    cdef int value = 0, digits = 0
    cdef uint32_t code = 32
    if at < end and PyUnicode_READ(kind, data, at) in (c'[', c'(', c'^'):
        at += 1
    while at < end and digits <= 3:
        code = PyUnicode_READ(kind, data, at)
        if not c'0' <= code <= c'9':
            break
        value = 10 * value + <int> (code - c'0')
        digits += 1
        at += 1
    if not 1 <= digits <= 3 or (at < end and not (code <= 32 or code in (c'.', c')', c']', c':') or c'A' <= code <= c'Z')):
        return 0
    return min(value, 60) + 1


def letters(str text, Py_ssize_t longest):
    """How many Latin letters, and how many of other scripts, are in the first `longest` characters of a text."""
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at, latin = 0, others = 0
    cdef uint32_t code
    for at in range(min(PyUnicode_GET_LENGTH(text), longest)):
        code = PyUnicode_READ(kind, data, at)
        if code < 0x80:
            latin += (code | 0x20) - <uint32_t> 0x61 < 26
        elif code < 0x0370:
            latin += 0xC0 <= code < 0x0250
        else:
            # Beyond Latin and its extensions; neither punctuation and symbols nor emoji.
            others += not (0x1E00 <= code < 0x2E80) and code < 0x1F000 and code != 0xFEFF
    return latin, others


cdef extern from *:
    """
    #define lowest_bit(bits) __builtin_ctz(bits)
    """
    int _lowest "lowest_bit"(unsigned int bits) nogil


cdef inline uint64_t _mixed(uint64_t value) noexcept:
    # The low bits of a polynomial hash see only the last letters; tables are indexed with them.
    value = (value ^ (value >> 31)) * _MIX
    return value ^ (value >> 29)


cdef struct Tally:
    double total, low, high
    int known


cdef void _add(Tally* tally, double odds) noexcept:
    tally.low = min(tally.low, odds) if tally.known else odds
    tally.high = max(tally.high, odds) if tally.known else odds
    tally.total += odds
    tally.known += 1


cdef class Odds:
    """Log-odds of tokens, looked up by their hashes while a name is read.

    To make a string of every token and ask a dictionary took four times as long.

    Raises:
        ValueError: two tokens have one hash.
    """

    cdef dict _by_token
    cdef uint64_t[::1] _hashes
    cdef double[::1] _values
    cdef uint64_t[::1] _met  # the number of the name that a slot's token was met in last
    cdef uint64_t _name, _mask

    def __init__(self, log_odds):
        cdef uint64_t size = 64, slot
        self._by_token = dict(log_odds)
        while size < 4 * <uint64_t> len(self._by_token):
            size *= 2
        self._hashes, self._values = np.zeros(size, np.uint64), np.zeros(size, np.float64)
        self._met, self._name, self._mask = np.zeros(size, np.uint64), 0, size - 1
        for token, odds in self._by_token.items():
            text = token.encode()
            hash_ = _hash_of(text, len(text))
            slot = self._slot(hash_)
            if self._hashes[slot]:
                raise ValueError(f"two tokens have one hash, {token!r} and another")
            self._hashes[slot], self._values[slot] = hash_, odds

    cdef uint64_t _slot(self, uint64_t hash_) noexcept:
        """Where the token is, or the free place that it would be at."""
        cdef uint64_t slot = hash_ & self._mask
        while self._hashes[slot] and self._hashes[slot] != hash_:
            slot = (slot + 1) & self._mask
        return slot

    def score(self, list names, object tokens_of, Py_ssize_t longest, float[:, ::1] scores):
        """Fill mean, lowest and highest log-odds of each name's known tokens, (len(names), 3); 0 where none is known.

        `tokens_of` is the function that says what the tokens are, of up to `longest` characters; it is asked for names
        that are not ASCII, or long.
        """
        cdef Py_ssize_t row
        cdef Tally tally
        for row in range(len(names)):
            marks = <str> names[row]
            tally.total = tally.low = tally.high = tally.known = 0
            self._name += 1
            if marks.isascii() and len(marks) < 512:
                self._read(PyUnicode_1BYTE_DATA(marks), PyUnicode_GET_LENGTH(marks), longest, &tally)
            else:
                for token in tokens_of(marks):
                    found = self._by_token.get(token)
                    if found is not None:
                        _add(&tally, found)
            if tally.known:
                scores[row, 0] = <float> (tally.total / tally.known)
                scores[row, 1], scores[row, 2] = <float> tally.low, <float> tally.high

    cdef void _read(self, const uint8_t* text, Py_ssize_t length, Py_ssize_t longest, Tally* tally) noexcept:
        """Add up the tokens of `tasks.markup.tokens_of`, of ASCII."""
        cdef Token whole, word
        cdef uint64_t words[MOST_WORDS]
        cdef Py_ssize_t at, found = 0
        cdef uint8_t byte, before = 0
        _clear(&whole)
        _clear(&word)
        for at in range(length):
            byte = text[at]
            if b"A" <= byte <= b"Z":
                byte |= 0x20
                if b"a" <= before <= b"z":
                    _add_byte(&whole, b"-")
                    _end_word(&word, longest, words, &found)
            before = text[at]
            if b"a" <= byte <= b"z":
                _add_byte(&word, byte)
            else:
                _end_word(&word, longest, words, &found)
                if _is_space(byte):
                    if 0 < whole.size <= longest:
                        self._count(_hash(&whole), tally)
                    _clear(&whole)
                    continue
                if b"0" <= byte <= b"9":
                    if at and b"0" <= text[at - 1] <= b"9":
                        continue
                    byte = b"0"
            _add_byte(&whole, byte)
        if 0 < whole.size <= longest:
            self._count(_hash(&whole), tally)
        _end_word(&word, longest, words, &found)
        # After all that are whole: sums depend on the order.
        for at in range(found):
            self._count(words[at], tally)

    cdef void _count(self, uint64_t hash_, Tally* tally) noexcept:
        """Add a token up if it is known, and new in this name."""
        cdef uint64_t slot = self._slot(hash_)
        if self._hashes[slot] and self._met[slot] != self._name:
            self._met[slot] = self._name
            _add(tally, self._values[slot])


cdef enum:
    MOST_WORDS = 256  # of two letters, in a name of 511 characters


cdef struct Token:
    uint64_t total
    Py_ssize_t size


cdef inline void _clear(Token* token) noexcept:
    token.total = token.size = 0


cdef inline void _add_byte(Token* token, uint8_t byte) noexcept:
    token.total = (token.total + byte + 1) * _BASE
    token.size += 1


cdef inline uint64_t _hash(const Token* token) noexcept:
    """The hash of a token's bytes; never 0, which stands for no token."""
    return _mixed(token.total) or 1


cdef inline void _end_word(Token* word, Py_ssize_t longest, uint64_t* words, Py_ssize_t* found) noexcept:
    """Keep the hash of a word, if it is one, and begin the next."""
    if 2 <= word.size <= longest:
        words[found[0]] = _hash(word)
        found[0] += 1
    _clear(word)


cdef uint64_t _hash_of(const char* token, Py_ssize_t size) noexcept:
    """The hash of a token of so many bytes."""
    cdef Token whole
    cdef Py_ssize_t at
    _clear(&whole)
    for at in range(size):
        _add_byte(&whole, token[at])
    return _hash(&whole)


cdef inline bint _is_space(char byte) noexcept:
    return byte == 0x20 or 0x09 <= byte <= 0x0D or 0x1C <= byte <= 0x1F
