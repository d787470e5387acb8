"""What the classifier says of a document."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """One document's lines as the classifier sees them; V visible lines, in order.

    `scores` (V,) is the probability that a line is content, `keep` (V,) which of them make the best text by expected
    F1, `keywords` (V,) what `tasks.classifier.families.keyword_families` says of them. `page_type` is the likeliest
    kind of page, None where the training pages told of none, `confidence` the F1 to expect of the selection, 0 to 1.
    No other equals it: what is found out by one is not taken for another's.
    """

    scores: NDArray[np.float32]
    keep: NDArray[np.bool_]
    keywords: NDArray[np.int8]
    page_type: str | None
    confidence: float | None
