"""Text that a page holds twice: a second copy for phones, in `<noscript>`, or in every answer that quotes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY

FAMILY = "repetition"
VERSION = 1
LONG = 8
"""Words from which a line that comes again is a copy; refrains and table cells are shorter. On cross-validated pages
the copies cost .004 of F1, on forums .018, on articles .002."""


def repetitions(document: Document, kept: Iterable[int]) -> Iterator[Decision]:
    """A drop for every one of the `kept` lines, in order, whose text stands on a line kept above it."""
    seen: dict[str, int] = {}
    for i in kept:
        if document.words[i] >= LONG:
            text = " ".join(document.lines[i].text.removeprefix("- ").split()).casefold()
            first = seen.setdefault(text, i)
            if first != i:
                said = f"the same as line {first + 1}"
                yield Decision(i, i + 1, Action.DROP, FAMILY, "repetition.line", VERSION, LIKELY, said)
