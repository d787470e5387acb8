"""Which documents the classifier can judge: those in scripts and languages that it was trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import TextBatch
from tasks.classifier.words import letters
from tasks.document import Document

LATIN_SHARE = 0.7
"""Of the letters of a document that must be Latin; every training page has more, English pages about Japan too."""
STOP_SHARE = 0.06
"""Of the words of long lines that must be stop words of one of the training languages. It is above .16 on 98 % of the
labelled pages and .07 on English shop pages that hardly have a sentence; .03 in Finnish, .05 in Indonesian."""
LONG = 12
"""Words from which a line is long."""
ENOUGH_WORDS = 60
"""Words in long lines from which their language can be told; with fewer it is not asked."""
SAMPLE = 20_000
"""Characters of a document that are looked at for its script."""


def judged(documents: Sequence[Document], batch: TextBatch) -> NDArray[np.bool_]:
    """Whether each document, (D,), is in a language that the classifier knows."""
    latin = np.array([_latin_share(document.content) for document in documents], np.float64)
    words = batch.tokens.words
    long = words >= LONG
    total = batch.total(np.where(long, words, 0))
    stop = batch.total(np.where(long, batch.groups[-1], 0))
    return (latin >= LATIN_SHARE) & ((total < ENOUGH_WORDS) | (stop >= STOP_SHARE * total))


def _latin_share(text: str) -> float:
    if text.isascii():
        return 1.0
    latin, others = letters(text, SAMPLE)
    return latin / (latin + others) if latin + others else 1.0
