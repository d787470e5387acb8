from collections.abc import Mapping, Sequence
from typing import TypeVar

Owner = TypeVar("Owner")

def lines_of(
    matches: list[tuple[int, int, int]],
    text: str,
    starts: tuple[int, ...],
    owners: list[tuple[bool, bool, tuple[Owner, ...]]],
    lines: tuple[str, ...],
    whole: dict[str, tuple[Owner, ...]],
    longest: int,
) -> Mapping[Owner, Sequence[int]]: ...
def glued(outside: str, inside: str) -> bool: ...
