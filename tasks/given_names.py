"""What people are called, and which words are no names: that tells "Jane Doe" from "Lead Source", of the same form.

`python -m benchmarks.name_lists` makes both lists.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

GIVEN_NAMES = Path(__file__).with_name("given_names.txt")
SMALL_WORDS = Path(__file__).with_name("small_words.txt")

_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}|(?:Dr|Prof)\.?")


def has_given_name(name: str) -> bool:
    """Whether `name` opens with a given name, initials or a title: "Jane Doe", "Jean-Pierre D.", "J.R. Roe", "Dr. Roe".

    In any case, since systems write names in capitals, too.
    """
    first, _, _ = name.partition(" ")
    lower = first.lower()
    given = _given_names()
    return lower in given or lower.split("-")[0] in given or _INITIALS.fullmatch(first) is not None


def may_be_called(name: str) -> bool:
    """Whether somebody may be called `name`, as far as its words tell.

    With a given name one of the first and the last word must be written with a capital throughout: "Mark Denney" and
    "Jane Cook", not "Math Essentials". Without one all must: "Tuhin Bhatt", not "Artificial Intelligence".
    """
    small = small_words()
    words = [word.strip(".,").lower() for word in name.split()]
    if has_given_name(name):
        return words[0] not in small or words[-1] not in small
    return not any(word in small for word in words)


@cache
def small_words() -> frozenset[str]:
    """Words that people write small, and that are no names."""
    return _listed(SMALL_WORDS)


@cache
def _given_names() -> frozenset[str]:
    return _listed(GIVEN_NAMES)


def _listed(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="utf-8").split())
