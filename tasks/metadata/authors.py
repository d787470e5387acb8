"""Who wrote it: persons, and nobody rather than somebody invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.bios import read_bio
from tasks.metadata.cleaning import comparable
from tasks.metadata.json_ld import Graph
from tasks.metadata.keywords import as_list
from tasks.metadata.moments import find_moments
from tasks.metadata.persons import MOST, is_full_name, is_group, is_handle, is_name, is_signed, read_byline, tidy_name
from tasks.metadata.sitename import site_names

_Authors = tuple[str, ...]
_Sites = frozenset[str]
_NO_SITES: _Sites = frozenset()

_TAGS = (
    ("citation_author", 0.94),
    ("parsely-author", 0.86),
    ("sailthru.author", 0.86),
    ("dc.creator", 0.85),
    ("dcterms.creator", 0.85),
    ("dc.contributor", 0.6),
    ("byl", 0.84),
    ("author", 0.82),
    ("article:author", 0.8),
    ("article:author_name", 0.84),
    ("og:article:author", 0.78),
    ("rbauthors", 0.78),
)
_MARKS = {"itemprop=author": 0.84, "rel=author": 0.8, "class=author": 0.7, "href=author": 0.66}
_SURNAME_FIRST = ("citation_author", "dc.creator", "dcterms.creator")


def candidates(page: Page) -> Iterator[Candidate[_Authors]]:
    """Persons from fields, JSON-LD, meta tags, marked elements, bylines, and bios at the end of the text."""
    sites = site_names(page)
    for _, value in page.given("authors", "author", "byline", "creator"):
        names = (name for item in as_list(value) for name in read_byline(item, True))
        yield from _some(names, "field:author", GIVEN, _NO_SITES)
    if page.head is not None:
        yield from _from_graph(page.head.graph, sites)
        for name, score in _TAGS:
            values = page.head.meta.get(name, ())
            if name in _SURNAME_FIRST:
                values = tuple(_turned(value) for value in values)
            names = (person for value in values if "//" not in value for person in read_byline(value, True))
            yield from _some(names, f"meta:{name}", score, sites)
        yield from _labelled(page, sites)
        yield from _from_marks(page, sites)
    yield from _from_lines(page, sites)


def _from_graph(graph: Graph, sites: _Sites) -> Iterator[Candidate[_Authors]]:
    for node in graph.nodes:
        if not (node.is_article or node.is_page or "videoobject" in node.types or "question" in node.types):
            continue
        names: list[str] = []
        groups: list[str] = []
        own: set[str] = set()
        for name, types in graph.named(node, "author"):
            persons = () if any(kind.endswith("organization") for kind in types) else read_byline(name, True)
            names.extend(persons)
            if "person" in types:
                # Who is called like the site and said to be a person has a site of that name.
                own.update(comparable(person) for person in persons if is_full_name(person))
            if not persons and (is_group(name) or is_full_name(name)):
                groups.append(name)
        if node.is_article and not names:
            yield from _some(groups, "json-ld:author", 0.56, sites)
        yield from _some(names, "json-ld:author", 0.9 if node.is_article else 0.83, sites - own)


def _labelled(page: Page, sites: _Sites) -> Iterator[Candidate[_Authors]]:
    """What WordPress puts on cards: `twitter:label1` "Written by", `twitter:data1` the name."""
    assert page.head is not None
    for number in "12":
        label = page.head.first(f"twitter:label{number}")
        value = page.head.first(f"twitter:data{number}")
        if label and value and label[1].lower().rstrip(":") in _WRITTEN_BY:
            yield from _some(read_byline(value[1], True), f"meta:twitter:data{number}", 0.83, sites)


LONGEST_LINE = 16
"""Words of a byline with role, paper and date."""
_PARTS = re.compile(r"\s[|•·–—-]+\s|\s?[|•·]\s?|,\s")
_WRITTEN_BY = frozenset(
    ("written by", "author", "by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da")
)


def _from_marks(page: Page, sites: _Sites) -> Iterator[Candidate[_Authors]]:
    """Links and elements that the markup calls an author.

    A class name alone is weak: elements of that class hold half a page, too. There a single word is a name
    only behind a "By".
    """
    assert page.head is not None
    for mark in page.head.marks:
        if mark.kind != "author":
            continue
        sure = mark.name != "class=author" or is_signed(mark.value)
        names = read_byline(mark.value, sure)
        full = all(is_full_name(name) for name in names)
        if names and (full or sure):
            score = _MARKS[mark.name] - (0 if mark.after_heading else 0.05) - (0 if full else 0.15)
            yield from _some(names, f"markup:{mark.name}", score, sites)


def _from_lines(page: Page, sites: _Sites) -> Iterator[Candidate[_Authors]]:
    """Bylines above the text or below it, and what a person's bio below it says.

    A bio above the last paragraph is a profile or an interview: there it names the subject.
    """
    for line in page.taken("byline"):
        if line.index < page.first_paragraph or line.index > page.last_paragraph:
            yield from _some(read_byline(line.text), "line:byline", 0.6, sites)
    bios = [read_bio(line.text) for line in page.taken("author_bio") if line.index > page.last_paragraph]
    yield from _some((bio.person for bio in bios if bio and bio.person), "line:author_bio", 0.5, sites)
    if page.head is not None:
        yield from _beside_headline(page, sites)


def _beside_headline(page: Page, sites: _Sites) -> Iterator[Candidate[_Authors]]:
    """Short lines around the headline of a page that sign it, or name a person beside a date.

    Only where there was markup: in flattened text the byline rules have judged these lines with more context.
    """
    for line in page.beside_headline:
        if line.family not in {"", "byline", "dateline"} or page.document.words[line.index] > LONGEST_LINE:
            continue
        if is_signed(line.text):
            names = read_byline(line.text, structured=True)
            full = all(is_full_name(name) for name in names)
            yield from _some(names, "line:beside_headline", 0.58 if full else 0.45, sites)
            continue
        # Without a date beside it, "Silver Earrings" below a headline has the form of a name, too.
        if any(True for _ in find_moments(line.text)):
            names = tuple(part for part in _PARTS.split(line.text) if is_full_name(part.strip()))[:1]
            yield from _some(names, "line:beside_headline", 0.5, sites)


def _some(names: Iterable[str], source: str, score: float, sites: _Sites) -> Iterator[Candidate[_Authors]]:
    """One candidate with the names that are not the site's, none without any."""
    found: dict[str, str] = {}
    for name in names:
        key = comparable(name)
        if key and key not in sites and (key.replace(" ", "") not in sites or is_full_name(name)):
            found.setdefault(key, name)
    if found:
        # A name in an account's form is a poster's, or a publishing system's for somebody named elsewhere.
        less = 0.3 if all(is_handle(name) for name in found.values()) and score < GIVEN else 0
        yield Candidate(tuple(found.values())[:MOST], source, score - less)


def _turned(value: str) -> str:
    """The surname last: library tags put it first, as in "Doe, Jane"."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != 2 or not all(0 < len(part.split()) <= 3 and is_name(part) for part in parts):
        return value
    return value if all(is_full_name(part) for part in parts) else tidy_name(f"{parts[1]} {parts[0]}")
