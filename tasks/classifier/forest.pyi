import numpy as np
from numpy.typing import NDArray

class Forest:
    def __init__(
        self,
        nodes: NDArray[np.uint64],
        leaves: NDArray[np.float64],
        roots: NDArray[np.int32],
        depths: NDArray[np.int32],
    ) -> None: ...
    def add_rows(self, rows: NDArray[np.float32], sums: NDArray[np.float64]) -> None: ...
    def add_columns(
        self, columns: list[NDArray[np.float32]], at: NDArray[np.int64], sums: NDArray[np.float64]
    ) -> None: ...

def link(sums: NDArray[np.float64]) -> None: ...
