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
def look_up(
    hashes: NDArray[np.uint64], known: NDArray[np.uint64], values: NDArray[np.uint32], found: NDArray[np.uint32]
) -> None: ...
def forms(texts: list[str], longest: int, out: NDArray[np.float32]) -> None: ...
def letters(text: str, longest: int) -> tuple[int, int]: ...

class Odds:
    def __init__(self, log_odds: Mapping[str, float]) -> None: ...
    def score(
        self,
        names: list[str],
        tokens_of: Callable[[str], tuple[str, ...]],
        longest: int,
        scores: NDArray[np.float32],
    ) -> None: ...
