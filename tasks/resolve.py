"""From many proposals to one decision a line. Rules propose; only this module decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tasks.document import Action, Decision, Document
from tasks.rules.base import ENOUGH, Zone


def resolve(document: Document, proposals: Iterable[Decision], zones: Sequence[Zone]) -> tuple[Decision, ...]:
    """One decision a line, in line order, no two on the same line.

    Keep-votes beat drops and routes of no higher score. Weak evidence (below `ENOUGH`) counts only outside
    the body, or beside a line that strong evidence has taken. Among what is left the highest score wins;
    ties go to routing, which loses nothing, then to the order of names, so that no order of proposals shows.
    """
    by_line: list[list[Decision]] = [[] for _ in document.lines]
    for proposal in proposals:
        for i in range(proposal.line_start, proposal.line_end):
            if not document.lines[i].blank:
                by_line[i].append(proposal)
    winners = [_winner(votes) for votes in by_line]
    taken = [vote is not None and vote.action is not Action.KEEP and vote.score >= ENOUGH for vote in winners]
    support = _beside(document, taken)
    for i, vote in enumerate(winners):
        if vote is not None and vote.score < ENOUGH and zones[i] is Zone.BODY and not support[i]:
            winners[i] = None
    return _as_ranges(document, winners)


def _winner(votes: list[Decision]) -> Decision | None:
    if not votes:
        return None
    best = min(votes, key=_rank)
    keeps = [vote for vote in votes if vote.action is Action.KEEP and vote.score >= best.score]
    return min(keeps, key=_rank) if keeps else best


def _rank(vote: Decision) -> tuple[float, bool, str, str, str]:
    # Most score first, then route before drop.
    return (-vote.score, vote.action is Action.DROP, vote.family, vote.rule_id, vote.evidence)


def _beside(document: Document, taken: list[bool]) -> list[bool]:
    """Whether the visible line before or after each visible line is taken."""
    support = [False] * len(taken)
    visible = document.visible
    for before, after in pairwise(visible):
        support[before] |= taken[after]
        support[after] |= taken[before]
    return support


def _as_ranges(document: Document, winners: list[Decision | None]) -> tuple[Decision, ...]:
    """Neighbouring lines that one rule took for one reason as one range, with the blank lines between."""
    ranges: list[Decision] = []
    gap = False  # whether a kept line stands between the last range and this line
    for i in document.visible:
        vote = winners[i]
        last = ranges[-1] if ranges else None
        if vote is None:
            gap = True
            continue
        if last is not None and not gap and _same_reason(last, vote):
            start = last.line_start
            ranges.pop()
        else:
            start = i
        ranges.append(
            Decision(
                start,
                i + 1,
                vote.action,
                vote.family,
                vote.rule_id,
                vote.rule_version,
                vote.score,
                vote.evidence,
            )
        )
        gap = False
    return tuple(ranges)


def _same_reason(a: Decision, b: Decision) -> bool:
    return (a.action, a.rule_id, a.rule_version, a.score, a.evidence) == (
        b.action, b.rule_id, b.rule_version, b.score, b.evidence,
    )  # fmt: skip
