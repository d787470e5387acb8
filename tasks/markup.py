"""What a page's elements say of the blocks in them, as flat columns: cheap to fill, and arrays in one step."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

TAGS = (
    "", "body", "div", "span", "a", "p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "img", "br", "td", "th",
    "tr", "table", "tbody", "thead", "section", "article", "main", "aside", "header", "footer", "nav", "form", "input",
    "button", "label", "strong", "b", "em", "i", "blockquote", "pre", "code", "dl", "dt", "dd", "figure", "figcaption",
    "time", "noscript", "details", "summary", "hr", "small", "sup", "picture", "u", "center", "fieldset",
)  # fmt: skip
"""The elements that are told apart; every other one is number 0."""
TAG_NUMBERS = {name: number for number, name in enumerate(TAGS)}

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]{2,}")
MAX_TOKEN = 40
"""Characters; what is longer is generated."""
MAX_MARKS = 300
"""Characters of an element's marks that are looked at; utility classes run to thousands."""


def _ints() -> array[int]:
    return array("i")


def _floats() -> array[float]:
    return array("f")


@dataclass(frozen=True, slots=True)
class Markup:
    """The elements of a page in document order, and which of them each visible block stands in.

    One entry an element: `parent` (its index, -1 for the root), `depth`, `kind` and `first_block` (how many visible
    blocks end before it). One entry a kind of element, for start tags that say the same in the same words: `kind_tag`
    (its number in `TAGS`) and `kind_marks` (the names it goes by: classes bare, ids as `#name`, others as `kind=name`).
    One entry a visible block: `block_element` (the innermost element around its first visible text), `block_texts`,
    `block_linked` (the share of it in links, 0 to 1) and `block_apart` (blank lines right above it). `hints` are those
    of `tasks.segment.hints` that the whole page gives.
    """

    parent: array[int] = field(default_factory=_ints)
    depth: array[int] = field(default_factory=_ints)
    kind: array[int] = field(default_factory=_ints)
    kind_tag: array[int] = field(default_factory=_ints)
    kind_marks: list[str] = field(default_factory=list)
    first_block: array[int] = field(default_factory=_ints)
    block_element: array[int] = field(default_factory=_ints)
    block_texts: Sequence[str] = ()
    block_linked: array[float] = field(default_factory=_floats)
    block_apart: array[int] = field(default_factory=_ints)
    hints: frozenset[str] = frozenset()


@lru_cache(maxsize=65_536)
def tokens_of(marks: str) -> tuple[str, ...]:
    """The names on an element, whole and by their words, each once.

    `postBody-2` gives `post-body-0`, `post`, `body`.
    """
    plain = marks if marks.islower() else _HUMP.sub("-", marks).lower()
    names = _DIGITS.sub("0", plain).split()
    tokens = dict.fromkeys(names + _WORD.findall(plain))
    # No name on the element is longer than all of them.
    return tuple(tokens if len(plain) <= MAX_TOKEN else [token for token in tokens if len(token) <= MAX_TOKEN])
