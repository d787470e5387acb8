"""Text that a page holds twice: a second copy for phones, in `<noscript>`, or in every answer that quotes it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY

FAMILY = "repetition"
VERSION = 1
LONG = 8
"""Words from which a line that comes again is a copy; refrains and table cells are shorter. On cross-validated pages
the copies cost .004 of F1, on forums .018, on articles .002."""
FIRST = 20
"""Letters of a line's first word by which lines are told apart before they are compared."""
VERSE_WORDS, VERSE_LINES = range(3, 13), 4
"""Words of a verse, and kept lines above and below that must be as short where it may come again: on labelled pages
such lines, most of them specifications, stand twice in the gold text for two of three words."""


def repetitions(document: Document, kept: Sequence[int]) -> Iterator[Decision]:
    """A drop for every one of the `kept` lines, in order, whose text stands on a line kept above it.

    An answer may be that to another question, too, and a poem comes back to its refrain.
    """
    long = [i for i in kept if document.words[i] >= LONG]
    # Lines of other lengths are not compared: bringing a page's prose into one form takes as long as all its rules.
    shapes = [_shape(document, i) for i in long]
    alike = Counter(shapes)
    seen: dict[str, int] = {}
    for i, shape in zip(long, shapes, strict=True):
        if alike[shape] > 1:
            text = " ".join(document.lines[i].text.removeprefix("- ").split()).casefold()
            first = seen.setdefault(text, i)
            if first != i and not _answers_another(document, kept, first, i) and not _is_refrain(document, kept, i):
                said = f"the same as line {first + 1}"
                yield Decision(i, i + 1, Action.DROP, FAMILY, "repetition.line", VERSION, LIKELY, said)


def _answers_another(document: Document, kept: Sequence[int], first: int, copy: int) -> bool:
    """Whether a question stands above the copy, and another line above the first. Quoted paragraphs may ask, too."""
    above, before = (bisect_left(kept, i) - 1 for i in (copy, first))
    asked = document.lines[kept[above]].text.strip()
    if not asked.endswith(("?", "？")) or document.prose[kept[above]]:
        return False
    return before < 0 or asked != document.lines[kept[before]].text.strip()


def _is_refrain(document: Document, kept: Sequence[int], i: int) -> bool:
    at = bisect_left(kept, i)
    around = kept[max(0, at - VERSE_LINES) : at + VERSE_LINES + 1]
    return len(around) > VERSE_LINES and all(document.words[line] in VERSE_WORDS for line in around)


def _shape(document: Document, i: int) -> tuple[int, str]:
    """What lines have in common that are the same but for white space and case: how many words, and the first."""
    text = document.lines[i].text
    # Lines that are the same have the same first letters of it, and to cut off a word copies all that is behind it.
    first = text.removeprefix("- ").lstrip()[:FIRST].split(None, 1)[0]
    return document.words[i] - text.startswith("- "), first.casefold()[:FIRST]
