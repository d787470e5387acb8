"""Values as one clean line: entities resolved, control characters out, white space collapsed."""

from __future__ import annotations

import html
import re

from tasks.metadata.characters import compared, is_clean

LONGEST_VALUE = 2_000
"""Characters of any single value that are looked at. Descriptions, the longest honest ones, have a few
hundred; a megabyte in a meta tag is an attack or an embedded image."""

# Controls, soft hyphens, zero-width and direction marks, surrogates: nothing that a person meant to write.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_SIGNS = re.compile(r"[\W_]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def one_line(value: str, limit: int = LONGEST_VALUE) -> str:
    """`value` on one line, at most `limit` characters of it, empty where there is nothing to see.

    Entities are resolved twice, because publishing systems escape twice (`&amp;#039;`); tags that were
    escaped into a value are taken out.
    """
    if is_clean(value, limit):
        return value
    plain = value[: 2 * limit]
    for _ in range(2):
        if "&" in plain:
            plain = html.unescape(plain)
    if "<" in plain:
        plain = _TAG.sub(" ", plain)
    if not (plain.isascii() and plain.isprintable()):
        plain = _INVISIBLE.sub("", plain)
    return " ".join(plain.split())[:limit].rstrip()


def comparable(value: str) -> str:
    """`value` for comparison with another: lower case, letters and digits only, single spaces."""
    found = compared(value)
    # German's "ß" is two letters there.
    return _SIGNS.sub(" ", value.casefold()).strip() if found is None else found
