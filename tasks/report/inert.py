"""Dump text made safe to show: bounded, and with nothing in it that acts instead of being seen."""

from __future__ import annotations

import re

# Everything that a terminal or a browser would obey rather than show: C0 and C1 controls (escape sequences
# begin with one), the marks, embeddings, overrides and isolates that reorder the text around them, invisible
# spaces and operators, the tag characters that hide a second text in the first, and halves of surrogate
# pairs, which no file can hold. Joiners (U+200C, U+200D) and soft hyphens stay: Persian, Indic scripts and
# emoji need them, and all they do is shape letters.
_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")


def inert_text(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, every active character replaced by a visible sign for it.

    Tabs become a space, line breaks "↵", the rest their code point, "⟨U+202E⟩": the Unicode pictures of
    controls are in few fonts. A text that was cut says how many characters it lost. The result is longer than
    `limit` by that note and by the signs, at most tenfold.
    """
    cut = text[:limit]
    shown = _ACTIVE.sub(_sign, _LINE_BREAK.sub(" ↵ ", cut))
    return shown if len(cut) == len(text) else f"{shown}… [{len(text) - len(cut):,} more characters]"


def _sign(match: re.Match[str]) -> str:
    return " " if match.group() == "\t" else f"⟨U+{ord(match.group()):04X}⟩"
