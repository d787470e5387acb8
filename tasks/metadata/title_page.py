"""The title page of a plain text, as Project Gutenberg's books have one: "Title: …" and "Author: …".

Both labels must stand there, near each other and near the top: "Title:" alone is a field of a form or an exhibit.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.document import Document, once_per_document
from tasks.metadata.base import Page
from tasks.metadata.cleaning import comparable, one_line
from tasks.metadata.persons import read_byline

DEEPEST = 60
"""Visible lines from the top; a licence of twenty lines stands above a book's title page."""
APART = 6
"""Visible lines between the two labels: illustrators, editions and subtitles."""
LONGEST = 300
"""Characters of a line."""
_TITLE = re.compile(r"\s*(?:title|titel|titre|título|titolo)\s?:\s+(?P<value>\S.*)", re.IGNORECASE)
_AUTHOR = re.compile(r"\s*(?:authors?|autor(?:en|es)?|auteurs?|autor[ei])\s?:\s+(?P<value>\S.*)", re.IGNORECASE)
_NOBODY = frozenset({"anonymous", "unknown", "various", "anonym", "anonyme", "diverse", "unbekannt"})


class TitlePage(NamedTuple):
    """What a text is called and by whom it is; nobody where several or unknown people wrote it."""

    title: str
    authors: tuple[str, ...]


def title_page(page: Page) -> TitlePage | None:
    """The title page of flattened text, None without one."""
    return _found(page.document) if page.head is None else None


@once_per_document
def _found(document: Document) -> TitlePage | None:
    # Asked for twice, for the title and for the authors.
    title, left = None, 0
    for i in document.visible[:DEEPEST]:
        left -= 1
        # Nearly all lines are neither, and soon told: both have a colon.
        if ":" not in document.lines[i].text:
            continue
        text = document.lines[i].text.strip()[:LONGEST]
        if found := _TITLE.fullmatch(text):
            title, left = one_line(found["value"], LONGEST), APART
        elif title and left >= 0 and (found := _AUTHOR.fullmatch(text)):
            names = read_byline(found["value"], structured=True)
            return TitlePage(title, tuple(name for name in names if comparable(name) not in _NOBODY))
    return None
