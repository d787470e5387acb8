"""Names on the short lines of a page that may say who wrote it, and what such a line is like, in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tasks.markup import Markup
from tasks.metadata.base import Page
from tasks.metadata.bios import read_bio
from tasks.metadata.cleaning import comparable
from tasks.metadata.given_names import small_words
from tasks.metadata.persons import LONGEST_NAME, has_role, is_signed, read_byline, unsigned
from tasks.metadata.signatures import LONGEST_LINE, SIGNATURE, Authors, around_dates, bare_parts, is_label, plain

ABOVE, BELOW, BEHIND = 3, 14, 10
"""Visible lines above and below the headline, and below the last paragraph, that are looked at. Of 757 labelled pages
that name their author on a short line 28 do so on none of these."""
MOST_MARKED = 20
"""Lines elsewhere that are looked at since their elements are called after authors."""
MOST_BIOS = 20
LONGEST_ALONE = 6
"""Words of who signs alone: a person, a newsroom, a firm."""

_ABOUT = {
    "author": r"author|autor|auteur|writer",
    "byline": r"by-?line|\bby\b|written-?by|byname",
    "name": r"name|user|profile|vcard|\bfn\b|person",
    "meta": r"meta|info|details|credits?",
    "tag": r"tag|categor|topic|section|kicker|label|breadcrumb|cat-|term",
    "side": r"side|related|widget|recommend|teaser|card|promo|popular|footer|nav|menu",
    "bio": r"bio|about",
    "caption": r"caption|credit|image|photo|figure|media",
}
"""What elements around a line may be for, by the names that style sheets give them."""
_PATTERNS = [re.compile(pattern) for pattern in _ABOUT.values()]
_OF_AUTHORS = ("author", "autor", "auteur", "writer", "byline", "by-line")
_TIERS = (2.0, 1.0, 1.0, 0.5, 0.5)
"""What the names on a line's own element weigh, and those on the four around it."""

LINE_FEATURES = (
    "below_headline", "before_text", "behind_text", "line_words", "kept", "removed", "byline", "bio", "signed",
    "label_above", "signature", "dated", "dated_below", "role", "role_below", "words_above", "words_below", "linked",
    "tag", "like_above", "like_below", *(f"about_{name}" for name in _ABOUT),
)  # fmt: skip
"""What `NamingLines.measure` says of a line, in order."""
SIGNED = LINE_FEATURES.index("signed")

_WORDS_ALONE = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_OPENERS = re.compile(
    r"\b(?:by|von|par|por|di|da|door|av|af|przez|автор|text|words|story|authors?|autor\w*|auteurs?|autori?e?|reporter"
    r"|and|und|et|y|og|och|with|mit|updated|published|posted|last|on|in|at|for|from|is|was|has|contact|follow|via|am|um"
    r"|le|el|reviewed|edited|more|about|meet|editor|writer|staff|contributor)\b",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """Names on one line: `line` is its position among the visible ones, `part` which of the line's `parts` they are.

    -1 is the line as a whole, -2 a bio.
    """

    names: Authors
    line: int
    part: int
    parts: int


class NamingLines:
    """The lines of `page` that may name who wrote it. `called` is what the head calls its author, as `comparable` makes
    it: that is a name whatever its words are.
    """

    def __init__(self, page: Page, called: frozenset[str]) -> None:
        self._page, self._called = page, called
        where = {line.at: k for k, line in enumerate(page.lines)}
        self.first = where.get(page.first_paragraph, len(where))
        """Positions among the visible lines of the first and the last paragraph, -1 without one, and the headline."""
        self.last = where.get(page.last_paragraph, -1)
        at = where.get(page.anchor) if page.anchor is not None else None
        self._headline = at
        # Without a headline it stands where most have it.
        self.anchor = max(0, self.first - 8) if at is None else at
        words = page.document.words
        looked = [k for k in self._looked_at() if words[page.lines[k].at] <= LONGEST_LINE]
        self._texts = {k: plain(page.lines[k].text) for k in looked}
        self.named = [named for k in looked for named in self._named(k)]
        self.named += self._of_bios()

    def _looked_at(self) -> list[int]:
        first, last, anchor, count = self.first, self.last, self.anchor, len(self._page.lines)
        own = {*range(max(0, anchor - ABOVE), anchor + BELOW + 1), *range(max(0, first - ABOVE), first)}
        if last >= 0:
            own.update(range(last + 1, last + BEHIND + 1))
        if self._page.document.markup is not None:
            own.update(_of_authors(self._page.document.markup)[:MOST_MARKED])
        own.discard(-1 if self._headline is None else self._headline)
        return sorted(k for k in own if k < count)

    def _named(self, k: int) -> Iterator[Named]:
        """The names on a line: those of a byline, and what stands alone between its dates and separators."""
        text = self._texts[k]
        if _is_plain(text):
            if self._may_sign(text):
                yield Named((text,), k, 0, 1)
            return
        signed = is_signed(text)
        parts = around_dates(text, self._page.claimed_language) if self._is_dated(k) else bare_parts(text)
        seen: set[Authors] = set()
        for part, piece in enumerate(parts):
            for names in self._readings(piece, signed):
                if names and names not in seen:
                    seen.add(names)
                    yield Named(names, k, part, len(parts))
        if len(parts) > 1 and seen:
            whole = read_byline(text)
            if whole and whole not in seen:
                yield Named(whole, k, -1, len(parts))

    def _readings(self, piece: str, signed: bool) -> Iterator[Authors]:
        """The names in a piece of a line, and all of it as one."""
        plain_piece = _is_plain(piece)
        bare = piece if plain_piece else unsigned(piece)
        if not (signed or self._may_sign(bare)):
            return
        if not plain_piece:
            yield read_byline(piece, structured=True)
        if plain_piece or len(bare.split()) <= LONGEST_ALONE:
            yield (bare,) if bare else ()

    def _may_sign(self, text: str) -> bool:
        """Whether `text` is short, and half of it no words that people write small, unless the head calls it so."""
        words = text.split()
        if not 0 < len(words) <= LONGEST_ALONE or len(text) > LONGEST_NAME:
            return False
        small = small_words()
        return 2 * sum([word.lower() in small for word in words]) <= len(words) or comparable(text) in self._called

    def _of_bios(self) -> Iterator[Named]:
        """Whom bios below the text introduce."""
        lines = self._page.lines
        bios = [k for k in range(self.last + 1, len(lines)) if lines[k].family == "author_bio" and not lines[k].kept]
        for k in bios[:MOST_BIOS]:
            bio = read_bio(lines[k].text)
            if bio and bio.person:
                yield Named((bio.person,), k, -2, 1)

    def _is_dated(self, k: int) -> bool:
        lines = self._page.lines
        if k >= len(lines) or lines[k].at not in self._page.dated:
            return False
        return any(True for _ in self._page.moments_on(lines[k]))

    def measure(self, k: int) -> list[float] | None:
        """`LINE_FEATURES` of the line at position `k`, None of one that is there for its bio alone."""
        if k not in self._texts:
            return None
        page, text = self._page, self._texts[k]
        lines, words, own = page.lines, page.document.words, page.document.lines
        line = lines[k]
        before = lines[k - 1] if k else None
        after = lines[k + 1] if k + 1 < len(lines) else None
        path = own[line.at].path
        about, tag = _around(page.document.markup, k)
        return [
            float(k - self.anchor), float(k - self.first), float(k - self.last), float(words[line.at]),
            float(line.kept), float(bool(line.family) and not line.kept), float(line.family == "byline"),
            float(line.family == "author_bio"), float(is_signed(text)),
            float(before is not None and is_label(before.text)), float(SIGNATURE.match(text) is not None),
            float(self._is_dated(k)), float(self._is_dated(k + 1)), float(has_role(text)),
            float(after is not None and words[after.at] <= LONGEST_LINE and has_role(after.text)),
            float(words[before.at] if before else 0), float(words[after.at] if after else 0),
            own[line.at].link_share or 0.0, tag, float(before is not None and own[before.at].path == path),
            float(after is not None and own[after.at].path == path), *about,
        ]  # fmt: skip


def _is_plain(text: str) -> bool:
    """Whether a line is words alone, none of which opens or ends a byline: four lines in five.

    All of the reading of bylines would find nothing else in them.
    """
    return _WORDS_ALONE.fullmatch(text) is not None and _OPENERS.search(text) is None


@lru_cache(maxsize=65_536)
def _about(marks: str) -> tuple[bool, ...]:
    """What the names on an element say, for each of `_ABOUT`."""
    lower = marks.lower()
    return tuple([pattern.search(lower) is not None for pattern in _PATTERNS])


def _around(markup: Markup | None, block: int) -> tuple[list[float], float]:
    """What is around a block, for each of `_ABOUT` the most by `_TIERS`, and the number of its own element's tag."""
    most = [0.0] * len(_ABOUT)
    if markup is None:
        return most, 0.0
    element = markup.block_element[block]
    tag = float(markup.kind_tag[markup.kind[element]])
    for weight in _TIERS:
        if element < 0:
            break
        about = _about(markup.kind_marks[markup.kind[element]])
        most = [max(value, weight * own) for value, own in zip(most, about, strict=True)]
        element = markup.parent[element]
    return most, tag


def _of_authors(markup: Markup) -> Sequence[int]:
    """Blocks in an element, or right within one, that is called after authors."""
    # All of a page's names in one string, which is searched in microseconds; the kinds one by one take .2 ms.
    joined = "\n".join(markup.kind_marks).lower()
    if not any(word in joined for word in _OF_AUTHORS):
        return ()
    kinds = [kind for kind, marks in enumerate(joined.split("\n")) if any(word in marks for word in _OF_AUTHORS)]
    bears = np.isin(np.array(markup.kind, np.int64), kinds)
    # The root, which bears no such name, stands in itself.
    parent = np.array(markup.parent, np.int64).clip(0)
    own = np.array(markup.block_element, np.int64)
    found: list[int] = np.flatnonzero(bears[own] | bears[parent[own]] | bears[parent[parent[own]]]).tolist()
    return found
