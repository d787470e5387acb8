"""Labelled pages as the columns that the classifier of HTML pages is trained on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.html_batch import Batch, Floats, Ints, gather
from tasks.classifier.html_features import block_features
from tasks.classifier.html_pages import HTML_PAGE_TYPES, hint_columns
from tasks.classifier.tokens import tokenize
from tasks.document import Record
from tasks.errors import UsageError
from tasks.markup import tokens_of
from tasks.segment import segment
from tasks.training.folds import folds, registered_domain
from tasks.training.labels import snippet_labels, soft_labels
from tasks.training.pages import LabelledPage

CHUNK = 50
"""Pages of a batch; the runtime's are of this size, too."""
FOLDS = 4
"""Groups of sites whose pages are judged by a model of the others, so that what is trained on that is not fooled. Not
a divisor of the folds that the whole is cross-validated with: leaving one of those out leaves something in each."""
SNIPPET_PAGE = 1.6
"""Weight of a page of which only snippets are labelled, against one with its whole text (0.8 leaks more and finds no
more); half of it for content, half
for boilerplate: by words alone the short lines after an article would count for nothing."""
SNIPPET_WORDS = (5, 60)
"""Bounds of the words that a labelled block counts as, there."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Votes:
    """What each page says of each token of marks: (page, token) pairs with the share of content under the token."""

    tokens: list[str]
    page: Ints
    token: Ints
    share: Floats


@dataclass(frozen=True)
class Corpus:
    """B blocks of P pages: `columns` (B, features) under `names`, `labels` and `weights` (B,), `page` (B,).

    Of pages: `fold`, `domain` and `kind` (number of the page type, -1 for unknown), `hints` (P, hints), `whole` (which
    have a whole gold text), `gold_words`.
    """

    batches: list[Batch]
    columns: Floats
    names: list[str]
    labels: Floats
    weights: Floats
    page: Ints
    fold: Ints
    domain: Ints
    kind: Ints
    hints: Floats
    whole: NDArray[np.bool_]
    gold_words: Floats
    votes: Votes

    def words(self) -> Floats:
        """Words of every block, (B,)."""
        return self.columns[:, self.names.index("words")]


def read_corpus(pages: Sequence[LabelledPage]) -> Corpus:
    """Segment, label and measure the pages.

    Raises:
        UsageError: there are none.
    """
    if not pages:
        raise UsageError("no labelled page to train on")
    batches, columns, labels, hints = [], [], [], []
    names: list[str] = []
    for chunk in range(0, len(pages), CHUNK):
        own = pages[chunk : chunk + CHUNK]
        documents = [segment(Record(page.id, page.id, page.html, "html", "0" * 64)) for page in own]
        batch = gather(documents)
        measured = block_features(batch)
        names = list(measured)
        columns.append(np.column_stack(list(measured.values())).astype(np.float32))
        hints.append(hint_columns(documents))
        for page, a, b in zip(own, batch.start[:-1], batch.start[1:], strict=True):
            labels.append(_labels(page, batch.texts[a:b]))
        batches.append(replace(batch, texts=[], lines=tokenize([]), bits=np.zeros(0, np.uint32)))
    sizes = np.array([len(own) for own in labels])
    domains = {name: number for number, name in enumerate(dict.fromkeys(registered_domain(page.url) for page in pages))}
    matrix = np.concatenate(columns)
    number = np.repeat(np.arange(len(pages)), sizes)
    whole = np.array([page.gold is not None for page in pages])
    label = np.concatenate(labels)
    words = matrix[:, names.index("words")]
    return Corpus(
        batches=batches,
        columns=matrix,
        names=names,
        labels=np.nan_to_num(label),
        weights=_weights(label, words, number, whole),
        page=number,
        fold=np.array(folds([page.url for page in pages], FOLDS)),
        domain=np.array([domains[registered_domain(page.url)] for page in pages]),
        kind=np.array(
            [HTML_PAGE_TYPES.index(page.page_type) if page.page_type in HTML_PAGE_TYPES else -1 for page in pages]
        ),
        hints=np.concatenate(hints),
        whole=whole,
        gold_words=np.array([len(_WORD.findall(page.gold or "")) for page in pages], np.float32),
        votes=_votes(batches, label, words),
    )


def _labels(page: LabelledPage, texts: Sequence[str]) -> Floats:
    if page.gold is not None:
        return soft_labels(texts, page.gold)
    return snippet_labels(texts, page.content_snippets, page.boilerplate_snippets)


def _weights(labels: Floats, words: Floats, page: Ints, whole: NDArray[np.bool_]) -> Floats:
    """A block's words as a share of its page's: the score is a mean over pages."""
    pages = len(whole)
    known = ~np.isnan(labels)
    weights = np.where(known & whole[page], words, 0).astype(np.float64)
    weights /= np.maximum(np.bincount(page, weights, pages), 1)[page]
    bounded = np.clip(words, *SNIPPET_WORDS)
    for label in (0, 1):
        own = np.where(known & ~whole[page] & (labels == label), bounded, 0)
        weights += SNIPPET_PAGE / 2 * own / np.maximum(np.bincount(page, own, pages), 1)[page]
    return weights.astype(np.float32)


def _votes(batches: Iterable[Batch], labels: Floats, words: Floats) -> Votes:
    """One vote a page and token: the share of content among the labelled words of all elements that bear it."""
    numbers: dict[str, int] = {}
    pages, tokens, shares = [], [], []
    shift = page_shift = 0
    for batch in batches:
        own = slice(shift, shift + len(batch.page))
        known = np.where(np.isnan(labels[own]), 0, words[own])
        total = np.concatenate(([0.0], np.cumsum(known)))
        content = np.concatenate(([0.0], np.cumsum(known * np.nan_to_num(labels[own]))))
        live = np.flatnonzero(batch.end > 0)
        first, end = batch.first[live], batch.end[live]
        inside, kept = total[end] - total[first], content[end] - content[first]
        found: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        page = batch.page[first]
        for at in np.flatnonzero(inside > 0).tolist():
            for token in tokens_of(batch.names[batch.marks[live[at]]]):
                tally = found[int(page[at]), token]
                tally[0] += kept[at]
                tally[1] += inside[at]
        for (number, token), (good, all_) in found.items():
            pages.append(page_shift + number)
            tokens.append(numbers.setdefault(token, len(numbers)))
            shares.append(good / all_)
        shift += len(batch.page)
        page_shift += len(batch.start) - 1
    return Votes(list(numbers), np.array(pages, np.int64), np.array(tokens, np.int64), np.array(shares, np.float32))
