from array import array

import numpy as np
from numpy.typing import NDArray

class Automaton:
    def __init__(
        self, moves: array[int], rows: NDArray[np.int64], sequences: NDArray[np.int32], count: int
    ) -> None: ...
    def add_scores(self, text: bytes, table: NDArray[np.int16], scores: NDArray[np.float64]) -> bool: ...

def likeliest(
    scores: NDArray[np.float64], priors: NDArray[np.float64], scale: float, classes: NDArray[np.int32]
) -> tuple[int, float]: ...
