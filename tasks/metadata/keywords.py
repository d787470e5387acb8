"""Categories (where the site files the page) and tags (what it is about)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.cleaning import one_line

MOST = 30
LONGEST = 80
"""Characters: a keyword is a name, not a sentence."""

_SPLIT = re.compile(r"[,;|、，；،]")
_NOT_A_CATEGORY = frozenset({"uncategorized", "allgemein", "non classé", "sin categoría", "home", "homepage", "none"})

_Keywords = tuple[str, ...]


def categories(page: Page) -> Iterator[Candidate[_Keywords]]:
    """Sections of the site, from fields, meta tags, JSON-LD and `rel=category` links."""
    yield from _given(page, "categories", "category", "section")
    if page.head is None:
        return
    for name, score in (("article:section", 0.9), ("parsely-section", 0.8), ("citation_section", 0.8)):
        yield from _some(page.head.meta.get(name, ()), f"meta:{name}", score)
    for node in page.head.graph.nodes:
        if node.is_article:
            yield from _some(page.head.graph.strings(node, "articleSection"), "json-ld:articleSection", 0.88)
    yield from _some((mark.value for mark in page.head.marks if mark.kind == "category"), "rel=category", 0.85)


def tags(page: Page) -> Iterator[Candidate[_Keywords]]:
    """Keywords of the page, from fields, meta tags, JSON-LD and `rel=tag` links."""
    yield from _given(page, "tags", "keywords")
    if page.head is None:
        return
    yield from _some(page.head.meta.get("article:tag", ()), "meta:article:tag", 0.9)
    for node in page.head.graph.nodes:
        if node.is_article:
            yield from _some((name for name, _ in page.head.graph.named(node, "keywords")), "json-ld:keywords", 0.85)
    yield from _some((mark.value for mark in page.head.marks if mark.kind == "tag"), "rel=tag", 0.86)
    for name, score in (
        ("news_keywords", 0.83),
        ("keywords", 0.8),
        ("citation_keywords", 0.8),
        ("parsely-tags", 0.78),
        ("dc.subject", 0.75),
    ):
        yield from _some(page.head.meta.get(name, ()), f"meta:{name}", score)


def _given(page: Page, *names: str) -> Iterator[Candidate[_Keywords]]:
    for name, value in page.given(*names):
        yield from _some(as_list(value), f"field:{name}", GIVEN)


def as_list(value: str) -> list[str]:
    """A field's value as a list: JSON lists come as their text."""
    if value.lstrip().startswith("["):
        try:
            parsed = json.loads(value[:20_000])
        except (ValueError, RecursionError):
            return [value]
        if isinstance(parsed, list):
            return [item for item in parsed if isinstance(item, str)]
    return [value]


def _some(values: Iterable[str], source: str, score: float) -> Iterator[Candidate[_Keywords]]:
    found: dict[str, str] = {}
    for value in values:
        for part in _SPLIT.split(value):
            keyword = one_line(part, LONGEST + 1).strip("#\"' ")
            if 0 < len(keyword) <= LONGEST and keyword.casefold() not in _NOT_A_CATEGORY:
                found.setdefault(keyword.casefold(), keyword)
    if found:
        yield Candidate(tuple(found.values())[:MOST], source, score)
