"""Which keys come again: of blocks, lines and phrases that are the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.passes import fill_sightings

Ints = NDArray[np.int64]


def sightings(keys: NDArray[np.uint64]) -> tuple[Ints, Ints, Ints]:
    """Of every key, (n,): where it stands first, how often it stood before, how often it stands in all."""
    first, before, count = (np.empty(len(keys), np.int64) for _ in range(3))
    fill_sightings(keys, first, before, count)
    return first, before, count


def numbered(keys: NDArray[np.uint64]) -> Ints:
    """A number for every key, (n,), from 0 in the order in which they come."""
    first = sightings(keys)[0]
    return (np.cumsum(first == np.arange(len(keys))) - 1)[first]
