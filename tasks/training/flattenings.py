"""HTML pages as flattened dumps, for training: as crawls leave them, as extractors leave them.

`resiliparse` comes with the extra `train`; without it nothing can be trained, and cleaning needs none of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser

from tasks.errors import UsageError

_INVISIBLE = ["script", "style", "template", "svg", "head", "iframe", "object", "select", "textarea"]


def wet(html: str) -> str:
    """All visible text, a line for every block, no blank lines, the `<title>` first: as Common Crawl's WET."""
    title = LexborHTMLParser(html).css_first("head > title")
    body = _plain_text()(html, preserve_formatting=True, list_bullets=False, alt_texts=False, noscript=True)
    lines = [" ".join(title.text().split()) if title else "", *(line.strip() for line in body.split("\n"))]
    return "\n".join(line for line in lines if line)


def lines(html: str) -> str:
    """All text of the body, a line for every text node: links and emphasis cut their sentences in pieces."""
    parsed = LexborHTMLParser(html)
    parsed.strip_tags(_INVISIBLE)
    if parsed.body is None:
        return ""
    nodes = parsed.body.text(separator="\n", strip=True).split("\n")
    return "\n".join(stripped for node in nodes if (stripped := node.strip()))


def main(html: str) -> str:
    """Resiliparse's main content with its bullets, indents and blank lines: what real dumps of news look like most."""
    return _plain_text()(html, preserve_formatting=True, main_content=True, alt_texts=False)


def clean(html: str) -> str:
    """What trafilatura leaves, readers' comments among it: a dump that is clean already, or nearly."""
    # Here, not above: it takes a quarter of a second to import.
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(html) or ""
    except (ValueError, AttributeError, TypeError, RecursionError):
        # What lxml and trafilatura raise on pages they cannot take.
        return ""


FLATTENINGS: Mapping[str, Callable[[str], str]] = {"wet": wet, "main": main, "lines": lines, "clean": clean}


def _plain_text() -> Callable[..., str]:
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        raise UsageError(
            "training needs resiliparse, which flattens the pages: pip install 'winnow-etl[train]'"
        ) from None
    return extract_plain_text
