"""Names of elements that a site's software made of what their text is about.

A chapter on cookies has the id "cookies", and a post with the tag "newsletter" the class "tag-newsletter": they say
nothing of what the text is for. Of 322 labelled pages of WordPress 25 have a post with such a class that reads like
boilerplate, and on every ninth page the id of a heading does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.segment.walk import HEADINGS

_ID = re.compile(r"#\S+ ?")
# Within headings: of a wiki's chapters, and what a table of contents leads to.
_OF_HEADINGS = ("mw-headline", "ez-toc-section")
_PERMALINK = "headerlink"
_POST = re.compile(r"(?<!\S)(?:post|hentry|status-publish)(?!\S)")
_TERM = re.compile(r"(?<!\S)(?:tag|category|product_tag|product_cat)-\S+ ?")


def without_slugs(names: Sequence[str], marks: Sequence[str]) -> list[str]:
    """The marks of elements, by their names and marks, without what was made of what they are about."""
    said = [
        _ID.sub("", own) if name in HEADINGS and "#" in own else own for name, own in zip(names, marks, strict=True)
    ]
    everything = "\n".join(said)
    for mark in _OF_HEADINGS:
        if mark in everything:
            said = [_ID.sub("", own) if mark in own else own for own in said]
    # Sphinx calls a chapter by its heading, and links each heading to itself; a chapter was a `div` of class "section"
    # before there was an element for it.
    if _PERMALINK in said:
        said = [
            _ID.sub("", own) if own.startswith("#" if name == "section" else "section #") else own
            for name, own in zip(names, said, strict=True)
        ]
    if _has_term(everything):
        said = [
            _TERM.sub("", own) if _has_term(own) and (name == "body" or _POST.search(own)) else own
            for name, own in zip(names, said, strict=True)
        ]
    return said


def _has_term(marks: str) -> bool:
    return "tag-" in marks or "category-" in marks or "_cat-" in marks
