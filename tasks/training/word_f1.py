"""The measure of WCXB: the F1 of the words of an extracted text against those of the gold text."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words that WCXB counts."""
    return _WORD.findall(text.lower())


def word_f1(text: str, gold: str) -> float:
    """F1 of the two bags of words, by multiset overlap, 0 to 1; 1 where both are empty."""
    found, wanted = Counter(words(text)), Counter(words(gold))
    total = found.total() + wanted.total()
    return 2 * (found & wanted).total() / total if total else 1.0
