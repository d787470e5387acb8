"""Teasers that systems cut off in the middle of a sentence, which need no heading to be known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, Context, LineRule, Zone
from tasks.rules.related.teasers import TEASER_WORDS, is_headline

CUT_WORDS, CUT_LENGTHS, PAIR_LENGTHS = 12, 1.4, 1.1
"""Words of a teaser that was cut off in the middle, and how much longer than the shortest the longest may be, of three
and more or of two: systems cut at so many words or characters. Posts of a forum that trail off differ more."""
CUT_BELOW, CUT_ABOVE = 150, 4
"""Words of paragraphs that may stand below such teasers, and how many times their own words must stand above: on 24 of
the labelled dumps that are so they are teasers, on one of a forum its posts. Of lists of summaries with twice their
words above, some are the text."""
_CUT = re.compile(
    r"(?:…|\.{3,4}|\[(?:…|\.\.\.)\])(?: ?(?:read more|more|continue reading|weiterlesen|mehr|lire la suite|leer más))?"
    r"[ »>→\]]*",
    re.IGNORECASE,
)


def _cut(document: Document, context: Context) -> Iterator[Decision]:
    """Paragraphs at the end of a text that were cut off ("… a hundred years after the …"), with their titles."""
    trailing = sorted({*document.lines_saying("…"), *document.lines_saying("...")})
    cut = [i for i in trailing if _is_cut(document, context, i)]
    if len(cut) < 2:
        return
    taken = frozenset(cut)
    whole = [i for i in document.paragraphs if i not in taken]
    run = [cut[-1]]
    for i in reversed(cut[:-1]):
        if bisect_right(whole, i) != bisect_right(whole, run[-1]):
            break
        run.append(i)
    at = bisect_right(whole, run[-1])
    above, below = (sum(document.words[i] for i in part) for part in (whole[:at], whole[at:]))
    lengths = [len(document.lines[i].text.strip()) for i in run]
    if (
        len({document.folded[i] for i in run}) > 1
        and (len(run) > 2 or not any("...." in document.lines[i].text[-40:] for i in run))
        and max(lengths) <= (CUT_LENGTHS if len(run) > 2 else PAIR_LENGTHS) * min(lengths)
        and below <= CUT_BELOW
        and above >= CUT_ABOVE * sum(document.words[i] for i in run)
    ):
        first = _titled(document, context, run)
        yield CUT.decide(first, run[0] + 1, Action.DROP, LIKELY, f"{len(run)} paragraphs cut off in the middle")


def _is_cut(document: Document, context: Context, i: int) -> bool:
    end = document.lines[i].text.rstrip()[-40:]
    match = _CUT.search(end)
    return (
        document.words[i] >= CUT_WORDS
        and match is not None
        and match.end() == len(end)
        and context.zones[i] is not Zone.COMMENTS
    )


def _titled(document: Document, context: Context, run: Sequence[int]) -> int:
    """The first line of what stands above the first of some teasers as it does between them: title, date, section."""
    places = [bisect_right(document.visible, i) - 1 for i in run]
    between = min(above - below for above, below in pairwise(places)) - 1
    first = places[-1]
    while between > 0 and first > 0 and _may_title(document, context, document.visible[first - 1]):
        first, between = first - 1, between - 1
    return document.visible[first]


def _may_title(document: Document, context: Context, i: int) -> bool:
    return not document.prose[i] and document.words[i] <= TEASER_WORDS and not is_headline(document, context, i)


CUT = LineRule("related.cut", "related", _cut)

RULES = (CUT,)
