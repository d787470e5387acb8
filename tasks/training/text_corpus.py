"""Labelled pages as flattened documents: what the classifier for text is trained on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import Floats, Ints, TextBatch, text_batch
from tasks.classifier.text_classifier import TEXT_PAGE_TYPES
from tasks.classifier.text_evidence import evidence_features
from tasks.document import Document, Record
from tasks.errors import UsageError
from tasks.evidence import look
from tasks.segment.text import segment_text
from tasks.training.flattenings import FLATTENINGS
from tasks.training.folds import folds
from tasks.training.labels import snippet_labels, soft_labels
from tasks.training.pages import LabelledPage

FOLDS = 5
"""Folds, by registered domain, in which one model's output becomes the next one's input."""
PART_WEIGHTS = {"wet": 1.0, "main": 1.0, "clean": 0.6, "lines": 0.4, "gold": 0.2}
"""What each way of flattening weighs in all; `gold` is the gold text itself, a dump that is clean already."""
LINES_SHARE = 3
"""One page in so many, by a hash of its id, is also flattened text node by text node: that makes twice the lines of all
others."""
SNIPPET_WEIGHT = 0.5
"""What a page of which only snippets are known weighs against one with a gold text."""
BATCH = 200


@dataclass(frozen=True)
class Part:
    """All pages in one flattening; V visible lines.

    `labels` (V,) are the shares of content, `weights` (V,) sum to one over a page whose labels are known and are 0
    where a label is not; `page` (V,) numbers the pages, `evidence` is that of `evidence_features`.
    """

    name: str
    batches: Sequence[TextBatch] = field(repr=False)
    labels: Floats
    weights: Floats
    page: Ints
    evidence: Floats


@dataclass(frozen=True)
class Corpus:
    """P pages, flattened in every way that there are pages for.

    Of pages: `fold`, `kind` (number of the page type, -1 for unknown), `whole` (which have a whole gold text that is
    not empty).
    """

    parts: Sequence[Part]
    fold: Ints
    kind: Ints
    whole: NDArray[np.bool_]


def read_corpus(pages: Sequence[LabelledPage]) -> Corpus:
    """Flatten and label the pages.

    Pages whose gold text is empty are in no part: their annotators found nothing, which says nothing of their lines.

    Raises:
        UsageError: there is no page that says anything, or resiliparse is not installed.
    """
    chosen = {name: [at for at, page in enumerate(pages) if _belongs(name, page)] for name in PART_WEIGHTS}
    parts = [_part(name, pages, own) for name, own in chosen.items() if own]
    if not parts:
        raise UsageError("no labelled page to train on")
    return Corpus(
        parts=parts,
        fold=np.array(folds([page.url for page in pages], FOLDS), np.int64),
        kind=np.array(
            [TEXT_PAGE_TYPES.index(page.page_type) if page.page_type in TEXT_PAGE_TYPES else -1 for page in pages]
        ),
        whole=np.array([bool(page.gold) for page in pages]),
    )


def _part(name: str, pages: Sequence[LabelledPage], chosen: Sequence[int]) -> Part:
    documents = [_document(_flattened(name, pages[at])) for at in chosen]
    labels = [_labels(name, document, pages[at]) for document, at in zip(documents, chosen, strict=True)]
    number = np.repeat(np.array(chosen, np.int64), [len(one) for one in labels])
    evidence = [evidence_features([document], [look(document)]) for document in documents]
    batches = [text_batch(documents[at : at + BATCH]) for at in range(0, len(documents), BATCH)]
    return Part(
        name=name,
        batches=batches,
        labels=np.nan_to_num(np.concatenate(labels)),
        weights=_weights(batches, np.concatenate(labels), number, pages),
        page=number,
        evidence=np.concatenate(evidence),
    )


def _belongs(name: str, page: LabelledPage) -> bool:
    if page.gold == "" or (name == "gold" and page.gold is None):
        return False
    # Not by place: a page's part in the training is not to depend on which others there are.
    return name != "lines" or int.from_bytes(hashlib.sha256(page.id.encode()).digest()[:8], "big") % LINES_SHARE == 0


def _flattened(name: str, page: LabelledPage) -> str:
    return page.gold or "" if name == "gold" else FLATTENINGS[name](page.html)


def _document(text: str) -> Document:
    return segment_text(Record("training", "0", text, "text", ""))


def _labels(name: str, document: Document, page: LabelledPage) -> Floats:
    texts = [document.lines[i].text for i in document.visible]
    if name == "gold":
        return np.ones(len(texts), np.float32)
    if page.gold is not None:
        return soft_labels(texts, page.gold)
    return snippet_labels(texts, page.content_snippets, page.boilerplate_snippets)


def _weights(batches: Sequence[TextBatch], labels: Floats, page: Ints, pages: Sequence[LabelledPage]) -> Floats:
    words = np.concatenate([batch.tokens.words for batch in batches]).astype(np.float64)
    known = np.where(np.isnan(labels), 0, np.maximum(words, 0.5))
    total = np.maximum(np.bincount(page, known, minlength=len(pages)), 1)
    each = np.array([SNIPPET_WEIGHT if row.gold is None else 1.0 for row in pages])
    return (known / total[page] * each[page]).astype(np.float32)
