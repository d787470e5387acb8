"""From many proposals to one decision a line. Rules propose; only this module decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.document import Action, Decision, Document
from tasks.rules.base import ENOUGH, Zone


def resolve(document: Document, proposals: Iterable[Decision], zones: Sequence[Zone]) -> tuple[Decision, ...]:
    """One decision a line, in line order, no two on the same line.

    Keep-votes beat drops and routes of no higher score. Weak evidence (below `ENOUGH`) counts only outside
    the body, or beside a line that strong evidence has taken. Among what is left the highest score wins;
    ties go to routing, which loses nothing, then to the order of names, so that no order of proposals shows.
    """
    words = document.words
    votes: list[Decision | None] = [None] * len(words)  # the only one on each line, or the first
    contested: dict[int, list[Decision]] = {}
    for proposal in proposals:
        for i in range(proposal.line_start, proposal.line_end):
            if words[i]:
                first = votes[i]
                if first is None:
                    votes[i] = proposal
                else:
                    contested.setdefault(i, [first]).append(proposal)
    for i, several in contested.items():
        votes[i] = _winner(several)
    weak = [i for i, vote in enumerate(votes) if vote is not None and vote.score < ENOUGH and zones[i] is Zone.BODY]
    unsupported = [
        i for i in weak if not any(_takes(votes, at) for at in (document.line_above(i), document.line_below(i)))
    ]
    for i in unsupported:
        votes[i] = None
    return _as_ranges(document, votes)


def _takes(votes: Sequence[Decision | None], i: int) -> bool:
    """Whether there is a line `i`, and strong evidence takes it."""
    vote = votes[i] if i >= 0 else None
    return vote is not None and vote.action is not Action.KEEP and vote.score >= ENOUGH


def _winner(votes: list[Decision]) -> Decision:
    best = min(votes, key=_rank)
    keeps = [vote for vote in votes if vote.action is Action.KEEP and vote.score >= best.score]
    return min(keeps, key=_rank) if keeps else best


def _rank(vote: Decision) -> tuple[float, bool, str, str, str]:
    # Most score first, then route before drop.
    return (-vote.score, vote.action is Action.DROP, vote.family, vote.rule_id, vote.evidence)


def _as_ranges(document: Document, votes: Sequence[Decision | None]) -> tuple[Decision, ...]:
    """Neighbouring lines that one rule took for one reason as one range, with the blank lines between."""
    ranges: list[Decision] = []
    open_: Decision | None = None
    start = end = 0
    for i, vote in enumerate(votes):
        if vote is not None and open_ is not None and _same_reason(open_, vote):
            end = i + 1
        elif vote is not None or document.words[i]:
            if open_ is not None:
                ranges.append(_over(open_, start, end))
            open_, start, end = vote, i, i + 1
    if open_ is not None:
        ranges.append(_over(open_, start, end))
    return tuple(ranges)


def _over(vote: Decision, start: int, end: int) -> Decision:
    if (vote.line_start, vote.line_end) == (start, end):
        return vote
    return Decision(start, end, *vote[2:])


def _same_reason(a: Decision, b: Decision) -> bool:
    return a is b or a[2:] == b[2:]
