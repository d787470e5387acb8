"""Training who of all that a page names it is by.

Of a page whose head names its author the lines do so, too, mostly: it is shown a second time without what its head
says, so that lines are learnt from pages of all kinds and not from those few whose head says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np

from tasks.classifier.html_batch import Floats
from tasks.document import Record
from tasks.engine.classifier import ClassifierEngine
from tasks.metadata import page_of
from tasks.metadata.author_ranker import TREES
from tasks.metadata.author_rows import FEATURES, NO_LINE, OF_HEAD, rows_of
from tasks.metadata.authors import called_by_head, named_by_head
from tasks.metadata.base import Page
from tasks.segment import segment
from tasks.training.pages import LabelledPage

_TREES: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 15, "learning_rate": 0.05, "min_data_in_leaf": 15, "max_bin": 63,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
AUTHOR_TREES = 200
HEADLESS = 0.7
"""Weight of a page that is shown without what its head says, against one as it is."""
LEAST_ALIKE = 0.5
"""Label of a candidate that shares a surname with an author and little else: "Jane Doe Staff Photographer Roe"."""
_BATCH = 50
_WORD = re.compile(r"\w+")


def train_authors(pages: Sequence[LabelledPage], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The trees by the name of their file, from pages as the classifier of `files` cleans them.

    Nothing where no author is annotated, or none is named on the pages.
    """
    tables: list[Floats] = []
    labels: list[Floats] = []
    weights: list[Floats] = []
    for page, known in pages_with_authors(pages, files):
        rows = rows_of(known, list(named_by_head(known)), called_by_head(known))
        if known.page_type == "forum" or not rows.candidates:
            continue
        label = np.array([alike(candidate.value, page.authors or ()) for candidate in rows.candidates], np.float32)
        # Two rows that name the author weigh as much as one and a half that name somebody else.
        weight = np.where(label > 0, 1 / max(1.0, float(np.count_nonzero(label))) ** 0.5, 1.0).astype(np.float32)
        tables.append(rows.features)
        labels.append(label)
        weights.append(weight)
        if rows.features[:, OF_HEAD].any():
            shown = rows.features[:, FEATURES.index("part")] != NO_LINE
            headless = rows.features[shown]
            headless[:, OF_HEAD] = 0
            tables.append(headless)
            labels.append(label[shown])
            weights.append(weight[shown] * np.float32(HEADLESS))
    if not any(label.any() for label in labels):
        return {}
    data = lgb.Dataset(
        np.concatenate(tables), np.concatenate(labels), weight=np.concatenate(weights), feature_name=list(FEATURES)
    )
    return {TREES: lgb.train(_TREES, data, AUTHOR_TREES).model_to_string().encode()}


def pages_with_authors(
    pages: Sequence[LabelledPage], files: Mapping[str, bytes]
) -> Iterator[tuple[LabelledPage, Page]]:
    """The pages whose authors are annotated and of which a text is left, as the metadata sees them."""
    engine = ClassifierEngine(files)
    known = [page for page in pages if page.authors is not None]
    for at in range(0, len(known), _BATCH):
        batch = known[at : at + _BATCH]
        records = [Record(page.id, page.id, page.html, "html", "0" * 64) for page in batch]
        documents = [segment(record) for record in records]
        judgements = engine.judge(documents, [None] * len(batch))
        for labelled, record, document, judgement in zip(batch, records, documents, judgements, strict=True):
            cleaned = engine.decide(document, None, judgement)
            if cleaned.text:
                yield labelled, page_of(record, cleaned)[0]


def alike(names: Sequence[str], right: Sequence[str]) -> float:
    """How much names have in common with the right ones, 0 to 1: 0 without a shared surname, else F1 of the words."""
    if not _surnames(names) & _surnames(right):
        return 0.0
    a, b = Counter(_words(" ".join(names))), Counter(_words(" ".join(right)))
    return max(LEAST_ALIKE, 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values())))


def _surnames(names: Sequence[str]) -> set[str]:
    return {words[-1] for name in names if (words := _words(name))}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
