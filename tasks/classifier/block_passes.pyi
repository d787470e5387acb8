import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

def fill_segments(gain: Floats, mass: Floats, start: Ints, first: Ints, last: Ints, heaviest: Ints) -> None: ...
def fill_since(flags: NDArray[np.uint8], start: Ints, most: float, out: Floats) -> None: ...
def fill_until(flags: NDArray[np.uint8], start: Ints, most: float, out: Floats) -> None: ...
def fill_prefixes(
    order: Ints, start: Ints, words: Floats, mass: Floats, keep: NDArray[np.uint8], expected: Floats
) -> None: ...
def fill_families(
    words: NDArray[np.int32],
    classes: NDArray[np.int32],
    letter: int,
    groups: NDArray[np.int32],
    bits: NDArray[np.uint32],
    word_start: NDArray[np.int32],
    families: NDArray[np.int8],
    share: float,
    short_: int,
    signed_bits: int,
    signed_family: int,
    found: NDArray[np.int8],
) -> None: ...
