"""Which line is the headline. Found before any rule can drop it: headlines look like chrome to rules."""

from __future__ import annotations

import re

from tasks.document import Document
from tasks.folding import fold

_NOT_A_HEADLINE = re.compile(
    r"(?:by|von|par|por|di|da|door|posted|published|updated|written|photo|image|credit|source|share)\b.{0,60}"
    r"|[^a-z]*"  # no letter that survives folding: dates, numbers, scripts judged by position alone
)
LONGEST = 40
"""Words; the longest of 1,470 annotated titles has 36."""


def find_headline(document: Document, claimed: frozenset[int]) -> int | None:
    """The index of the headline's line, None where the document has none.

    A title that came with the record, or the page's first `h1`, decides. In flattened text it is the best
    short line above the first paragraph: long enough for a sentence, close to the text, said again elsewhere.
    """
    given = fold(document.fields.get("title", ""))
    for i in document.visible:
        line = document.lines[i]
        if (given and document.folded[i] == given) or (line.path or "").endswith("/h1"):
            return i
    if document.kind == "html":
        return None
    first = next((i for i in document.visible if document.prose[i] and i not in claimed), None)
    if first is None:
        return None
    head = [i for i in document.visible if i < first and i not in claimed]
    scored = [(_score(document, i, head), -i) for i in head if _may_be(document, i)]
    best = max(scored, default=None)
    return -best[1] if best is not None and best[0] >= 2 else None


def _may_be(document: Document, i: int) -> bool:
    text = document.lines[i].text.strip()
    return (
        2 <= document.words[i] <= LONGEST
        and document.lines[i].indent == 0
        and not text.endswith((".", ":", ",", ";", "…"))
        and not _NOT_A_HEADLINE.fullmatch(document.folded[i])
    )


def _score(document: Document, i: int, head: list[int]) -> float:
    folded = document.folded[i]
    score = min(document.words[i], 8) / 2
    # WET dumps open with the content of <title>, "Headline | Site", and have the headline again below.
    score += 3 * sum(document.folded[j].startswith(folded) for j in head if j < i)
    score -= 0.2 * sum(1 for j in head if j > i)
    return score
