"""HTML pages as the flattened dumps that are found in the wild, one function each: those of the training, and one more.

Each stands for a way in which dumps are made; none uses Winnow's own segmenter, which would flatten as it likes to
read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import lxml.etree
from readability import Document
from readability.readability import Unparseable
from resiliparse.extract.html2text import extract_plain_text

from tasks.training.flattenings import clean, lines, main, wet

__all__ = ["FLATTENINGS", "clean", "lines", "main", "readability", "wet"]

_UNREADABLE = (lxml.etree.LxmlError, Unparseable, ValueError)
"""What readability and lxml raise on pages they cannot read: empty ones, or control characters in them."""


def readability(html: str) -> str:
    """What readability leaves, its HTML as text, a line for every block."""
    try:
        article = Document(html).summary(html_partial=True)
    except _UNREADABLE:
        return ""
    return extract_plain_text(article, preserve_formatting=True, alt_texts=False)


FLATTENINGS: Mapping[str, Callable[[str], str]] = {
    "wet": wet,
    "lines": lines,
    "main": main,
    "trafilatura": clean,
    "readability": readability,
}
