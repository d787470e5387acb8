"""How much a text that may be the title shares with the others that may be it: its words come again in these.

A menu's and a teaser's words do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable


class Agreement:
    """Texts that may be the title, each as its words."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        several = [set(words) for words in texts]
        self._count = len(several)
        self.times = Counter([word for words in several for word in words])

    def of(self, words: Collection[str]) -> tuple[float, float]:
        """The share of the texts that a word of `words` is in, on average, and how many its rarest one is in."""
        times = [self.times[word] for word in words]
        return sum(times) / max(1, len(times)) / self._count, float(min(times, default=0))
