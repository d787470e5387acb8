"""What a boilerplate family is made of: phrase rules as data, line rules as functions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasks.document import Action, Decision, Document
from tasks.rules.cues import Cues, lines_with

STRONG = 0.9
"""Evidence that is enough anywhere: a full phrase that nothing but page chrome says."""
LIKELY = 0.7
"""Evidence that is enough anywhere, but yields to a stronger or more exact rule on the same line."""
WEAK = 0.4
"""Evidence that counts only outside the body of the text, or right beside a line that is taken already."""
ENOUGH = 0.5
"""The score from which evidence needs no support from its zone."""


class Zone(StrEnum):
    """Where in a document a line stands."""

    HEAD = "head"  # before the first paragraph
    BODY = "body"  # from the first paragraph to the last
    TAIL = "tail"  # after the last paragraph
    COMMENTS = "comments"  # a section of reader comments, with evidence of comments in it


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document when a line rule looks at it.

    `claimed` are the lines that strong phrases have taken, `title` is the index of the headline's line.
    """

    claimed: frozenset[int]
    zones: tuple[Zone, ...]
    title: int | None

    def lines_with(self, document: Document, cues: Cues) -> Sequence[int]:
        """The lines that a rule with these cues has to look at, in order: never the headline."""
        found = lines_with(document, cues)
        return [i for i in found if i != self.title] if found else found  # most rules have none

    def comment_lines(self, document: Document) -> tuple[int, ...]:
        """The visible lines of the comment section, which is the last zone of a document that has one."""
        if not self.zones or self.zones[-1] is not Zone.COMMENTS:
            return ()
        return document.visible[bisect_left(document.visible, self.zones.index(Zone.COMMENTS)) :]


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """Full phrases, in the folded form of `tasks.folding.fold`, that give a line away.

    `whole` phrases are the entire line, `start` and `end` its beginning or end, `inside` any part of it; all
    are matched at word boundaries, in one automaton with the phrases of every other rule. A line of more than
    `max_words` words is never taken, nor one that quotes the phrase or reports who said it: chrome is short, and a
    paragraph about it is content. A phrase that opens other sentences, too ("Register for free to take part in the
    race"), is weak evidence, unless it is a sentence by itself or what the chrome is about (`beside`) stands outside it
    ("… to continue reading").
    """

    rule_id: str
    family: str
    action: Action = Action.DROP
    version: int = 1
    score: float = STRONG
    whole: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    max_words: int = 30
    beside: re.Pattern[str] | None = None


Propose = Callable[[Document, Context], Iterator[Decision]]


@dataclass(frozen=True, slots=True)
class LineRule:
    """A pure function from a document and its context to decisions, for what no phrase can say.

    It looks at the lines that hold one of its module's `Cues`, not at every line of the page.
    """

    rule_id: str
    family: str
    propose: Propose
    version: int = 1

    def decide(self, start: int, end: int, action: Action, score: float, evidence: str, part: str = "") -> Decision:
        """A decision in this rule's name on the lines [start, end); `part` names one of its cases."""
        rule_id = f"{self.rule_id}.{part}" if part else self.rule_id
        return Decision(start, end, action, self.family, rule_id, self.version, score, evidence)


Rule = PhraseRule | LineRule
