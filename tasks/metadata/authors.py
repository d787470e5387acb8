"""Who wrote it: persons, and nobody rather than somebody invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tasks.metadata.author_rows import rows_of
from tasks.metadata.base import GIVEN, Candidate, Page, best
from tasks.metadata.cleaning import comparable
from tasks.metadata.head import Mark
from tasks.metadata.json_ld import Graph
from tasks.metadata.keywords import as_list
from tasks.metadata.persons import is_full_name, is_handle, is_name, is_signed, read_byline, tidy_name
from tasks.metadata.rankers import AuthorRanker, Rankers
from tasks.metadata.signatures import (
    LONGEST_LINE,
    WRITTEN_BY,
    Authors,
    Sites,
    from_lines,
    posters,
    some,
)
from tasks.metadata.title_page import title_page

_NO_SITES: Sites = frozenset()

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
    ("cxenseparse:author", 0.84),
    ("article.author", 0.8),
    ("authors", 0.8),
    ("author-name", 0.8),
    ("author_name", 0.8),
    ("rbauthors", 0.78),
)
_MARKS = {"itemprop=author": 0.84, "rel=author": 0.8, "class=author": 0.7, "href=author": 0.66}
MOST_MARKED = 3
"""Different bylines that markup marks in the same way; more of them are those of teasers or of a list of persons."""
_SURNAME_FIRST = ("citation_author", "dc.creator", "dcterms.creator")
_UNSIGNED = frozenset({"collection", "listing", "product", "service"})
"""Types of dumps that nobody signs; who is named on them wrote a teaser, a review or the thing that is sold. Of a page
it is told by what the elements around a name are called."""


def choose(page: Page, rankers: Rankers) -> Candidate[Authors] | None:
    """Who wrote it: as its record says, or as a ranker judges who is named, in a dump where rules are not sure."""
    if given := best(_given(page)):
        return given
    if page.head is None:
        return _of_dump(page, rankers.text_authors)
    if page.page_type == "forum":
        return best(_of_thread(page))
    return rankers.authors.best(rows_of(page, list(named_by_head(page)), called_by_head(page)))


def _of_dump(page: Page, ranker: AuthorRanker) -> Candidate[Authors] | None:
    if own := title_page(page):
        return Candidate(own.authors, "line:title_page", 0.9) if own.authors else None
    if page.page_type in _UNSIGNED:
        return None
    found = best(from_lines(page, page.sites))
    # In a thread they would name whoever answered.
    return found if found or page.page_type == "forum" else ranker.best(rows_of(page, (), ()))


def _given(page: Page) -> Iterator[Candidate[Authors]]:
    for _, value in page.given("authors", "author", "byline", "creator"):
        names = (name for item in as_list(value) for name in read_byline(item, True))
        yield from some(names, "field:author", GIVEN, _NO_SITES)


def _of_thread(page: Page) -> Iterator[Candidate[Authors]]:
    yield from posters(page)
    # Who answered is named like who asked; what the head says by itself is the page's own.
    for candidate in _from_tags(page, page.sites):
        yield Candidate(candidate.value, candidate.source, candidate.score - 0.3)


def named_by_head(page: Page) -> Iterator[Candidate[Authors]]:
    """Persons that JSON-LD, meta tags, and links and elements that markup calls authors name."""
    assert page.head is not None
    found = chain(
        _from_graph(page.head.graph, page.sites), _from_tags(page, page.sites), _labelled(page, page.sites),
        _from_marks(page, page.sites),
    )  # fmt: skip
    for candidate in found:
        # A single word is a poster's name, or a publishing system's for somebody named elsewhere.
        if not all(is_handle(name) for name in candidate.value):
            yield candidate
        elif _is_shown(page, candidate.value):
            yield Candidate(candidate.value, candidate.source, min(candidate.score, 0.52))


def called_by_head(page: Page) -> Iterator[str]:
    """All that the head calls an author, persons or not, as it does: a newsroom, a firm, a pen name."""
    assert page.head is not None
    for node in page.head.graph.nodes:
        if node.is_article:
            yield from (name for name, _ in page.head.graph.named(node, "author"))
    for name, _ in _TAGS:
        yield from (value for value in page.head.meta.get(name, ()) if "//" not in value)
    yield from (value for _, value in _on_card(page))
    yield from (mark.value for mark in page.head.marks if mark.kind == "author")


def _is_shown(page: Page, names: Authors) -> bool:
    """Whether the page shows one of these as its byline."""
    lines = [line.text for line in page.beside_headline if page.document.words[line.at] <= LONGEST_LINE]
    lines += [
        line.text
        for line in page.lines
        if page.document.words[line.at] <= LONGEST_LINE
        and (line.family == "byline" or is_signed(line.text.strip("- ")))
    ]
    shown = f" {comparable(' | '.join(lines))} "
    return any(f" {comparable(name)} " in shown for name in names)


def _from_graph(graph: Graph, sites: Sites) -> Iterator[Candidate[Authors]]:
    for node in graph.nodes:
        if not (node.is_article or node.is_page or "videoobject" in node.types or "question" in node.types):
            continue
        names: list[str] = []
        own: set[str] = set()
        for name, types in graph.named(node, "author"):
            # Blogs of one person say that it is both.
            firm = "person" not in types and any(kind.endswith("organization") for kind in types)
            persons = () if firm else read_byline(name, True)
            names.extend(persons)
            if "person" in types:
                # Who is called like the site and said to be a person has a site of that name.
                own.update(comparable(person) for person in persons if is_full_name(person))
        yield from some(names, "json-ld:author", 0.9 if node.is_article else 0.83, sites - own)
        if node.is_article:
            # A paper that says it is the author itself names who wrote it here.
            made = [name for name, types in graph.named(node, "creator") if "person" in types]
            makers = [person for name in made for person in read_byline(name, True) if is_full_name(person)]
            yield from some(makers, "json-ld:creator", 0.8, sites)


def _from_tags(page: Page, sites: Sites) -> Iterator[Candidate[Authors]]:
    assert page.head is not None
    for name, score in _TAGS:
        values = page.head.meta.get(name)
        if values is None:
            continue
        if name in _SURNAME_FIRST:
            values = tuple(_turned(value) for value in values)
        # "Human in the Loop" is the site, and nobody called "Human".
        other = [value for value in values if comparable(value) not in sites or is_full_name(value)]
        names = [person for value in other if "//" not in value for person in read_byline(value, True)]
        # A blog is called like who writes it; three words are as often a firm.
        own = {comparable(person) for person in names if is_full_name(person) and len(person.split()) == 2}
        yield from some(names, f"meta:{name}", score, sites - own)


def _labelled(page: Page, sites: Sites) -> Iterator[Candidate[Authors]]:
    for name, value in _on_card(page):
        yield from some(read_byline(value, True), f"meta:{name}", 0.83, sites)


def _on_card(page: Page) -> Iterator[tuple[str, str]]:
    """What WordPress puts on cards: `twitter:label1` "Written by", `twitter:data1` the name, with its tag."""
    assert page.head is not None
    for number in "12":
        label, value = page.head.first(f"twitter:label{number}"), page.head.first(f"twitter:data{number}")
        if label and value and label[1].lower().rstrip(":") in WRITTEN_BY:
            yield value


def _from_marks(page: Page, sites: Sites) -> Iterator[Candidate[Authors]]:
    """Links and elements that the markup calls an author.

    A class name alone is weak: elements of that class hold half a page, too. There a single word is a name
    only behind a "By".
    """
    assert page.head is not None
    read: list[tuple[Mark, bool, Authors]] = []
    for mark in page.head.marks:
        if mark.kind == "author":
            sure = mark.name != "class=author" or is_signed(mark.value)
            read.append((mark, sure, read_byline(mark.value, sure)))
    bylines = Counter(how for how, _ in {(mark.name, names) for mark, _, names in read if names})
    for mark, sure, names in read:
        full = all(is_full_name(name) for name in names)
        if names and (full or sure):
            score = _MARKS[mark.name] - (0 if mark.after_heading else 0.05) - (0 if full else 0.15)
            # One link for each of many persons: a list of whoever writes there.
            score -= 0.28 if bylines[mark.name] > MOST_MARKED else 0
            yield from some(names, f"markup:{mark.name}", score, sites)


def _turned(value: str) -> str:
    """The surname last: library tags put it first, as in "Doe, Jane"."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != 2 or not all(0 < len(part.split()) <= 3 and is_name(part) for part in parts):
        return value
    return value if all(is_full_name(part) for part in parts) else tidy_name(f"{parts[1]} {parts[0]}")
