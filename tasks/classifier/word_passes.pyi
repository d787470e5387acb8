import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Starts = NDArray[np.int32]
Bounds = NDArray[np.int64]
Doubles = NDArray[np.float64]

def fill_weights(
    hashes: Hashes,
    starts: Starts,
    weights: NDArray[np.int8],
    pair: np.uint64,
    first: np.uint64,
    last: np.uint64,
    mix: np.uint64,
    sums: Doubles,
) -> None: ...
def fill_groups(bits: NDArray[np.uint32], starts: Starts, counts: NDArray[np.int32]) -> None: ...
def fill_phrases(
    hashes: Hashes, starts: Starts, bounds: Bounds, length: int, base: np.uint64, shares: Doubles
) -> None: ...
def fill_in_first(
    hashes: Hashes, bits: NDArray[np.uint32], starts: Starts, bounds: Bounds, stop: int, shares: Doubles
) -> None: ...
