"""A guard against markup nested so deep that parsing it would stall a run."""

from __future__ import annotations

import re

from tasks.segment.scan import count

DEEPEST = 5_000
"""Elements open at one point. The deepest of 2,000 labelled pages has 208. The parser's time grows with the square
of the depth, 6 s for 50,000 nested elements, and no limit on processor time can stop it: it is one call into C."""
SCANNED_FROM = 20_000
"""Tags from which a page is looked at; with fewer it cannot be deep enough to cost a second."""

# Not those that have no end, that the next one of their kind closes, or that the parser merges.
_TAG = re.compile(
    r"<(/?)(?!(?:area|b|base|br|col|embed|em|font|hr|i|img|input|link|meta|param|source|strong|track|u|wbr"
    r"|a|p|li|dt|dd|option|optgroup|tr|td|th|tbody|thead|tfoot|rp|rt|script|style)[\s/>])[a-z]",
    re.IGNORECASE,
)


def too_deep(html: str, source: str | bytes | None = None) -> bool:
    """Whether more than `DEEPEST` elements are open at one point of the page; `source` is the same, or its UTF-8."""
    if count(html if source is None else source, b"<") < SCANNED_FROM:
        return False
    depth = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False
