"""What a page says of itself in its markup: meta tags, links, JSON-LD, headings, marked elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.metadata.cleaning import one_line
from tasks.metadata.json_ld import MOST_BLOCKS, Graph, read_graph
from tasks.metadata.persons import is_full_name

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

MarkKind = Literal["author", "published", "modified", "date", "user", "license", "tag", "category"]

_SAID = ", ".join(
    (
        "title",
        "meta",
        "link[rel~=canonical]",
        "link[rel~=license]",
        "script[type*='ld+json' i]",
        "h1",
        "time",
        "[rel~=author]",
        "[rel~=license]",
        "[rel~=tag]",
        "[rel~=category]",
        "[itemprop]",
    )
)
"""What pages use to say something to machines."""
_NAMED = ", ".join(
    (
        "h1",
        "[class*=author i]",
        "[class*=byline i]",
        "[class*=date i]",
        "[class*=publish i]",
        "[class*=user i]",
        "[href*='/author/']",
        "[href*='/authors/']",
    )
)
"""What is only called so, for style sheets and addresses: looked for where author and date are not said, since it takes
four times as long."""
_LICENSED = "[href*='creativecommons.org/']"
_CONTAINERS = frozenset({"html", "head", "body", "main", "article", "section", "form", "style", "img", "svg", "input"})
_SILENT = frozenset({"script", "style", "svg", "template", "noscript"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
})  # fmt: skip
# Whose author and date are not the page's. The page that shaped it: a list of comments, each with a time. What is said
# to have such a part is the page itself: `p-body-main--withSidebar` is around every thread of a XenForo.
_ELSEWHERE = re.compile(
    r"(?<!with)(?<!with[-_])(?<!has)(?<!has[-_])(?<!no[-_])"
    r"(?:comment|respon[ds]|related|sidebar|widget|footer|\bnav|menu|teaser|promo|recommend|popular|trending|latest"
    r"|more-|carousel|\bcard|review|newsletter|archive)"
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
_OUTSIDE_BODY = ("property", "name")
_AUTHOR_TAGS = ("author", "article:author", "parsely-author", "citation_author", "sailthru.author")


@dataclass(frozen=True, slots=True)
class Mark:
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
    `rel`, both in page order; `headings` are the texts of the first `h1`s, `language` is that of `<html>`.
    """

    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str | None = None
    language: str | None = None
    graph: Graph = field(default_factory=Graph)
    headings: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

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
    reading = _Reading()
    # Who opened a thread stands first: the marks of its posts are taken in one order.
    reading.take_all(tree.css(f"{_SAID}, {_NAMED}" if posts else _SAID))
    graph = read_graph(reading.blocks)
    if not posts and not _is_told(reading, graph):
        reading.seen_heading = False
        reading.take_all(tree.css(_NAMED))
    if "creativecommons.org/" in page:
        reading.take_all(tree.css(_LICENSED))
    root = tree.root
    language = one_line(root.attributes.get("lang") or "", 40) if root is not None and root.tag == "html" else ""
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

    def take_all(self, nodes: Iterable[LexborNode]) -> None:
        """Take up to `MOST_NODES` of the nodes, each once."""
        last = -1
        for node in islice(nodes, MOST_NODES):
            # An element comes once for every selector that it matches, one right after the other.
            if node.mem_id != last:
                last = node.mem_id
                self.take(node)

    def take(self, node: LexborNode) -> None:
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
            self.seen_heading = self.seen_heading or bool(self.headings)
        elif tag not in _CONTAINERS and len(self.marks) < MOST_MARKS:
            self.marks.update(dict.fromkeys(_marks_of(node, self.seen_heading)))

    def _take_tag(self, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        if tag == "link":
            target = one_line(attributes.get("href") or "")
            for name in (attributes.get("rel") or "").lower().split()[:5] if target else ():
                self.links.setdefault(name, []).append(target)
            return
        content = one_line(attributes.get("content") or "")
        if not content:
            return
        inside = node.parent is not None and node.parent.tag == "head"
        for key in ("property", "name", "itemprop", "http-equiv") if inside else _OUTSIDE_BODY:
            name = (attributes.get(key) or "").strip().lower()[:100]
            if name:
                self.meta.setdefault(name, []).append(content)
        if not inside and "itemprop" in attributes and len(self.marks) < MOST_MARKS:
            self.marks.update(dict.fromkeys(_marks_of(node, self.seen_heading)))


def _marks_of(node: LexborNode, after_heading: bool) -> Iterator[Mark]:
    attributes = node.attributes
    prop = attributes.get("itemprop") or ""
    classes = (attributes.get("class") or "").lower()[:500]
    kind, name = _kind_of(node, attributes, prop, classes)
    # A license stands in the footer, and is the page's all the same.
    if kind is None or (kind != "license" and _is_elsewhere(node)):
        return
    machine = None
    if kind == "license":
        machine = attributes.get("href")
    elif kind in {"published", "modified", "date"}:
        machine = attributes.get("datetime") or attributes.get("content") or attributes.get("title")
    elif prop and node.tag == "meta":
        machine = attributes.get("content")
    elif prop and (inner := node.css_first("[itemprop~=name]")) is not None:
        machine = inner.attributes.get("content") if inner.tag == "meta" else None
        node = inner
    value = one_line(machine, LONGEST_MARK) if machine else ""
    if value := value or _text(node, LONGEST_MARK):
        yield Mark(kind, value, name, after_heading)


def _kind_of(
    node: LexborNode, attributes: Mapping[str, str | None], prop: str, classes: str
) -> tuple[MarkKind | None, str]:
    if prop:
        props = prop.split()
        if "author" in props or "creator" in props:
            return "author", "itemprop=author"
        if "datePublished" in props or "dateCreated" in props:
            return "published", "itemprop=datePublished"
        if "dateModified" in props:
            return "modified", "itemprop=dateModified"
    relations = (attributes.get("rel") or "").lower().split()
    if "author" in relations:
        return "author", "rel=author"
    href = attributes.get("href") or ""
    if "license" in relations or "creativecommons.org/" in href:
        return "license", "rel=license" if "license" in relations else "href=license"
    if "category" in relations:
        return "category", "rel=category"
    if "tag" in relations:
        return "tag", "rel=tag"
    if node.tag == "time" or _DATED.search(classes):
        name = "time" if node.tag == "time" else "class=date"
        if _MODIFIED.search(classes):
            return "modified", name
        return ("published", name) if "pubdate" in attributes or _PUBLISHED.search(classes) else ("date", name)
    if _WRITTEN_BY.search(classes):
        return "author", "class=author"
    if node.tag == "a" and ("/author/" in href or "/authors/" in href):
        return "author", "href=author"
    if _USER.search(classes):
        return "user", "class=user"
    return None, ""


def _is_elsewhere(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(8):
        if at is None or at.tag in {"body", "html"}:
            return False
        if at.tag in {"footer", "nav", "aside"}:
            return True
        attributes = at.attributes
        if attributes and _names_another(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:500]):
            return True
        at = at.parent
    return False


@lru_cache(maxsize=4096)
def _names_another(names: str) -> bool:
    return _ELSEWHERE.search(names.lower()) is not None


def _text(node: LexborNode, limit: int, glue: str = " ") -> str:
    """The node's text on one line; empty where it has more than `limit` characters: a container, no mark.

    Between elements of one line stands `glue`: the parts of a byline are apart by their style alone, those of a
    heading are what a dropped capital or emphasis cuts out of a word.
    """
    parts: list[str] = []
    size = 0
    silent = 0
    for part in node.traverse(include_text=True):
        tag = part.tag
        if tag != "-text":
            if tag in _SILENT:
                silent = part.mem_id
            parts.append(glue if tag in _INLINE else " ")
            continue
        above = part.parent
        if above is None or above.tag in _SILENT or (silent and _is_inside(above, silent)):
            continue
        text = part.text_content or ""
        size += len(text.strip())
        if size > limit:
            return ""
        parts.append(text)
        if above.mem_id != node.mem_id and above.tag not in _INLINE:
            parts.append(" ")
    return one_line("".join(parts), limit)


def _is_inside(node: LexborNode, mem_id: int) -> bool:
    at: LexborNode | None = node
    for _ in range(6):
        if at is None:
            return False
        if at.mem_id == mem_id:
            return True
        at = at.parent
    return False
