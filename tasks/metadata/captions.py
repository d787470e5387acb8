"""Captions of pictures: the lines that were routed out of the body as such."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.metadata.base import Candidate, Page
from tasks.metadata.cleaning import comparable, one_line

MOST = 100


def candidates(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    """All captions in page order, each once: galleries repeat theirs for the large and the small picture."""
    found: dict[str, str] = {}
    for line in page.lines.taken("caption"):
        text = one_line(line.text.lstrip("•*- "))
        if key := comparable(text):
            found.setdefault(key, text)
    if found:
        yield Candidate(tuple(found.values())[:MOST], "line:caption", 0.9)
