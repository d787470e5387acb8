import numpy as np
from numpy.typing import NDArray

def count_texts(starts: NDArray[np.int32], data: NDArray[np.uint8], counts: NDArray[np.int64]) -> None: ...
