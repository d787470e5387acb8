"""From many proposals to one decision a line. Rules propose; only this module decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tasks.document import Action, Decision, Document
from tasks.rules.base import ENOUGH, Zone


def resolve(document: Document, proposals: Iterable[Decision], zones: Sequence[Zone]) -> tuple[Decision, ...]:
    """One decision a line, in line order, no two on the same line.

    Keep-votes beat drops and routes of no higher score. Weak evidence (below `ENOUGH`) counts only outside
    the body, or beside a line that strong evidence has taken. Among what is left the highest score wins;
    ties go to routing, which loses nothing, then to the order of names, so that no order of proposals shows.
    """
    by_line: defaultdict[int, list[Decision]] = defaultdict(list)
    for proposal in proposals:
        for i in range(proposal.line_start, proposal.line_end):
            if document.words[i]:
                by_line[i].append(proposal)
    winners = {i: votes[0] if len(votes := by_line[i]) == 1 else _winner(votes) for i in sorted(by_line)}
    taken = {i for i, vote in winners.items() if vote.action is not Action.KEEP and vote.score >= ENOUGH}
    unsupported = [
        i
        for i, vote in winners.items()
        if vote.score < ENOUGH
        and zones[i] is Zone.BODY
        and document.line_above(i) not in taken
        and document.line_below(i) not in taken
    ]
    for i in unsupported:
        del winners[i]
    return _as_ranges(document, winners)


def _winner(votes: list[Decision]) -> Decision:
    best = min(votes, key=_rank)
    keeps = [vote for vote in votes if vote.action is Action.KEEP and vote.score >= best.score]
    return min(keeps, key=_rank) if keeps else best


def _rank(vote: Decision) -> tuple[float, bool, str, str, str]:
    # Most score first, then route before drop.
    return (-vote.score, vote.action is Action.DROP, vote.family, vote.rule_id, vote.evidence)


def _as_ranges(document: Document, winners: Mapping[int, Decision]) -> tuple[Decision, ...]:
    """Neighbouring lines that one rule took for one reason as one range, with the blank lines between."""
    ranges: list[list[int]] = []
    for i, vote in winners.items():
        last = ranges[-1][1] if ranges else -1
        if (
            last >= 0
            and document.words_above[last + 1] == document.words_above[i]
            and _same_reason(winners[last], vote)
        ):
            ranges[-1][1] = i
        else:
            ranges.append([i, i])
    return tuple(_over(winners[first], first, last + 1) for first, last in ranges)


def _over(vote: Decision, start: int, end: int) -> Decision:
    if (vote.line_start, vote.line_end) == (start, end):
        return vote
    return Decision(start, end, vote.action, vote.family, vote.rule_id, vote.rule_version, vote.score, vote.evidence)


def _same_reason(a: Decision, b: Decision) -> bool:
    return a is b or (a.action, a.family, a.rule_id, a.rule_version, a.score, a.evidence) == (
        b.action, b.family, b.rule_id, b.rule_version, b.score, b.evidence,
    )  # fmt: skip
