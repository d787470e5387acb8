"""Pages as metadata sees them: markup alone, or flattened lines with what was decided about them."""

import pytest

from tasks.document import Action, Decision, Document, Record
from tasks.metadata import extract_metadata
from tasks.pipeline import Cleaned, apply_decisions
from tasks.segment import segment
from tasks.segment.text import segment_text

PARAGRAPH = (
    "The ferry to the northern islands stayed in harbour for the third day on Thursday, because the swell at the "
    "mouth of the bay was still higher than the two metres up to which the captain is allowed to leave the pier."
)


@pytest.fixture
def from_html():
    """Metadata of a page: `from_html(head, body, **fields)`; the page has no lines."""

    def extract(head="", body="", lang="en", **fields):
        html = f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
        record = Record("page.html", "0", html, "html", "0" * 64, fields=fields)
        document = Document("0" * 32, "page.html", "0", "0" * 64, "html", html, (), fields)
        return extract_metadata(record, Cleaned(document, (), "", None), detect_language=False)

    return extract


@pytest.fixture
def from_lines():
    """Metadata of flattened text: rows of (family, line); "" keeps a line, "title" is the headline.

    Families in `DROPPED` are dropped, all others routed.
    """

    def extract(rows, detect_language=False, **fields):
        record = Record("page.txt", "0", "\n".join(line for _, line in rows), "text", "0" * 64, fields=fields)
        document = segment_text(record)
        decisions = tuple(
            Decision(i, i + 1, Action.DROP if family in DROPPED else Action.ROUTE, family, family, 1, 0.9)
            for i, (family, line) in enumerate(rows)
            if family not in {"", "title"} and line
        )
        headline = next((i for i, (family, _) in enumerate(rows) if family == "title"), None)
        cleaned = Cleaned(document, decisions, apply_decisions(document, decisions), headline)
        return extract_metadata(record, cleaned, detect_language)

    return extract


DROPPED = {"newsletter", "legal", "copyright", "dateline", "navigation"}


@pytest.fixture
def paragraph():
    """A sentence long enough to count as a paragraph, about nothing that any field looks for."""
    return PARAGRAPH


@pytest.fixture
def from_page(paragraph):
    """Metadata of a page of which all lines but those in `dropped` are kept: `from_page(beside, below, head, …)`."""

    def extract(beside="", below="", head="", page_type="article", dropped=frozenset()):
        text = f"<p>{paragraph}</p><p>{paragraph}</p>"
        body = f"<h1>Harbour closed for a third day</h1>{beside}{text}{below}"
        html = f'<html lang="en"><head>{head}</head><body>{body}</body></html>'
        record = Record("page.html", "0", html, "html", "0" * 64)
        document = segment(record)
        decisions = tuple(
            Decision(i, i + 1, Action.DROP, "unclassified", "unclassified", 1, 0.9)
            for i, line in enumerate(document.lines)
            if line.text.strip() in dropped
        )
        cleaned = Cleaned(document, decisions, apply_decisions(document, decisions), None, page_type)
        return extract_metadata(record, cleaned, detect_language=False)

    return extract
