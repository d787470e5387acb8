from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

def fill_running(values: NDArray[Any], sums: Ints) -> None: ...
def fill_between(sums: Ints, first: Ints, end: Ints, out: Floats) -> None: ...
def fill_shares(part: Floats, whole: Floats, out: Floats) -> None: ...
def fill_ranges(element: Ints, parent: Ints, first: Ints, end: Ints, up: Ints) -> None: ...
def carry_down(values: Floats, parent: Ints, end: Ints, how: Literal["add", "min", "max", "fill"]) -> None: ...
def fill_branches(chain: NDArray[np.uint8], parent: Ints, meet: Ints, branch: Ints) -> None: ...
def fill_selection(
    keep: NDArray[np.uint8],
    start: Ints,
    words: Floats,
    mass: Floats,
    linked: Floats,
    prose: Floats,
    heading: Floats,
    money: NDArray[np.uint8],
    out: Floats,
) -> None: ...
