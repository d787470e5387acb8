from array import array

import numpy as np
from numpy.typing import NDArray

class Automaton:
    def __init__(
        self, moves: array[int], rows: NDArray[np.int64], sequences: NDArray[np.int32], count: int
    ) -> None: ...
    def add_scores(self, text: bytes, table: NDArray[np.float32], scores: NDArray[np.float32]) -> int: ...
