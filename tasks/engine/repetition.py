"""Text that a page holds twice: a second copy for phones, in `<noscript>`, or in every answer that quotes it."""

from __future__ import annotations

from collections import Counter
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
    long = [i for i in kept if document.words[i] >= LONG]
    # Lines of other lengths are not compared: bringing a page's prose into one form takes as long as all its rules.
    shapes = [_shape(document, i) for i in long]
    alike = Counter(shapes)
    seen: dict[str, int] = {}
    for i, shape in zip(long, shapes, strict=True):
        if alike[shape] > 1:
            text = " ".join(document.lines[i].text.removeprefix("- ").split()).casefold()
            first = seen.setdefault(text, i)
            if first != i:
                said = f"the same as line {first + 1}"
                yield Decision(i, i + 1, Action.DROP, FAMILY, "repetition.line", VERSION, LIKELY, said)


def _shape(document: Document, i: int) -> tuple[int, str]:
    """What lines have in common that are the same but for white space and case: how many words, and the first."""
    text = document.lines[i].text
    return document.words[i] - text.startswith("- "), text.removeprefix("- ").split(None, 1)[0].casefold()
