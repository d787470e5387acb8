"""Training the classifier of HTML pages: marks, blocks, structure, page types and the choice of a selection.

Each is trained on what the one before says of pages of sites that it did not see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from tasks.classifier.html_batch import Batch, Floats, Ints
from tasks.classifier.html_classifier import (
    DOUBTFUL,
    FIRST,
    MARKS,
    SECOND,
    SELECTOR,
    SETTINGS,
    TYPES,
    mark_features,
)
from tasks.classifier.html_pages import (
    HTML_PAGE_TYPES,
    best_prefix,
    candidate_features,
    candidates,
    page_features,
)
from tasks.classifier.html_structure import structure_features
from tasks.classifier.words import Odds
from tasks.errors import UsageError
from tasks.segment.hints import HINTS
from tasks.training.html_corpus import FOLDS, Corpus
from tasks.training.tree_text import text_of

Bools = NDArray[np.bool_]

_TREES: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 31, "learning_rate": 0.08, "min_data_in_leaf": 100, "max_bin": 63,
    "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
_SECOND_TREES = _TREES | {"learning_rate": 0.055}
_TYPE_TREES = _TREES | {
    "objective": "multiclass", "num_class": len(HTML_PAGE_TYPES), "num_leaves": 8, "learning_rate": 0.06,
    "min_data_in_leaf": 15, "bagging_fraction": 0.8,
}  # fmt: skip
_SELECTOR_TREES = _TREES | {
    "objective": "l2", "num_leaves": 12, "learning_rate": 0.04, "min_data_in_leaf": 200, "bagging_fraction": 0.6,
    "lambda_l2": 20.0,
}  # fmt: skip
FIRST_TREES, SECOND_TREES, PAGE_TREES, SELECTOR_TREES, GAIN_TREES = 130, 190, 120, 200, 40
USEFUL_GAIN = 0.985
"""Share of the whole gain that the features that are kept make; the last 1.5 % are half of the features."""
MOST_BLOCKS = 300
"""Labelled blocks of a page that are trained on, a random choice of more: 2 % of the pages have a third of all."""
FEWEST_DOMAINS = 6
"""Sites on which a token of a mark must have been seen to count."""


def train_corpus(corpus: Corpus, chosen: Bools) -> dict[str, bytes]:
    """The classifier's files from the chosen pages (P,) of a corpus.

    Raises:
        UsageError: the chosen pages are of too few sites, none has its whole text, or no content, or nothing else,
            is labelled on them.
    """
    weights = corpus.weights * chosen[corpus.page]
    _check(corpus, chosen, weights)
    marks = _crossed_marks(corpus, chosen)
    nowhere = np.zeros((len(chosen), len(HTML_PAGE_TYPES)), np.float32)
    hints = _of_pages(corpus, nowhere)
    names = [*corpus.names, *marks, *hints]
    columns = _Columns({**_named(corpus), **marks, **hints})
    first_names = _useful(columns, names, corpus, weights, np.arange(len(corpus.page)))
    first_model, first = _crossed(
        columns, first_names, corpus, weights, np.arange(len(corpus.page)), FIRST_TREES, _TREES
    )
    structure, pages = _second_look(corpus, columns, first)
    types_model, types = _crossed_types(corpus, chosen, pages)
    columns = _Columns({**columns.values, **structure, **_of_pages(corpus, types)})
    doubtful = np.flatnonzero(first > DOUBTFUL)
    if not weights[doubtful].any():
        raise UsageError("nothing that was learnt from the labelled pages holds for those of other sites; add pages")
    names = list(columns.values)
    second_names = _useful(columns, names, corpus, weights, doubtful)
    second_model, second = _crossed(columns, second_names, corpus, weights, doubtful, SECOND_TREES, _SECOND_TREES)
    scores = np.where(first > DOUBTFUL, second, first).astype(np.float32)
    selector_model, confidence = _selector(corpus, chosen, scores, types)
    settings = {
        "first": first_names,
        "second": second_names,
        "confidence": confidence,
        "page_types": list(HTML_PAGE_TYPES) if (chosen & (corpus.kind >= 0)).any() else [],
    }
    log_odds = {token: round(value, 3) for token, value in _log_odds(corpus, chosen).items()}
    return {
        FIRST: first_model.encode(),
        SECOND: second_model.encode(),
        TYPES: types_model.encode(),
        SELECTOR: selector_model.encode(),
        MARKS: json.dumps(log_odds, sort_keys=True, ensure_ascii=False).encode(),
        SETTINGS: json.dumps(settings, sort_keys=True).encode(),
    }


def _check(corpus: Corpus, chosen: Bools, weights: Floats) -> None:
    """See that there is something to learn, and something else to see whether it holds."""
    labels = corpus.labels[weights > 0]
    if not (chosen & corpus.whole).any():
        raise UsageError("no labelled page has its whole text (main_content), only snippets of it; add pages that have")
    if not labels.any() or labels.all():
        raise UsageError(
            "all blocks of the labelled pages are content, or none is: the annotations do not fit the HTML"
        )
    if len(np.unique(corpus.fold[corpus.page[weights > 0]])) < 2:
        raise UsageError(
            "what is learnt from some sites has none to be checked on: the labelled pages are of one site, or of few "
            f"that fall into the same of {FOLDS} folds; add pages of other sites"
        )


class _Columns:
    """Features by name, put side by side when a model asks for them."""

    def __init__(self, values: dict[str, Floats]) -> None:
        self.values = values

    def table(self, names: Sequence[str], rows: Ints) -> Floats:
        out = np.empty((len(rows), len(names)), np.float32)
        for at, name in enumerate(names):
            out[:, at] = self.values[name][rows]
        return out


def _named(corpus: Corpus) -> dict[str, Floats]:
    return {name: corpus.columns[:, at] for at, name in enumerate(corpus.names)}


def _of_pages(corpus: Corpus, types: Floats) -> dict[str, Floats]:
    """The types and hints of each block's page, by the names that the classifier gives them."""
    columns = {f"type_{name}": types[:, at][corpus.page] for at, name in enumerate(HTML_PAGE_TYPES)}
    return columns | {f"hint_{name}": corpus.hints[:, at][corpus.page] for at, name in enumerate(HINTS)}


def _chunks(corpus: Corpus) -> Iterator[tuple[Batch, slice, slice]]:
    """Every batch with the blocks and the pages that are its own."""
    block = page = 0
    for batch in corpus.batches:
        blocks, pages = len(batch.page), len(batch.start) - 1
        yield batch, slice(block, block + blocks), slice(page, page + pages)
        block += blocks
        page += pages


def _log_odds(corpus: Corpus, chosen: Bools) -> dict[str, float]:
    """What each token says, from the chosen pages; a page with snippets only has half a vote."""
    votes = corpus.votes
    seen = chosen[votes.page]
    page, token, share = votes.page[seen], votes.token[seen], votes.share[seen]
    weight = np.where(corpus.whole[page], 1.0, 0.5)
    count = len(votes.tokens)
    good = np.bincount(token, share * weight, count)
    bad = np.bincount(token, (1 - share) * weight, count)
    pairs = np.unique(token * len(corpus.domain) + corpus.domain[page])
    domains = np.bincount(pairs // len(corpus.domain), minlength=count)
    odds = np.log((good + 0.5) / (bad + 0.5))
    return {votes.tokens[at]: float(odds[at]) for at in np.flatnonzero(domains >= FEWEST_DOMAINS)}


def _crossed_marks(corpus: Corpus, chosen: Bools) -> dict[str, Floats]:
    """What the marks say of every block, learnt from the pages of other folds."""
    columns: dict[str, Floats] = {}
    for fold in range(FOLDS):
        odds = Odds(_log_odds(corpus, chosen & (corpus.fold != fold)))
        for batch, blocks, pages in _chunks(corpus):
            own = (corpus.fold[pages] == fold)[batch.page]
            if own.any():
                for name, values in mark_features(batch, odds).items():
                    column = columns.setdefault(name, np.zeros(len(corpus.page), np.float32))
                    column[blocks][own] = values[own]
    return columns


def _fit(
    table: Floats,
    labels: Floats,
    weights: Floats,
    trees: int,
    parameters: dict[str, Any],
    names: Sequence[str] | None = None,
) -> lgb.Booster:
    scaled = weights * (len(weights) / weights.sum())
    data = lgb.Dataset(table, labels, weight=scaled, feature_name=list(names) if names else "auto")
    return lgb.train(parameters, data, trees)


def _useful(columns: _Columns, names: Sequence[str], corpus: Corpus, weights: Floats, rows: Ints) -> list[str]:
    """The features that make nearly the whole gain of a small model on a third of the rows."""
    used = rows[weights[rows] > 0][::3]
    model = _fit(columns.table(names, used), corpus.labels[used], weights[used], GAIN_TREES, _TREES)
    gain = model.feature_importance("gain")
    order = np.argsort(-gain, kind="stable")
    enough = int(np.searchsorted(np.cumsum(gain[order]), USEFUL_GAIN * gain.sum())) + 1
    return [names[at] for at in sorted(order[:enough])]


def _crossed(
    columns: _Columns,
    names: Sequence[str],
    corpus: Corpus,
    weights: Floats,
    rows: Ints,
    trees: int,
    parameters: dict[str, Any],
) -> tuple[str, Floats]:
    """The model of all pages as text, and every row's probability by the one that did not see its site, (B,)."""
    table = columns.table(names, rows)
    page = corpus.page[rows]
    labels, weight, fold = corpus.labels[rows], _sampled(weights[rows], page), corpus.fold[page]
    scores = np.zeros(len(weights), np.float32)
    for number in range(FOLDS):
        seen, out = (fold != number) & (weight > 0), fold == number
        if seen.any() and weight[out].any():
            model = _fit(table[seen], labels[seen], weight[seen], trees, parameters)
            scores[rows[out]] = model.predict(table[out])
    seen = weight > 0
    return text_of(_fit(table[seen], labels[seen], weight[seen], trees, parameters, names)), scores


def _sampled(weights: Floats, page: Ints) -> Floats:
    """The weights: those of a random `MOST_BLOCKS` of a page's labelled blocks raised for all of them, the rest 0."""
    luck = np.random.default_rng(0).random(len(weights)) + (weights == 0)
    order = np.lexsort((luck, page))
    starts = np.concatenate(([0], np.cumsum(np.bincount(page))))
    rank = np.empty(len(weights), np.int64)
    rank[order] = np.arange(len(weights)) - starts[page[order]]
    labelled = np.bincount(page, weights > 0)[page]
    raised = weights * np.maximum(labelled / MOST_BLOCKS, 1)
    return np.where(rank < MOST_BLOCKS, raised, 0).astype(np.float32)


def _second_look(corpus: Corpus, columns: _Columns, first: Floats) -> tuple[dict[str, Floats], Floats]:
    """The structure features of all blocks by the first look's probabilities, and the features of all pages."""
    structure: dict[str, Floats] = {}
    pages = []
    for batch, blocks, own in _chunks(corpus):
        local = {name: values[blocks] for name, values in columns.values.items()}
        found = structure_features(batch, local, first[blocks])
        pages.append(page_features(batch, local, found, corpus.hints[own]))
        for name, values in found.items():
            structure.setdefault(name, np.zeros(len(corpus.page), np.float32))[blocks] = values
    return structure, np.concatenate(pages)


def _crossed_types(corpus: Corpus, chosen: Bools, pages: Floats) -> tuple[str, Floats]:
    """The model of page types as text, and every page's probabilities by the one that did not see its site."""
    known = chosen & (corpus.kind >= 0)
    types = np.zeros((len(pages), len(HTML_PAGE_TYPES)), np.float32)
    even = np.ones(len(pages), np.float32)
    for number in range(FOLDS):
        seen, out = known & (corpus.fold != number), corpus.fold == number
        if seen.any() and out.any():
            model = _fit(pages[seen], corpus.kind[seen].astype(np.float32), even[seen], PAGE_TREES, _TYPE_TREES)
            types[out] = model.predict(pages[out])
    if known.any():
        model = _fit(pages[known], corpus.kind[known].astype(np.float32), even[known], PAGE_TREES, _TYPE_TREES)
    else:
        # Where no type was annotated, all are equally likely; the settings say that none is to be named.
        every = np.arange(len(HTML_PAGE_TYPES), dtype=np.float32)
        model = _fit(np.zeros((len(every), pages.shape[1]), np.float32), every, np.ones_like(every), 1, _TYPE_TREES)
    return text_of(model), types


def _selector(corpus: Corpus, chosen: Bools, scores: Floats, types: Floats) -> tuple[str, list[list[float]]]:
    """The model of what a selection gains over the usual one, and F1 as a function of expected F1, as two lists."""
    rows, gains, expectations, reached = [], [], [], []
    names = {name: at for at, name in enumerate(corpus.names)}
    for batch, blocks, own in _chunks(corpus):
        columns = {name: corpus.columns[blocks, at] for name, at in names.items()}
        p, words, labels = scores[blocks], columns["words"], corpus.labels[blocks]
        usual, expected = best_prefix(batch, p, words)
        selections = candidates(batch, p, usual)
        fitting = corpus.whole[own] & chosen[own]
        page_rows = np.hstack([types[own], corpus.hints[own]])
        table = candidate_features(batch, columns, p, selections, expected, page_rows)
        f1 = np.stack([_f1(batch, keep, words, labels, corpus.gold_words[own]) for keep in selections], axis=1)
        rows.append(table[np.repeat(fitting, len(selections))])
        gains.append((f1 - f1[:, -2:-1])[fitting].ravel())
        expectations.append(expected[fitting])
        reached.append(f1[fitting, -2])
    gain = np.concatenate(gains)
    model = _fit(np.concatenate(rows), gain, np.ones(len(gain), np.float32), SELECTOR_TREES, _SELECTOR_TREES)
    return text_of(model), _calibration(np.concatenate(expectations), np.concatenate(reached))


def _f1(batch: Batch, keep: Bools, words: Floats, labels: Floats, gold_words: Floats) -> Floats:
    """The word F1 of a selection on each page by its labels, 1 where nothing is to be found and nothing is taken."""
    pages = len(gold_words)
    kept = np.bincount(batch.page, keep * words, pages)
    right = np.bincount(batch.page, keep * words * labels, pages)
    total = kept + gold_words
    return np.divide(2 * right, total, out=np.ones(pages), where=total > 0).astype(np.float32)


def _calibration(expected: Floats, reached: Floats) -> list[list[float]]:
    """Two lists, expected F1 and the mean F1 that pages like it reached: ten groups of pages, made monotone."""
    order = np.argsort(expected, kind="stable")
    groups = [group for group in np.array_split(order, 10) if len(group)]
    means = [float(expected[group].mean()) for group in groups]
    values = np.maximum.accumulate([float(reached[group].mean()) for group in groups])
    return [[round(mean, 4) for mean in means], [round(float(value), 4) for value in values]]
