"""What the names on an element (classes, ids, roles) say of the text inside it, learnt from labelled pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.markup import tokens_of


def scores_of(names: Sequence[str], log_odds: Mapping[str, float]) -> NDArray[np.float32]:
    """Mean, lowest and highest log-odds of each name's known tokens, (len(names), 3); 0 where none is known."""
    scores = np.zeros((len(names), 3), np.float32)
    for row, marks in enumerate(names):
        if marks:
            known = [odds for odds in map(log_odds.get, tokens_of(marks)) if odds is not None]
            if known:
                scores[row] = sum(known) / len(known), min(known), max(known)
    return scores
