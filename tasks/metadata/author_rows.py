"""Whoever may have written a page, as rows of features: names that its head says, and names on its short lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks import names
from tasks.given_names import has_given_name, may_be_called, small_words
from tasks.metadata.author_lines import ABOVE, LINE_FEATURES, SIGNED, NamingLines
from tasks.metadata.base import Candidate, Page
from tasks.metadata.cleaning import comparable
from tasks.metadata.persons import NEVER, is_name
from tasks.metadata.signatures import Authors

_SOURCES = ("json-ld", "meta", "markup:itemprop", "markup:rel", "markup:class", "markup:href")
_SAID_BY = [f"said_{source.removeprefix('markup:').replace('-', '_')}" for source in _SOURCES]
_NAME = (
    "name_words", "characters", "full_name", "given_name", "may_be_called", "small_words", "written_small", "topic",
    "lower", "digits", "site", "never", "may_be_name", "capitals", "mentions", "called",
)  # fmt: skip
_ACROSS = ("times", "signed_anywhere", "nearest")
_PAGE = ("page_type", "english", "page_lines", "text_below_headline", "said", "named", "signs")
FEATURES = (*LINE_FEATURES, "part", "parts", *_NAME, *_SAID_BY, *_ACROSS, *_PAGE)
"""What the columns are, in order."""
OF_HEAD = [FEATURES.index(name) for name in (*_SAID_BY, "called", "said")]
"""Columns of what the head says of a name, or of any."""
OF_AUTHORS = [
    FEATURES.index(name)
    for name in ("signed", "label_above", "called", "about_author", "about_byline", "signed_anywhere")
]  # fmt: skip
"""Columns that are above 0 where something on the page calls the name an author's."""
NO_LINE = -99.0
"""In columns about lines: the name stands on none that was looked at."""
FARTHEST = 99.0
"""Lines from the headline of a name that stands on none."""

_NOWHERE = [NO_LINE] * len(LINE_FEATURES)
_SILENT = [0.0] * len(_SOURCES)


class Rows(NamedTuple):
    """`candidates` without scores and their features, (candidates, `FEATURES`)."""

    candidates: list[Candidate[Authors]]
    features: NDArray[np.float32]


def rows_of(page: Page, said: Sequence[Candidate[Authors]], called: Iterable[str]) -> Rows:
    """Everybody who may have written `page`.

    `said` are the persons that its head names, `called` is all that it calls an author; of a dump both are empty.
    """
    known = frozenset(map(comparable, called))
    lines = NamingLines(page, known)
    if not lines.named and not said:
        return Rows([], np.empty((0, len(FEATURES)), np.float32))
    about = _NameFeatures(page, known, lines.topic)
    found = lines.named
    by_line = {k: lines.measure(k) for k in {named.line for named in found}}
    keys = [comparable(named.names[0]) for named in found]
    scores = _scores(said)
    times = Counter(keys)
    signed = {key for key, named in zip(keys, found, strict=True) if (by_line[named.line] or _NOWHERE)[SIGNED] > 0}
    nearest: dict[str, float] = {}
    for key, named in zip(keys, found, strict=True):
        below = named.line - lines.anchor
        nearest[key] = min(nearest.get(key, FARTHEST), below if below >= 0 else 2.0 * ABOVE - below)
    whole = [
        page.type_number,
        (page.claimed_language or "").startswith("en") or len(page.text.split(" the ", 4)) > 4,
        len(page.lines), lines.first - lines.anchor, len(said), len(found), len(signed),
    ]  # fmt: skip

    def of_name(name: str, key: str) -> list[float]:
        across = [times[key], key in signed, nearest.get(key, FARTHEST)]
        return [*about(name, key), *scores.get(key, _SILENT), *across, *whole]

    candidates: list[Candidate[Authors]] = []
    rows: list[list[float]] = []
    for key, named in zip(keys, found, strict=True):
        candidates.append(Candidate(named.names, _source(page, said, key, named.line, lines.last), 0.0))
        measured = by_line[named.line] or _NOWHERE
        rows.append([*measured, named.part, named.parts, *of_name(named.names[0], key)])
    shown = {tuple(map(comparable, named.names)) for named in found}
    for candidate in said:
        if tuple(map(comparable, candidate.value)) not in shown:
            candidates.append(candidate)
            name = candidate.value[0]
            rows.append([*_NOWHERE, NO_LINE, 0.0, *of_name(name, comparable(name))])
    return Rows(candidates, np.array(rows, np.float32).reshape(len(rows), len(FEATURES)))


def _scores(said: Iterable[Candidate[Authors]]) -> dict[str, list[float]]:
    """How far the head's sources of each kind are trusted that name somebody, by `comparable` name."""
    found: dict[str, list[float]] = {}
    for candidate in said:
        kind = next((at for at, source in enumerate(_SOURCES) if candidate.source.startswith(source)), None)
        for name in candidate.value:
            scores = found.setdefault(comparable(name), list(_SILENT))
            if kind is not None:
                scores[kind] = max(scores[kind], candidate.score)
    return found


def _source(page: Page, said: Sequence[Candidate[Authors]], key: str, k: int, last: int) -> str:
    """Where a name stood: in the head if that says it, too, since a program finds it there again."""
    own = [candidate for candidate in said if key in map(comparable, candidate.value)]
    if own:
        return max(own, key=lambda candidate: candidate.score).source
    family = page.lines[k].family
    if family in {"byline", "author_bio"}:
        return f"line:{family}"
    return "line:beside_headline" if k <= last else "line:behind_text"


class _NameFeatures:
    """What the form of a name says, and what the page does; each name is measured once."""

    def __init__(self, page: Page, called: frozenset[str], topic: frozenset[str]) -> None:
        self._page, self._called, self._topic = page, called, topic
        self._known: dict[str, list[float]] = {}

    def __call__(self, name: str, key: str) -> list[float]:
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._measure(name, key)
        return found

    def _measure(self, name: str, key: str) -> list[float]:
        words = name.split()
        bare = [word.strip(".,()").lower() for word in words]
        count, small, page = max(1, len(words)), small_words(), self._page
        return [
            len(words), len(name), names.is_name(name), has_given_name(name), may_be_called(name),
            len([word for word in bare if word in small]) / count,
            any(len(word) > 3 and page.writes_small(word) for word in bare),
            len(self._topic.intersection(key.split())) / count, name.islower(), any(map(str.isdigit, name)),
            key in page.sites, not NEVER.isdisjoint(bare), is_name(name),
            len([word for word in words if word[0].isupper()]) / count, page.opening.times(name, 9),
            key in self._called,
        ]  # fmt: skip
