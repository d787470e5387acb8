"""What the rules say of the lines of flattened text, as features: the classifier judges with it in view."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import Floats
from tasks.document import Action, Document
from tasks.evidence import Evidence
from tasks.rules.base import Zone

_ZONES = {zone: float(number) for number, zone in enumerate(Zone)}
_NO_HEADLINE = -999.0

EVIDENCE = ("drop_score", "keep_score", "zone", "to_headline", "has_comments")
"""The columns of `evidence_features`: the best score of the rules for and against the line, its zone, how many visible
lines it stands below the headline (negative above), whether the document has a comment section."""


def evidence_features(documents: Sequence[Document], evidence: Sequence[Evidence]) -> Floats:
    """`EVIDENCE` of every visible line of the documents, (V, 5)."""
    parts = [_of_document(document, said) for document, said in zip(documents, evidence, strict=True)]
    return np.concatenate(parts) if parts else np.zeros((0, len(EVIDENCE)), np.float32)


def in_comments(features: Floats) -> NDArray[np.bool_]:
    """Which lines are in a comment section, (V,), from their `evidence_features` (V, 5)."""
    return features[:, EVIDENCE.index("zone")] == _ZONES[Zone.COMMENTS]


def _of_document(document: Document, said: Evidence) -> Floats:
    drop, keep = [0.0] * len(document.lines), [0.0] * len(document.lines)
    for vote in said.proposals:
        scores, score = keep if vote.action is Action.KEEP else drop, vote.score
        for i in range(vote.line_start, vote.line_end):
            if scores[i] < score:
                scores[i] = score
    visible = np.array(document.visible, np.int64)
    out = np.empty((len(visible), len(EVIDENCE)), np.float32)
    out[:, 0], out[:, 1] = np.array((drop, keep), np.float32)[:, visible]
    out[:, 2] = np.array([_ZONES[zone] for zone in said.zones], np.float32)[visible] if len(visible) else 0
    headline = np.searchsorted(visible, said.headline) if said.headline is not None else None
    out[:, 3] = _NO_HEADLINE if headline is None else np.arange(len(visible)) - headline
    out[:, 4] = bool(said.zones) and said.zones[-1] is Zone.COMMENTS
    return out
