from array import array
from collections.abc import Callable, Iterable

KINDS: dict[str, int]

def fold_texts(
    texts: Iterable[str], kinds: bytes, plain: array[int], longest: int, fold_any: Callable[[str], str]
) -> tuple[tuple[str, ...], tuple[int, ...]]: ...
