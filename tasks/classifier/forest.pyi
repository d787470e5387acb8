import numpy as np
from numpy.typing import NDArray

def add_leaves(
    rows: NDArray[np.float32],
    nodes: NDArray[np.uint64],
    leaves: NDArray[np.float64],
    roots: NDArray[np.int32],
    depths: NDArray[np.int32],
    sums: NDArray[np.float64],
) -> None: ...
def add_leaves_of(
    columns: list[NDArray[np.float32]],
    at: NDArray[np.int64],
    nodes: NDArray[np.uint64],
    leaves: NDArray[np.float64],
    roots: NDArray[np.int32],
    depths: NDArray[np.int32],
    sums: NDArray[np.float64],
) -> None: ...
def link(sums: NDArray[np.float64]) -> None: ...
