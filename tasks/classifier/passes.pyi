from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Column = array[int] | NDArray[np.int32]

def fill_running(values: NDArray[Any], sums: Ints) -> None: ...
def fill_between(sums: Ints, first: Ints, end: Ints, out: Floats) -> None: ...
def fill_shares(part: Floats, whole: Floats, out: Floats) -> None: ...
def fill_sightings(keys: NDArray[np.uint64], first: Ints, before: Ints, count: Ints) -> None: ...
def fill_elements(
    parent: Column,
    kind: Column,
    first_block: Column,
    kind_tag: Column,
    kind_marks: Ints,
    element: int,
    block: int,
    blocks: int,
    none: int,
    out: Ints,
) -> None: ...
def number_names(names: list[str], numbers: dict[str, int], out: Ints) -> None: ...
def fill_ranges(element: Ints, parent: Ints, first: Ints, end: Ints, up: Ints) -> None: ...
def carry_down(values: Floats, parent: Ints, end: Ints, fill: bool) -> None: ...
def fill_marks(
    scores: Floats, marks: Ints, parent: Ints, end: Ints, up: Ints, element: Ints, carried: Floats, out: Floats
) -> None: ...
def fill_inside(
    slot: Ints, parent: Ints, end: Ints, element: Ints, inside: NDArray[np.uint16], out: Floats
) -> None: ...
def fill_counts(slot: Ints, before: Ints, counts: Ints) -> None: ...
def fill_containers(
    sums: Ints, container: Ints, first: Ints, end: Ints, words: Floats, prose: Floats, out: Floats
) -> None: ...
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
