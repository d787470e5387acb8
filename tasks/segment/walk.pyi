from array import array
from collections.abc import Callable, Sequence

from tasks.document import Line

DOES: dict[str, int]

class Walk:
    parent: array[int]
    depth: array[int]
    kind: array[int]
    first_block: array[int]
    block_element: array[int]
    def __init__(self, html: str, describe: Callable[[str, str], tuple[int, bool, bool]], deepest: int) -> None: ...
    def lines(self, added: Sequence[frozenset[str]]) -> tuple[Line, ...]: ...
