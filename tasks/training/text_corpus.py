"""Labelled pages as flattened documents: what the classifier for text is trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import Floats, Ints, TextBatch, text_batch
from tasks.classifier.text_evidence import evidence_features
from tasks.document import Document, Record
from tasks.evidence import look
from tasks.segment.text import segment_text
from tasks.training.flattenings import FLATTENINGS
from tasks.training.folds import folds
from tasks.training.labels import snippet_labels, soft_labels

FOLDS = 5
"""Folds, by registered domain, in which one model's output becomes the next one's input."""
PART_WEIGHTS = {"wet": 1.0, "main": 1.0, "clean": 0.6, "lines": 0.4, "gold": 0.2}
"""What each way of flattening weighs in all; `gold` is the gold text itself, a dump that is clean already."""
LINES_SHARE = 3
"""One page in so many is also flattened text node by text node: those have twice the lines of all others."""
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
    """The pages of a training set, flattened in every way; `fold` and `page_type` (P,) are those of each page."""

    parts: Sequence[Part]
    fold: Ints
    page_type: NDArray[np.str_]


def read_corpus(pages: Sequence[Mapping[str, Any]]) -> Corpus:
    """Flatten and label the pages: rows with `url`, `html`, `main_content`, `page_type`, `with`, `without`, `comments`.

    Pages whose gold text is empty are left out: their annotators found nothing, which says nothing of their lines.

    Raises:
        UsageError: resiliparse is not installed.
    """
    known = [page for page in pages if page["main_content"] != ""]
    parts = [_part(name, known) for name in PART_WEIGHTS]
    return Corpus(
        parts=parts,
        fold=np.array(folds([page["url"] for page in known], FOLDS), np.int64),
        page_type=np.array([page["page_type"] or "" for page in known], np.str_),
    )


def _part(name: str, pages: Sequence[Mapping[str, Any]]) -> Part:
    chosen = [at for at, page in enumerate(pages) if _belongs(name, at, page)]
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


def _belongs(name: str, at: int, page: Mapping[str, Any]) -> bool:
    if name == "gold":
        return page["main_content"] is not None
    return name != "lines" or at % LINES_SHARE == 0


def _flattened(name: str, page: Mapping[str, Any]) -> str:
    return str(page["main_content"]) if name == "gold" else FLATTENINGS[name](page["html"])


def _document(text: str) -> Document:
    return segment_text(Record("training", "0", text, "text", ""))


def _labels(name: str, document: Document, page: Mapping[str, Any]) -> Floats:
    texts = [document.lines[i].text for i in document.visible]
    if name == "gold":
        return np.ones(len(texts), np.float32)
    if page["main_content"] is not None:
        return soft_labels(texts, page["main_content"])
    return snippet_labels(texts, page["with"] or (), [*(page["without"] or ()), *(page["comments"] or ())])


def _weights(batches: Sequence[TextBatch], labels: Floats, page: Ints, pages: Sequence[Mapping[str, Any]]) -> Floats:
    words = np.concatenate([batch.tokens.words for batch in batches]).astype(np.float64)
    known = np.where(np.isnan(labels), 0, np.maximum(words, 0.5))
    total = np.maximum(np.bincount(page, known, minlength=len(pages)), 1)
    each = np.array([SNIPPET_WEIGHT if row["main_content"] is None else 1.0 for row in pages])
    return (known / total[page] * each[page]).astype(np.float32)
