"""What the first model's scores of all lines say of each: stretch of content, lines of the same look, neighbours."""

from __future__ import annotations

import numpy as np

from tasks.classifier.text_batch import Floats, TextBatch
from tasks.classifier.text_features import Columns, add_stretch, look_keys, mean_of_same

REACHES = (1, 3, 12)
"""Lines above and below over which scores are summed."""
SURE, UNSURE = 0.8, 0.2
"""Scores from which, and up to which, a line counts as decided."""


def context_features(batch: TextBatch, scores: Floats) -> Columns:
    """What the second model sees besides; `scores` (V,) are those of the first."""
    columns = Columns()
    words = np.minimum(batch.tokens.words, 150).astype(np.float32)
    content = scores * words
    columns.add("score", scores)
    for by in (-2, -1, 1, 2):
        columns.add(f"score_{by:+}", batch.shifted(scores, by))
    for reach in REACHES[1:]:
        columns.add(f"score_before_{reach}", batch.before(content, reach) / np.maximum(batch.before(words, reach), 1))
        columns.add(f"score_after_{reach}", batch.after(content, reach) / np.maximum(batch.after(words, reach), 1))
    total = np.maximum(batch.total(words), 1)
    mean = batch.total(content) / total
    columns.add("page_score", mean[batch.document])
    columns.add("page_sure", (batch.total(words * (scores > SURE)) / total)[batch.document])
    columns.add("page_unsure", (batch.total(words * (scores < UNSURE)) / total)[batch.document])
    columns.add("look_score", mean_of_same(batch, look_keys(batch), scores))
    expected = np.maximum(batch.total(content), 1)[batch.document]
    columns.add("content_above", batch.above(content) / expected)
    columns.add("content_below", 1 - (batch.above(content) + content) / expected)
    columns.add("content", expected)
    for name, flags in (("sure", scores > SURE), ("unsure", scores < UNSURE)):
        last, following = batch.last(flags), batch.next(flags)
        columns.add(f"since_{name}", np.where(last >= 0, batch.at - last, 999))
        columns.add(f"to_{name}", np.where(following >= 0, following - batch.at, 999))
    add_stretch(columns, batch, (scores - 0.5) * words, "score_stretch")
    return columns
