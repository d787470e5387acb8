"""Whether a line says a phrase to its reader, or is an article that quotes it or reports who said it."""

from __future__ import annotations

import re

from tasks.any_case import by_opening
from tasks.folding import MAX_FOLDED

FRAME_WORDS = 5
"""Words outside a quotation that make its line a sentence about it: '"We use cookies" stands on every door.'"""
FEWEST_WORDS = 10
"""Words of the shortest line that is looked at: a button with its label in quotes is no article."""

_OPENING_QUOTE = re.compile(r"[\s•*-]*[\"“”„«»‘‚']")
# A quotation in single quotes, apostrophes being neither: they stand between letters, or after a plural.
_SINGLE = re.compile(r"'(?<![^\s(:]')(?=\w)[^']{2,400}(?:\w'\w[^']{0,400}){0,8}'(?=[\s.,;:!?)]|$)")
_DOUBLE = re.compile(r'"[^"]{2,600}(?:"|$)')
# Chrome speaks in its own voice; it never tells what somebody said. No "asks" and "reads": forms ask, menus read.
_REPORTED_BY = by_opening(
    "said", "says", "told", "wrote", "writes", "begged?", "promised", "admit(?:s|ted)", "argue[sd]?",
    "claim(?:s|ed) that", "complain(?:s|ed)", "explained", "replied", "insist(?:s|ed)", "according to", "puts it",
    "put it", "sagte?n?", "schrieb", "schreibt", "meint", "meinte", "erklärte", "heißt es", "dem zufolge",
    "laut einer", "a dit", "disait", "dit-il", "dit-elle", "écrit", "selon une?", "explique", "dijo", "dice que",
    "explicó", "según un[ao]?", "afirma", "ha detto", "spiega", "secondo un[ao]?", "zegt", "zei", "aldus", "disse",
    "afirmou",
)  # fmt: skip
# Behind a character that is in no word, not at a boundary: a search goes from one to the next.
_REPORTED = re.compile(rf"\W(?:{_REPORTED_BY})\b")


def without_quotations(folded: str) -> str:
    """A folded line without what stands in quotes in it."""
    return _SINGLE.sub(" ", _DOUBLE.sub(" ", folded))


def is_mention(raw: str, folded: str, start: int, end: int) -> bool:
    """Whether `folded[start:end]`, part of the folded form of `raw`, is quoted or reported by the rest of the line."""
    if len(folded.split(None, FEWEST_WORDS)) < FEWEST_WORDS:
        return False
    # Folding strips the quotes at the ends of a line.
    opened = _OPENING_QUOTE.match(raw[:40])
    quoted = f'"{folded}' if opened and folded.count('"') % 2 else folded
    if '"' not in quoted and "'" not in quoted:
        return _REPORTED.search(f" {quoted}") is not None
    shift = len(quoted) - len(folded)
    around = without_quotations(quoted)
    if any(
        quotation.start() < start + shift and end + shift <= quotation.end()
        for pattern in (_DOUBLE, _SINGLE)
        for quotation in pattern.finditer(quoted[:MAX_FOLDED])
    ):
        return len(around.split()) >= FRAME_WORDS
    return _REPORTED.search(f" {around}") is not None
