"""The measure of WCXB: word F1 of an extracted text against the gold text, of many pages at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.training.word_f1 import words

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Overlaps:
    """Bags of words of P pages, each array (P,): how many words were found, how many wanted, how many are in both.

    Where nothing was wanted, finding nothing scores 1 and finding anything 0, in all three measures; where
    something was wanted and nothing found, all are 0.
    """

    found: Array
    wanted: Array
    both: Array

    @property
    def f1(self) -> Array:
        """Word F1 of every page."""
        return _share(2 * self.both, self.found + self.wanted, empty=1.0)

    @property
    def precision(self) -> Array:
        """The share of the found words that were wanted, of every page."""
        return _share(self.both, self.found, empty=(self.wanted == 0).astype(float))

    @property
    def recall(self) -> Array:
        """The share of the wanted words that were found, of every page."""
        return _share(self.both, self.wanted, empty=(self.found == 0).astype(float))

    @property
    def surplus(self) -> Array:
        """How many of the found words were not wanted, of every page."""
        return self.found - self.both


def overlaps(texts: Sequence[str], golds: Sequence[str]) -> Overlaps:
    """Every text against its gold text.

    Raises:
        ValueError: there are not as many of the ones as of the others.
    """
    rows = []
    for text, gold in zip(texts, golds, strict=True):
        found, wanted = Counter(words(text)), Counter(words(gold))
        rows.append((found.total(), wanted.total(), (found & wanted).total()))
    counts = np.array(rows, dtype=float).reshape(-1, 3)
    return Overlaps(counts[:, 0], counts[:, 1], counts[:, 2])


def _share(part: Array, whole: Array, empty: Array | float) -> Array:
    return np.where(whole > 0, part / np.maximum(whole, 1), empty)
