"""Head, body, tail and comment section of a document."""

from __future__ import annotations

import re

from tasks.document import Document
from tasks.rules.base import Zone

# A line that opens a section of reader comments, or the form below one.
_MARKER = re.compile(
    r"(?:(?:#|no|one|a|two|three|four|five) )?(?:reader |user |latest |all |top )?(?:comments?|responses|replies)"
    r"(?: ?\(#\)| ?#| so far| on this (?:article|post|story))?"
    r"|(?:#|one|two|three|four|five) (?:thoughts?|comments?|responses?|replies|reply) (?:on|to)\b.{0,150}"
    r"|(?:leave|post|add|write) (?:a|your) (?:reply|comment)(?: cancel reply)?"
    r"|join the (?:conversation|discussion)|what do you think"
    r"|#? ?(?:kommentare?|commentaires?|comentarios?|commenti|reacties|comentários)(?: ?\(#\))?"
)
# What only stands around reader comments.
_EVIDENCE = re.compile(
    r"(?:liked by|likes?:?) (?:#|you and #)(?: (?:people|persons?|others?|users?))?"
    r"|#? ?(?:reply|antworten|répondre|responder|rispondi)(?: to (?:this comment|[^ ]{1,30}))?"
    r"|reply ?(?:link|share|report|quote|like|flag)+.{0,20}"
    r"|(?:report|flag) (?:this )?comment|(?:like|share|report)(?: (?:like|share|report|reply)){1,3}"
    r"|.{1,40} (?:says|said|wrote|sagt|schreibt|dit|dice):?(?: ?(?:on )?.{0,40})?"
    r"|(?:.{1,40} )?# (?:minutes?|hours?|days?|weeks?|months?|years?) ago"
    r"|your email address will not be published.{0,80}"
)

FIRST_SHARE_OF_PROSE = 0.3
"""A marker counts once this share of the page's prose lies behind it. Measured on flattened dev pages: a
comment zone gated so takes a tenth of all boilerplate words at no loss of content; "Comments" in a menu above
the text opens nothing."""


def zones(document: Document, claimed: frozenset[int]) -> tuple[Zone, ...]:
    """The zone of every line; lines that strong phrases claimed do not count as prose.

    A document without a single paragraph is body throughout: there is nothing to be outside of.
    """
    prose = [i for i in document.visible if document.prose[i] and i not in claimed]
    if not prose:
        return (Zone.BODY,) * len(document.lines)
    section = comment_section(document, prose)
    inside = [i for i in prose if section is None or i < section]
    first, last = (inside[0], inside[-1]) if inside else (prose[0], prose[-1])
    result = []
    for i in range(len(document.lines)):
        if section is not None and i >= section:
            result.append(Zone.COMMENTS)
        elif i < first:
            result.append(Zone.HEAD)
        else:
            result.append(Zone.BODY if i <= last else Zone.TAIL)
    return tuple(result)


def comment_section(document: Document, prose: list[int]) -> int | None:
    """The line on which the comment section begins, None without both a place for one and evidence in it."""
    late = _after_share(document, prose)
    evidence = [i for i in document.visible if i >= late and _is_evidence(document, i)]
    if not evidence:
        return None
    for i in document.visible:
        if i >= late and document.words[i] <= 30 and _MARKER.fullmatch(document.folded[i]):
            return _list_before(document, evidence, i)
    return None


def _after_share(document: Document, prose: list[int]) -> int:
    """The first line behind `FIRST_SHARE_OF_PROSE` of the words of all paragraphs."""
    limit = FIRST_SHARE_OF_PROSE * sum(document.words[i] for i in prose)
    seen = 0
    for i in prose:
        seen += document.words[i]
        if seen >= limit:
            return i + 1
    return len(document.lines)


def _is_evidence(document: Document, i: int) -> bool:
    return document.words[i] <= 12 and _EVIDENCE.fullmatch(document.folded[i]) is not None


def _list_before(document: Document, evidence: list[int], marker: int) -> int:
    """The marker, or the start of the list of comments right above it.

    Blogs put the form below the comments ("Leave a Reply"), and flattened comments are an indented list: from
    the first evidence above the marker, up over the bulleted and indented lines that touch it.
    """
    above = [i for i in evidence if i < marker]
    if not above:
        return marker
    start = above[0]
    for i in reversed([j for j in document.visible if j < start]):
        if document.lines[i].indent == 0:
            break
        start = i
    return start
