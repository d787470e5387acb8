from array import array
from collections.abc import Mapping, Sequence

from tasks.document import Line

DOES: dict[str, int]
HEADINGS: frozenset[str]

def element(does: int, linked: bool = False, preformatted: bool = False) -> int: ...
def text_lines(texts: list[str], endings: list[int]) -> tuple[Line, ...]: ...

class Walk:
    parent: array[int]
    depth: array[int]
    kind: array[int]
    first_block: array[int]
    block_element: array[int]
    block_texts: list[str]
    block_linked: array[float]
    block_apart: array[int]
    kind_names: list[str]
    kind_marks: list[str]
    words: list[int]
    def __init__(self, root: int, elements: Mapping[bytes, int], deepest: int, longest: int) -> None: ...
    def lines(self, added: Sequence[frozenset[str]]) -> tuple[Line, ...]: ...
