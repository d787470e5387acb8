"""The one form in which lines and phrases are compared, made once for all lines of a document."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import cache

from tasks.folding_pass import KINDS, fold_texts

_PLAIN = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0f"
# What `str.split` cuts at.
_SPACES = " \n\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES += "\u2028\u2029\u202f\u205f\u3000"
# A number and the signs inside it are one "#": "Liked by 1,024 people" and "Liked by 3 people" are one phrase.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_TABLE = 0x3100
"""Characters that a table says everything of: behind them come those of the Far East, nearly all letters."""

MAX_FOLDED = 2_000
"""Characters of a line that are folded. Page chrome is short: the longest phrase of all families has under
150 characters, and a hostile line of megabytes must not cost more than a paragraph."""


def fold(text: str) -> str:
    """`text` in lower case, quotes and dashes made plain, numbers as `#`, white space collapsed.

    Signs, bullets, arrows and emoji are stripped from both ends, so that "» Read more »" is "read more".
    Only the first `MAX_FOLDED` characters count. Folding a folded text changes nothing.
    """
    return fold_lines((text,))[0][0]


def fold_lines(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Every line as `fold` makes it, and how many words it has, by white space."""
    return fold_texts(texts, *_tables(), MAX_FOLDED, _fold_any)


@cache
def _tables() -> tuple[bytes, array[int]]:
    """What each character up to `_TABLE` is to folding, and how it is written."""
    lower = [chr(code).lower() for code in range(_TABLE)]
    kinds = bytes(KINDS[_kind(chr(code), low)] for code, low in enumerate(lower))
    plain = array("H", [ord(_PLAIN.get(chr(code), low)[0]) for code, low in enumerate(lower)])
    return kinds, plain


def _kind(char: str, lower: str) -> str:
    if char in _SPACES:
        return "space"
    if char in _HIDDEN:
        return "hidden"
    if _PLAIN.get(char) == "...":
        return "dots"
    if char in _PLAIN:
        return "sign"
    # Greek's capital sigma has another small letter at the end of a word.
    if len(lower) > 1 or char == "Σ":
        return "unknown"
    if char.isdecimal():
        return "digit"
    return "letter" if _counts(char) else "sign"


def _fold_any(text: str) -> str:
    """What `fold_texts` leaves to Python: a line with emoji in it, or signs of the Far East."""
    for sign, plain in _PLAIN.items():
        text = text.replace(sign, plain)
    for sign in _HIDDEN:
        text = text.replace(sign, "")
    return _strip(_NUMBER.sub("#", " ".join(text.split()).lower()))


def _strip(plain: str) -> str:
    start, end = 0, len(plain)
    while start < end and not _counts(plain[start]):
        start += 1
    while end > start and not _counts(plain[end - 1]):
        end -= 1
    return plain[start:end]


def _counts(char: str) -> bool:
    # Marks count: a word of an Indic script may end in one.
    return char.isalnum() or char in "#%" or unicodedata.category(char)[0] == "M"
