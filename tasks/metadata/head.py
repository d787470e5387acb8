"""What a page says of itself in its markup: meta tags, links, JSON-LD, headings, marked elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.metadata.cleaning import one_line
from tasks.metadata.json_ld import Graph, read_graph

LONGEST_PAGE = 4_000_000
"""Characters of a page that are parsed. The longest of 2,000 labelled pages has 3.4 million."""
LONGEST_HEAD = 2_000_000
"""Characters of a head, scripts and styles taken out, that are given to Beautiful Soup: pictures in meta tags
have a megabyte, and the tags behind them count all the same."""
MOST_TAGS = 500
"""Meta and link tags that are read. Heads in use have up to 200."""
MOST_MARKS = 60
LONGEST_MARK = 200
"""Characters of a marked element. Longer ones are containers: a byline with three names has under 100."""

MarkKind = Literal["author", "published", "modified", "date", "license", "tag", "category"]

_DECLARATION = re.compile(r"\A\s{0,100}<\?xml[^>]{0,300}>")
# Old pages leave out the tags of head and body; the first element of a body ends the head, too.
_HEAD_END = re.compile(
    r"</head\s*>|<(?:body|div|p|h1|h2|table|span|a|ul|img|header|section|article|main|center|font)[\s>]", re.IGNORECASE
)
_TAG = re.compile(r"<(?:meta|link)\b", re.IGNORECASE)
_WANTED = SoupStrainer(["html", "title", "meta", "link"])
_MARKED = ", ".join(
    (
        "h1",
        "time",
        "[rel~=author]",
        "[itemprop~=author]",
        "[itemprop~=datePublished]",
        "[itemprop~=dateModified]",
        "[class*=author i]",
        "[class*=byline i]",
        "[class*=date i]",
        "[class*=publish i]",
        "[class*=posted i]",
        "[href*='/author/']",
        "[rel~=license]",
        "[rel~=tag]",
        "[rel~=category]",
        "[href*='creativecommons.org/']",
    )
)
_CONTAINERS = frozenset({"html", "head", "body", "main", "article", "section", "form", "script", "style", "img", "svg"})
# Whose author and date are not the page's. The page that shaped it: a list of comments, each with a time.
_ELSEWHERE = re.compile(
    r"comment|respon[ds]|related|sidebar|widget|footer|\bnav|menu|teaser|promo|recommend|popular|trending|latest"
    r"|more-|carousel|\bcard|review|newsletter|archive"
)
_MODIFIED = re.compile(r"modif|updat|revis")
_PUBLISHED = re.compile(r"publi|posted|created|entry-date|post-date|article-date|pubdate")
_DATED = re.compile(r"(?:^|[-_ ])(?:date|time|datum|fecha|timestamp|dateline)(?:$|[-_ ])|publish|posted|pubdate")
_WRITTEN_BY = re.compile(
    r"(?:^|[-_ ])(?:by-?line|(?:post-?|article-?|entry-?)?authors?)(?:$|[-_ ])|author-?name|byline"
)


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


def read_head(html: str) -> Head:
    """Everything that `html` says of itself. Any string will do: hostile markup gives little, never an error.

    Pages that are nested too deep to parse (`tasks.segment.nesting`) do not come here.
    """
    # Beautiful Soup warns at an XML declaration, which pages of the 2000s open with.
    page = _DECLARATION.sub("", html[:LONGEST_PAGE], count=1)
    tree = LexborHTMLParser(page)
    blocks = [node.text() for node in tree.css("script[type*='ld+json' i]")]
    headings, marks = _marked(tree)
    meta, links, title, language = _tags(page)
    return Head(meta, links, title, language, read_graph(blocks), headings, marks)


def _tags(
    page: str,
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], str | None, str | None]:
    soup = BeautifulSoup(_head_of(page), "lxml", parse_only=_WANTED)
    meta: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for tag in soup.find_all(["meta", "link"], limit=MOST_TAGS):
        if tag.name == "meta":
            content = one_line(_attribute(tag.get("content")))
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = _attribute(tag.get(key)).strip().lower()[:100]
                if name and content:
                    meta.setdefault(name, []).append(content)
        elif target := one_line(_attribute(tag.get("href"))):
            for name in _attribute(tag.get("rel")).lower().split()[:5]:
                links.setdefault(name, []).append(target)
    root = soup.find("html")
    title = soup.find("title")
    return (
        {name: tuple(values) for name, values in meta.items()},
        {name: tuple(values) for name, values in links.items()},
        (one_line(title.get_text()[:4_000]) or None) if title else None,
        (one_line(_attribute(root.get("lang"))) or None) if root else None,
    )


def _attribute(value: object) -> str:
    # Beautiful Soup splits `rel` and the like into lists.
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _head_of(page: str) -> str:
    """The page up to the end of its head, without scripts and styles, whose text nobody reads here."""
    parts: list[str] = []
    at = size = 0
    lowered = page.lower() if len(page.lower()) == len(page) else page
    while size < LONGEST_HEAD:
        opens = [(i, name) for name in ("script", "style") if (i := lowered.find(f"<{name}", at)) >= 0]
        start, name = min(opens, default=(len(page), ""))
        end = _HEAD_END.search(page, at, start)
        parts.append(page[at : end.start() if end else start])
        size += len(parts[-1])
        close = lowered.find(f"</{name}", start) if name else -1
        if end or close < 0:
            break
        at = close
    head = "".join(parts)[:LONGEST_HEAD]
    surplus = next(islice(_TAG.finditer(head), MOST_TAGS, None), None)
    return head[: surplus.start()] if surplus else head


def _marked(tree: LexborHTMLParser) -> tuple[tuple[str, ...], tuple[Mark, ...]]:
    headings: list[str] = []
    marks: dict[Mark, None] = {}
    seen: set[int] = set()
    for node in tree.css(_MARKED):
        # An element comes once for every selector that it matches.
        if node.mem_id in seen:
            continue
        seen.add(node.mem_id)
        if node.tag == "h1":
            if len(headings) < 5 and (text := _text(node, 500)):
                headings.append(text)
        elif node.tag not in _CONTAINERS and len(marks) < MOST_MARKS:
            marks.update(dict.fromkeys(_marks_of(node, bool(headings))))
    return tuple(headings), tuple(marks)


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
    elif prop and (inner := node.css_first("[itemprop~=name]")) is not None:
        node = inner
    value = one_line(machine, LONGEST_MARK) if machine else ""
    if value := value or _text(node, LONGEST_MARK):
        yield Mark(kind, value, name, after_heading)


def _kind_of(
    node: LexborNode, attributes: Mapping[str, str | None], prop: str, classes: str
) -> tuple[MarkKind | None, str]:
    if "author" in prop.split():
        return "author", "itemprop=author"
    if "datePublished" in prop.split():
        return "published", "itemprop=datePublished"
    if "dateModified" in prop.split():
        return "modified", "itemprop=dateModified"
    relations = (attributes.get("rel") or "").lower().split()
    if "author" in relations:
        return "author", "rel=author"
    if "license" in relations or "creativecommons.org/" in (attributes.get("href") or ""):
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
    if node.tag == "a" and "/author/" in (attributes.get("href") or ""):
        return "author", "href=author"
    return None, ""


def _is_elsewhere(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(8):
        if at is None or at.tag in {"body", "html"}:
            return False
        if at.tag in {"footer", "nav", "aside"}:
            return True
        attributes = at.attributes
        if _ELSEWHERE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()[:500]):
            return True
        at = at.parent
    return False


def _text(node: LexborNode, limit: int) -> str:
    """The node's text on one line; empty where it has more than `limit` characters: a container, no mark."""
    parts: list[str] = []
    size = 0
    for part in node.traverse(include_text=True):
        if part.is_text_node and part.parent is not None and part.parent.tag not in {"script", "style"}:
            text = part.text_content or ""
            size += len(text.strip())
            if size > limit:
                return ""
            parts.append(text)
    return one_line(" ".join(parts), limit)
