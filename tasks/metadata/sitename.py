"""The name of the site, as it calls itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.bios import read_bio
from tasks.metadata.cleaning import comparable, one_line
from tasks.metadata.url import host, web_address
from tasks.rules.author_bio.forms import organisation_of

LONGEST = 80
"""Characters: "The Journal of the … Society of …" has 70; what is longer is a slogan."""

MOST_OF_A_LINE = 0.46
"""The highest score of a name that stands in the page's lines: they are read where nothing better is known."""

SENTENCE = 6
"""Words from which a page's own heading is not the name of its site; chosen by eye."""
_TAGS = (
    ("og:site_name", 0.95),
    ("application-name", 0.75),
    ("citation_journal_title", 0.72),
    ("apple-mobile-web-app-title", 0.7),
    ("dc.publisher", 0.65),
    ("dcterms.publisher", 0.65),
    ("publisher", 0.6),
    ("al:android:app_name", 0.5),
)
_GENERIC = frozenset(
    ("home", "homepage", "website", "web site", "blog", "my site", "news", "wordpress", "untitled", "site", "index",
     "start", "startseite", "accueil", "inicio", "the", "our", "this", "this site", "us", "privacy", "company")
)  # fmt: skip
_WORD = r"[A-Z0-9][\w&.'’/+-]{0,30}"
_NAME = rf"({_WORD}(?: (?:(?:of|the|and|for|de|du|des|der|die|und) |& )?{_WORD}){{0,5}})"
# What page chrome says of its site. The name is what stands between the phrase and the document it names.
_CHROME = tuple(
    (needle, re.compile(pattern))
    for needle, pattern in (
        (
            " to ",
            rf"\b(?:agree|consent|subject) to (?:the |our )?{_NAME}(?:['’]s?)? "
            r"(?:Privacy (?:Policy|Notice)|Terms|User Agreement|privacy policy|terms)",
        ),
        (" from ", rf"\b(?:newsletters?|emails?|updates|alerts) from (?:the )?{_NAME}(?:\.|,|$|and its )"),
        (" has been ", rf"^{_NAME} has been (?:declared|designated|labelled|labeled|blocked) "),
    )
)
_COPYRIGHT = re.compile(
    r"^(?:copyright|©|\(c\)|℗)[\s©(c)]{0,6}(?:\d{4}(?:\s?[-–—]\s?\d{2,4})?)?[\s,.|·•–—-]{0,4}(?:by )?(.{2,80})$",
    re.IGNORECASE,
)
# "© Example Depot Inc 2025"
_YEARS_LAST = re.compile(r",?\s(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?$")
_PHRASES = (
    "all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    "|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|wszelkie prawa zastrzeżone"
    "|wszystkie prawa zastrzeżone|alla rättigheter förbehållna|alle rettigheder forbeholdes|všechna práva vyhrazena"
)
_RIGHTS = re.compile(rf"[.,|;·•–—-]?\s*(?:{_PHRASES})\b.*$", re.IGNORECASE)
# "Tous droits réservés © Le Courrier": the sign may stand behind the phrase.
_RIGHTS_FIRST = re.compile(rf"^(?:{_PHRASES})[\s.,|;:·•–—-]{{0,4}}(?=©|\(c\)|copyright)", re.IGNORECASE)
_SENTENCE_WORDS = frozenset(("is", "are", "was", "were", "has", "have", "may", "will", "this", "that", "be", "not"))
_SEPARATORS = re.compile(r"\s[|»«›•·:–—-]+\s|\s?\|\s?|_(?=[^_\x00-\x7f])")


def candidates(page: Page) -> Iterator[Candidate[str]]:
    """Names from fields, meta tags and JSON-LD; from bios, legal lines and credits where there is only text."""
    yield from page.declared
    yield from _from_title(page)
    if not any(candidate.score > MOST_OF_A_LINE for candidate in page.declared):
        yield from _from_lines(page)
    if page.address:
        yield Candidate(host(page.address), "url:host", 0.2)


def site_names(page: Page) -> frozenset[str]:
    """Everything the site may be called, in the form of `comparable` and closed up, for what must not be one."""
    names = {candidate.value for candidate in page.declared}
    if page.address:
        own = host(page.address)
        labels = own.split(".")
        names |= {own, *(label for label in labels[:-1] if len(label) > 3)}
    headings = {comparable(heading) for heading in page.head.headings} if page.head else set()
    # Where `og:site_name` says what the heading says, and that is a sentence, it is no name.
    folded = {name for name in map(comparable, names) if len(name.split()) < SENTENCE or name not in headings}
    return frozenset(form for name in folded if name for form in (name, name.replace(" ", "")))


def title_segments(title: str) -> list[str]:
    """The parts of a title between separators, in order, none empty."""
    return [part for part in (piece.strip() for piece in _SEPARATORS.split(title)) if part]


def declared(page: Page) -> Iterator[Candidate[str]]:
    """What fields, meta tags and JSON-LD call the site."""
    for _, value in page.given("sitename", "site_name", "site", "publisher"):
        yield from _named(value, "field:sitename", GIVEN)
    if page.head is None:
        return
    for name, score in _TAGS:
        for value in page.head.meta.get(name, ())[:1]:
            yield from _named(value, f"meta:{name}", score)
    graph = page.head.graph
    for node in graph.nodes:
        if "website" in node.types:
            for value in graph.strings(node, "name"):
                yield from _named(value, "json-ld:WebSite", 0.85)
        if node.is_article or node.is_page:
            for value, types in graph.named(node, "publisher"):
                # Blogs name their author as the publisher, too.
                if "person" in types:
                    continue
                yield from _named(value, "json-ld:publisher", 0.85)


def _named(value: str, source: str, score: float) -> Iterator[Candidate[str]]:
    name = one_line(value, LONGEST + 1).strip(" -–—|:,.\"'“”")
    if name.lower().startswith(("http://", "https://")):
        # What is no address after all, "http://[foo", names nobody.
        name = host(name) if web_address(name) else ""
    name = name.removeprefix("www.")
    if 2 <= len(name) <= LONGEST and comparable(name) not in _GENERIC and not name.isdigit():
        # "Example News | Breaking stories, every day": the name and a slogan.
        first = title_segments(name)
        yield Candidate(first[0] if len(first) > 1 and len(first[0]) > 2 else name, source, score)


def _from_title(page: Page) -> Iterator[Candidate[str]]:
    """What stands behind the headline in the title: "Headline | Example News"."""
    if page.head is None or not page.head.title:
        return
    headings = {comparable(heading) for heading in page.head.headings}
    segments = title_segments(page.head.title)
    if len(segments) > 1 and comparable(segments[0]) in headings and len(segments[-1].split()) <= 5:
        yield from _named(segments[-1], "title", 0.5)


def _from_lines(page: Page) -> Iterator[Candidate[str]]:
    after = page.lines[bisect_right(page.document.visible, page.last_paragraph) :]
    for line in page.lines.taken("author_bio"):
        bio = read_bio(line.text)
        if bio is not None and bio.organisation:
            yield from _named(bio.organisation, "line:author_bio", 0.46)
        elif organisation := organisation_of(line.text):
            yield from _named(organisation, "line:author_bio", 0.46)
    content = page.document.content
    chrome = [(needle, pattern) for needle, pattern in _CHROME if needle in content]
    for line in page.lines.taken_with(tuple(needle for needle, _ in chrome)):
        if line.family in {"comment", "caption", "byline"}:
            continue
        for needle, pattern in chrome:
            match = pattern.search(line.text[:400]) if needle in line.text else None
            if match:
                name = match.group(1).removesuffix("'s").removesuffix("’s")
                yield from _named(name, f"line:{line.family}", 0.44)
    # The agency's name right below the author's, where the article ends, is who published it.
    for above, line in pairwise(after):
        if line.family == "credit" and above.family in {"byline", "author_bio"}:
            yield from _holder(line.text, "line:credit", 0.4)
    for line in page.lines.taken("copyright"):
        yield from _holder(line.text, "line:copyright", 0.35)


def _holder(text: str, source: str, score: float) -> Iterator[Candidate[str]]:
    match = _COPYRIGHT.match(_RIGHTS_FIRST.sub("", one_line(text, 200)))
    if not match:
        return
    name = _YEARS_LAST.sub("", _RIGHTS.sub("", match.group(1)).strip(" .,;|·•-–—"))
    words = name.split()
    if 0 < len(words) <= 6 and not _SENTENCE_WORDS & {word.lower() for word in words} and not name[0].isdigit():
        yield from _named(name, source, score)
