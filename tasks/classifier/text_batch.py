"""The visible lines of many flattened documents as arrays, and sums over their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.keywords import group_bits, group_counts
from tasks.classifier.sightings import sightings
from tasks.classifier.sums import UNIT, prefix_sums
from tasks.classifier.tokens import MAX_LINE, Lines, tokenize
from tasks.classifier.words import forms
from tasks.document import Document
from tasks.worked_out import worked_out

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FORMS = ("tabs", "number", "code", "asks", "leads", "address")
"""What a line's characters say besides their classes: tabs between its cells, one more than the number that it begins
with (a list's, a footnote's) up to 61, brackets and other characters of code, whether it ends in a question mark or a
colon, whether it holds an address."""

COPIED_WORDS = 4
"""Words from which a line that stood above counts as a copy: names of authors and menu items come again anywhere."""


@dataclass(frozen=True)
class TextBatch:
    """V visible lines of D documents, in order.

    `tokens` are their characters and words, `forms` (F, V) what `FORMS` names; `indent`, `blank_before` and
    `blank_after` (V,) their layout, the last two in lines; `document` (V,) is the number of each line's document and
    `bounds` (D + 1,) where each one's lines begin.
    """

    tokens: Lines
    forms: Floats
    indent: Floats
    blank_before: Floats
    blank_after: Floats
    document: Ints
    bounds: Ints

    @worked_out
    def first(self) -> Ints:
        """The first line of each line's document, (V,)."""
        return self.bounds[:-1][self.document]

    @worked_out
    def end(self) -> Ints:
        """The line after the last one of each line's document, (V,)."""
        return self.bounds[1:][self.document]

    @worked_out
    def at(self) -> Ints:
        """0 to V - 1."""
        return np.arange(len(self.document))

    @worked_out
    def bits(self) -> NDArray[np.uint32]:
        """The keyword groups of every word, (W,): see `group_bits`."""
        return group_bits(self.tokens.hashes)

    @worked_out
    def groups(self) -> NDArray[np.int32]:
        """How many words of each line are in each keyword group: see `group_counts`."""
        return group_counts(self.bits, self.tokens.word_start)

    @worked_out
    def sighted(self) -> tuple[Ints, Ints, Ints]:
        """Of each line's words in order, in its document: see `sightings`."""
        return sightings(self.in_document(self.tokens.word_keys))

    def in_document(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """`keys` (V,) as other ones in each document, (V,)."""
        return keys * np.uint64(0x9E3779B97F4A7C15) + self.document.astype(np.uint64) * np.uint64(0xD1342543DE82EF95)

    def total(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """The sum of `values` (V,) over each document, (D,)."""
        sums = prefix_sums(values)
        return (sums[self.bounds[1:]] - sums[self.bounds[:-1]]) / UNIT

    def above(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """The sum of `values` (V,) over the lines above each line in its document, (V,)."""
        sums = prefix_sums(values)
        return (sums[:-1] - sums[self.first]) / UNIT

    def before(self, values: NDArray[Any], reach: int) -> NDArray[np.float64]:
        """The sum of `values` (V,) over up to `reach` lines right above each line, (V,)."""
        sums = prefix_sums(values)
        return (sums[:-1] - sums[np.maximum(self.at - reach, self.first)]) / UNIT

    def after(self, values: NDArray[Any], reach: int) -> NDArray[np.float64]:
        """The sum of `values` (V,) over up to `reach` lines right below each line, (V,)."""
        sums = prefix_sums(values)
        return (sums[np.minimum(self.at + 1 + reach, self.end)] - sums[1:]) / UNIT

    def last(self, flags: NDArray[np.bool_]) -> Ints:
        """The nearest flagged line above each line in its document, (V,); -1 where there is none."""
        found = np.maximum.accumulate(np.where(flags, self.at, -1))
        found = np.concatenate(([-1], found[:-1]))
        return np.where(found >= self.first, found, -1)

    def next(self, flags: NDArray[np.bool_]) -> Ints:
        """The nearest flagged line below each line in its document, (V,); -1 where there is none."""
        none = len(flags)
        found = np.minimum.accumulate(np.where(flags, self.at, none)[::-1])[::-1]
        found = np.concatenate((found[1:], [none]))
        return np.where(found < self.end, found, -1)

    def shifted(self, values: NDArray[np.float32], by: int) -> Floats:
        """The value of the line `by` lines below each line (above where negative), (V,); -1 beyond the document."""
        there = self.at + by
        inside = (there >= self.first) & (there < self.end)
        return np.where(inside, values[np.clip(there, 0, max(len(values) - 1, 0))], np.float32(-1))


def text_batch(documents: Sequence[Document]) -> TextBatch:
    """Read the visible lines of the documents; the one loop over lines that there is."""
    lines = [document.lines[i] for document in documents for i in document.visible]
    texts = [line.text for line in lines]
    formed = np.zeros((len(FORMS), len(texts)), np.float32)
    forms(texts, MAX_LINE, formed)
    counts = [len(document.visible) for document in documents]
    bounds = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    blank = np.fromiter([line.blank_before for line in lines], np.float32, len(lines))
    after = np.zeros_like(blank)
    after[:-1] = blank[1:]
    after[bounds[1:][np.diff(bounds) > 0] - 1] = 0
    return TextBatch(
        tokens=tokenize(texts),
        forms=formed,
        indent=np.fromiter([line.indent for line in lines], np.float32, len(lines)),
        blank_before=blank,
        blank_after=after,
        document=np.repeat(np.arange(len(documents)), counts),
        bounds=bounds,
    )
