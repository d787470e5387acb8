"""What the rules say of the lines of flattened text, as features: the classifier judges with it in view."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.text_batch import Floats
from tasks.document import Action, Document
from tasks.evidence import Evidence
from tasks.line_passes import evidence_in
from tasks.rules.base import Zone

_ZONES = tuple(Zone)
_NO_HEADLINE = -999.0

EVIDENCE = ("drop_score", "keep_score", "zone", "to_headline", "has_comments")
"""The columns of `evidence_features`: the best score of the rules for and against the line, its zone, how many visible
lines it stands below the headline (negative above), whether the document has a comment section."""

UNSEEN = frozenset({"offer"})
"""Families that say nothing to the classifier. A test of products has their offers between its own short lines, "Pros"
and what follows, which it takes for chrome as well when it sees them: on `wet` 720 words of gold texts for 680 of
offers."""


def evidence_features(documents: Sequence[Document], evidence: Sequence[Evidence]) -> Floats:
    """`EVIDENCE` of every visible line of the documents, (V, 5)."""
    counts = [len(document.visible) for document in documents]
    out = np.zeros((sum(counts), len(EVIDENCE)), np.float32)
    start = 0
    for document, said, count in zip(documents, evidence, counts, strict=True):
        own = out[start : start + count]
        own[:, 3] = _NO_HEADLINE
        own[:, 4] = bool(said.zones) and said.zones[-1] is Zone.COMMENTS
        lines, zones, headline = len(document.lines), said.zones, said.headline
        proposals = [one for one in said.proposals if one.family not in UNSEEN]
        evidence_in(proposals, lines, document.visible, zones, _ZONES, headline, Action.KEEP, own)
        start += count
    return out


def in_comments(features: Floats) -> NDArray[np.bool_]:
    """Which lines are in a comment section, (V,), from their `evidence_features` (V, 5)."""
    return features[:, EVIDENCE.index("zone")] == _ZONES.index(Zone.COMMENTS)
