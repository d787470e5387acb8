"""Training what a page is called, as HTML and flattened, and who of all that it names it is by.

Of a page whose head names its author the lines do so, too, mostly: it is shown a second time without what its head
says, so that lines are learnt from pages of all kinds and not from those few whose head says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np

from tasks.classifier.html_batch import Floats
from tasks.document import Record
from tasks.engine.classifier import ClassifierEngine
from tasks.metadata import author_rows, page_of, title_line_rows, title_of, title_rows
from tasks.metadata import title as titles
from tasks.metadata.author_rows import NO_LINE, OF_HEAD, rows_of
from tasks.metadata.authors import called_by_head, named_by_head
from tasks.metadata.base import Page
from tasks.metadata.rankers import AUTHORS, TEXT_AUTHORS, TITLE_LINES, TITLES, TitleRanker, rankers_of
from tasks.metadata.title_line_rows import rows_of_lines
from tasks.metadata.title_line_scores import LineScores
from tasks.segment import segment
from tasks.training.flattenings import FLATTENINGS
from tasks.training.likeness import alike, how_right, is_near, same_words
from tasks.training.pages import LabelledPage
from tasks.training.tree_text import text_of

_TREES: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 15, "learning_rate": 0.05, "min_data_in_leaf": 15, "max_bin": 63,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
_SMALL: dict[str, Any] = {"num_leaves": 5, "min_data_in_leaf": 40}
"""Of titles: as many leaves as 200 large trees have, .01 more titles of pages in other languages."""
_SLOW: dict[str, Any] = {"learning_rate": 0.025}
"""Of HTML pages, with more trees: .003 more authors are found, and from one seed to the next fewer titles change."""
_RANKING: dict[str, Any] = {
    "objective": "lambdarank", "lambdarank_truncation_level": 3, "label_gain": [0, 1, 3], "lambda_l2": 10.0,
}  # fmt: skip
"""The lines of a dump are ranked among themselves: to judge each by itself finds .03 fewer titles on dumps with a line
for every text node. Of what a page of HTML may be called, ranked, as many are right."""
TITLE_TREES, AUTHOR_TREES, LINE_TREES, TEXT_AUTHOR_TREES = 1400, 400, 600, 100
HEADLESS = 0.7
"""Weight of a page that is shown without what its head says, against one as it is."""
FIRST = 0.75
"""What the first annotator's title weighs, the second's the rest, of all types on sites that were not seen (three
trainings): .800 → .807 right to the letter, .889 → .895 nearly, where both agree .942 → .950 and .960 → .966."""
FLATTENED = ("wet", "main", "lines")
"""How pages are flattened, to learn from dumps. What extractors leave begins with the title, or lacks it."""
_BATCH = 50
_Table = tuple[Floats, Floats, Floats]
"""Rows of features, how right each is (0 to 1), and what it weighs."""


def train_metadata(pages: Sequence[LabelledPage], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The trees by the names of their files, from pages as the classifier of `files` cleans them.

    There are none of titles where none is annotated, none of lines where no dump holds its title, and none of authors
    where none is annotated, or none is named on the pages.
    """
    known = list(cleaned_pages(pages, files))
    found = _train_titles([(labelled, page) for labelled, page in known if labelled.known_title])
    ranker = TitleRanker(found[TITLES].decode()) if found else rankers_of().titles
    signed = [(right, _entitled(page, ranker)) for labelled, page in known if (right := labelled.signed_by) is not None]
    return found | _train_authors(signed) | _train_of_dumps(pages, files)


def cleaned_pages(pages: Sequence[LabelledPage], files: Mapping[str, bytes]) -> Iterator[tuple[LabelledPage, Page]]:
    """The pages whose title or authors are annotated and of which a text is left, as the metadata sees them."""
    return _cleaned(pages, files, lambda page: Record(page.id, page.id, page.html, "html", "0" * 64))


def cleaned_dumps(
    pages: Sequence[LabelledPage], files: Mapping[str, bytes], flattening: str
) -> Iterator[tuple[LabelledPage, Page]]:
    """The same pages, flattened."""
    flatten = FLATTENINGS[flattening]
    return _cleaned(pages, files, lambda page: Record(page.id, page.id, flatten(page.html), "text", "0" * 64))


def _cleaned(
    pages: Sequence[LabelledPage], files: Mapping[str, bytes], record_of: Callable[[LabelledPage], Record]
) -> Iterator[tuple[LabelledPage, Page]]:
    engine = ClassifierEngine(files)
    known = [page for page in pages if page.known_title or page.signed_by is not None]
    for at in range(0, len(known), _BATCH):
        batch = known[at : at + _BATCH]
        records = list(map(record_of, batch))
        documents = [segment(record) for record in records]
        prepared = [engine.prepare(record, document) for record, document in zip(records, documents, strict=True)]
        judgements = engine.judge(documents, prepared)
        rows = zip(batch, records, documents, prepared, judgements, strict=True)
        for labelled, record, document, ready, judgement in rows:
            cleaned = engine.decide(document, ready, judgement)
            if cleaned.text:
                yield labelled, page_of(record, cleaned)


def _entitled(page: Page, ranker: TitleRanker) -> Page:
    winner = title_of(page, ranker)
    return page.knowing(title=winner.value if winner else None)


def _train_titles(pages: Sequence[tuple[LabelledPage, Page]]) -> dict[str, bytes]:
    tables, labels = [], []
    for labelled, page in pages:
        rows = title_rows.rows_of_titles(page, list(titles.candidates(page)))
        tables.append(rows.features)
        labels += [_title_label(candidate.value, labelled) for candidate in rows.candidates]
    if not any(labels):
        return {}
    table, label = np.concatenate(tables), np.array(labels, np.float32)
    return {TITLES: _trees(table, label, np.ones_like(label), title_rows.FEATURES, TITLE_TREES, _SMALL | _SLOW)}


def _title_label(title: str, labelled: LabelledPage) -> float:
    """How right a title is by those of both annotators who said something."""
    first, second = labelled.title, labelled.second
    if second is None or not second.title:
        return how_right(title, first or "")
    other = max(how_right(title, right) for right in (second.title, *second.also))
    return FIRST * how_right(title, first) + (1 - FIRST) * other if first else other


def _train_authors(pages: Sequence[tuple[tuple[str, ...], Page]]) -> dict[str, bytes]:
    tables: list[_Table] = []
    for right, page in pages:
        if (table := _authors_of(page, right)) is None:
            continue
        tables.append(table)
        features, label, weight = table
        if features[:, OF_HEAD].any():
            shown = features[:, author_rows.FEATURES.index("part")] != NO_LINE
            headless = features[shown]
            headless[:, OF_HEAD] = 0
            tables.append((headless, label[shown], weight[shown] * np.float32(HEADLESS)))
    return _author_trees(AUTHORS, tables, AUTHOR_TREES, _SLOW)


def _authors_of(page: Page, right: Sequence[str]) -> _Table | None:
    """Whoever may have written `page` and how much each has in common with who did; None where that teaches nothing."""
    if page.page_type == "forum":
        return None
    said, called = (list(named_by_head(page)), list(called_by_head(page))) if page.head else ([], [])
    rows = rows_of(page, said, called)
    if not rows.candidates:
        return None
    label = np.array([alike(candidate.value, right) for candidate in rows.candidates], np.float32)
    # Two rows that name the author weigh as much as one and a half that name somebody else.
    weight = np.where(label > 0, 1 / max(1.0, float(np.count_nonzero(label))) ** 0.5, 1.0).astype(np.float32)
    return rows.features, label, weight


def _author_trees(file: str, tables: Sequence[_Table], count: int, settings: Mapping[str, Any]) -> dict[str, bytes]:
    if not any(label.any() for _, label, _ in tables):
        return {}
    table, label, weight = (np.concatenate(parts) for parts in zip(*tables, strict=True))
    return {file: _trees(table, label, weight, author_rows.FEATURES, count, settings)}


def _train_of_dumps(pages: Sequence[LabelledPage], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Trees of titles and authors of flattened pages, all flattenings one after the other: together they are large."""
    lines: list[tuple[Floats, list[int]]] = []
    signed: list[_Table] = []
    for flattening in FLATTENED:
        for labelled, page in cleaned_dumps(pages, files, flattening):
            scored = LineScores(page)
            likely = scored.likeliest()
            said = [titles.of_line(page, i) for i in likely]
            right = [_grade(text, labelled.known_title) if labelled.known_title else 0 for text in said]
            # Where none of the lines is right there is nothing to tell them apart by.
            if any(right):
                lines.append((rows_of_lines(page, scored, likely), right))
            if labelled.signed_by is None:
                continue
            # Beside the line that authors will be looked for once the trees know titles, which is mostly the right one.
            at = max(range(len(likely)), key=right.__getitem__, default=None)
            entitled = page if at is None else page.knowing(title_line=likely[at], title=said[at])
            if table := _authors_of(entitled, labelled.signed_by):
                signed.append(table)
    return _line_trees(lines) | _author_trees(TEXT_AUTHORS, signed, TEXT_AUTHOR_TREES, {"learning_rate": 0.1})


def _line_trees(tables: Sequence[tuple[Floats, Sequence[int]]]) -> dict[str, bytes]:
    if not tables:
        return {}
    label = np.concatenate([np.array(right, np.float32) for _, right in tables])
    data = lgb.Dataset(
        np.concatenate([table for table, _ in tables]), label, group=[len(right) for _, right in tables],
        feature_name=list(title_line_rows.FEATURES),
    )  # fmt: skip
    return {TITLE_LINES: text_of(lgb.train(_TREES | _SMALL | _RANKING, data, LINE_TREES)).encode()}


def _grade(title: str, right: str) -> int:
    """0, 1 for most of the words, 2 for the same; what they are worth says `label_gain`."""
    return is_near(title, right) * (1 + same_words(title, right))


def _trees(
    table: Floats, label: Floats, weight: Floats, names: Sequence[str], count: int, settings: Mapping[str, Any]
) -> bytes:
    data = lgb.Dataset(table, label, weight=weight, feature_name=list(names))
    return text_of(lgb.train(_TREES | dict(settings), data, count)).encode()
