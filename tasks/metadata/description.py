"""The page's own summary of itself."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.cleaning import comparable, one_line

_TAGS = (
    ("description", 0.9),
    ("og:description", 0.88),
    ("dc.description", 0.8),
    ("dcterms.abstract", 0.8),
    ("citation_abstract", 0.8),
    ("twitter:description", 0.75),
    ("sailthru.description", 0.7),
)
SHORTEST = 3
"""Words: "Blog" or "Home page" describes nothing."""


def candidates(page: Page) -> Iterator[Candidate[str]]:
    """Summaries from the record's fields, meta tags and JSON-LD; never the title over again."""
    for _, value in page.given("description", "excerpt", "summary"):
        if text := one_line(value):
            yield Candidate(text, "field:description", GIVEN)
    if page.head is None:
        return
    titles = {comparable(title) for title in (page.head.title or "", *page.head.headings)}
    for name, score in _TAGS:
        for text in page.head.meta.get(name, ())[:1]:
            # Scripts without spaces have no words to count.
            long_enough = len(text.split()) >= SHORTEST or (not text.isascii() and len(text) >= 10)
            if long_enough and comparable(text) not in titles:
                yield Candidate(text, f"meta:{name}", score)
    for node in page.head.graph.nodes:
        if node.is_article or node.is_thing or node.is_page:
            score = 0.6 if node.is_article else 0.5
            for text in page.head.graph.strings(node, "description"):
                yield Candidate(text, "json-ld:description", score)
