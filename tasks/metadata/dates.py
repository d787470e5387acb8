"""When it was published, and when it was last changed: apart, in UTC, never a copyright year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.moments import find_moments, read_moment
from tasks.metadata.url import page_url

_PUBLISHED_TAGS = (
    ("article:published_time", 0.93),
    ("article:published", 0.92),
    ("og:article:published_time", 0.92),
    ("og:published_time", 0.92),
    ("citation_publication_date", 0.86),
    ("citation_online_date", 0.86),
    ("citation_date", 0.85),
    ("dc.date.issued", 0.88),
    ("dcterms.issued", 0.88),
    ("dcterms.created", 0.86),
    ("dc.date.created", 0.86),
    ("datepublished", 0.88),
    ("parsely-pub-date", 0.88),
    ("sailthru.date", 0.86),
    ("publish-date", 0.86),
    ("publish_date", 0.86),
    ("publishdate", 0.86),
    ("publication_date", 0.86),
    ("published_at", 0.86),
    ("pubdate", 0.86),
    ("rbpubdate", 0.86),
    ("pdate", 0.84),
    ("cxenseparse:recs:publishtime", 0.86),
    ("date", 0.82),
    ("dc.date", 0.82),
    ("dcterms.date", 0.82),
    ("article.created", 0.8),
    ("created", 0.8),
    ("creation_date", 0.8),
    ("displaydate", 0.8),
)
_MODIFIED_TAGS = (
    ("article:modified_time", 0.93),
    ("article:modified", 0.92),
    ("og:updated_time", 0.88),
    ("og:article:modified_time", 0.9),
    ("dcterms.modified", 0.88),
    ("dc.date.modified", 0.88),
    ("datemodified", 0.88),
    ("last-modified", 0.8),
    ("lastmod", 0.8),
    ("revised", 0.75),
    ("updated", 0.75),
)
# A crawl's own tables say with `date` when the page was fetched.
_CRAWLED = ("warc-date", "crawl_date", "fetch_time", "dump", "file_path")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_CHANGED = re.compile(
    r"updated?|modified|revised|edited|changed|aktualisiert|geändert|mise? à jour|modifié|actualizad[oa]"
    r"|modificad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt|обновлено|stand:",
    re.IGNORECASE,
)
_EXPIRED = re.compile(r"copyright|©|expires|valid until|deadline|all rights", re.IGNORECASE)


LONGEST_LINE = 20
"""Words of a line that is about its date; the longest, with author, place and reading time, has 18."""
_NOT_ITS_OWN = frozenset({"caption", "credit", "comment", "related", "copyright", "legal", "breadcrumbs", "pagination"})


def published(page: Page) -> Iterator[Candidate[datetime]]:
    """From fields, JSON-LD, meta tags, marked elements, datelines, and a day in the address."""
    language = _language(page)
    crawled = any(True for _ in page.given(*_CRAWLED))
    names = ("published", "date_published", "datepublished", "published_at", "publish_date", "publication_date",
             "pubdate", *(() if crawled else ("date",)))  # fmt: skip
    yield from _given(page, language, *names)
    url = page_url(page)
    match = _URL_DATE.search(url) if url else None
    if match and (moment := read_moment("-".join(part.zfill(2) for part in match.groups()))):
        yield Candidate(moment, "url", 0.78)
    yield from _from_lines(page, language, changed=False)
    if page.head is None:
        return
    yield from _from_graph(page, (("datePublished", 0.0), ("uploadDate", 0.05), ("dateCreated", 0.2)))
    yield from _from_tags(page, _PUBLISHED_TAGS, language)
    yield from _from_marks(page, language, changed=False)


def modified(page: Page) -> Iterator[Candidate[datetime]]:
    """From the same places, where they speak of a change."""
    language = _language(page)
    yield from _given(page, language, "modified", "date_modified", "datemodified", "updated", "updated_at")
    yield from _from_lines(page, language, changed=True)
    if page.head is None:
        return
    yield from _from_graph(page, (("dateModified", 0.0),))
    yield from _from_tags(page, _MODIFIED_TAGS, language)
    yield from _from_marks(page, language, changed=True)


def crawled_at(page: Page) -> datetime | None:
    """When the page was fetched, where the record says so: nothing on it can be later."""
    names = ["warc-date", "crawl_date", "fetch_time"]
    if any(True for _ in page.given("dump", "file_path")):
        names.append("date")
    moments = (read_moment(value) for _, value in page.given(*names))
    return next((moment for moment in moments if moment), None)


def not_after(candidates: Iterator[Candidate[datetime]], limit: datetime | None) -> Iterator[Candidate[datetime]]:
    """The candidates up to a day after `limit`: clocks differ, and so do the zones of dates without one."""
    return (item for item in candidates if limit is None or item.value <= limit + timedelta(days=1))


def _language(page: Page) -> str | None:
    given = next((value for _, value in page.given("language", "lang")), None)
    return (page.head.language if page.head is not None else None) or given


def _given(page: Page, language: str | None, *names: str) -> Iterator[Candidate[datetime]]:
    for name, value in page.given(*names):
        if moment := read_moment(value, language):
            yield Candidate(moment, f"field:{name}", GIVEN)


def _from_graph(page: Page, keys: tuple[tuple[str, float], ...]) -> Iterator[Candidate[datetime]]:
    assert page.head is not None
    for node in page.head.graph.nodes:
        own = node.is_article or "videoobject" in node.types or "question" in node.types
        if not (own or node.is_page):
            continue
        for key, less in keys:
            for value in page.head.graph.strings(node, key):
                if moment := read_moment(value):
                    yield Candidate(moment, f"json-ld:{key}", (0.95 if own else 0.9) - less)


def _from_tags(page: Page, tags: tuple[tuple[str, float], ...], language: str | None) -> Iterator[Candidate[datetime]]:
    assert page.head is not None
    for name, score in tags:
        for value in page.head.meta.get(name, ())[:1]:
            if moment := read_moment(value, language):
                yield Candidate(moment, f"meta:{name}", score)


def _from_marks(page: Page, language: str | None, changed: bool) -> Iterator[Candidate[datetime]]:
    assert page.head is not None
    wanted = "modified" if changed else "published"
    for mark in page.head.marks:
        if mark.kind not in {wanted, "date"}:
            continue
        exact = mark.name.startswith("itemprop")
        for moment in _labelled(mark.value, language, changed, mark.kind == wanted):
            score = 0.87 if exact else 0.74 if mark.name == "time" else 0.66
            score -= (0 if mark.kind == wanted else 0.1) + (0 if exact or mark.after_heading else 0.05)
            yield Candidate(moment, f"markup:{mark.name}", score)


def _from_lines(page: Page, language: str | None, changed: bool) -> Iterator[Candidate[datetime]]:
    """Dates that datelines and bylines tell, and short lines right beside the headline."""
    beside = {line.index for line in page.beside_headline if line.family not in _NOT_ITS_OWN}
    for line in page.lines:
        told = line.family in {"dateline", "byline"} and not line.kept
        if page.document.kind == "text":
            # In flattened text a date among the paragraphs is part of the story.
            told = told and (line.index < page.first_paragraph or line.index > page.last_paragraph)
        near = line.index in beside
        if not (told or near) or page.document.words[line.index] > LONGEST_LINE:
            continue
        for moment in _labelled(line.text, language, changed, False):
            yield Candidate(moment, f"line:{line.family}" if told else "line:beside_headline", 0.7 if told else 0.6)


def _labelled(text: str, language: str | None, changed: bool, sure: bool) -> Iterator[datetime]:
    """The dates in `text` that it calls changes, or those that it does not: "Posted March 3 | Updated May 4".

    `sure` says that the whole text is one or the other, whatever it says itself.
    """
    if _EXPIRED.search(text[:200]):
        return
    at = 0
    for found in find_moments(text, language):
        label = text[at : found.start]
        if sure or (_CHANGED.search(label) is not None) == changed:
            yield found.moment
        at = found.end
