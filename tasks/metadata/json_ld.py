"""JSON-LD as pages really carry it: several blocks, nested graphs, references, broken syntax."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from tasks.metadata.cleaning import one_line

LONGEST_BLOCK = 300_000
"""Characters of one block that are read: product catalogues in JSON-LD reach 200,000."""
MOST_BLOCKS = 20
MOST_NODES = 300
DEEPEST = 6
"""Levels below a block's top that are searched for nodes; graphs in use have three."""

_ARTICLE = re.compile(r"article|posting|^report$|^review$|^recipe$|^howto$|creativework$|^book$")
_THING = re.compile(r"^(?:product|videoobject|podcastepisode|event|course|question|softwareapplication|dataset)$")
# Below these keys stand other things than the page's own: reviews, comments, related articles.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage", "@list")
_DECODER = json.JSONDecoder(strict=False)
_TRAILING_COMMA = re.compile(r",\s{0,50}([}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]")
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|description)"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,1000})"'
)
_AUTHOR = re.compile(r'"author"\s{0,20}:\s{0,20}\[?\s{0,20}\{[^{}]{0,500}?"name"\s{0,20}:\s{0,20}"([^"\\]{1,200})"')


class Node(NamedTuple):
    """One object of a page's JSON-LD. `types` are its lower-cased schema.org types without namespace.

    `is_article` says that it describes a text (an article, a posting, a recipe), `is_thing` what a page without an
    article is about (a product, a video, an event), `is_page` the web page as such, whose name often has the site's
    name glued on. Every field asks every node, so that it is told once.
    """

    types: frozenset[str]
    values: Mapping[str, object]
    is_article: bool
    is_thing: bool
    is_page: bool


@lru_cache(maxsize=1024)
def _kinds(types: frozenset[str]) -> tuple[bool, bool, bool]:
    """Whether a node of these types describes a text, a thing, a page."""
    return (
        any(_ARTICLE.search(name) for name in types),
        any(_THING.search(name) for name in types),
        any(name.endswith("page") for name in types),
    )


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of all blocks of a page, in order, with those that have an `@id` by it."""

    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = field(default_factory=dict)

    def strings(self, node: Node, key: str) -> Sequence[str]:
        """The plain strings that stand under `key`, cleaned, none empty."""
        own = node.values.get(key)
        if own is None:
            return ()
        values = [value.get("@value") if isinstance(value, dict) else value for value in _listed(own)]
        return [text for value in values if isinstance(value, str) and (text := one_line(value))]

    def named(self, node: Node, key: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Name and types of the persons, organisations or things under `key`; references are followed."""
        for value in _listed(node.values.get(key)):
            types: frozenset[str] = frozenset()
            if isinstance(value, dict):
                name = value.get("@id")
                target = self.by_id.get(name) if isinstance(name, str) and "name" not in value else None
                values = target.values if target else value
                types = target.types if target else _types(value)
                value = next(iter(_listed(values.get("name"))), None)
            if isinstance(value, str) and (text := one_line(value, 300)):
                yield text, types


def read_graph(blocks: Iterable[str]) -> Graph:
    """All nodes of the given script contents. Broken blocks give what can be saved; nothing is raised."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for number, block in enumerate(blocks):
        if number >= MOST_BLOCKS:
            break
        for value in _parse(block[:LONGEST_BLOCK]):
            _collect(value, nodes, by_id)
    return Graph(tuple(nodes), by_id)


def _parse(block: str) -> list[object]:
    """The block's values: as JSON, else as several values in a row, else the few pairs that can be found."""
    text = block.strip().removeprefix("<![CDATA[").removesuffix("]]>")
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for mended in (False, True):
        try:
            return [_DECODER.decode(_TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text)) if mended else text)]
        # A number of thousands of digits is a ValueError, ten thousand brackets a RecursionError.
        except (ValueError, RecursionError):
            continue
    return _in_a_row(text) or _salvage(text)


def _in_a_row(text: str) -> list[object]:
    """Values that follow each other without a list around them."""
    values: list[object] = []
    at = 0
    while at < len(text) and len(values) < MOST_BLOCKS:
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _salvage(text: str) -> list[object]:
    """One article from the pairs that a block still shows, where its syntax is beyond repair."""
    found: dict[str, object] = {}
    for key, value in _PAIR.findall(text):
        try:
            found.setdefault(key, _DECODER.decode(f'"{value}"'))
        except ValueError:
            continue
    author = _AUTHOR.search(text)
    if author:
        found["author"] = author.group(1)
    return [{"@type": "Article", **found}] if found else []


def _collect(top: object, nodes: list[Node], by_id: dict[str, Node]) -> None:
    stack: list[tuple[object, int]] = [(top, 0)]
    while stack and len(nodes) < MOST_NODES:
        value, depth = stack.pop()
        if isinstance(value, list) and depth < DEEPEST:
            stack.extend((item, depth + 1) for item in reversed(value[:MOST_NODES]))
        elif isinstance(value, dict):
            types = _types(value)
            node = Node(types, value, *_kinds(types))
            nodes.append(node)
            name = value.get("@id")
            if isinstance(name, str) and "name" in value:
                by_id.setdefault(name, node)
            if depth < DEEPEST:
                below = [value[key] for key in _OWN if isinstance(value.get(key), list | dict)]
                stack.extend((item, depth + 1) for item in reversed(below))


def _types(value: Mapping[str, object]) -> frozenset[str]:
    said = value.get("@type")
    # Nearly all have one.
    names = [said] if isinstance(said, str) else [name for name in _listed(said) if isinstance(name, str)]
    return frozenset([_NAMESPACES.split(name[:200])[-1].lower() for name in names])


_NAMESPACES = re.compile(r"[/#:]")


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value[:50] if isinstance(value, list) else [value]
