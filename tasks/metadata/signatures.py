"""Who signs, as the lines of a page or a dump show it: bylines, names beside a date, a thread's opener."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasks.given_names import has_given_name, may_be_called
from tasks.metadata.base import Candidate, Page
from tasks.metadata.cleaning import comparable
from tasks.metadata.moments import find_moments
from tasks.metadata.persons import (
    LONGEST_NAME,
    MOST,
    NOT_WROTE,
    is_account,
    is_full_name,
    is_signed,
    read_byline,
    unsigned,
)

Authors = tuple[str, ...]
Sites = frozenset[str]

LONGEST_LINE = 16
"""Words of a byline with role, paper and date."""
# In small letters and capitals by hand: with `re.IGNORECASE` each character is turned before it is compared.
_PARTS = re.compile(
    r"^(?:[Bb][Yy]|[Pp][AaOo][Rr]|[Vv][Oo][Nn])\s|[|•·⋅∙●]\s?|,\s"
    r"|\s(?:[|•·⋅∙●–—-]+\s|[|•·⋅∙●]\s?|//\s|[–—-](?=\s|$)|(?:[Bb][Yy]|[Pp][AaOo][Rr]|Von)\s)"
)
WRITTEN_BY = frozenset(
    ("written by", "author", "by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da",
     "posted by", "words by", "story by", "article by", "published by", "text", "von", "par", "por", "authors",
     "article written by", "about the author", "blog post by", "autor", "autorin", "autoren", "auteur", "auteurs",
     "autore", "autori", "autores", "beitrag von", "ein beitrag von", "written by:", "geschreven door", "skriven av",
     "skrevet av", "skrevet af", "kirjoittanut", "napisane przez", "napisał", "napisała", "napsal", "napsala",
     "napsal(a)", "szerző", "írta", "scris de", "yazan", "yazar", "автор", "авторка", "написано автором", "συντάκτης",
     "tác giả", "được viết bởi", "ditulis oleh", "作者", "執筆者", "著者", "글쓴이")
)  # fmt: skip
_SMALL_PRINT = re.compile(
    r"\b\d{1,3}[- ]?(?:min(?:ute)?s?|minuten|minutos)\b(?: ?read| lesezeit| de lecture)?"
    r"|\b\d{1,2}:\d\d(?: ?[ap]m)?(?: ?[A-Z]{2,4}\b)?"
    r"|\b(?:published|posted|updated|last updated|erstellt|veröffentlicht|on|at|am|vom)\b:?",
    re.IGNORECASE,
)


NOBODY = frozenset(
    ("admin", "administrator", "author", "by", "cortesía", "default user", "editor", "getty images", "guest",
     "link copied", "none", "null", "object object", "posted", "published", "shutterstock", "site admin",
     "staff writer", "super user", "undefined", "unknown", "us", "webadmin", "webmaster", "wordpress", "written", "")
)  # fmt: skip


def from_lines(page: Page, sites: Sites) -> Iterator[Candidate[Authors]]:
    """Who surely signs a flattened text: bylines above it or below it, "By" and names beside dates at the headline.

    Of the dumps of labelled pages that have an author they are right on .95.
    """
    for line in page.lines.taken("byline"):
        if page.first_paragraph <= line.at <= page.last_paragraph:
            continue
        if line.at >= page.commented:
            break
        text, above = plain(line.text), page.document.line_above(line.at)
        names = read_byline(text)
        signed = is_signed(text) or (above >= 0 and is_label(page.document.lines[above].text.strip()))
        if signed or any(map(may_be_called, names)):
            yield from some(names, "line:byline", 0.6, sites)
    yield from _beside_headline(page, sites)


def _beside_headline(page: Page, sites: Sites) -> Iterator[Candidate[Authors]]:
    """Short lines around the headline that sign the text, or name a person beside a date."""
    language = page.claimed_language
    beside = [
        line
        for line in page.beside_headline
        if line.at < page.commented
        and line.family not in {"caption", "credit", "comment"}
        and page.document.words[line.at] <= LONGEST_LINE
    ]
    topic = set(comparable(page.title or "").split())
    above, depth = "", 0
    for line in beside:
        text, label = plain(line.text), above
        above, depth = text, depth + (line.at > (page.anchor if page.anchor is not None else -1))
        if NOT_WROTE.match(text):
            continue
        if is_label(label) or is_signed(text):
            yield from _signed(_without_dates(text, language), depth, sites)
        elif line.at in page.dated and page.moments_on(line):
            # Without a date beside it, "Silver Earrings" below a headline has the form of a name, too.
            names = [part for part in around_dates(text, language) if _is_person(part, page, topic)][:1]
            yield from some(names, "line:beside_headline", 0.58, sites)


def _signed(text: str, depth: int, sites: Sites) -> Iterator[Candidate[Authors]]:
    """Who is named behind a "By": persons, else what is called something; `depth` is how many lines below the headline.

    Who signs right below the headline counts for more than others.
    """
    names = read_byline(text, structured=True)
    if names and all(is_full_name(name) for name in names):
        score = 0.83 if 1 <= depth <= RIGHT_BELOW and any(map(has_given_name, names)) else 0.66
        yield from some(names, "line:beside_headline", score, sites)
    group = unsigned(text)
    if not names and depth and _is_group(group):
        yield Candidate((group,), "line:byline_group", 0.43)


RIGHT_BELOW = 2
"""Lines below the headline."""
_UNGLUED = re.compile(
    r"(?<=[a-z])(?=(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d)|(?<=[a-z])(?=(?:Updated|Published|Posted)\b)"
    r"|(?<=[Bb]y)(?=[A-Z](?:[a-z]+|\.[A-Z]\.) [A-Z])"
)


def plain(text: str) -> str:
    """A line without its bullet and what stands in brackets, and with spaces where styles alone parted its words."""
    if len(text) > 300:
        return text[:300]
    bare = text.strip("- \u00a0•·")
    if "(" in bare:
        bare = _BRACKETS.sub(" ", bare)
    return (_UNGLUED.sub(" ", bare) if _GLUED.search(bare) else bare).strip()


_GLUED = re.compile("[A-Z](?<=[a-z][A-Z])")  # in all of them, and soon found out
_BRACKETS = re.compile(r"\s?\([^()]{1,40}\)")


def _is_group(text: str) -> bool:
    """Whether what stands behind a "By" is called something: up to four words in capitals, without figures."""
    words = text[:LONGEST_NAME].split()
    capitals = len(text) <= LONGEST_NAME and all(
        word[0].isupper() or word in {"of", "the", "and", "&"} for word in words
    )
    return (
        0 < len(words) <= 4
        and capitals
        and comparable(text) not in NOBODY
        and not is_label(text)
        and not any(map(str.isdigit, text))
    )


def is_label(text: str) -> bool:
    """Whether a line says that the next one is a byline: "By", "Written by:"."""
    return len(text) < 30 and text.strip(" :-").lower() in WRITTEN_BY


# German writes all nouns with a capital: there "Weiterführende Informationen" has the form of a name.
_NO_GERMAN_NAME = re.compile(
    r"(?:\w{3}(?:ung|ungen|heit|keit|schaft|tion|tionen|ismus|spiele|wünsche|verbände|projekte|produkte)|grüße|eintrag"
    r"|artikel|blogs|themen|übersicht|hinweis|union|tagung|meldung|kooperation|zeug)$"
    r"|^\w{2,}(?:liche|ische|ende|äische|ige|iele|ste)[rns]?$",
    re.IGNORECASE,
)


def _is_person(text: str, page: Page, topic: set[str]) -> bool:
    """Whether `text` names a person, as far as the page tells: no word of it is one of its language, or the topic."""
    if not is_full_name(text):
        return False
    tokens = text.split()
    if tokens[-1].isupper() and len(tokens[-1]) > 1 and not text.isupper():
        return False
    if set(comparable(text).split()) <= topic:
        return False
    return not any(
        (len(token) > 3 and page.writes_small(token.lower())) or _NO_GERMAN_NAME.search(token) for token in tokens
    )


def _without_dates(text: str, language: str | None) -> str:
    """A line with a bar where its dates, times and reading times stood."""
    pieces, at = [], 0
    for found in find_moments(text, language, True):
        pieces.append(text[at : found.start])
        at = found.end
    return _SMALL_PRINT.sub(" | ", " | ".join([*pieces, text[at:]])).strip(" |") if pieces else text


def around_dates(text: str, language: str | None) -> list[str]:
    """What stands on a line besides its dates, in parts."""
    return bare_parts(_without_dates(text, language))


def bare_parts(text: str) -> list[str]:
    """What stands on a line between its separators."""
    return [bare for part in _PARTS.split(text) if (bare := part.strip(" ,.:@-–—"))]


_OPENED = re.compile(
    r"(?:thread starter|started by|posted by|topic author|post by|asked by|discussion starter|^by(?! continuing))[: ]+"
    r"(?P<name>\S.{0,38}?)"
    # "at" and its like may be a part of a name, but not before a clock: "Posted by Jane Doe at 18:44".
    r"(?=,|:| »| on\b| (?:at|am|um|à|el|il|às|om)\s\d| \|| - |\s\d|$)",
    re.IGNORECASE,
)


def posters(page: Page) -> Iterator[Candidate[Authors]]:
    """Who opened a thread: as JSON-LD says, else the first account by the heading."""
    assert page.head is not None
    graph = page.head.graph
    for node in graph.nodes:
        if node.is_article or "question" in node.types or "discussionforumposting" in node.types:
            names = [name for name, _ in graph.named(node, "author") if is_account(name)]
            if names:
                yield Candidate((names[0],), "json-ld:author", 0.9)
    for line in page.beside_headline:
        match = _OPENED.search(plain(line.text)[:200])
        if match and is_account(match["name"]):
            yield Candidate((match["name"].strip(" ,:"),), "line:beside_headline", 0.85)
            break
    marks = [mark for mark in page.head.marks if mark.kind in {"user", "author"}]
    # Who is said to be an author is so in the order of the posts; what is only called a user may stand in the menu.
    for mark in sorted(marks, key=lambda mark: not (mark.after_heading or mark.name == "itemprop=author")):
        shown = plain(mark.value).split(" | ")[0]
        # "user3080392" is all name, "doe 2019-04-03" is not.
        name = shown if len(shown.split()) == 1 else unsigned(shown)
        if is_account(name):
            yield Candidate((name,), f"markup:{mark.name}", 0.8)
            break
    for line in page.beside_headline:
        found = next(iter(find_moments(plain(line.text), None)), None)
        name = plain(line.text)[: found.start].strip(" ,:·|-") if found else ""
        if is_account(name) and len(name.split()) <= 3:
            yield Candidate((name,), "line:beside_headline", 0.6)


def some(names: Iterable[str], source: str, score: float, sites: Sites) -> Iterator[Candidate[Authors]]:
    """One candidate with the names that are not the site's, none without any."""
    found: dict[str, str] = {}
    for name in names:
        key = comparable(name)
        if key and key not in sites and (key.replace(" ", "") not in sites or is_full_name(name)):
            found.setdefault(key, name)
    if found:
        yield Candidate(tuple(found.values())[:MOST], source, score)
