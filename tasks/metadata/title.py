"""The title without the site's name, its sections, or what separates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks.any_case import any_case
from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.cleaning import comparable, one_line
from tasks.metadata.title_page import title_page

LONGEST = 500
"""Characters; the longest of 1,900 annotated titles has 255."""

# Signs of links to the heading itself, private characters of icon fonts among them.
_ANCHOR = re.compile(r"[\s¶§#\ue000-\uf8ff🔗]+$")
_VIEW = re.compile(rf"(?:{any_case('view topic', 'thema anzeigen', 'afficher le sujet', 'ver tema')})\s[-–•]\s")
VIEW_WITHIN = 60
"""Characters of a title in which a forum says that a topic is viewed."""
# What it opens with is asked first: letters, of which titles are, are none of it.
SEPARATOR = re.compile(r"(?=[\s|｜:_])(?:\s+[|»«›•·–—-]+\s+|\s*[|｜]\s*|\s+::?\s+|_(?=[^\x00-\x7f])|:\s+)")
# Signs that part a title from the site's name, and as often the words of a title: "Rust / WebAssembly".
_LOOSE = re.compile(r"\s(?:/{1,2}|[~‹›<>⋆★∙⋅]|\|{2})\s")
_GENERIC = frozenset(
    ("home", "homepage", "menu", "search", "blog", "news", "untitled", "contact us", "comments", "navigation",
     "untitled document", "404", "404 not found", "page not found", "not found", "login", "index", "article")
)  # fmt: skip


def candidates(page: Page) -> Iterator[Candidate[str]]:
    """The record's own title; a heading that the head confirms; `og:title`; `<title>`; the headline's line."""
    sites = page.sites
    known = _headings(page)
    for name, value in page.given("title", "headline"):
        yield from _one(strip_tails(one_line(value, LONGEST), sites, known), f"field:{name}", GIVEN, sites)
    if own := title_page(page):
        yield from _one(own.title, "line:title_page", 0.7, sites)
    if page.title_line is not None:
        yield from _one(of_line(page, page.title_line), "line:headline", 0.65, sites)
    if page.headline is not None:
        yield from _one(of_line(page, page.headline), "line:headline", 0.6, sites)
    if page.head is None:
        return
    declared = list(_declared(page, sites, known))
    yield from declared
    raw = list(raw_titles(page))
    said = {comparable(text) for text in raw}
    parts = _parts(raw)
    for position, heading in enumerate(page.head.headings):
        title = _without_kicker(strip_tails(without_anchor(heading), sites, frozenset()), declared)
        trust = _trust(comparable(title), said, declared)
        if _names_the_site(comparable(title), parts, said, declared):
            trust = 0.5
        yield from _one(title, "h1", trust - 0.01 * position, sites)


def of_line(page: Page, i: int) -> str:
    """The title that line `i` says: without the signs of a heading or a list, a link's, and the site's name."""
    line = without_anchor(one_line(page.document.lines[i].text.lstrip("#* "), LONGEST))
    return strip_tails(line, page.sites, frozenset())


def without_site(title: str, sites: frozenset[str]) -> str:
    """`title` without a part in front or behind that is a name of the site: "Courier: Harbour closed"."""
    for cut in _LOOSE.finditer(title):
        for name, rest in ((title[cut.end() :], title[: cut.start()]), (title[: cut.start()], title[cut.end() :])):
            if comparable(name) in sites and comparable(rest):
                return rest.strip()
    cuts = cuts_of(title)
    if not cuts:
        return title
    first, last = cuts[0], cuts[-1]
    before, after = (title[: first[0]], title[first[1] :]), (title[last[1] :], title[: last[0]])
    return next((rest for site, rest in (before, after) if comparable(site) in sites and comparable(rest)), title)


# The same few titles are cut for what the rules say of them, for their parts and for what trees look at.
@lru_cache(maxsize=32)
def cuts_of(title: str) -> tuple[tuple[int, int], ...]:
    """Where the separators of a title begin and end."""
    return tuple([match.span() for match in SEPARATOR.finditer(title)])


def parts_of(title: str) -> list[str]:
    """What stands between them."""
    cuts = cuts_of(title)
    if not cuts:
        return [title]
    starts, ends = [0, *[end for _, end in cuts]], [*[start for start, _ in cuts], len(title)]
    return [title[start:end] for start, end in zip(starts, ends, strict=True)]


def without_anchor(heading: str) -> str:
    """A heading without the sign that links to it: "Models ¶"."""
    return _ANCHOR.sub("", heading)


def _without_kicker(heading: str, declared: list[Candidate[str]]) -> str:
    """A heading without the theme that papers set above their headline, inside of it.

    "Local News | Harbour closed for days", "Winter storm Harbour closed for days", where `og:title` has the rest.
    """
    folded = comparable(heading)
    for item in declared:
        rest = comparable(item.value)
        words = len(rest.split())
        if words >= 3 and folded.endswith(f" {rest}") and len(folded.split()) - words <= 5:
            return item.value
    first, bar, rest = heading.partition(" | ")
    return rest if bar and len(first.split()) <= 2 and len(rest.split()) >= 4 else heading


def _parts(titles: list[str]) -> set[frozenset[str]]:
    """The parts between separators of every title that has several, as `comparable` makes them."""
    cut = [parts_of(title) for title in titles]
    return {frozenset(filter(None, map(comparable, parts))) for parts in cut if len(parts) > 1}


def _names_the_site(heading: str, parts: set[frozenset[str]], said: set[str], declared: list[Candidate[str]]) -> bool:
    """Whether a heading is the shorter part of the page's title, and nothing in the head is called so alone.

    In any case where the other part is a title by itself: "Data Blog: How to count" with `og:title` "How to count".
    """
    rests = [next(iter(two - {heading})) for two in parts if len(two) == 2 and heading in two]
    if any(rest in said and len(rest) > len(heading) and heading not in said for rest in rests):
        return True
    if any(comparable(item.value) == heading for item in declared):
        return False
    return any(
        heading in several
        and len(heading.split()) <= 4
        and len(heading) < 0.7 * max(map(len, several - {heading}), default=0)
        for several in parts
    )


# `og:title`, `twitter:title` and JSON-LD say the same, and so do many headings.
@lru_cache(maxsize=16)
def strip_tails(title: str, sites: frozenset[str], headings: frozenset[str]) -> str:
    """`title` without what stands before or behind it between separators and is not part of it.

    `sites` are the names of the site and `headings` those of the page, as `comparable` makes them: a part that
    is one of the headings is the title; a part that is the site's name is not. Behind a bar, a last part of a
    few words is the site's name even where no tag says so.
    """
    view = _VIEW.search(title)
    if view and view.start() <= VIEW_WITHIN:
        title = title[view.end() :]
    if comparable(title) in headings:
        return title
    cuts = [(start, end, title[start:end].strip()) for start, end in cuts_of(title)[:12]]
    for start, end, _ in cuts:
        for part in (title[:start], title[end:]):
            if comparable(part) in headings and comparable(part) not in sites:
                return part.strip()
    for start, end, sign in reversed(cuts):
        tail = title[end:]
        if sign != ":" and _is_site(tail, sites) and title[:start].strip():
            title = title[:start]
    for start, end, sign in cuts:
        # "Docker Hardened Images: …" on Docker's site is a title.
        if end < len(title) and _is_site(title[:start], sites, whole=sign == ":"):
            return title[end:].strip()
    bars = [(start, end) for start, end, sign in cuts if sign in {"|", "｜"} and end < len(title)]
    if bars:
        start, end = bars[-1]
        head = title[:start].strip()
        if len(title[end:].split()) <= 6 and (len(head.split()) >= 2 or not head.isascii()):
            title = head
    return title.strip()


def raw_titles(page: Page) -> Iterator[str]:
    """What the head calls the page, as it stands there."""
    assert page.head is not None
    if page.head.title:
        yield page.head.title
    for name in ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title"):
        yield from page.head.meta.get(name, ())[:1]
    for node in page.head.graph.nodes:
        if node.is_article:
            yield from page.head.graph.strings(node, "headline")


def _declared(page: Page, sites: frozenset[str], known: frozenset[str]) -> Iterator[Candidate[str]]:
    assert page.head is not None
    meta = page.head.meta
    sources = [(f"meta:{name}", score, meta.get(name, ())[:1]) for name, score in (
        ("citation_title", 0.84), ("og:title", 0.8), ("dc.title", 0.72), ("twitter:title", 0.76),
    )]  # fmt: skip
    graph = page.head.graph
    for node in graph.nodes:
        if node.is_article or "question" in node.types:
            values = (*graph.strings(node, "headline"), *graph.strings(node, "name"))[:1]
            sources.append(("json-ld:headline", 0.78, values))
    sources.append(("title", 0.7, (page.head.title,) if page.head.title else ()))
    for source, score, values in sources:
        for value in values:
            yield from _one(strip_tails(value[:LONGEST], sites, known), source, score, sites)


def _headings(page: Page) -> frozenset[str]:
    if page.head is None:
        return frozenset()
    return frozenset(text for heading in page.head.headings if len((text := comparable(heading)).split()) > 1)


def _trust(heading: str, said: set[str], declared: list[Candidate[str]]) -> float:
    """How far to trust a heading: what the head says too is the title, what shares no word with it is not.

    Shops and services head their pages with slogans; on articles a heading in other words than `og:title`, which
    is written for sharing, is the better title.
    """
    # At the end of `<title>` stands the site's name, which old templates set as a heading, too.
    if any(f"{title} ".startswith(f"{heading} ") for title in said):
        return 0.92 if len(heading.split()) > 1 or heading in said else 0.82
    if any(f" {heading} " in f" {title} " for title in said):
        return 0.89 if len(heading.split()) > 1 else 0.8
    closest = max((overlap(heading, comparable(item.value)) for item in declared), default=None)
    if closest is None:
        return 0.75
    return 0.88 if closest >= 0.5 else 0.74


def overlap(a: str, b: str) -> float:
    """The share of words that two titles have in common, of the shorter one's."""
    return overlap_of(frozenset(a.split()), frozenset(b.split()))


def overlap_of(first: frozenset[str], second: frozenset[str]) -> float:
    """The same of titles as their words."""
    return len(first & second) / max(1, min(len(first), len(second)))


def _one(title: str, source: str, score: float, sites: frozenset[str]) -> Iterator[Candidate[str]]:
    folded = comparable(title)
    if not folded or folded.isdigit():
        return
    if folded in _GENERIC or folded in sites or folded.replace(" ", "") in sites:
        score *= 0.4
    yield Candidate(title, source, score)


def _is_site(part: str, sites: frozenset[str], whole: bool = False) -> bool:
    """Whether a part of a title is the site's name; unless `whole`, also with what kind of site it is behind it."""
    folded = comparable(part)
    closed = folded.replace(" ", "")
    if not folded:
        return True
    if folded in sites or closed in sites or closed.removeprefix("the") in sites:
        return True
    # "Example Forum", "Doom9's Forum", "Example Store US": the name with what kind of site it is.
    kind_of_site = not whole and 1 < len(folded.split()) <= 3
    return kind_of_site and any(len(site) > 3 and closed.startswith(site) for site in sites)
