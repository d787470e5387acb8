"""How much a title or names that were found have in common with those that annotators gave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

NEAR = 0.8
"""Token F1 from which a title counts as the same."""
LEAST_ALIKE = 0.5
"""What names have at least in common that share a surname: "Jane Doe Staff Photographer Roe"."""

_WORD = re.compile(r"\w+")
_NAMES = re.compile(r"\s*(?:[,;/&|]|\band\b|\bund\b|\bby\b)\s*", re.IGNORECASE)


def people_of(names: str) -> tuple[str, ...]:
    """The names in a string of several."""
    return tuple(name for name in _NAMES.split(names) if name)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.casefold())


def title_f1(found: str, right: str) -> float:
    """F1 of the words of two titles, as often as they occur."""
    a, b = Counter(words(found)), Counter(words(right))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else float(found.split() == right.split())


def same_words(found: str, right: str) -> bool:
    """Whether two titles have the same words in the same order: annotators type other quotes than the page has."""
    return words(found) == words(right)


def is_near(found: str, right: str) -> bool:
    """Whether most of the words of two titles are the same (`NEAR`)."""
    return title_f1(found, right) >= NEAR


def how_right(title: str, right: str) -> float:
    """How right a title is, 0 to 1: half for its words being the right ones, half for how many they share.

    Half for sharing most of them instead finds .009 fewer titles exactly, on sites that were not seen.
    """
    return 0.5 * title_f1(title, right) ** 4 + 0.5 * same_words(title, right)


def alike(names: Sequence[str], right: Sequence[str]) -> float:
    """How much names have in common with the right ones, 0 to 1: 0 without a shared surname, else F1 of the words."""
    if not surnames(names) & surnames(right):
        return 0.0
    return max(LEAST_ALIKE, title_f1(" ".join(names), " ".join(right)))


def surnames(names: Iterable[str]) -> set[str]:
    """The last words of the names."""
    return {said[-1] for name in names if (said := words(name))}
