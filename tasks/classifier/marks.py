"""What the names on an element (classes, ids, roles) say of the text inside it, learnt from labelled pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]{2,}")
MAX_TOKEN = 40
"""Characters; what is longer is generated."""


@lru_cache(maxsize=65_536)
def tokens_of(marks: str) -> tuple[str, ...]:
    """The names on an element, whole and by their words, each once.

    `postBody-2` gives `post-body-0`, `post`, `body`.
    """
    plain = marks if marks.islower() else _HUMP.sub("-", marks).lower()
    tokens = dict.fromkeys(name for name in _DIGITS.sub("0", plain).split() if len(name) <= MAX_TOKEN)
    tokens.update(dict.fromkeys(word for word in _WORD.findall(plain) if len(word) <= MAX_TOKEN))
    return tuple(tokens)


def scores_of(names: Sequence[str], log_odds: Mapping[str, float]) -> NDArray[np.float32]:
    """Mean, lowest and highest log-odds of each name's known tokens, (len(names), 3); 0 where none is known."""
    scores = np.zeros((len(names), 3), np.float32)
    for row, marks in enumerate(names):
        if marks:
            known = [log_odds[token] for token in tokens_of(marks) if token in log_odds]
            if known:
                scores[row] = sum(known) / len(known), min(known), max(known)
    return scores
