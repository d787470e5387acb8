"""What every field is made of: candidates with a value, a source and a score; the page they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from tasks.document import Action, Decision, Document, fates

if TYPE_CHECKING:
    from tasks.metadata.head import Head

T = TypeVar("T")

GIVEN = 0.97
"""The score of what came with the record: somebody knew it before the page was flattened."""


ABOVE, BELOW = 3, 8
"""Visible lines above and below the headline that are searched for date and author where no rule named them."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible value of a field. `source` names where it stood, `score` says how far to trust it, 0 to 1."""

    value: T
    source: str
    score: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A visible line with what was decided about it. `family` is empty where it is kept without a vote."""

    index: int
    text: str
    family: str
    kept: bool


@dataclass(frozen=True)
class Page:
    """Everything that candidates are drawn from.

    `headline` is the index of the headline's line, `text` the cleaned text, `head` what the markup says (None
    for flattened text), `fields` what came beside the content.
    """

    document: Document
    decisions: tuple[Decision, ...]
    headline: int | None
    text: str
    head: Head | None
    fields: Mapping[str, str]

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """The visible lines, with their families."""
        fate = fates(self.document, self.decisions)
        result = []
        for i in self.document.visible:
            vote = fate[i]
            text = self.document.lines[i].text.strip()
            kept = vote is None or vote.action is Action.KEEP
            result.append(TextLine(i, text, vote.family if vote else "", kept))
        return tuple(result)

    @cached_property
    def last_paragraph(self) -> int:
        """The index of the last kept line that reads like a paragraph, -1 without one."""
        prose = self.document.prose
        return max((line.index for line in self.lines if line.kept and prose[line.index]), default=-1)

    @cached_property
    def first_paragraph(self) -> int:
        """The index of the first kept line that reads like a paragraph; without one, that of the line after all."""
        prose, end = self.document.prose, len(self.document.lines)
        return min((line.index for line in self.lines if line.kept and prose[line.index]), default=end)

    @cached_property
    def beside_headline(self) -> tuple[TextLine, ...]:
        """The visible lines from `ABOVE` above the headline to `BELOW` below it, without it."""
        at = next((k for k, line in enumerate(self.lines) if line.index == self.headline), None)
        if at is None:
            return ()
        return self.lines[max(0, at - ABOVE) : at] + self.lines[at + 1 : at + 1 + BELOW]

    def taken(self, *families: str) -> Iterator[TextLine]:
        """The lines that were taken out of the body as one of these families, top to bottom."""
        return (line for line in self.lines if not line.kept and line.family in families)

    def given(self, *names: str) -> Iterator[tuple[str, str]]:
        """Name and value of the fields that came with the record, in the order of `names`, none empty."""
        lowered = {key.lower(): value for key, value in self.fields.items()}
        for name in names:
            value = lowered.get(name)
            if isinstance(value, str) and value.strip():
                yield name, value


def best(candidates: Iterable[Candidate[T]]) -> Candidate[T] | None:
    """The candidate with the highest score; the first of equals, so that the order of sources decides."""
    return max(candidates, key=lambda candidate: candidate.score, default=None)
