"""Counts of characters and hashes of words for many lines at once, without a Python loop over either."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

MAX_LINE = 2_000
"""Characters of a line that are looked at: what a line is shows in its beginning, and dumps hold lines of megabytes."""

CLASSES = ("letter", "upper", "digit", "space", "end", "pause", "quote", "money", "divider", "mark", "dense")
"""What characters are counted as, the names of the columns of `Lines.counts`: letters, capitals, digits, white space,
ends of sentences, commas and the like, quotation marks, currencies, bullets and bars, other symbols, and letters of
scripts without spaces between words."""
LETTER, UPPER, DIGIT, SPACE, END, PAUSE, QUOTE, MONEY, DIVIDER, MARK, DENSE = (1 << bit for bit in range(len(CLASSES)))
"""The bit of each class in `Lines.first` and `Lines.last`."""
_OF_CHARACTERS = {
    END: ".!?…。！？؟।",
    PAUSE: ",;:،、；：",
    QUOTE: "\"'“”‘’«»„",
    MONEY: "$€£¥₹₽",
    DIVIDER: "|•·›>/▸→←–—-*+",
}
_BMP = 1 << 16
_FIELD = MAX_LINE.bit_length()
_FIELDS = 64 // _FIELD
"""Bits that the count of one class of a line's characters takes, and counts that fit into one number."""

# A polynomial hash modulo 2**64: any odd base has an inverse, so a word's hash is a difference of two prefix sums.
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_MOST = 1 << 20
"""Up to so many powers are kept, 32 MB at the most; the text of a batch of 50 pages has half as many characters."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a batch as arrays; L lines, W words, in order.

    `chars` (L,) is the length of each line as far as it is looked at, `counts` (L, classes) how many of its
    characters are of each of `CLASSES`, `first` and `last` (L,) the class bits of its first and last character.
    `hashes` (W,) are 64-bit hashes of the lower-cased words (runs of letters and digits), `word_line` (W,) is the line
    of each, and `word_start` (L + 1,) where each line's words begin.
    """

    chars: NDArray[np.int32]
    counts: NDArray[np.int32]
    first: NDArray[np.uint16]
    last: NDArray[np.uint16]
    hashes: NDArray[np.uint64]
    word_line: NDArray[np.int32]
    word_start: NDArray[np.int32]

    @property
    def words(self) -> NDArray[np.int32]:
        """How many words each line has, (L,); three characters of a dense script count as one."""
        dense = self.counts[:, CLASSES.index("dense")]
        return np.maximum(np.diff(self.word_start), dense // 3).astype(np.int32)

    def per_line(self, flags: NDArray[np.bool_]) -> NDArray[np.int32]:
        """How many words of each line are flagged, (L,), from flags (W,)."""
        return np.bincount(self.word_line[flags], minlength=len(self.chars)).astype(np.int32)


def tokenize(texts: Sequence[str]) -> Lines:
    """Measure the lines of a batch."""
    classes, lower = _tables()
    clipped = [text[:MAX_LINE] for text in texts]
    chars = np.fromiter(map(len, clipped), np.int32, len(clipped))
    codes = np.frombuffer("".join(clipped).encode("utf-32-le", "surrogatepass"), "<u4")
    codes = np.minimum(codes, _BMP - 1)
    bits = classes[codes]
    ends = np.cumsum(chars, dtype=np.int64)
    starts = ends - chars
    full = chars > 0
    counts = np.zeros((len(clipped), len(CLASSES)), np.int32)
    first = np.zeros(len(clipped), np.uint16)
    last = np.zeros(len(clipped), np.uint16)
    if full.any():
        counts[full] = _counts(bits, starts[full])
        first[full], last[full] = bits[starts[full]], bits[ends[full] - 1]
    hashes, begin = _words(lower[codes], bits, ends)
    word_start = np.concatenate(([0], np.searchsorted(begin, ends))).astype(np.int32)
    word_line = np.repeat(np.arange(len(clipped), dtype=np.int32), np.diff(word_start))
    return Lines(chars, counts, first, last, hashes, word_line, word_start)


def _counts(bits: NDArray[np.uint16], starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """How many characters of each class there are from each start to the next, (len(starts), classes)."""
    found = np.empty((len(starts), len(CLASSES)), np.int32)
    for at, spread in enumerate(_spread()):
        sums = np.add.reduceat(spread[bits], starts)
        for field in range(min(_FIELDS, len(CLASSES) - at * _FIELDS)):
            found[:, at * _FIELDS + field] = (sums >> np.uint64(field * _FIELD)) & np.uint64((1 << _FIELD) - 1)
    return found


@cache
def _spread() -> tuple[NDArray[np.uint64], ...]:
    """For every combination of classes a number with a field for each of them, so that one sum counts several."""
    codes = np.arange(1 << len(CLASSES), dtype=np.uint64)
    tables = []
    for start in range(0, len(CLASSES), _FIELDS):
        table = np.zeros(len(codes), np.uint64)
        for field, column in enumerate(range(start, min(start + _FIELDS, len(CLASSES)))):
            table |= ((codes >> np.uint64(column)) & np.uint64(1)) << np.uint64(field * _FIELD)
        tables.append(table)
    return tuple(tables)


def _words(
    codes: NDArray[np.uint32], bits: NDArray[np.uint16], ends: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hash of every word, and the character with which it begins."""
    inside = np.zeros(len(codes) + 2, np.bool_)
    inside[1:-1] = (bits & (LETTER | DIGIT)) != 0
    opens = inside[1:] & ~inside[:-1]
    closes = inside[:-1] & ~inside[1:]
    # A word never runs on into the next line.
    cut = ends[:-1][(ends[:-1] > 0) & (ends[:-1] < len(codes))]
    across = cut[inside[cut] & inside[cut + 1]]
    opens[across] = closes[across] = True
    begin, end = np.flatnonzero(opens), np.flatnonzero(closes)
    powers, inverses = _powers(len(codes) + 1)
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes.astype(np.uint64) + np.uint64(1)) * powers[:-1], out=sums[1:])
    return _mixed((sums[end] - sums[begin]) * inverses[begin]), begin


def word_hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """The hashes of single words, (len(words),), as `tokenize` gives them."""
    return tokenize(words).hashes


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    # The low bits of a polynomial hash see only the last letters; tables are indexed with them.
    hashes = (hashes ^ (hashes >> np.uint64(31))) * _MIX
    return hashes ^ (hashes >> np.uint64(29))


def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first `count` powers of the base, and of its inverse; those of most batches are made once."""
    powers, inverses = _most_powers(count.bit_length()) if count < _MOST else _make_powers(count)
    return powers[:count], inverses[:count]


@cache
def _most_powers(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    return _make_powers(1 << bits)


def _make_powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    powers = np.full(count, _BASE)
    inverses = np.full(count, _INVERSE)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers), np.cumprod(inverses)


@cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    """Class bits and lower-case form of every character of the basic plane; one beyond it counts as its last."""
    classes = np.zeros(_BMP, np.uint16)
    lower = np.arange(_BMP, dtype=np.uint32)
    for code in range(_BMP):
        char = chr(code)
        if char.isalpha():
            classes[code] = LETTER | (UPPER if char.isupper() else 0)
            if unicodedata.category(char) == "Lo" and code >= 0x0E00 and _is_dense(code):
                classes[code] |= DENSE
            small = char.lower()
            if len(small) == 1:
                lower[code] = ord(small)
        elif char.isdigit():
            classes[code] = DIGIT
        elif char.isspace():
            classes[code] = SPACE
        elif not unicodedata.category(char).startswith("C"):
            classes[code] = MARK
    for bit, chars in _OF_CHARACTERS.items():
        classes[[ord(char) for char in chars]] = bit
    return classes, lower


def _is_dense(code: int) -> bool:
    # Thai, Lao, Myanmar; Khmer; kana and Han.
    return code < 0x10A0 or 0x1780 <= code < 0x1800 or 0x3040 <= code < 0xA000
