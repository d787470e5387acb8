"""Names of elements that a site's software made of what their text is about.

A chapter on cookies has the id "cookies", and a post with the tag "newsletter" the class "tag-newsletter": they say
nothing of what the text is for. Of 322 labelled pages of WordPress 25 have a post with such a class that reads like
boilerplate, and on every ninth page the id of a heading does.
"""

from __future__ import annotations

import re

from tasks.segment.marks import holding
from tasks.segment.walk import HEADINGS

_ID = re.compile(r"#\S+ ?")
# Within headings: of a wiki's chapters, and what a table of contents leads to.
_OF_HEADINGS = ("mw-headline", "ez-toc-section")
_PERMALINK = "headerlink"
_POST = re.compile(r"(?<!\S)(?:post|hentry|status-publish)(?!\S)")
_TERMS = ("tag-", "category-", "_cat-")  # one stands in all of these
_TERM = re.compile(r"(?<!\S)(?:tag|category|product_tag|product_cat)-\S+ ?")


def without_slugs(names: list[str], marks: list[str]) -> list[str]:
    """The marks of elements, by their names and marks, without what was made of what they are about."""
    said = marks.copy()
    for i in holding(said, "#"):
        if names[i] in HEADINGS:
            said[i] = _ID.sub("", said[i])
    everything = "\n".join(said)  # most pages have none of them
    for mark in _OF_HEADINGS:
        if mark in everything:
            for i in holding(said, mark):
                said[i] = _ID.sub("", said[i])
    # Sphinx calls a chapter by its heading, and links each heading to itself; a chapter was a `div` of class "section"
    # before there was an element for it.
    if _PERMALINK in said:
        for i in holding(said, "#"):
            if said[i].startswith("#" if names[i] == "section" else "section #"):
                said[i] = _ID.sub("", said[i])
    for i in sorted({i for term in _TERMS if term in everything for i in holding(said, term)}):
        if names[i] == "body" or _POST.search(said[i]):
            said[i] = _TERM.sub("", said[i])
    return said
