"""Who the author is, and who the paper is, told around the text."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.author_bio.places import HEADED, HEADINGS, bios
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.cues import lines_with


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    section = context.zones.index(Zone.COMMENTS) if Zone.COMMENTS in context.zones else None
    for i, form in bios(document, context.claimed, section).items():
        if i != context.title:
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, form, form)
    for heading in lines_with(document, HEADED):
        i = document.line_below(heading)
        if i >= 0 and context.zones[i] in {Zone.TAIL, Zone.HEAD}:
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, document.folded[heading], "headed")


RULE = LineRule("author_bio.line", "author_bio", _propose)

RULES = (
    PhraseRule(
        "author_bio.heading",
        "author_bio",
        Action.ROUTE,
        score=WEAK,
        whole=tuple(sorted(HEADINGS)),
        max_words=6,
    ),
    PhraseRule(
        "author_bio.more",
        "author_bio",
        Action.DROP,
        whole=(
            "more from this author", "more by this author", "view all posts by this author",
            "see all posts by this author", "mehr vom autor", "more from author",
        ),
        start=(
            "view all posts by", "see all posts by", "alle beiträge von", "alle artikel von", "read more by",
            "ver todas las entradas de", "voir tous les articles de",
        ),
        max_words=9,
    ),
    RULE,
)  # fmt: skip
