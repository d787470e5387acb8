from collections.abc import Callable, Container, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tasks.document import Action, Decision, Line

_Row = TypeVar("_Row", bound=tuple[int, str, str, bool])

def texts_of(lines: tuple[Line, ...]) -> list[str]: ...
def starts_of(texts: tuple[str, ...]) -> tuple[int, ...]: ...
def sizes_of(lines: tuple[Line, ...], words: tuple[int, ...]) -> tuple[int, ...]: ...
def prose_in(
    lines: tuple[Line, ...], words: tuple[int, ...], least: int, tail: int, signs: str, ends: Callable[[str], object]
) -> tuple[bool, ...]: ...
def is_signed(text: str, longest: int) -> bool: ...
def names_in(
    lines: tuple[Line, ...],
    words: tuple[int, ...],
    indexes: tuple[int, ...],
    removed: Container[int],
    family_of: Callable[[frozenset[str] | None], str | None],
    proposed: dict[int, str],
    comments: int,
    keywords: list[int],
    by_keyword: tuple[str, ...],
    short: int,
    signed: int,
) -> tuple[dict[int, str], list[list[int]]]: ...
def looks_of(
    lines: tuple[Line, ...], words: tuple[int, ...], names: dict[int, str], longest: int, stops: str, prose: int
) -> dict[int, int]: ...
def first_with(lines: tuple[Line, ...], indexes: tuple[int, ...], end: str) -> int | None: ...
def fates_in(count: int, decisions: Iterable[Decision]) -> tuple[Decision | None, ...]: ...
def rows_of(
    kind: type[_Row],
    lines: tuple[Line, ...],
    indexes: tuple[int, ...],
    fates: tuple[Decision | None, ...],
    kept: Action,
) -> tuple[_Row, ...]: ...
def runs_of(
    indexes: tuple[int, ...], names: dict[int, str], taken: Container[int], numbers: list[float]
) -> list[tuple[int, int, str, float]]: ...
def visible_in(words: tuple[int, ...]) -> tuple[int, ...]: ...
def votes_on(
    words: tuple[int, ...], proposals: Iterable[Decision]
) -> tuple[list[Decision | None], dict[int, list[Decision]]]: ...
def ranges_of(words: tuple[int, ...], votes: list[Decision | None]) -> list[tuple[Decision, int, int]]: ...
def words_taken(above: tuple[int, ...], decisions: Iterable[Decision], kept: Action) -> int: ...
def endings_in(text: str, signs: str, closing: str, tail: int) -> tuple[int, int]: ...
def text_of(
    lines: tuple[Line, ...], words: tuple[int, ...], fates: tuple[Decision | None, ...], kept: Action
) -> str: ...
def gaps_to(indexes: tuple[int, ...], wanted: Container[int], most: int) -> list[int]: ...
def letters_of(text: str, most: int) -> int: ...
def evidence_in(
    said: Iterable[Decision],
    count: int,
    indexes: tuple[int, ...],
    zones: tuple[object, ...],
    kinds: tuple[object, ...],
    headline: int | None,
    kept: Action,
    out: NDArray[np.float32],
) -> None: ...
