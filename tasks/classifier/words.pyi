from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

def measure(
    texts: list[str],
    longest: int,
    classes: NDArray[np.uint16],
    lower: NDArray[np.uint32],
    inside: int,
    chars: NDArray[np.int32],
    counts: NDArray[np.int32],
    first: NDArray[np.uint16],
    last: NDArray[np.uint16],
    hashes: NDArray[np.uint64],
    word_start: NDArray[np.int32],
) -> int: ...
def score_marks(
    names: list[str],
    log_odds: Mapping[str, float],
    tokens_of: Callable[[str], tuple[str, ...]],
    longest: int,
    scores: NDArray[np.float32],
) -> None: ...
