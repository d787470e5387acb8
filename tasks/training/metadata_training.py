"""Training what a page is called, and who of all that it names it is by.

Of a page whose head names its author the lines do so, too, mostly: it is shown a second time without what its head
says, so that lines are learnt from pages of all kinds and not from those few whose head says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np

from tasks.classifier.html_batch import Floats
from tasks.document import Record
from tasks.engine.classifier import ClassifierEngine
from tasks.metadata import author_rows, page_of, title_of, title_rows
from tasks.metadata import title as titles
from tasks.metadata.author_rows import NO_LINE, OF_HEAD, rows_of
from tasks.metadata.authors import called_by_head, named_by_head
from tasks.metadata.base import Page
from tasks.metadata.rankers import AUTHORS, TITLES, TitleRanker, rankers_of
from tasks.segment import segment
from tasks.training.likeness import alike, how_right
from tasks.training.pages import LabelledPage

_TREES: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 15, "learning_rate": 0.05, "min_data_in_leaf": 15, "max_bin": 63,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
METADATA_TREES = 200
HEADLESS = 0.7
"""Weight of a page that is shown without what its head says, against one as it is."""
_BATCH = 50


def train_metadata(pages: Sequence[LabelledPage], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The trees by the names of their files, from pages as the classifier of `files` cleans them.

    There are none of titles where none is annotated, and none of authors where none is, or none is named on the pages.
    """
    known = list(cleaned_pages(pages, files))
    found = _train_titles([(labelled.title, page) for labelled, page in known if labelled.title])
    ranker = TitleRanker(found[TITLES].decode()) if found else rankers_of().titles
    signed = [(labelled.authors, _entitled(page, ranker)) for labelled, page in known if labelled.authors is not None]
    return found | _train_authors(signed)


def cleaned_pages(pages: Sequence[LabelledPage], files: Mapping[str, bytes]) -> Iterator[tuple[LabelledPage, Page]]:
    """The pages whose title or authors are annotated and of which a text is left, as the metadata sees them."""
    engine = ClassifierEngine(files)
    known = [page for page in pages if page.title is not None or page.authors is not None]
    for at in range(0, len(known), _BATCH):
        batch = known[at : at + _BATCH]
        records = [Record(page.id, page.id, page.html, "html", "0" * 64) for page in batch]
        documents = [segment(record) for record in records]
        judgements = engine.judge(documents, [None] * len(batch))
        for labelled, record, document, judgement in zip(batch, records, documents, judgements, strict=True):
            cleaned = engine.decide(document, None, judgement)
            if cleaned.text:
                yield labelled, page_of(record, cleaned)


def _entitled(page: Page, ranker: TitleRanker) -> Page:
    winner = title_of(page, ranker)
    return page.knowing(title=winner.value if winner else None)


def _train_titles(pages: Sequence[tuple[str, Page]]) -> dict[str, bytes]:
    tables, labels = [], []
    for right, page in pages:
        rows = title_rows.rows_of_titles(page, list(titles.candidates(page)))
        tables.append(rows.features)
        labels += [how_right(candidate.value, right) for candidate in rows.candidates]
    if not any(labels):
        return {}
    table = np.concatenate(tables)
    return {TITLES: _trees(table, np.array(labels, np.float32), np.ones(len(table), np.float32), title_rows.FEATURES)}


def _train_authors(pages: Sequence[tuple[tuple[str, ...], Page]]) -> dict[str, bytes]:
    tables: list[Floats] = []
    labels: list[Floats] = []
    weights: list[Floats] = []
    for right, page in pages:
        rows = rows_of(page, list(named_by_head(page)), called_by_head(page))
        if page.page_type == "forum" or not rows.candidates:
            continue
        label = np.array([alike(candidate.value, right) for candidate in rows.candidates], np.float32)
        # Two rows that name the author weigh as much as one and a half that name somebody else.
        weight = np.where(label > 0, 1 / max(1.0, float(np.count_nonzero(label))) ** 0.5, 1.0).astype(np.float32)
        tables.append(rows.features)
        labels.append(label)
        weights.append(weight)
        if rows.features[:, OF_HEAD].any():
            shown = rows.features[:, author_rows.FEATURES.index("part")] != NO_LINE
            headless = rows.features[shown]
            headless[:, OF_HEAD] = 0
            tables.append(headless)
            labels.append(label[shown])
            weights.append(weight[shown] * np.float32(HEADLESS))
    if not any(label.any() for label in labels):
        return {}
    table, label, weight = (np.concatenate(parts) for parts in (tables, labels, weights))
    return {AUTHORS: _trees(table, label, weight, author_rows.FEATURES)}


def _trees(table: Floats, label: Floats, weight: Floats, names: Sequence[str]) -> bytes:
    data = lgb.Dataset(table, label, weight=weight, feature_name=list(names))
    return lgb.train(_TREES, data, METADATA_TREES).model_to_string().encode()
