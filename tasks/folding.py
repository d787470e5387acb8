"""The one form in which lines and phrases are compared, made once for all lines of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PLAIN = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0f"
# White space but the newline, which stands between lines, and the space: what `str.split` cuts at.
_SPACES = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES += "\u2028\u2029\u202f\u205f\u3000"
# A number and the signs inside it are one "#": "Liked by 1,024 people" and "Liked by 3 people" are one phrase.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# What strips from the ends of a line, of ASCII.
_SIGNS = "".join(char for char in map(chr, range(128)) if not char.isalnum() and char not in "#%")

# The same for ASCII, in one pass over its bytes; no byte of ASCII is the one that stands for a digit until
# neighbouring digits are one number.
_DIGIT = b"\x80"
_DIGITS = re.compile("\x80\x80*(?:[.,]\x80+)*")  # opened by a character, so that the search runs at memory's speed
_ASCII = bytes(
    _DIGIT[0]
    if chr(code).isdigit()
    else 0x20
    if chr(code) in _SPACES
    else ord(_PLAIN.get(chr(code), chr(code)).lower())
    for code in range(128)
) + bytes(range(128, 256))

MAX_FOLDED = 2_000
"""Characters of a line that are folded. Page chrome is short: the longest phrase of all families has under
150 characters, and a hostile line of megabytes must not cost more than a paragraph."""


def fold(text: str) -> str:
    """`text` in lower case, quotes and dashes made plain, numbers as `#`, white space collapsed.

    Signs, bullets, arrows and emoji are stripped from both ends, so that "» Read more »" is "read more".
    Only the first `MAX_FOLDED` characters count. Folding a folded text changes nothing.
    """
    return fold_lines((text,))[0][0]


def fold_lines(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Every line as `fold` makes it, and how many words it has, by white space.

    The lines go through each step together: a page has hundreds, and a step costs more to begin than to take.
    """
    if not texts:
        return (), ()
    joined = "\n".join(texts)
    # Longer than all of it would have to be for one line to be too long.
    cut = len(joined) > MAX_FOLDED and max(map(len, texts)) > MAX_FOLDED
    if cut or joined.count("\n") != len(texts) - 1:
        joined = "\n".join([text[:MAX_FOLDED].replace("\n", " ") for text in texts])
    if not joined.isascii():
        for sign, plain in _PLAIN.items():
            joined = joined.replace(sign, plain)
    folded, words = _fold_ascii(joined) if joined.isascii() else _fold_mixed(joined.split("\n"))
    if cut:
        words = [len(text.split()) if len(text) > MAX_FOLDED else n for text, n in zip(texts, words, strict=True)]
    return tuple(folded), tuple(words)


def _fold_mixed(lines: list[str]) -> tuple[list[str], list[int]]:
    """The lines of ASCII by the short way, the others by the long one."""
    others = [i for i, line in enumerate(lines) if not line.isascii()]
    foreign = [lines[i] for i in others]
    for i in others:
        lines[i] = ""
    folded, words = _fold_ascii("\n".join(lines))
    for i, line, count in zip(others, *_fold_any("\n".join(foreign)), strict=True):
        folded[i], words[i] = line, count
    return folded, words


def _fold_ascii(joined: str) -> tuple[list[str], list[int]]:
    plain = _collapse(joined.encode("ascii").translate(_ASCII).decode("latin-1"))
    words = [line.count(" ") + 1 if line else 0 for line in plain.split("\n")]
    return [line.strip(_SIGNS) for line in _DIGITS.sub("#", plain).split("\n")], words


def _fold_any(joined: str) -> tuple[list[str], list[int]]:
    plain = joined
    for space in _SPACES:
        plain = plain.replace(space, " ")
    plain = _collapse(plain)
    # A soft hyphen between two spaces is a word by white space, and nothing in the folded line.
    words = [line.count(" ") + 1 if line else 0 for line in plain.split("\n")]
    for sign in _HIDDEN:
        plain = plain.replace(sign, "")
    return [_strip(line) for line in _NUMBER.sub("#", _collapse(plain).lower()).split("\n")], words


def _collapse(plain: str) -> str:
    """Spaces in a row as one, none at the ends of lines."""
    while "  " in plain:
        plain = plain.replace("  ", " ")
    return plain.replace("\n ", "\n").replace(" \n", "\n").strip(" ")


def _strip(plain: str) -> str:
    plain = plain.strip(_SIGNS)
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
