"""Whatever may be a page's title, as rows of features: what rules make of its sources, these whole, and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tasks.metadata.base import Candidate, Page, best
from tasks.metadata.cleaning import comparable, one_line
from tasks.metadata.title import LONGEST, cuts_of, overlap_of, parts_of, raw_titles, without_anchor
from tasks.metadata.title_context import CONTEXT, MOST_LINES, Surroundings
from tasks.worked_out import worked_out

MOST_PARTS = 6
MOST_TITLES = 4
"""Titles in the head that are cut into their parts, of up to `MOST_PARTS`."""

_SOURCES = ("h1", "meta:og:title", "meta:twitter:title", "meta:citation_title", "meta:dc.title", "json-ld", "title",
            "line")  # fmt: skip
_KINDS = ("raw", "heading", "part", "without_last", "without_first")
_RANKED = ("raw", "heading", "part")
_NOWHERE = 99.0
"""The place of what is not among the titles, the headings or the parts."""
FEATURES = (
    *(f"score_{source.replace(':', '_').replace('-', '_').replace('.', '_')}" for source in _SOURCES),
    *(f"is_{kind}" for kind in _KINDS), *(f"place_{kind}" for kind in _RANKED),
    "words", "characters", "page_type", "site", "words_of_site", "upper", "separated", "colon", "in_titles",
    "equal_titles", "in_headings", "begins_title", "ends_title", "is_title", "is_og_title", "begins_og_title",
    "closest_title", "farthest_heading", "of_title", "of_og_title", "headings", "titles", "different_titles",
    "line", "line_below_text", "kept", "lines", "best_by_rules", "highest_score", "candidates", "english", "question",
    "cut_off", *CONTEXT,
)  # fmt: skip
"""What the columns are, in order."""


class TitleRows:
    """`candidates` with the scores of the rules, 0 without one, and their features, (candidates, `FEATURES`).

    The features are worked out when they are asked for: one page in ten can be called one thing only.
    """

    def __init__(self, page: Page, titles: Sequence[str], texts: Mapping[str, _Text], winner: Candidate[str] | None):
        self._page, self._titles, self._texts, self._winner = page, titles, texts, winner
        self.candidates = [Candidate(known.text, known.source, known.trust) for known in texts.values()]

    @worked_out
    def features(self) -> NDArray[np.float32]:
        """What the trees look at."""
        page, texts, winner = self._page, self._texts, self._winner
        # Of hundreds of lines, those that say one of a handful of texts.
        said = page.lines.saying(frozenset([known.text for known in texts.values()]), MOST_LINES)
        highest = winner.score if winner else 0.0
        about = _About(page, self._titles, said, comparable(winner.value) if winner else "", highest)
        around = Surroundings(page, texts, [page.lines[k] for k in said])
        rows = [[*about.row(key, known), *around.of(key, known.text)] for key, known in texts.items()]
        return np.array(rows, np.float32).reshape(len(rows), len(FEATURES))


@dataclass(slots=True)
class _Text:
    """What may be the title, in the form that the rules trust most: its scores by source, where it stands otherwise."""

    text: str
    source: str
    trust: float = 0.0
    said: int = 0
    scores: dict[str, float] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


def rows_of_titles(page: Page, found: Sequence[Candidate[str]]) -> TitleRows:
    """Everything that `page`, which has a head, may be called; `found` is what the rules make of it."""
    assert page.head is not None
    titles = list(raw_titles(page))
    texts: dict[str, _Text] = {}
    for candidate in found:
        known = _noted(texts, candidate.value, candidate.source)
        if known is None:
            continue
        kind = _kind_of(candidate.source)
        known.scores[kind] = max(known.scores.get(kind, 0.0), candidate.score)
        known.said += 1
        if candidate.score > known.trust:
            known.text, known.source, known.trust = candidate.value, candidate.source, candidate.score
    for text, kind, place in (*_whole(page, titles), *_parts(titles)):
        source = "h1" if kind == "heading" else "title"
        if known := _noted(texts, text, source):
            known.places[kind] = min(known.places.get(kind, place), place)
    return TitleRows(page, titles, texts, best(found))


@lru_cache(maxsize=256)
def _kind_of(source: str) -> str:
    return next((kind for kind in _SOURCES if source.startswith(kind)), source)


def _noted(texts: dict[str, _Text], text: str, source: str) -> _Text | None:
    """What is known of a text, as far as case and signs go; None of one that cannot be a title."""
    line = one_line(text, LONGEST).strip()
    key = comparable(line)
    if not key or key.isdigit():
        return None
    known = texts.get(key)
    if known is None:
        known = texts[key] = _Text(line, source)
    return known


def _whole(page: Page, titles: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    assert page.head is not None
    for place, title in enumerate(titles):
        yield title, "raw", place
    for place, heading in enumerate(page.head.headings):
        yield without_anchor(heading), "heading", place


def _parts(titles: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """The parts of titles, and what is left without the first or the last of them; the last one's place is 9."""
    for title in titles[:MOST_TITLES]:
        cuts = cuts_of(title)
        if not cuts:
            continue
        for place, part in enumerate(parts_of(title)[:MOST_PARTS]):
            yield part, "part", place if place < len(cuts) else 9
        yield title[: cuts[-1][0]], "without_last", 0
        yield title[cuts[0][1] :], "without_first", 0


class _About:
    """What a page says of a text that may be its title; `said` are the places of the lines that say one."""

    def __init__(self, page: Page, titles: Sequence[str], said: Sequence[int], winner: str, highest: float) -> None:
        assert page.head is not None
        self._page, self._winner = page, winner
        self._titles = list(map(comparable, titles))
        self._headings = list(map(comparable, page.head.headings))
        # Most are called the same.
        self._title_words = [frozenset(text.split()) for text in dict.fromkeys(self._titles)]
        self._heading_words = [frozenset(text.split()) for text in dict.fromkeys(self._headings)]
        self._title = comparable(page.head.title or "")
        self._og = comparable((page.head.meta.get("og:title") or ("",))[0])
        self._site = set(" ".join(page.sites).split())
        self._lines = {page.lines[k].text: k for k in reversed(said)}
        self._counts = (len(self._headings), len(titles), len(set(self._titles)))
        self._highest = highest
        self._english = (page.claimed_language or "").startswith("en")

    def row(self, key: str, known: _Text) -> list[float]:
        """`FEATURES` of one text, but for `CONTEXT`; its comparable form is `key`."""
        page, text, words = self._page, known.text, key.split()
        own = frozenset(words)
        place = self._lines.get(text)
        line = None if place is None else page.lines[place]
        title, og = self._title, self._og
        return [
            *[known.scores.get(source, 0.0) for source in _SOURCES], *[kind in known.places for kind in _KINDS],
            *[known.places.get(kind, _NOWHERE) for kind in _RANKED],
            len(words), len(text), page.type_number, key in page.sites, len(own & self._site) / len(own),
            text.isupper(), _SEPARATED.search(text) is not None, ":" in text,
            sum([key in other for other in self._titles]), self._titles.count(key),
            sum([key in other for other in self._headings]), title.startswith(key), title.endswith(key), key == title,
            key == og, og.startswith(key),
            max([overlap_of(own, other) for other in self._title_words], default=-1.0),
            min([overlap_of(own, other) for other in self._heading_words], default=-1.0),
            len(key) / max(1, len(title)), len(key) / max(1, len(og)), *self._counts,
            -1 if place is None else place, -999 if line is None else line.at - page.first_paragraph,
            -1 if line is None else line.kept, len(page.lines), key == self._winner, self._highest, known.said,
            self._english, text.endswith("?"), text.endswith(("...", "…")),
        ]  # fmt: skip


_SEPARATED = re.compile(r"[|·]| [–—»-] ")
