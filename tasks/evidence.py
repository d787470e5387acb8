"""What the rules say of a document, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.document import Action, Decision, Document
from tasks.headline import find_headline
from tasks.line_passes import taken_in
from tasks.rules import line_rules, phrase_matcher
from tasks.rules.base import ENOUGH, Context, Zone
from tasks.rules.cues import sightings
from tasks.zones import zones


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every proposal on a document, the zone of each of its lines, and the index of its headline."""

    proposals: tuple[Decision, ...]
    zones: tuple[Zone, ...]
    headline: int | None


def search(document: Document) -> None:
    """Find the lines that rules have to look at, which `look` does, too, where nobody did."""
    # Both declare what they look for when they are made.
    phrase_matcher()
    line_rules()
    sightings(document)


def look(document: Document, proposals: Iterable[Decision] = ()) -> Evidence:
    """Let every rule propose. `proposals` are those of an engine that saw the markup; rules take them into account."""
    votes = list(proposals)
    votes += phrase_matcher().propose(document)
    claimed = claimed_lines(votes)
    headline = find_headline(document, claimed)
    context = Context(claimed, zones(document, claimed), headline)
    for rule in line_rules():
        votes += rule.propose(document, context)
    if headline is not None:
        votes.append(Decision(headline, headline + 1, Action.KEEP, "title", "title", 1, 1.0, "headline"))
    return Evidence(tuple(votes), tuple(context.zones), headline)


def claimed_lines(proposals: Iterable[Decision]) -> frozenset[int]:
    """The lines that proposals with enough evidence would take out."""
    return frozenset(taken_in(proposals, ENOUGH, Action.KEEP))
