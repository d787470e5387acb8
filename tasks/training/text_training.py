"""Training the classifier for flattened text: a chain of models, each on the output of the one before.

Words, lines, their network, page types, confidence: what one passes on is always its output for sites that it did not
see.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import Floats, Ints
from tasks.classifier.text_classifier import (
    CONFIDENCE,
    LINES,
    NETWORK,
    PAGE_SCORES,
    PRECISION_WEIGHT,
    SETTINGS,
    TEXT_PAGE_TYPES,
    TYPES,
    WORDS,
    combined,
    page_features,
    without_forums,
)
from tasks.classifier.text_evidence import in_comments
from tasks.classifier.text_features import PAGE_FEATURES, Columns, text_features
from tasks.classifier.text_selection import protect, select
from tasks.errors import UsageError
from tasks.training.network_training import Lines, fit_network, network_scores
from tasks.training.text_corpus import FOLDS, PART_WEIGHTS, Corpus, Part
from tasks.training.text_words import WordWeights, fit_words, word_matrix
from tasks.training.tree_text import text_of

Bools = NDArray[np.bool_]

_TREES: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 31, "learning_rate": 0.12, "min_data_in_leaf": 100,
    "feature_fraction": 0.4, "lambda_l2": 5.0, "max_bin": 63, "num_threads": 1, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True, "bagging_fraction": 0.7, "bagging_freq": 1,
}  # fmt: skip
_SMALL = {"num_leaves": 15, "min_data_in_leaf": 20}
LINE_TREES, PAGE_TREES = 80, 40
DOUBT_TREES = 30
DOUBTED = 0.5
"""Words that a first model is sure to be content and the annotators left out, or the other way round, as a share of a
page's content, from which the page is not trained on: 4 % of the articles, most with a gold text that ends half way
down. Without them the F1 of articles of unseen sites rises by .003."""
MOST_DOUBTED = 0.5
"""Share of the pages from which not they but the first model is in doubt: it saw too few lines, or other sites."""
SURE = 0.7


@dataclass(frozen=True)
class _Rows:
    """The lines of all parts of the pages that are trained on, stacked."""

    parts: Sequence[Part]
    labels: Floats
    weights: Floats
    page: Ints
    fold: Ints


def train_corpus(corpus: Corpus, chosen: Bools) -> dict[str, bytes]:
    """The classifier's files from the chosen pages (P,) of a corpus; the same bytes for the same pages.

    Raises:
        UsageError: none of the chosen pages has a whole text, or they are too few, or of too few sites.
    """
    rows = _stack(corpus, chosen)
    _check(corpus, rows)
    words, linear = _words(corpus, rows)
    names, features = _columns([text_features(batch, scores) for batch, scores in _by_batch(corpus, linear)])
    rows = _without_doubted(corpus, rows, features, names)
    lines, scores = _crossed(rows, features, names, LINE_TREES)
    evidence = np.concatenate([part.evidence for part in corpus.parts])
    network, second = _crossed_network(corpus, rows, np.concatenate([features, scores[:, None], evidence], axis=1))
    types, confidence = _pages(corpus, rows, features, names, combined(scores, second))
    settings = {
        "scale": words.scale,
        "bias": words.bias,
        "page_types": list(TEXT_PAGE_TYPES) if (chosen & (corpus.kind >= 0)).any() else [],
    }
    return {
        WORDS: words.weights.tobytes(),
        SETTINGS: json.dumps(settings, sort_keys=True).encode(),
        LINES: lines.encode(),
        NETWORK: network,
        TYPES: types.encode(),
        CONFIDENCE: confidence.encode(),
    }


def _columns(parts: Sequence[Columns]) -> tuple[list[str], Floats]:
    """The names of the features of all batches, and their values one below the other."""
    return parts[0].names, np.concatenate([part.matrix() for part in parts])


def _stack(corpus: Corpus, chosen: Bools) -> _Rows:
    page = np.concatenate([part.page for part in corpus.parts])
    weights = []
    for part in corpus.parts:
        own = part.weights * chosen[part.page]
        weights.append(own * (PART_WEIGHTS[part.name] / max(own.sum(), 1e-9)))
    return _Rows(
        corpus.parts,
        np.concatenate([part.labels for part in corpus.parts]),
        np.concatenate(weights).astype(np.float32),
        page,
        corpus.fold[page],
    )


def _check(corpus: Corpus, rows: _Rows) -> None:
    """See that there is something to learn, and something else to see whether it holds."""
    seen = rows.weights > 0
    if not corpus.whole[rows.page[seen]].any():
        raise UsageError("no labelled page has its whole text (main_content), only snippets of it; add pages that have")
    if len(np.unique(rows.fold[seen])) < 2:
        raise UsageError(
            "what is learnt from some sites has none to be checked on: the labelled pages are of one site, or of few "
            f"that fall into the same of {FOLDS} folds; add pages of other sites"
        )


def _by_batch(corpus: Corpus, values: Floats) -> list[tuple[Any, Floats]]:
    """Every batch of the corpus with its lines' values."""
    found, at = [], 0
    for part in corpus.parts:
        for batch in part.batches:
            found.append((batch, values[at : at + len(batch.document)]))
            at += len(batch.document)
    return found


def _words(corpus: Corpus, rows: _Rows) -> tuple[WordWeights, Floats]:
    """The linear model of all pages, and every line's score by the one that did not see its site."""
    from scipy.sparse import vstack

    matrix = vstack([word_matrix(part) for part in corpus.parts]).tocsr()
    scores = np.zeros(len(rows.labels), np.float32)
    for fold in range(FOLDS):
        out = rows.fold == fold
        seen = ~out & (rows.weights > 0)
        if out.any() and seen.any():
            model = fit_words(matrix[seen], rows.labels[seen], rows.weights[seen])
            scores[out] = matrix[out] @ (model.weights * model.scale).astype(np.float32) + model.bias
    used = rows.weights > 0
    return fit_words(matrix[used], rows.labels[used], rows.weights[used]), scores


def _fit(
    features: Floats, names: Sequence[str], labels: Floats, weights: Floats, trees: int, **changes: object
) -> lgb.Booster:
    used = np.flatnonzero(weights > 0)
    share = weights[used] * (len(used) / weights[used].sum())
    parameters = _TREES | changes
    data = lgb.Dataset(
        features[used],
        labels[used],
        weight=share,
        feature_name=list(names),
        params={"max_bin": 63, "verbose": -1},
    )
    return lgb.train(parameters, data, trees)


def _crossed(rows: _Rows, features: Floats, names: Sequence[str], trees: int, **changes: object) -> tuple[str, Floats]:
    """The model of all pages as text, and every line's score by the one that did not see its site."""
    scores = np.zeros(len(rows.labels), np.float32)
    for fold in range(FOLDS):
        out = rows.fold == fold
        weights = np.where(out, 0, rows.weights)
        if out.any() and rows.weights[out].any():
            model = _fit(features, names, rows.labels, weights, trees, **changes)
            scores[out] = model.predict(features[out], num_threads=1)
    model = _fit(features, names, rows.labels, rows.weights, trees, **changes)
    if not model.feature_importance().any():
        raise UsageError(
            "the labelled pages are too few to learn from: nothing tells content from the rest in their "
            f"{np.count_nonzero(rows.weights):,} labelled lines"
        )
    # Lines of which no model has an opinion: their whole fold is left out of the training.
    scores[(rows.weights == 0) & (scores == 0)] = 0.5
    return text_of(model), scores


def _crossed_network(corpus: Corpus, rows: _Rows, features: Floats) -> tuple[bytes, Floats]:
    """The network of all pages as a file, and every line's score by the one that did not see its site."""
    sizes = np.concatenate([np.diff(batch.bounds) for part in corpus.parts for batch in part.batches])
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    lines = Lines(features, rows.labels, rows.weights, bounds)
    full = np.flatnonzero(sizes)
    labelled = np.add.reduceat(rows.weights, bounds[full]) > 0
    fold = rows.fold[bounds[full]]
    scores = np.full(len(rows.labels), 0.5, np.float32)  # of lines of which no network has an opinion
    for number in range(FOLDS):
        seen, out = labelled & (fold != number), fold == number
        if seen.any() and labelled[out].any():
            judged = lines.chosen(full[out])
            found = network_scores(fit_network(lines.chosen(full[seen])), judged)
            scores[lines.at(full[out])] = found
    return fit_network(lines.chosen(full[labelled])), scores


def _without_doubted(corpus: Corpus, rows: _Rows, features: Floats, names: Sequence[str]) -> _Rows:
    """The rows without the pages whose annotation a first model contradicts over much of their text."""
    # NaN, which contradicts nothing, where the other half of the folds has no pages to learn from.
    scores = np.full(len(rows.labels), np.nan, np.float32)
    for half in (0, 1):
        out = rows.fold % 2 == half
        weights = np.where(out, 0, rows.weights)
        if out.any() and weights.any():
            model = _fit(features, names, rows.labels, weights, DOUBT_TREES)
            scores[out] = model.predict(features[out], num_threads=1)
    pages = len(corpus.fold)
    doubted = np.zeros(pages, np.bool_)
    start = 0
    for part in rows.parts:
        own = slice(start, start + len(part.labels))
        start += len(part.labels)
        if part.name == "gold":
            continue
        content = np.maximum(np.bincount(part.page, part.weights * part.labels, pages), 0.03)
        labels, guess = part.labels, scores[own]
        wrong = ((guess > SURE) & (labels < 1 - SURE)) | ((guess < 1 - SURE) & (labels > SURE))
        doubted |= np.bincount(part.page, part.weights * wrong, pages) > DOUBTED * content
    weights = np.where(doubted[rows.page], np.float32(0), rows.weights)
    left = weights > 0
    learnt = corpus.whole & (np.bincount(rows.page, rows.weights, pages) > 0)
    if doubted[learnt].mean() > MOST_DOUBTED or len(np.unique(rows.fold[left])) < 2:
        return rows
    return replace(rows, weights=weights)


def _pages(corpus: Corpus, rows: _Rows, features: Floats, names: Sequence[str], scores: Floats) -> tuple[str, str]:
    """The models of a document's page type and of the F1 to expect, of the lines that will be selected."""
    inputs, pages, weights, keeps, at = [], [], [], [], 0
    for part in corpus.parts:
        comments, start = in_comments(part.evidence), at
        for batch in part.batches:
            own = slice(at, at + len(batch.document))
            at = own.stop
            keep, expected = select(batch, scores[own], PRECISION_WEIGHT)
            keeps.append(keep)
            said = comments[own.start - start : own.stop - start]
            inputs.append(
                page_features(batch, list(features[own, -PAGE_FEATURES:].T), scores[own], keep, expected, said)
            )
            page = np.zeros(len(expected), np.int64)
            full = np.flatnonzero(np.diff(batch.bounds) > 0)  # the others weigh nothing
            page[full] = rows.page[own][batch.bounds[full]]
            pages.append(page)
            weights.append(np.where(batch.total(rows.weights[own]) > 0, PART_WEIGHTS[part.name], 0))
    matrix, page = np.concatenate(inputs), np.concatenate(pages)
    weight = np.concatenate(weights).astype(np.float32)
    columns = [*names[-PAGE_FEATURES:], *PAGE_SCORES]
    typed = _types(matrix, columns, corpus.kind[page], weight)
    # Without types none is known to be an article, here as later.
    kinds = without_forums(np.asarray(typed.predict(matrix, num_threads=1)), matrix)
    article = kinds[:, TEXT_PAGE_TYPES.index("article")]
    article = article * bool((weight * (corpus.kind[page] >= 0)).any())
    goal = _goals(corpus, rows, scores, keeps, article)
    # Of a page with snippets only nobody knows what share of its lines is content.
    sure = _fit(matrix, columns, goal, weight * corpus.whole[page], PAGE_TREES, **_SMALL)
    return text_of(typed), text_of(sure)


def _goals(corpus: Corpus, rows: _Rows, scores: Floats, keeps: Sequence[Bools], article: NDArray[np.float64]) -> Floats:
    """The F1 of the lines that are kept of every document, in order; `article` are their probabilities of being one."""
    goals, document = [], 0
    for (batch, own_scores), (_, labels), keep in zip(
        _by_batch(corpus, scores), _by_batch(corpus, rows.labels), keeps, strict=True
    ):
        own = article[document : document + len(batch.bounds) - 1]
        document += len(own)
        kept = protect(batch, own_scores, keep, own)
        words = batch.tokens.words.astype(np.float64)
        right = batch.total(words * labels * kept)
        goals.append(2 * right / np.maximum(batch.total(words * kept) + batch.total(words * labels), 1))
    return np.concatenate(goals).astype(np.float32)


def _types(matrix: Floats, columns: Sequence[str], kind: Ints, weight: Floats) -> lgb.Booster:
    """The model of page types, from the documents whose type is known."""
    many = {"objective": "multiclass", "num_class": len(TEXT_PAGE_TYPES)} | _SMALL
    known = weight * (kind >= 0)
    if known.any():
        return _fit(matrix, columns, np.maximum(kind, 0).astype(np.float32), known, PAGE_TREES, **many)
    # Where no type was annotated, all are equally likely; the settings say that none is to be named.
    every = np.arange(len(TEXT_PAGE_TYPES), dtype=np.float32)
    return _fit(np.zeros((len(every), matrix.shape[1]), np.float32), columns, every, np.ones_like(every), 1, **many)
