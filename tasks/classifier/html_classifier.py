"""The classifier of HTML pages: from documents with markup to a judgement on every block."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from tasks.classifier.booster import Booster
from tasks.classifier.families import keyword_families
from tasks.classifier.html_batch import Batch, Floats, gather
from tasks.classifier.html_features import block_features
from tasks.classifier.html_pages import (
    HTML_PAGE_TYPES,
    best_prefix,
    candidate_features,
    candidates,
    hint_columns,
    leads,
    page_features,
    pick,
)
from tasks.classifier.html_structure import structure_features
from tasks.classifier.judgement import Judgement
from tasks.classifier.marks import scores_of
from tasks.classifier.passes import fill_marks
from tasks.classifier.words import Odds
from tasks.document import Document
from tasks.segment.hints import HINTS

FIRST, SECOND, TYPES, SELECTOR = "html_blocks.txt", "html_structure.txt", "html_types.txt", "html_selector.txt"
MARKS, SETTINGS = "html_marks.json", "html_settings.json"
FILES = (FIRST, SECOND, TYPES, SELECTOR, MARKS, SETTINGS)
"""The names of the trained files."""
DOUBTFUL = 0.02
"""Probability of the first look below which a block is not looked at again: nearly half of them, and 1 in 500 of these
is content."""
MARGIN = 0.06
"""F1 by which another selection must be expected to be better than the one by expected F1. On pages of sites that the
trees did not see listings gain .016 by other selections; with .02 products lose .011 by them, with .06 .002."""

BALANCE = 0.8
"""What the odds that a block is content are multiplied by before blocks are chosen: by expected F1 alone too much is
kept, since the blocks of a page are right or wrong together. On sites that the trees did not see, with .7, .75, .8, .9
and 1: F1 .887, .888, .888, .887, .887; of articles .9611, .9613, .9613, .9609, .9604, their precision .955, .954, .954,
.952, .950; of snippets in many languages .953, .956, .956, .957, .959 found and .055, .057, .058, .060, .062 leaked."""


MARKS_SAY = (
    "marks_own", "marks_near", "marks_lowest", "marks_sum", "marks_near_low", "marks_near_high", "marks_highest",
    "marks_parent", "marks_up_1", "marks_up_2",
)  # fmt: skip
"""Of a block's innermost element: its own mean; the nearest mean, lowest and highest of those around it that have one,
lowest, highest and sum of means of all; the nearest mean from its parent up, and from those with more blocks up."""


def mark_features(batch: Batch, odds: Odds) -> dict[str, Floats]:
    """What the marks on a block's elements say, by name, each (B,)."""
    # Most elements hold no text, and what they are called does not matter.
    scores = np.zeros((len(batch.names), 3), np.float32)
    live = np.flatnonzero(np.bincount(batch.marks[batch.end > 0], minlength=len(batch.names)))
    scores[live] = scores_of([batch.names[at] for at in live.tolist()], odds)
    out = np.empty((len(MARKS_SAY), len(batch.page)), np.float32)
    carried = np.empty((len(batch.parent), 6), np.float32)
    fill_marks(scores, batch.marks, batch.parent, batch.end, batch.up, batch.element, carried, out)
    return dict(zip(MARKS_SAY, out, strict=True))


def page_columns(
    batch: Batch, kind: str, names: Sequence[str], values: Floats, wanted: Collection[str]
) -> dict[str, Floats]:
    """What there is of each page under names, (pages, names), as those columns of its blocks that are wanted."""
    columns = {f"{kind}_{name}": at for at, name in enumerate(names)}
    return {name: values[:, at][batch.page] for name, at in columns.items() if name in wanted}


class HtmlClassifier:
    """The trained models, ready to judge; not to be shared between threads.

    `bias` multiplies the odds that a block is content: above 1 keeps more, below 1 less.

    Raises:
        UsageError: a model cannot be read.
        KeyError: a file is missing.
    """

    def __init__(self, files: Mapping[str, bytes], bias: float = 1.0) -> None:
        settings = json.loads(files[SETTINGS])
        self._first_names: list[str] = settings["first"]
        self._second_names: list[str] = settings["second"]
        self._wanted = {*self._first_names, *self._second_names}
        self._confidence: list[list[float]] = settings["confidence"]
        self._page_types: list[str] = settings["page_types"]
        self._odds = Odds(json.loads(files[MARKS]))
        self._first, self._second, self._types, self._selector = (
            Booster(files[name].decode()) for name in (FIRST, SECOND, TYPES, SELECTOR)
        )
        self._odds_of_content = BALANCE * bias

    def judge(self, documents: Sequence[Document]) -> list[Judgement]:
        """A judgement on every page, in order.

        Raises:
            ValueError: a document has no markup.
        """
        if not documents:
            return []
        batch = gather(documents)
        columns = block_features(batch)
        hints = hint_columns(documents)
        columns |= mark_features(batch, self._odds)
        columns |= page_columns(batch, "hint", HINTS, hints, self._wanted)
        first = self._first.predict_columns(
            [columns[name] for name in self._first_names], np.arange(len(batch.page))
        ).astype(np.float32)
        structure = structure_features(batch, columns, first)
        pages = page_features(batch, columns, structure, hints)
        types = self._types.predict(pages).astype(np.float32).reshape(-1, len(HTML_PAGE_TYPES))
        columns |= structure | page_columns(batch, "type", HTML_PAGE_TYPES, types, self._wanted)
        doubtful = np.flatnonzero(first > DOUBTFUL)
        scores = np.where(first > DOUBTFUL, 0, first).astype(np.float32)
        scores[doubtful] = self._second.predict_columns([columns[name] for name in self._second_names], doubtful)
        odds = self._odds_of_content * scores
        return self._select(batch, columns, (odds / (odds + 1 - scores)).astype(np.float32), types, hints)

    def _select(
        self, batch: Batch, columns: dict[str, Floats], scores: Floats, types: Floats, hints: Floats
    ) -> list[Judgement]:
        usual, expected = best_prefix(batch, scores, columns["words"])
        selections = candidates(batch, scores, usual)
        rows = candidate_features(batch, columns, scores, selections, expected, np.hstack([types, hints]))
        gains = self._selector.predict(rows)
        taken = pick(gains, len(selections), MARGIN)
        chosen = np.stack(selections)[taken[batch.page], np.arange(len(scores))]
        chosen = leads(batch, scores, chosen, columns["heading"] > 0)
        confidence = np.interp(expected, self._confidence[0], self._confidence[1])
        keywords = keyword_families(batch.lines, batch.bits, batch.groups)
        judgements = []
        for page, (a, b) in enumerate(zip(batch.start[:-1], batch.start[1:], strict=True)):
            keep = chosen[a:b]
            kind = self._page_types[int(types[page].argmax())] if self._page_types else None
            judgements.append(Judgement(scores[a:b], keep, keywords[a:b], kind, float(confidence[page])))
        return judgements
