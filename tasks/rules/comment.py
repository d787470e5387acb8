"""What readers wrote: everything in the comment section that is not its furniture."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, WEAK, Context, LineRule
from tasks.zones import comments_end

AFTER = WEAK / 2
"""Score of what stands in the section after the last sign of a comment: whatever another family makes of it
is better founded, and without one it is still no part of the article."""


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    lines = context.comment_lines(document)
    last = comments_end(document, context.zones) if lines else None
    for i in lines:
        inside = last is not None and i <= last
        yield RULE.decide(
            i, i + 1, Action.ROUTE, LIKELY if inside else AFTER, "in the comment section", "" if inside else "after"
        )


RULE = LineRule("comment.section", "comment", _propose)

RULES = (RULE,)
