"""Training the classifier for flattened text: a chain of models, each on the output of the one before.

Words, lines, context, page types, confidence: what one passes on is always its output for sites that it did not see.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import Floats, Ints
from tasks.classifier.text_classifier import PAGE_TYPES, page_features
from tasks.classifier.text_context import context_features
from tasks.classifier.text_features import text_features
from tasks.classifier.text_selection import select
from tasks.training.text_corpus import FOLDS, PART_WEIGHTS, Corpus, Part, read_corpus
from tasks.training.text_words import WordWeights, fit_words, word_matrix

Bools = NDArray[np.bool_]

_TREES: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 31, "learning_rate": 0.12, "min_data_in_leaf": 100,
    "feature_fraction": 0.4, "lambda_l2": 5.0, "max_bin": 63, "num_threads": 1, "seed": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True, "bagging_fraction": 0.7, "bagging_freq": 1,
}  # fmt: skip
LINE_TREES, CONTEXT_TREES, PAGE_TREES = 80, 60, 40
DOUBT_TREES = 30
DOUBTED = 0.5
"""Words that a first model is sure to be content and the annotators left out, or the other way round, as a share of a
page's content, from which the page is not trained on: 4 % of the articles, most with a gold text that ends half way
down. Without them the F1 of articles of unseen sites rises by .003."""
SURE = 0.7


@dataclass(frozen=True)
class _Rows:
    """The lines of all parts of the pages that are trained on, stacked."""

    parts: Sequence[Part]
    labels: Floats
    weights: Floats
    page: Ints
    fold: Ints


def train_text(pages: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The classifier's files, by name, from labelled pages; the same bytes for the same pages.

    A page is a mapping of `url`, `html`, `main_content` (None where only snippets are known), `page_type`, and the
    snippets `with`, `without` and `comments`.

    Raises:
        UsageError: resiliparse is not installed.
    """
    corpus = read_corpus(pages)
    return train_corpus(corpus, np.ones(len(corpus.fold), np.bool_))


def train_corpus(corpus: Corpus, chosen: Bools) -> dict[str, bytes]:
    """The classifier's files from the chosen pages (P,) of a corpus."""
    rows = _stack(corpus, chosen)
    words, linear = _words(corpus, rows)
    features = np.concatenate([text_features(batch, scores)[1] for batch, scores in _by_batch(corpus, linear)])
    rows = _without_doubted(rows, features)
    lines, scores = _crossed(rows, features, LINE_TREES)
    context = np.concatenate([context_features(batch, part)[1] for batch, part in _by_batch(corpus, scores)])
    context = np.concatenate([features, context, np.concatenate([part.evidence for part in corpus.parts])], axis=1)
    last, final = _crossed(rows, context, CONTEXT_TREES)
    types, confidence = _pages(corpus, rows, features, final)
    settings = {"scale": words.scale, "bias": words.bias, "page_types": list(PAGE_TYPES)}
    return {
        "text_words.bin": words.weights.tobytes(),
        "text_settings.json": json.dumps(settings, sort_keys=True).encode(),
        "text_lines.txt": lines.encode(),
        "text_context.txt": last.encode(),
        "text_types.txt": types.encode(),
        "text_confidence.txt": confidence.encode(),
    }


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


def _fit(features: Floats, labels: Floats, weights: Floats, trees: int, **changes: object) -> lgb.Booster:
    used = np.flatnonzero(weights > 0)
    share = weights[used] * (len(used) / weights[used].sum())
    parameters = _TREES | changes
    data = lgb.Dataset(features[used], labels[used], weight=share, params={"max_bin": 63, "verbose": -1})
    return lgb.train(parameters, data, trees)


def _crossed(rows: _Rows, features: Floats, trees: int) -> tuple[str, Floats]:
    """The model of all pages as text, and every line's score by the one that did not see its site."""
    scores = np.zeros(len(rows.labels), np.float32)
    for fold in range(FOLDS):
        out = rows.fold == fold
        weights = np.where(out, 0, rows.weights)
        if out.any() and rows.weights[out].any():
            scores[out] = _fit(features, rows.labels, weights, trees).predict(features[out], num_threads=1)
    model = _fit(features, rows.labels, rows.weights, trees)
    # Lines of which no model has an opinion: their whole fold is left out of the training.
    scores[(rows.weights == 0) & (scores == 0)] = 0.5
    return model.model_to_string(), scores


def _without_doubted(rows: _Rows, features: Floats) -> _Rows:
    """The rows without the pages whose annotation a first model contradicts over much of their text."""
    scores = np.zeros(len(rows.labels), np.float32)
    for half in (0, 1):
        out = rows.fold % 2 == half
        weights = np.where(out, 0, rows.weights)
        if out.any() and weights.any():
            scores[out] = _fit(features, rows.labels, weights, DOUBT_TREES).predict(features[out], num_threads=1)
    pages = int(rows.page.max()) + 1
    weights = rows.weights.copy()
    start = 0
    for part in rows.parts:
        own = slice(start, start + len(part.labels))
        start += len(part.labels)
        if part.name == "gold":
            continue
        content = np.maximum(np.bincount(part.page, part.weights * part.labels, pages), 0.03)
        labels, guess = part.labels, scores[own]
        wrong = ((guess > SURE) & (labels < 1 - SURE)) | ((guess < 1 - SURE) & (labels > SURE))
        doubted = np.bincount(part.page, part.weights * wrong, pages) > DOUBTED * content
        weights[doubted[rows.page] & (rows.page >= 0)] = 0
    return _Rows(rows.parts, rows.labels, weights, rows.page, rows.fold)


def _pages(corpus: Corpus, rows: _Rows, features: Floats, scores: Floats) -> tuple[str, str]:
    """The models of a document's page type and of the F1 to expect."""
    inputs, types, goals, weights, at = [], [], [], [], 0
    for part in corpus.parts:
        for batch in part.batches:
            own = slice(at, at + len(batch.document))
            at += len(batch.document)
            keep, expected = select(batch, scores[own], 1.0)
            inputs.append(page_features(batch, features[own], scores[own], keep, expected))
            full = np.flatnonzero(np.diff(batch.bounds) > 0)
            page = rows.page[own][batch.bounds[full]]
            kind = np.full(len(expected), "", corpus.page_type.dtype)
            kind[full] = corpus.page_type[page]
            words = batch.tokens.words.astype(np.float64)
            content = batch.total(words * rows.labels[own])
            right = batch.total(words * rows.labels[own] * keep)
            goals.append(2 * right / np.maximum(batch.total(words * keep) + content, 1))
            types.append(kind)
            weights.append(np.where(batch.total(rows.weights[own]) > 0, PART_WEIGHTS[part.name], 0) * (kind != ""))
    matrix, kinds = np.concatenate(inputs), np.concatenate(types)
    weight = np.concatenate(weights).astype(np.float32)
    number = np.array([PAGE_TYPES.index(kind) if kind in PAGE_TYPES else 0 for kind in kinds], np.float32)
    small = {"num_leaves": 15, "min_data_in_leaf": 20}
    typed = _fit(matrix, number, weight, PAGE_TREES, objective="multiclass", num_class=len(PAGE_TYPES), **small)
    sure = _fit(matrix, np.concatenate(goals).astype(np.float32), weight, PAGE_TREES, **small)
    return typed.model_to_string(), sure.model_to_string()
