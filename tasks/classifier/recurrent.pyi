from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.uint8]

TILE: int
WIDEST: int

def multiply(a: Floats, b: Floats, out: Floats) -> None: ...
def logistic(values: Floats) -> None: ...
def standardize(
    columns: Sequence[Floats], start: int, mean: Floats, scale: Floats, most: float, out: Floats
) -> None: ...
def run_lines(gates: Floats, candidates: Floats, first: Flags, last: Flags, states: Floats) -> None: ...
def run_lines_back(
    gates: Floats,
    candidates: Floats,
    states: Floats,
    slope: Floats,
    first: Flags,
    last: Flags,
    of_gates: Floats,
    of_candidates: Floats,
) -> None: ...
