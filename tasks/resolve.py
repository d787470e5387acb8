"""From many proposals to one decision a line. Rules propose; only this module decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.document import Action, Decision, Document
from tasks.line_passes import ranges_of, votes_on
from tasks.rules.base import ENOUGH, Zone


def resolve(document: Document, proposals: Iterable[Decision], zones: Sequence[Zone]) -> tuple[Decision, ...]:
    """One decision a line, in line order, no two on the same line.

    Keep-votes beat drops and routes of no higher score. Weak evidence (below `ENOUGH`) counts only outside
    the body, or beside a line that strong evidence has taken. Among what is left the highest score wins;
    ties go to routing, which loses nothing, then to the order of names, so that no order of proposals shows.
    """
    votes, contested = votes_on(document.words, proposals)
    for i, several in contested.items():
        votes[i] = _winner(several)
    weak = [i for i, vote in enumerate(votes) if vote is not None and vote.score < ENOUGH and zones[i] is Zone.BODY]
    unsupported = [
        i for i in weak if not any(_takes(votes, at) for at in (document.line_above(i), document.line_below(i)))
    ]
    for i in unsupported:
        votes[i] = None
    # Neighbouring lines that one rule took for one reason are one range.
    return tuple([_over(vote, start, end) for vote, start, end in ranges_of(document.words, votes)])


def _takes(votes: Sequence[Decision | None], i: int) -> bool:
    """Whether there is a line `i`, and strong evidence takes it."""
    vote = votes[i] if i >= 0 else None
    return vote is not None and vote.action is not Action.KEEP and vote.score >= ENOUGH


def _winner(votes: list[Decision]) -> Decision:
    most = max([vote.score for vote in votes])
    equal = [vote for vote in votes if vote.score == most]
    if len(equal) == 1:
        return equal[0]
    return min([vote for vote in equal if vote.action is Action.KEEP] or equal, key=_rank)


def _rank(vote: Decision) -> tuple[bool, str, str, str]:
    # Of the same score: route before drop.
    return (vote.action is Action.DROP, vote.family, vote.rule_id, vote.evidence)


def _over(vote: Decision, start: int, end: int) -> Decision:
    if (vote.line_start, vote.line_end) == (start, end):
        return vote
    return vote.on(start, end)
