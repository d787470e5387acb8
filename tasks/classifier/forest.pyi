import numpy as np
from numpy.typing import NDArray

LEAVES: int

class Forest:
    def __init__(
        self,
        thresholds: NDArray[np.float32],
        kept: NDArray[np.uint32],
        features: NDArray[np.int32],
        starts: NDArray[np.int32],
        leaves: NDArray[np.float64],
    ) -> None: ...
    def add_rows(self, rows: NDArray[np.float32], sums: NDArray[np.float64]) -> None: ...
    def add_columns(
        self, columns: list[NDArray[np.float32]], at: NDArray[np.int64], sums: NDArray[np.float64]
    ) -> None: ...

def link(sums: NDArray[np.float64]) -> None: ...
