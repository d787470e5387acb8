"""Names on the short lines of a page that may say who wrote it, and what such a line is like, in figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.given_names import has_given_name, small_words
from tasks.markup import Markup
from tasks.metadata import keywords
from tasks.metadata.base import Page
from tasks.metadata.bios import read_bio
from tasks.metadata.characters import words_among
from tasks.metadata.cleaning import comparable
from tasks.metadata.page_passes import blocks_called
from tasks.metadata.persons import LONGEST_NAME, NOT_WROTE, has_role, is_signed, read_byline, tidy_name, unsigned
from tasks.metadata.signatures import (
    LONGEST_LINE,
    NOBODY,
    Authors,
    around_dates,
    bare_parts,
    is_label,
    plain,
)
from tasks.names import are_names
from tasks.worked_out import worked_out

ABOVE, BELOW, BEHIND = 3, 14, 10
"""Visible lines above and below the headline, and below the last paragraph, that are looked at. Of 757 labelled pages
that name their author on a short line 28 do so on none of these."""
MOST_MARKED = 20
"""Lines elsewhere that are looked at since their elements are called after authors."""
MOST_BIOS = 20
LONGEST_SIGNED = 32
"""Words of a line that opens like a byline: "Posted by Jane Doe, John Roe, … and Jean Dupont - Safe Browsing team"."""
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
_BITS = [1 << at for at in range(len(_ABOUT))]
_TIERS, _WEIGHTS = (1, 2, 2), (2.0, 1.0, 0.5)
"""A line's own element, the two around it and the two around those, and what the names on each weigh."""

LINE_FEATURES = (
    "below_headline", "before_text", "behind_text", "line_words", "kept", "removed", "byline", "bio", "signed",
    "label_above", "signature", "dated", "dated_below", "role", "role_below", "words_above", "words_below", "linked",
    "tag", "like_above", "like_below", *(f"about_{name}" for name in _ABOUT),
)  # fmt: skip
"""What `NamingLines.measure` says of a line, in order."""
SIGNED = LINE_FEATURES.index("signed")

_SIGNATURE = re.compile(
    r"(?:(?:this )?(?:post|article|story|page)?(?: was)? ?(?:written|posted|authored|published)|article|words|story)"
    r" by\b"
    r"|about the author\b|authors?\b|(?:(?:read|see) )?(?:more|all|latest)(?: articles| posts| stories)? (?:by|from)\b"
    r"|(?:geschrieben|verfasst|text|alles|mehr|(?:alle|weitere) (?:artikel|beiträge)) von\b|autor(?:in|inn?en|en|es)?\b"
    r"|auteure?s?\b|autor[ei]\b|escrito por\b|scritto da\b|(?:todos los|más) artículos de\b|tous les articles de\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[:@]")
# What marks an author's institute: "Jane Doe 1,*, John Roe 2".
_MARKERS = re.compile(r"\s?[\d*†‡]+(?:,[\d*†‡]*)*(?=,|$)")
_OPENERS = frozenset(
    re.findall(
        r"\S+",
        """
        by von par por di da door av af przez автор text words story author authors auteur auteurs reporter and und et y
        og och with mit updated published posted last on in at for from is was has contact follow via am um le el
        reviewed edited more about meet editor writer staff contributor
        """,
    )
)
"""Words that open or end a byline, besides all that open with "autor"."""


# "The Meetingnotes Team", alone below a headline: people write all of these words small.
_GROUPS = frozenset({"Team", "Staff", "Editors"})


class Named(NamedTuple):
    """Names on one line: `line` is its position among the visible ones, `part` which of the line's `parts` they are.

    -1 is the line as a whole, -2 a bio.
    """

    names: Authors
    line: int
    part: int
    parts: int


class NamingLines:
    """The lines of `page` that may name who wrote it, and the names on them, `named`.

    `called` is what the head calls its author, as `comparable` makes it: that is a name whatever its words are.
    `first`, `last` and `anchor` are positions among the visible lines: of the first and the last paragraph (-1 without
    one), and of the headline, or where most pages have it. `topic` are the words of the title.
    """

    def __init__(self, page: Page, called: frozenset[str]) -> None:
        self._page, self._called = page, called
        self.topic = frozenset(comparable(page.title or "").split())
        # All are visible lines, or right past the last one, or none.
        visible = page.document.visible
        self.first = bisect_left(visible, page.first_paragraph)
        self.last = bisect_left(visible, page.last_paragraph) if page.last_paragraph >= 0 else -1
        self._headline = None if page.anchor is None else bisect_left(visible, page.anchor)
        self.anchor = max(0, self.first - 8) if self._headline is None else self._headline
        words, lines = page.document.words, page.lines
        looked = [k for k in self._looked_at() if words[lines[k].at] <= LONGEST_SIGNED]
        short = [k for k in looked if words[lines[k].at] <= LONGEST_LINE or is_signed(lines[k].text)]
        texts = {k: plain(lines[k].text) for k in short}
        own = page.document.lines
        self._texts = {
            k: text
            for k, text in texts.items()
            if not NOT_WROTE.match(text) and "figcaption" not in (own[lines[k].at].path or "")
        }
        self.named = [named for k in self._texts for named in self._named(k)]
        self.named += self._of_bios()

    def _looked_at(self) -> list[int]:
        first, last, anchor, count = self.first, self.last, self.anchor, len(self._page.lines)
        own = {*range(max(0, anchor - ABOVE), anchor + BELOW + 1), *range(max(0, first - ABOVE), first)}
        if last >= 0:
            own.update(range(last + 1, last + BEHIND + 1))
        if self._page.document.markup is not None:
            markup = self._page.document.markup
            own.update(
                blocks_called(
                    markup.kind_marks, markup.kind, markup.parent, markup.block_element, _OF_AUTHORS, MOST_MARKED
                )
            )
        own.discard(-1 if self._headline is None else self._headline)
        commented = bisect_left(self._page.document.visible, self._page.commented)
        return sorted(k for k in own if k < min(count, commented))

    def _named(self, k: int) -> Iterator[Named]:
        """The names on a line: those of a byline, and what stands alone between its dates and separators."""
        text = self._texts[k]
        seen: set[Authors] = set()
        for names, part, parts in self._readings(k, text):
            own = tuple(name for name in names if self._may_be(name))
            if own and own not in seen:
                seen.add(own)
                yield Named(own, k, part, parts)

    def _readings(self, k: int, text: str) -> Iterator[tuple[Authors, int, int]]:
        """Names, and which part of the line they are, of how many; -1 is the line as a whole."""
        small = _small_in(text)
        if small is not None:
            if self._may_sign(text, small):
                yield (text,), 0, 1
            return
        signed, found = is_signed(text), False
        parts = around_dates(text, self._page.claimed_language) if self._is_dated(k) else bare_parts(text)
        for part, piece in enumerate(parts):
            small = _small_in(piece)
            bare = piece if small is not None else unsigned(piece)
            if signed or self._may_sign(bare, small):
                if small is None:
                    yield read_byline(piece, structured=True), part, len(parts)
                if bare and (small is not None or (len(bare.split()) <= LONGEST_ALONE and not _SIGNS.search(bare))):
                    yield (tidy_name(bare) if bare.isupper() else bare,), part, len(parts)
                found = True
        if found and len(parts) > 1:
            listed = _MARKERS.sub("", text)
            yield read_byline(listed, structured=are_names(listed)), -1, len(parts)

    def _may_be(self, name: str) -> bool:
        """Whether an author may be called so: not like a role or what the headline is about."""
        key = comparable(name)
        if key in NOBODY or is_label(name) or not any(map(str.isalpha, key)):
            return False
        return key in self._called or not (self.topic.issuperset(key.split()) or key in self._filed_under)

    @worked_out
    def _filed_under(self) -> frozenset[str]:
        """What the page's tags call its sections: "Politics | March 5" names no author.

        But for persons: some sites file texts by who wrote them.
        """
        sections = (name for found in keywords.categories(self._page) for name in found.value)
        return frozenset(comparable(name) for name in sections if not has_given_name(name))

    def _may_sign(self, text: str, small: int | None) -> bool:
        """Whether `text` is short, and half of it no words that people write small, unless the head calls it so.

        `small` is how many of its words they write small, where that is known.
        """
        words = text.split()
        if not 0 < len(words) <= LONGEST_ALONE or len(text) > LONGEST_NAME:
            return False
        if small is None:
            small = sum(map(small_words().__contains__, text.lower().split()))
        return (
            2 * small <= len(words)
            or (len(words) > 1 and words[-1] in _GROUPS)
            or (bool(self._called) and comparable(text) in self._called)
        )

    def _of_bios(self) -> Iterator[Named]:
        """Whom bios below the text introduce."""
        lines = self._page.lines
        visible = self._page.document.visible
        bios = [bisect_left(visible, line.at) for line in self._page.lines.taken("author_bio")]
        for k in [k for k in bios if k > self.last][:MOST_BIOS]:
            bio = read_bio(lines[k].text)
            if bio and bio.person:
                yield Named((bio.person,), k, -2, 1)

    def _is_dated(self, k: int) -> bool:
        lines = self._page.lines
        if k >= len(lines) or lines[k].at not in self._page.dated:
            return False
        return bool(self._page.moments_on(lines[k]))

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
            k - self.anchor, k - self.first, k - self.last, words[line.at], line.kept,
            bool(line.family) and not line.kept, line.family == "byline", line.family == "author_bio", is_signed(text),
            before is not None and is_label(before.text), _SIGNATURE.match(text) is not None, self._is_dated(k),
            self._is_dated(k + 1), has_role(text),
            after is not None and words[after.at] <= LONGEST_LINE and has_role(after.text),
            words[before.at] if before else 0, words[after.at] if after else 0, own[line.at].link_share or 0.0, tag,
            before is not None and own[before.at].path == path, after is not None and own[after.at].path == path,
            *about,
        ]  # fmt: skip


def _small_in(text: str) -> int | None:
    """Of a line of words alone, none of which opens or ends a byline, how many words people write small.

    Two lines in five are such, and all of the reading of bylines would find nothing else in them; None of any other.
    """
    return words_among(text, small_words(), _OPENERS, "autor")


@lru_cache(maxsize=65_536)
def _about(marks: str) -> int:
    """What the names on an element say, a bit for each of `_ABOUT`."""
    lower = marks.lower()
    return sum([1 << at for at, pattern in enumerate(_PATTERNS) if pattern.search(lower)])


def _around(markup: Markup | None, block: int) -> tuple[Sequence[float], float]:
    """What is around a block, for each of `_ABOUT` the most by `_WEIGHTS`, and the number of its own element's tag."""
    if markup is None:
        return _weighed(0), 0.0
    element = markup.block_element[block]
    tag = markup.kind_tag[markup.kind[element]]
    tiers = []
    for elements in _TIERS:
        bits = 0
        for _ in range(elements):
            if element >= 0:
                bits |= _about(markup.kind_marks[markup.kind[element]])
                element = markup.parent[element]
        tiers.append(bits)
    return _weighed(*tiers), tag


@lru_cache(maxsize=4096)
def _weighed(*tiers: int) -> tuple[float, ...]:
    """For each of `_ABOUT` the weight of the first of the tiers that has its bit."""
    return tuple([next((w for bits, w in zip(tiers, _WEIGHTS, strict=False) if bits & bit), 0.0) for bit in _BITS])
