"""The extractors that Winnow is measured against, by their defaults; one function each.

What an extractor leaves of a page is also a flattened dump, so some of them stand in `benchmarks.flattenings`. A page
that a peer cannot read counts as one from which it extracts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import justext
import lxml.etree
import trafilatura
from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter
from resiliparse.extract.html2text import extract_plain_text

from benchmarks import flattenings


def resiliparse_main_content(html: str) -> str:
    """Resiliparse's main content, layout and all."""
    return extract_plain_text(html, preserve_formatting=True, main_content=True)


def trafilatura_without_comments(html: str) -> str:
    """`trafilatura.extract` without readers' comments, its better setting on news."""
    return trafilatura.extract(html, include_comments=False) or ""


def trafilatura_with_metadata(html: str) -> str:
    """`trafilatura.extract` with metadata above the text: for its cost, not for its text."""
    return trafilatura.extract(html, with_metadata=True) or ""


@cache
def _english() -> frozenset[str]:
    return justext.get_stoplist("English")


def justext_english(html: str) -> str:
    """The paragraphs that jusText calls good, by its English stop words; it knows no language without a list."""
    try:
        paragraphs = justext.justext(html.encode("utf-8", "replace"), _english(), encoding="utf-8")
    except (lxml.etree.LxmlError, ValueError):
        return ""
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


@cache
def _c4() -> C4QualityFilter:
    # Its floor of five sentences a document would need spaCy, and judges documents; the line rules are what cleans.
    return C4QualityFilter(split_paragraph=True, min_num_sentences=-1)


def c4(text: str) -> str:
    """C4's line rules as in datatrove: what they leave, nothing where they drop the whole document."""
    document = Document(text=text, id="")
    # The filter edits the document; it returns True, or False with a reason, which is a tuple and so true.
    return document.text if _c4().filter(document) is True else ""


HTML_PEERS: Mapping[str, Callable[[str], str]] = {
    "trafilatura": flattenings.clean,
    "trafilatura, no comments": trafilatura_without_comments,
    "resiliparse": resiliparse_main_content,
    "jusText": justext_english,
    "readability-lxml": flattenings.readability,
}
TEXT_PEERS: Mapping[str, Callable[[str], str]] = {"C4's line rules": c4}
