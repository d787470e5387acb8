"""HTML pages as the flattened dumps that are found in the wild, one function each.

Each stands for a way in which dumps are made; none uses Winnow's own segmenter, which would flatten as it likes to
read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import lxml.etree
import trafilatura
from readability import Document
from readability.readability import Unparseable
from resiliparse.extract.html2text import extract_plain_text
from selectolax.lexbor import LexborHTMLParser

UNREADABLE = (lxml.etree.LxmlError, Unparseable, ValueError)
"""What readability and lxml raise on pages they cannot read: empty ones, or control characters in them."""
_INVISIBLE = ["script", "style", "template", "svg", "head", "iframe", "object", "select", "textarea"]


def wet(html: str) -> str:
    """All visible text, a line for every block, no blank lines, the `<title>` first: as Common Crawl's WET."""
    title = LexborHTMLParser(html).css_first("head > title")
    body = extract_plain_text(html, preserve_formatting=True, list_bullets=False, alt_texts=False, noscript=True)
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
    return extract_plain_text(html, preserve_formatting=True, main_content=True)


def clean(html: str) -> str:
    """What trafilatura leaves by its defaults, readers' comments among it: a dump that is already clean."""
    return trafilatura.extract(html) or ""


def readability(html: str) -> str:
    """What readability leaves, its HTML as text, a line for every block."""
    try:
        article = Document(html).summary(html_partial=True)
    except UNREADABLE:
        return ""
    return extract_plain_text(article, preserve_formatting=True, alt_texts=False)


FLATTENINGS: Mapping[str, Callable[[str], str]] = {
    "wet": wet,
    "lines": lines,
    "main": main,
    "trafilatura": clean,
    "readability": readability,
}
