"""How far a figure would move had other pages been drawn: percentile intervals of the bootstrap over pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

RESAMPLES = 1000
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; all three are NaN where there is nothing to measure."""

    value: float
    low: float
    high: float

    def markdown(self, digits: int = 3, signed: bool = False) -> str:
        """`0.818 (0.804–0.831)`, or `–` where there is nothing."""
        if np.isnan(self.value):
            return "–"
        sign = "+" if signed else ""
        return f"{self.value:{sign}.{digits}f} ({self.low:{sign}.{digits}f}–{self.high:{sign}.{digits}f})"

    def percent(self, digits: int = 1) -> str:
        """`4.9 % (4.1–5.7)`, or `–` where there is nothing."""
        if np.isnan(self.value):
            return "–"
        return f"{self.value:.{digits}%} ({100 * self.low:.{digits}f}–{100 * self.high:.{digits}f})".replace(
            "%", " %", 1
        )


def mean(values: ArrayLike) -> Estimate:
    """The mean of one figure a page, (P,)."""
    array = np.asarray(values, dtype=float)
    return ratio(array, np.ones_like(array))


def ratio(parts: ArrayLike, wholes: ArrayLike) -> Estimate:
    """The ratio of the two sums over pages, each (P,); pages are drawn with both their figures."""
    part, whole = np.asarray(parts, dtype=float), np.asarray(wholes, dtype=float)
    if part.shape != whole.shape:
        raise ValueError(f"{part.shape} parts and {whole.shape} wholes")
    if not whole.sum():
        return Estimate(np.nan, np.nan, np.nan)
    draws = np.random.default_rng(_SEED).integers(len(part), size=(RESAMPLES, len(part)))
    resampled: Any = part[draws].sum(axis=1), whole[draws].sum(axis=1)
    drawn = resampled[1] > 0  # a draw without a single whole says nothing
    low, high = np.percentile(resampled[0][drawn] / resampled[1][drawn], [2.5, 97.5])
    return Estimate(float(part.sum() / whole.sum()), float(low), float(high))
