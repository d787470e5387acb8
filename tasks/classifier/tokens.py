"""Counts of characters and hashes of words for many lines at once, without a Python loop over either."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.words import measure

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

    @property
    def word_keys(self) -> NDArray[np.uint64]:
        """One number for lines with the same words, in any order and as far as they are looked at, (L,)."""
        sums = np.zeros(len(self.hashes) + 1, np.uint64)
        np.cumsum(self.hashes, out=sums[1:])
        return sums[self.word_start[1:]] - sums[self.word_start[:-1]]

    def per_line(self, flags: NDArray[np.bool_]) -> NDArray[np.int32]:
        """How many words of each line are flagged, (L,), from flags (W,)."""
        return np.bincount(self.word_line[flags], minlength=len(self.chars)).astype(np.int32)


def tokenize(texts: Sequence[str]) -> Lines:
    """Measure the lines of a batch."""
    count = len(texts)
    # No more words than every other character, and one a line.
    most = sum(map(len, texts)) // 2 + count
    chars, word_start = np.empty(count, np.int32), np.empty(count + 1, np.int32)
    counts, hashes = np.zeros((count, len(CLASSES)), np.int32), np.empty(most, np.uint64)
    first, last = np.zeros(count, np.uint16), np.zeros(count, np.uint16)
    found = measure(list(texts), MAX_LINE, *_tables(), LETTER | DIGIT, chars, counts, first, last, hashes, word_start)
    word_line = np.repeat(np.arange(count, dtype=np.int32), np.diff(word_start))
    return Lines(chars, counts, first, last, hashes[:found].copy(), word_line, word_start)


def word_hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """The hashes of single words, (len(words),), as `tokenize` gives them."""
    return tokenize(words).hashes


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
