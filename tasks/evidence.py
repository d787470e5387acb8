"""What the rules say of a document, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.document import Action, Decision, Document, once_per_document
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


def search_headline(document: Document) -> None:
    """Find what phrases say and the headline, which `look` does, too, where nobody did and nothing else is proposed."""
    _headline_of(document, claimed_lines(_said_by_phrases(document)))


def search_zones(document: Document) -> None:
    """Find the zones of the lines in the same way."""
    _context_of(document, claimed_lines(_said_by_phrases(document)))


@once_per_document
def _said_by_phrases(document: Document) -> tuple[Decision, ...]:
    return tuple(phrase_matcher().propose(document))


@once_per_document
def _headline_of(document: Document, claimed: frozenset[int]) -> int | None:
    return find_headline(document, claimed)


@once_per_document
def _context_of(document: Document, claimed: frozenset[int]) -> Context:
    return Context(claimed, zones(document, claimed), _headline_of(document, claimed))


def look(document: Document, proposals: Iterable[Decision] = ()) -> Evidence:
    """Let every rule propose. `proposals` are those of an engine that saw the markup; rules take them into account."""
    votes = [*proposals, *_said_by_phrases(document)]
    context = _context_of(document, claimed_lines(votes))
    headline = context.title
    for rule in line_rules():
        votes += rule.propose(document, context)
    if headline is not None:
        votes.append(Decision(headline, headline + 1, Action.KEEP, "title", "title", 1, 1.0, "headline"))
    return Evidence(tuple(votes), tuple(context.zones), headline)


def claimed_lines(proposals: Iterable[Decision]) -> frozenset[int]:
    """The lines that proposals with enough evidence would take out."""
    return frozenset(taken_in(proposals, ENOUGH, Action.KEEP))
