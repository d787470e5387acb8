"""The one form in which lines and phrases are compared, made once per line."""

from __future__ import annotations

import re
import unicodedata

_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0f", ""),
    "…": "...",
}
_TABLE = str.maketrans(_SAME)
# A number and the signs inside it are one "#": "Liked by 1,024 people" and "Liked by 3 people" are one phrase.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

MAX_FOLDED = 2_000
"""Characters of a line that are folded. Page chrome is short: the longest phrase of all families has under
150 characters, and a hostile line of megabytes must not cost more than a paragraph."""


def fold(text: str) -> str:
    """`text` in lower case, quotes and dashes made plain, numbers as `#`, white space collapsed.

    Signs, bullets, arrows and emoji are stripped from both ends, so that "» Read more »" is "read more".
    Only the first `MAX_FOLDED` characters count. Folding a folded text changes nothing.
    """
    plain = text[:MAX_FOLDED]
    # The only sign of ASCII in the table is the backtick; most lines are ASCII, and a table costs as much as the rest.
    plain = plain.replace("`", "'") if plain.isascii() else plain.translate(_TABLE)
    plain = _NUMBER.sub("#", " ".join(plain.lower().split()))
    if not plain or (plain[0].isalnum() and plain[-1].isalnum()):
        return plain
    start, end = 0, len(plain)
    while start < end and not _counts(plain[start]):
        start += 1
    while end > start and not _counts(plain[end - 1]):
        end -= 1
    return plain[start:end]


def _counts(char: str) -> bool:
    # Marks count: a word of an Indic script may end in one.
    return char.isalnum() or char in "#%" or unicodedata.category(char)[0] == "M"
