"""Running sums of a batch, in whole numbers: to the last bit the same whatever stands before in the batch."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.passes import fill_running

UNIT = 1 << 16
"""Sums are of fractions in this unit."""


def prefix_sums(values: NDArray[Any]) -> NDArray[np.int64]:
    """0 and the running sums of `values` (V,), (V + 1,), in units of 1 / `UNIT`."""
    sums = np.empty(len(values) + 1, np.int64)
    fill_running(np.ascontiguousarray(values.view(np.uint8) if values.dtype == np.bool_ else values), sums)
    return sums
