from array import array

import numpy as np
from numpy.typing import NDArray

class Automaton:
    def __init__(
        self, moves: array[int], rows: NDArray[np.int64], sequences: NDArray[np.int32], count: int
    ) -> None: ...
    def visit(self, text: bytes) -> tuple[array[int], array[int]]: ...
