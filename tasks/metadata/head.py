"""What a page says of itself in its markup: meta tags, links, JSON-LD, headings, marked elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from tasks.metadata.cleaning import one_line
from tasks.metadata.json_ld import MOST_BLOCKS, Graph, read_graph
from tasks.metadata.persons import is_full_name
from tasks.segment.scan import around
from tasks.segment.tree import Element

LONGEST_PAGE = 4_000_000
"""Characters of a page that are parsed. The longest of 2,000 labelled pages has 3.4 million."""
MOST_TAGS = 500
"""Meta and link tags that are read. Heads in use have up to 200."""
MOST_MARKS = 80
MOST_NODES = 4_000
"""Marked elements that are looked at; a list of comments has thousands, and the page's own come first."""
LONGEST_MARK = 200
"""Characters of a marked element. Longer ones are containers: a byline with three names has under 100."""
LONGEST_HEADING = 500
LONGEST_NOTICE = 300
"""Characters of a block around a link to a license that are read to tell of what it is."""

MarkKind = Literal["author", "published", "modified", "date", "user", "license", "tag", "category"]

Place = Literal["whole", "elsewhere", "inside"]
"""What an element is: the page or its body, a part whose author and date are not the page's, or any other."""

_CONTAINERS = frozenset({"html", "head", "body", "main", "article", "section", "form", "style", "img", "svg", "input"})
_SILENT = frozenset({"script", "style", "svg", "template", "noscript"})
_OUTSIDE, _WHOLE = frozenset({"footer", "nav", "aside"}), frozenset({"body", "html"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
})  # fmt: skip
# Whose author and date are not the page's. The page that shaped it: a list of comments, each with a time. What is said
# to have such a part is the page itself: `p-body-main--withSidebar` is around every thread of a XenForo.
_ELSEWHERE = re.compile(
    r"(?<!with)(?<!with[-_])(?<!has)(?<!has[-_])(?<!no[-_])"
    r"(?:comment|\brespond\b|related|sidebar|widget|footer|\bnav|menu|teaser|promo|recommend|popular|trending|latest"
    r"|more-|carousel|\bcard|review|newsletter|archive)"
)
# WordPress lists categories and tags below the text, in `<footer class="entry-footer">`.
_OWN_FOOTER = re.compile(r"(?:entry|post|article|node|story)[-_]{1,2}(?:footer|meta)")
# Below a picture, or beside music: "Jane Doe, CC BY-SA 3.0, via Wikimedia Commons".
_PICTURED = re.compile(r"caption|credit|comment")
_OF_A_WORK = re.compile(
    r"\b(?:photo|image|picture|illustration|foto|bild|music|musi[kc]a?|video|icon|flickr|wikimedia|unsplash|cr[ée]dit"
    r"|courtesy)",
    re.IGNORECASE,
)
# "All text and images on this site", though.
_OF_THE_TEXT = re.compile(
    r"\b(?:content|text|article|site|page|post|blog|inhalt|contenu|conteni|contenut)", re.IGNORECASE
)
_MODIFIED = re.compile(r"modif|updat|revis")
_PUBLISHED = re.compile(r"publi|posted|created|entry-date|post-date|article-date|pubdate")
_DATED = re.compile(
    r"(?:^|[-_ ])(?:date|time|datum|fecha|timestamp|dateline)(?:$|[-_ ])|publish|posted|pubdate|date(?:$| )"
)
_WRITTEN_BY = re.compile(
    r"(?:^|[-_ ])(?:by-?line|(?:post-?|article-?|entry-?|blog-?)?(?:authors?|writers?))(?:$|[-_ ])|author-?name|byline"
)
_USER = re.compile(r"(?:^|[-_ ])(?:user-?(?:name|link|details)|poster|postauthor)(?:$|[-_ ])|username")
_META = ("content", "property", "name", "itemprop", "http-equiv")
_LINK = ("href", "rel")
_CALLED = ("class", "id")
_MARKED = ("itemprop", "class", "rel", "href")
_AUTHOR_TAGS = ("author", "article:author", "parsely-author", "citation_author", "sailthru.author")


class Mark(NamedTuple):
    """An element of the page's body that its markup calls an author, a date, a license or a keyword.

    `value` is the machine-readable attribute where there is one, else the text; `name` is how it was found.
    """

    kind: MarkKind
    value: str
    name: str
    after_heading: bool


@dataclass(frozen=True, slots=True)
class Head:
    """All of it, cleaned and bounded.

    `meta` has the contents of meta tags by lower-cased name or property, `links` the targets of link tags by
    `rel`, both in page order; `headings` are the texts of the first `h1`s, `language` is that of `<html>`. `as_thread`
    is what the page says if it is a thread of posts, where it looks like one.
    """

    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str | None = None
    language: str | None = None
    graph: Graph = field(default_factory=Graph)
    headings: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    as_thread: Head | None = None

    def first(self, *names: str) -> tuple[str, str] | None:
        """Name and content of the first of these meta tags that the page has."""
        return next(((name, self.meta[name][0]) for name in names if name in self.meta), None)


def read_head(html: str, posts: bool = False, tree: LexborHTMLParser | None = None) -> Head:
    """Everything that `html` says of itself. Any string will do: hostile markup gives little, never an error.

    `posts` says that the page is a thread of posts, whose accounts are looked for in any case. `tree` is the whole
    page's, if that is parsed already. Pages that are nested too deep to parse (`tasks.segment.nesting`) do not come
    here.
    """
    page = html[:LONGEST_PAGE]
    if tree is None or len(html) > LONGEST_PAGE:
        tree = LexborHTMLParser(page)
    root = Element.of(tree)
    head = _read(page, root, posts)
    # Later the tree is gone, and to parse a page again takes four times as long as to read it twice.
    return replace(head, as_thread=_read(page, root, True)) if not posts and _may_be_thread(head) else head


def _may_be_thread(head: Head) -> bool:
    """Whether a page says in its head that it is a thread. Four of five threads do, and hardly any other page.

    A `Question`, which every ninth thread is alone, is on most pages a list of frequent ones.
    """
    said = (head.title or "", *head.links.get("canonical", ()), *head.meta.get("og:url", ()))
    return _THREAD.search(" ".join(said).lower()) is not None or any(
        not _THREADS.isdisjoint(node.types) for node in head.graph.nodes
    )


_THREAD = re.compile("forum|thread|discuss")
_THREADS = frozenset({"discussionforumposting", "qapage"})


def _read(page: str, root: Element, posts: bool) -> Head:
    reading = _Reading()
    # Who opened a thread stands first: the marks of its posts are taken in one order.
    said, named, licensed = root.find(together=posts, most=MOST_NODES)
    reading.take_all(said)
    graph = _graph_of(tuple(reading.blocks))
    # What is only called so, for style sheets and addresses, is looked for where author and date are not said.
    if not posts and not _is_told(reading, graph):
        reading.seen_heading = False
        reading.take_all(named)
    if licensed and around(page, b"creativecommons.org/", 0, 0, most=1):
        reading.take_all(licensed)
    language = one_line(root.get("lang"), 40) if root.tag == "html" else ""
    return Head(
        meta={name: tuple(values) for name, values in reading.meta.items()},
        links={name: tuple(values) for name, values in reading.links.items()},
        title=reading.title,
        language=language or None,
        graph=graph,
        headings=tuple(reading.headings),
        marks=tuple(reading.marks),
    )


def _is_told(reading: _Reading, graph: Graph) -> bool:
    """Whether JSON-LD or meta tags name a person as the author, and a date of publication."""
    articles = [node for node in graph.nodes if node.is_article]
    names = [name for node in articles for name, _ in graph.named(node, "author")]
    names += [value for tag in _AUTHOR_TAGS for value in reading.meta.get(tag, ())[:1]]
    dated = "article:published_time" in reading.meta or any("datePublished" in node.values for node in articles)
    return dated and any(is_full_name(name) for name in names)


# A page that may be a thread is read twice, and its blocks hold all of its posts.
_graph_of = lru_cache(maxsize=1)(read_graph)


@dataclass(slots=True)
class _Reading:
    """What was found so far, on a walk through the page's marked elements in page order."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    title: str | None = None
    blocks: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    marks: dict[Mark, None] = field(default_factory=dict)
    tags: int = 0
    seen_heading: bool = False
    around_heading: frozenset[Element] = frozenset()
    places: dict[Element, Place] = field(default_factory=dict)

    def take_all(self, elements: Iterable[Element]) -> None:
        for element in elements:
            self.take(element)

    def take(self, node: Element) -> None:
        tag = node.tag
        if tag == "meta" or tag == "link":
            self.tags += 1
            if self.tags <= MOST_TAGS:
                self._take_tag(node, tag)
        elif tag == "title":
            # An `svg` has a title, too.
            if self.title is None and node.parent is not None and node.parent.tag in {"head", "body", "html"}:
                self.title = one_line(node.text()[:4_000]) or None
        elif tag == "script":
            if len(self.blocks) < MOST_BLOCKS:
                self.blocks.append(node.text())
        elif tag == "h1":
            if len(self.headings) < 5 and (text := _text(node, LONGEST_HEADING, glue="")) and text not in self.headings:
                self.headings.append(text)
            if self.headings and not self.around_heading:
                self.around_heading = frozenset(takewhile(lambda at: at.tag not in _OUTSIDE, _around(node)))
            self.seen_heading = self.seen_heading or bool(self.headings)
        elif tag not in _CONTAINERS and len(self.marks) < MOST_MARKS:
            self._mark(node)

    def _mark(self, node: Element) -> None:
        mark = _mark_of(node, self.seen_heading, self._is_elsewhere)
        if mark is not None:
            self.marks.setdefault(mark)

    def _take_tag(self, node: Element, tag: str) -> None:
        if tag == "link":
            href, rel = node.values(_LINK)
            target = one_line(href)
            for name in rel.lower().split()[:5] if target else ():
                self.links.setdefault(name, []).append(target)
            return
        content, prop, name, item, equivalent = node.values(_META)
        content = one_line(content)
        if not content:
            return
        inside = (above := node.parent) is not None and above.tag == "head"
        for called in (prop, name, item, equivalent) if inside else (prop, name):
            if called and (called := called.strip().lower()[:100]):
                self.meta.setdefault(called, []).append(content)
        if not inside and node.has("itemprop") and len(self.marks) < MOST_MARKS:
            self._mark(node)

    def _is_elsewhere(self, node: Element) -> bool:
        """Whether an element is in a part of the page whose author and date are not the page's."""
        at: Element | None = node
        for _ in range(8):
            # What is around the headline, too, is the page's own, whatever it is called: "sidebar-right", "card".
            if at is None or at in self.around_heading:
                return False
            # The same few elements are around all entries of a list.
            place = self.places.get(at)
            if place is None:
                place = self.places[at] = _place_of(at)
            if place != "inside":
                return place == "elsewhere"
            at = at.parent
        return False


def _around(node: Element) -> Iterator[Element]:
    """The elements around `node` within the page's body, inner ones first."""
    at = node.parent
    while at is not None and at.tag not in _WHOLE:
        yield at
        at = at.parent


def _mark_of(node: Element, after_heading: bool, is_elsewhere: Callable[[Element], bool]) -> Mark | None:
    """What `node` is called, if anything, unless it is of something else on the page."""
    prop, classes, relations, href = node.values(_MARKED)
    kind, name = _kind_of(node, prop, classes.lower()[:500], relations.lower().split(), href)
    # A license stands in the footer, and is the page's all the same.
    if kind is None or (_is_of_picture(node) if kind == "license" else is_elsewhere(node)):
        return None
    machine = None
    if kind == "license":
        machine = href
    elif kind in {"published", "modified", "date"}:
        machine = node.get("datetime") or node.get("content") or node.get("title")
    elif prop and node.tag == "meta":
        machine = node.get("content")
    elif prop and (inner := node.first_item("name")) is not None:
        machine = inner.get("content") if inner.tag == "meta" else None
        node = inner
    value = one_line(machine, LONGEST_MARK) if machine else ""
    value = value or _text(node, LONGEST_MARK)
    return Mark(kind, value, name, after_heading) if value else None


def _kind_of(node: Element, prop: str, classes: str, relations: list[str], href: str) -> tuple[MarkKind | None, str]:
    if prop:
        props = prop.split()
        if "author" in props or "creator" in props:
            return "author", "itemprop=author"
        if "datePublished" in props or "dateCreated" in props:
            return "published", "itemprop=datePublished"
        if "dateModified" in props:
            return "modified", "itemprop=dateModified"
    if "author" in relations:
        return "author", "rel=author"
    if "license" in relations or "creativecommons.org/" in href:
        return "license", "rel=license" if "license" in relations else "href=license"
    if "category" in relations:
        return "category", "rel=category"
    if "tag" in relations:
        return "tag", "rel=tag"
    dated, written, used = _called(classes)
    if node.tag == "time" or dated:
        name = "time" if node.tag == "time" else "class=date"
        # WordPress says "entry-date published updated" of a text that was never changed.
        if node.has("pubdate") or _PUBLISHED.search(classes):
            return "published", name
        return ("modified", name) if _MODIFIED.search(classes) else ("date", name)
    if written:
        return "author", "class=author"
    if node.tag == "a" and ("/author/" in href or "/authors/" in href):
        return "author", "href=author"
    if used:
        return "user", "class=user"
    return None, ""


@lru_cache(maxsize=4096)
def _called(classes: str) -> tuple[bool, bool, bool]:
    """Whether classes call an element a date, an author and an account: those of a list are the same in each entry."""
    dated, written, used = (pattern.search(classes) is not None for pattern in (_DATED, _WRITTEN_BY, _USER))
    return dated, written, used


def _place_of(element: Element) -> Place:
    tag = element.tag
    if tag in _WHOLE:
        return "whole"
    own_footer, another = _called_elsewhere(" ".join(element.values(_CALLED))[:500])
    return "elsewhere" if another or (tag in _OUTSIDE and not own_footer) else "inside"


@lru_cache(maxsize=4096)
def _called_elsewhere(names: str) -> tuple[bool, bool]:
    """Whether an element is called a footer of the text's own, and by what else it is called something else's."""
    rest, count = _OWN_FOOTER.subn("", names.lower())
    return count > 0, _ELSEWHERE.search(rest) is not None


def _is_of_picture(node: Element) -> bool:
    """Whether a link to a license is part of a caption, a credit or a comment: not the license of the text."""
    block = None
    for at in islice(_around(node), 6):
        if at.tag in {"figure", "figcaption"} or _PICTURED.search(at.get("class").lower()):
            return True
        if block is None and at.tag not in _INLINE:
            block = at
    notice = (block.line(LONGEST_NOTICE, " ", _INLINE, _SILENT) if block is not None else None) or ""
    return _OF_A_WORK.search(notice) is not None and _OF_THE_TEXT.search(notice) is None


def _text(node: Element, limit: int, glue: str = " ") -> str:
    """The node's text on one line; empty where it has more than `limit` characters: a container, no mark.

    Between elements of one line stands `glue`: the parts of a byline are apart by their style alone, those of a
    heading are what a dropped capital or emphasis cuts out of a word.
    """
    return one_line(node.line(limit, glue, _INLINE, _SILENT) or "", limit)
