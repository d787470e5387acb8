"""Lines with their fates in the form that pages show them: numbered, coloured, bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.report.inert import inert_text

COLOURS = 24
"""Classes of the style sheet, `.f0` to `.f23`; further families share the neutral `.fx`. More cannot be told
apart, and the name stands beside every colour."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line: its number (from 1, None where it is not known), inert text, fate and what decided it.

    `action` is keep, drop or route. `family`, `rule_id`, `score` and `evidence` are None on lines that are kept
    without a vote. `colour` is a class of the style sheet, empty on lines that stay. `words` counts by white
    space.
    """

    number: int | None
    text: str
    action: str
    family: str | None
    rule_id: str | None
    score: float | None
    evidence: str | None
    colour: str
    words: int

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see on the line."""
        return not self.text.strip()

    @property
    def gone(self) -> bool:
        """Whether the line is not part of the clean text."""
        return self.action != "keep"


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring lines of one fate as a piece of the strip that shows a document at a glance.

    `start` and `width` are per cent of the document's words.
    """

    start: float
    width: float
    action: str
    colour: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A family that took lines of a document: how many of each action, and its colour."""

    family: str
    colour: str
    dropped: int
    routed: int


def family_colours(ranked: Iterable[str]) -> dict[str, str]:
    """A class of the style sheet for each family, most important first."""
    return {name: f"f{i}" if i < COLOURS else "fx" for i, name in enumerate(dict.fromkeys(ranked))}


def by_lines_taken(families: Iterable[str | None]) -> list[str]:
    """The families of a document's removed lines, the most frequent first, then by name."""
    counts = Counter(family for family in families if family is not None)
    return sorted(counts, key=lambda family: (-counts[family], family))


def shown_line(
    number: int | None,
    text: str,
    action: str,
    colours: Mapping[str, str],
    limit: int,
    *,
    family: str | None = None,
    rule_id: str | None = None,
    score: float | None = None,
    evidence: str | None = None,
) -> ShownLine:
    """A raw line as a page shows it, with at most `limit` of its characters."""
    return ShownLine(
        number,
        inert_text(text.rstrip("\r\n"), limit),
        action,
        family,
        rule_id,
        score,
        evidence,
        "" if action == "keep" else colours.get(family or "", "fx"),
        len(text.split()),
    )


def bands(lines: Sequence[ShownLine]) -> tuple[Band, ...]:
    """The strip of a document: one band a run of lines with the same fate; blank lines count for nothing."""
    total = sum(line.words for line in lines)
    result: list[Band] = []
    seen = 0
    for (action, colour), run in groupby(
        (line for line in lines if line.words), key=lambda line: (line.action, line.colour)
    ):
        words = sum(line.words for line in run)
        result.append(Band(round(100 * seen / total, 2), round(100 * words / total, 2), action, colour))
        seen += words
    return tuple(result)


def legend(lines: Iterable[ShownLine]) -> tuple[LegendEntry, ...]:
    """The families that took any of `lines`, the one that took most first."""
    gone = [line for line in lines if line.gone and not line.blank]
    colours = {line.family: line.colour for line in gone}
    return tuple(
        LegendEntry(
            family,
            colours[family],
            sum(1 for line in gone if line.family == family and line.action == "drop"),
            sum(1 for line in gone if line.family == family and line.action == "route"),
        )
        for family in by_lines_taken(line.family for line in gone)
    )
