"""When it was published, and when it was last changed: apart, in the page's own day, never a copyright year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from tasks.any_case import any_case
from tasks.metadata.base import GIVEN, Candidate, Page, TextLine, best
from tasks.metadata.moments import Found, Moment, find_moments, read_moment

_PUBLISHED_TAGS = {
    "article:published_time": 0.93,
    "article:published": 0.92,
    "og:article:published_time": 0.92,
    "og:published_time": 0.92,
    "citation_publication_date": 0.86,
    "citation_online_date": 0.86,
    "citation_date": 0.85,
    "dc.date.issued": 0.88,
    "dcterms.issued": 0.88,
    "dcterms.created": 0.86,
    "dc.date.created": 0.86,
    "datepublished": 0.88,
    "parsely-pub-date": 0.88,
    "sailthru.date": 0.86,
    "publish-date": 0.86,
    "publish_date": 0.86,
    "publishdate": 0.86,
    "publication_date": 0.86,
    "published_at": 0.86,
    "pubdate": 0.86,
    "rbpubdate": 0.86,
    "pdate": 0.84,
    "cxenseparse:recs:publishtime": 0.86,
    "date": 0.82,
    "dc.date": 0.82,
    "dcterms.date": 0.82,
    "article.created": 0.8,
    "created": 0.8,
    "creation_date": 0.8,
    "displaydate": 0.8,
}
_MODIFIED_TAGS = {
    "article:modified_time": 0.93,
    "article:modified": 0.92,
    "og:updated_time": 0.88,
    "og:article:modified_time": 0.9,
    "dcterms.modified": 0.88,
    "dc.date.modified": 0.88,
    "datemodified": 0.88,
    "last-modified": 0.8,
    "lastmod": 0.8,
    "revised": 0.75,
    "updated": 0.75,
}
# A crawl's own tables say with `date` when the page was fetched.
_CRAWLED = ("warc-date", "crawl_date", "fetch_time", "dump", "file_path")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_CHANGED = re.compile(any_case(
    "updated?", "modified", "revised", "edited", "changed", "aktualisiert", "geändert", "mise? à jour", "modifié",
    "actualizad[oa]", "modificad[oa]", "aggiornat[oa]", "atualizad[oa]", "bijgewerkt", "обновлено", "stand:",
))  # fmt: skip
_LABELLED = re.compile(
    r"\b(?:published|posted|publish date|first published|date|created|submitted|added|post time|veröffentlicht"
    r"|erschienen|erstellt|datum|publié|mis en ligne|mise en ligne|publicado|fecha|pubblicato|data|gepubliceerd"
    r"|opublikowano|опубликовано|дата|发布|发表)\b",
    re.IGNORECASE,
)
_EXPIRED = re.compile(any_case(
    "copyright", "©", "expires", "valid until", "deadline", "all rights", r"b(?<!\wb)orn\b", "retrieved", "accessed",
    "as of", "until", "joined", "member since", "mitglied seit", "registriert", "next ", "upcoming", "apply by",
    "clos(?:es|ing date)", "doors open", "bewerbungsfrist", "anmeldeschluss",
    # When the message was written that this one answers: "On Mon, Jan 13, 2020 at 05:12PM, Lena Ostrom wrote:".
    r"w(?<!\ww)rote ?:", r"a(?<!\wa) écrit ?:", r"e(?<!\we)scribió ?:", r"e(?<!\we)screveu ?:",
    r"h(?<!\wh)a scritto ?:", r"n(?<!\wn)apisał\(?a?\)? ?:", r"s(?<!\ws)chr(?:ieb|eef)\b[^:\n]{0,80}:",
))  # fmt: skip


# What a journal says of a manuscript: "Received 2022 Oct 12; Accepted 2023 Jan 7".
_RECEIVED = re.compile(any_case(
    r"r(?<!\wr)eceived\b", r"e(?<!\we)ingegangen\b", r"r(?<!\wr)eçu\b", r"r(?<!\wr)ecibido\b", r"r(?<!\wr)icevuto\b",
    r"r(?<!\wr)ecebido\b",
))  # fmt: skip
_NOT_ITS_OWN = frozenset({"caption", "credit", "comment", "copyright", "legal", "pagination"})
EXPIRED_WITHIN = 200
"""Characters of a line in which it is said that its date is of something else."""
_BESIDE = "line:beside_headline"
_PLANNED = ("startDate", "endDate", "validThrough")
_DATED_TYPES = frozenset({"videoobject", "question", "podcastepisode", "jobposting"})
"""Types of JSON-LD nodes besides articles that a page may be all about."""
_STRAY = frozenset({"line:dateline", "line:labelled", "json-ld:uploadDate", "markup:class=date"})
_OF_OTHERS = {
    "listing": _STRAY, "service": _STRAY,
    "collection": _STRAY | {_BESIDE}, "documentation": _STRAY | {_BESIDE}, "product": _STRAY | {_BESIDE},
}  # fmt: skip
"""Kinds of pages, and sources of dates that are those of what they list, sell or show ("Release date: 5 Dec, 2019"): of
the labelled pages on which rules were made, 61 of 61 (ten pages are of one shop)."""
_UNSURE = frozenset({"markup:time", "markup:class=date"})  # sources of dates of which nothing says what they are of
OPENING = 3
"""Paragraphs of which one may open with the text's date."""
FEW = 6
"""Date lines in a page up to which the first one is its own; with more it is a list."""


def published(page: Page, changed: Candidate[Moment] | None) -> Candidate[Moment] | None:
    """The best of fields, JSON-LD, meta tags, marked elements, datelines, and a day in the address.

    What a reader sees beside the headline corrects what machines are told: a day to either side it is the page's own
    day in another zone, and if it is earlier, the machines were told when the text was moved or changed.
    """
    limit = crawled_at(page)
    others = _OF_OTHERS.get(page.page_type or "", frozenset()) if page.head else frozenset()
    planned = _planned(page)
    found = [item for item in not_after(_published(page), limit) if item.source not in others]
    lines = not_after(_from_lines(page, changed=False), limit)
    seen = [item for item in lines if item.source not in others and item.value.day not in planned]
    first = best([*found, *seen])
    if first is None and (others or (changed and changed.source.startswith("meta:"))):
        return None  # systems tell of changes that are none to readers: 1 of 25 such days was that of publication
    if changed and (first is None or _is_after(first, changed)):
        # No later than this it was there.
        return Candidate(changed.value, f"modified:{changed.source}", 0.3)
    if first is None:
        return None
    if first.source.startswith(("line:", "field:")):
        return first
    shown = [item for item in seen if item.source == _BESIDE]
    if shown and first.source in _UNSURE and len({item.value.day for item in found if item.source == first.source}) > 1:
        # The page that shaped it: a day above the headline, and a list of other messages, each in a `<time>`.
        return best(shown)
    beside = [item for item in found if item.source == "url"] + shown
    labelled = [item for item in seen if item.source == "line:labelled"]
    if len({item.value.day for item in labelled}) == 1:
        beside += labelled[:1]
    for item in beside:
        days = (item.value.day - first.value.day).days
        if days == 0:
            return first
        if abs(days) == 1 and first.value.precise:
            if first.value.offset:
                return first  # a page that names its zone has said what day it was there
            there = Moment(first.value.at, item.value.day, first.value.offset, True)
            return Candidate(there, first.source, first.score)
    earlier = [item for item in beside if item.value.day < first.value.day]
    if earlier and first.score < GIVEN:
        return earlier[0]
    return first


def _is_after(first: Candidate[Moment], changed: Candidate[Moment]) -> bool:
    """Whether a date that nobody gave with the record is later than a change that readers see beside the headline."""
    return changed.source == _BESIDE and first.score < GIVEN and changed.value.day < first.value.day


def modified(page: Page) -> Candidate[Moment] | None:
    """The best of the same places, where they speak of a change."""
    language = page.claimed_language
    found = [*_modified(page, language), *_from_lines(page, changed=True)]
    return best(not_after(found, crawled_at(page)))


def _published(page: Page) -> Iterator[Candidate[Moment]]:
    language = page.claimed_language
    crawled = any(True for _ in page.given(*_CRAWLED))
    names = ("published", "date_published", "datepublished", "published_at", "publish_date", "publication_date",
             "pubdate", *(() if crawled else ("date",)))  # fmt: skip
    yield from _given(page, language, *names)
    match = _URL_DATE.search(page.address) if page.address else None
    if match and (moment := read_moment("-".join(part.zfill(2) for part in match.groups()))):
        yield Candidate(moment, "url", 0.78)
    if page.head is None:
        return
    yield from _from_graph(
        page, (("datePublished", 0.0), ("datePosted", 0.05), ("uploadDate", 0.05), ("dateCreated", 0.2))
    )
    yield from _from_tags(page, _PUBLISHED_TAGS, language)
    yield from _from_marks(page, language, changed=False)


def _modified(page: Page, language: str | None) -> Iterator[Candidate[Moment]]:
    yield from _given(page, language, "modified", "date_modified", "datemodified", "updated", "updated_at")
    if page.head is None:
        return
    yield from _from_graph(page, (("dateModified", 0.0),))
    yield from _from_tags(page, _MODIFIED_TAGS, language)
    yield from _from_marks(page, language, changed=True)


def _planned(page: Page) -> frozenset[date]:
    """The days on which the event that a page is about takes place, and until which an offer of work stands."""
    if page.head is None:
        return frozenset()
    graph = page.head.graph
    nodes = [node for node in graph.nodes if any(kind == "jobposting" or kind.endswith("event") for kind in node.types)]
    values = (value for node in nodes for key in _PLANNED for value in graph.strings(node, key))
    return frozenset(moment.day for value in values if (moment := read_moment(value)))


def crawled_at(page: Page) -> datetime | None:
    """When the page was fetched, where the record says so: nothing on it can be later."""
    names = ["warc-date", "crawl_date", "fetch_time"]
    if any(True for _ in page.given("dump", "file_path")):
        names.append("date")
    moments = (read_moment(value) for _, value in page.given(*names))
    return next((moment.at for moment in moments if moment), None)


def not_after(candidates: Iterable[Candidate[Moment]], limit: datetime | None) -> list[Candidate[Moment]]:
    """The candidates up to a day after `limit`: clocks differ, and so do the zones of dates without one."""
    return [item for item in candidates if limit is None or item.value.at <= limit + timedelta(days=1)]


def _given(page: Page, language: str | None, *names: str) -> Iterator[Candidate[Moment]]:
    for name, value in page.given(*names):
        if moment := read_moment(value, language):
            yield Candidate(moment, f"field:{name}", GIVEN)


def _from_graph(page: Page, keys: tuple[tuple[str, float], ...]) -> Iterator[Candidate[Moment]]:
    assert page.head is not None
    for node in page.head.graph.nodes:
        own = node.is_article or not _DATED_TYPES.isdisjoint(node.types)
        if not (own or node.is_page):
            continue
        for key, less in keys:
            for value in page.head.graph.strings(node, key):
                if moment := read_moment(value):
                    yield Candidate(moment, f"json-ld:{key}", (0.95 if own else 0.9) - less)


def _from_tags(page: Page, tags: Mapping[str, float], language: str | None) -> Iterator[Candidate[Moment]]:
    assert page.head is not None
    for name, values in page.head.meta.items():
        score = tags.get(name) or (0.79 if tags is _PUBLISHED_TAGS and _is_published(name) else None)
        if score and (moment := read_moment(values[0], language)):
            yield Candidate(moment, f"meta:{name}", score)


def _from_marks(page: Page, language: str | None, changed: bool) -> Iterator[Candidate[Moment]]:
    assert page.head is not None
    wanted = "modified" if changed else "published"
    for mark in page.head.marks:
        if mark.kind not in {wanted, "date"}:
            continue
        exact = mark.name.startswith("itemprop")
        found = find_moments(mark.value, language)
        sure = mark.kind == wanted
        for moment in [item.moment for item in found] if sure else _labelled(mark.value, found, changed):
            score = 0.87 if exact else 0.74 if mark.name == "time" else 0.66
            score -= (0 if mark.kind == wanted else 0.1) + (0 if exact or mark.after_heading else 0.05)
            yield Candidate(moment, f"markup:{mark.name}", score)


def _from_lines(page: Page, changed: bool) -> Iterator[Candidate[Moment]]:
    """Dates of short lines right beside the headline, of datelines above or below the text, of labelled lines."""
    about = _about(page, changed)
    if changed and not about:
        return
    beside = page.beside_headline if about else ()
    near = {line.at for line in beside}
    anchor, first = page.anchor or 0, page.first_paragraph
    for line in beside:
        # A day right below the headline looks like that of a comment, by itself.
        own = line.family == "comment" and anchor < line.at < first
        if line.at not in about or (line.family in _NOT_ITS_OWN and not own):
            continue
        if _is_behind(page, line):
            continue
        score = 0.7 if line.at > anchor else 0.64
        dateline = page.document.kind == "text" and line.family in {"dateline", "byline"}
        source = f"line:{line.family}" if dateline else _BESIDE
        for moment in _called(line.text, page.moments_on(line), changed):
            yield Candidate(moment, source, score)
    others: list[tuple[TextLine, Moment, bool]] = []
    days: set[date] = set()
    for line in page.dated_lines:
        if line.at not in about or line.at in near or line.family in _NOT_ITS_OWN:
            continue
        told = line.family in {"dateline", "byline"} and not line.kept
        if page.document.kind == "text":
            # In flattened text a date among the paragraphs is part of the story.
            if told and not first < line.at < page.last_paragraph and not _is_behind(page, line):
                for moment in _called(line.text, page.moments_on(line), changed):
                    yield Candidate(moment, f"line:{line.family}", 0.7)
            continue
        found = tuple(_called(line.text, page.moments_on(line), changed))
        others += [(line, moment, told) for moment in found]
        days.update(moment.day for moment in found)
        if len(days) > FEW:
            # A list; but "Date: 18.10.2021" between headline and text is none of its.
            others = [item for item in others if anchor <= item[0].at < first and _LABELLED.search(item[0].text)]
            break
    # What comes first may be a standfirst.
    for i in page.paragraphs[:OPENING] if not changed else ():
        # "BERLIN, 29.11.2022 – The text begins …"
        opening = _OPENING.match(page.document.lines[i].text[:60])
        for item in find_moments(opening["date"], page.claimed_language, True) if opening else ():
            yield Candidate(item.moment, "line:opening", 0.55)
    for line, moment, told in others:
        labelled = _LABELLED.search(line.text) is not None
        score = 0.62 if told else 0.56 if labelled else 0.5
        yield Candidate(moment, "line:labelled" if labelled else "line:dateline", score)


def _is_behind(page: Page, line: TextLine) -> bool:
    """Whether a date in flattened text is that of a comment or of another text, by its place and what it is called.

    Below them a text still says when it was changed: "Last updated: March 5".
    """
    if page.document.kind != "text" or line.at < page.ended:
        return False
    return not (_LABELLED.search(line.text) or _CHANGED.search(line.text))


# Names that publishing systems make up: `w-published-date`, `ms.date`, `dateofpublication`.
_PUBLISHED_NAME = re.compile(r"publi[a-z]*[-_.: ]?(?:date|time|on|at)\b|date[-_.: ]?(?:of[-_.: ]?)?publi|[.:]date$")


@lru_cache(maxsize=1024)
def _is_published(name: str) -> bool:
    return _PUBLISHED_NAME.search(name) is not None


_OPENING = re.compile(r"^\W{0,3}(?P<date>[^.–—-]{0,20}\d[^–—-]{3,24}?)\s?(?:[–—:]|--?\s)")


def _about(page: Page, changed: bool) -> frozenset[int]:
    """The short lines with dates that may be those of a change, or of publication."""
    if not changed:
        return page.dated - page.lines_with(_EXPIRED, page.dated, EXPIRED_WITHIN)
    told = page.lines_with(_CHANGED, page.dated)
    return told - page.lines_with(_EXPIRED, told, EXPIRED_WITHIN)


def _labelled(text: str, moments: Iterable[Found], changed: bool) -> Iterator[Moment]:
    """The dates in `text`, if they are the page's own, that it calls changes, or those that it does not."""
    if not (changed and not _CHANGED.search(text)) and not _EXPIRED.search(text[:EXPIRED_WITHIN]):
        yield from _called(text, moments, changed)


def _called(text: str, moments: Iterable[Found], changed: bool) -> Iterator[Moment]:
    """The dates that `text` calls changes, or those that it does not: "Posted March 3 | Updated May 4"."""
    at = 0
    for found in moments:
        received = _RECEIVED.search(text, at, found.start)
        if not received and (_CHANGED.search(text, at, found.start) is not None) == changed:
            yield found.moment
        at = found.end
