"""What the names on an element (classes, ids, roles) say of the text inside it, learnt from labelled pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.words import Odds
from tasks.markup import MAX_TOKEN, tokens_of


def scores_of(names: Sequence[str], odds: Odds) -> NDArray[np.float32]:
    """Mean, lowest and highest log-odds of each name's known tokens, (len(names), 3); 0 where none is known."""
    scores = np.zeros((len(names), 3), np.float32)
    odds.score(list(names), tokens_of, MAX_TOKEN, scores)
    return scores
