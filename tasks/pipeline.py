"""One document from lines to clean text, without I/O. A whole record, with metadata: `tasks.page.clean_record`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.document import Action, Decision, Document, fates
from tasks.headline import find_headline
from tasks.resolve import resolve
from tasks.rules import line_rules, phrase_matcher
from tasks.rules.base import ENOUGH, Context
from tasks.zones import zones


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document, the decisions on its lines, the text that they leave, and the headline's line."""

    document: Document
    decisions: tuple[Decision, ...]
    text: str
    headline: int | None

    @property
    def removed_ratio(self) -> float:
        """The share of the document's words that are not in its text, 0 to 1."""
        total = sum(self.document.words)
        return 1 - len(self.text.split()) / total if total else 0.0


def clean_document(
    document: Document, proposals: Iterable[Decision] = (), settled: frozenset[int] = frozenset()
) -> Cleaned:
    """Let every rule propose, resolve, and apply. `proposals` are those of an engine that saw the markup.

    `settled` are the lines of which its proposals are certain: phrases still name their families, but the rules for
    what no phrase can say do not look at them, except as neighbours of other lines.
    """
    votes = list(proposals)
    votes += phrase_matcher().propose(document)
    claimed = frozenset(
        i
        for vote in votes
        if vote.score >= ENOUGH and vote.action is not Action.KEEP
        for i in range(vote.line_start, vote.line_end)
    )
    headline = find_headline(document, claimed)
    context = Context(claimed, zones(document, claimed), headline, settled)
    for rule in line_rules():
        votes += rule.propose(document, context)
    if headline is not None:
        votes.append(Decision(headline, headline + 1, Action.KEEP, "title", "title", 1, 1.0, "headline"))
    decisions = resolve(document, votes, context.zones)
    return Cleaned(document, decisions, apply_decisions(document, decisions), headline)


def apply_decisions(document: Document, decisions: Sequence[Decision]) -> str:
    """The published text: the lines that are kept, without trailing white space, runs of blank lines as one.

    Raises:
        ValueError: the decisions overlap.
    """
    text: list[str] = []
    blank = False
    for line, words, fate in zip(document.lines, document.words, fates(document, decisions), strict=True):
        if fate is not None and fate.action is not Action.KEEP:
            continue
        if not words:
            blank = True
            continue
        if blank and text:
            text.append("")
        text.append(line.text.rstrip())
        blank = False
    return "\n".join(text)
