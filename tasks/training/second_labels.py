"""What a second annotator said of the labelled pages: what they are called, who signs them, when they were published.

The first annotation takes the heading of one page and the head's title of its neighbour, and names nobody on pages
that are signed. `second_labels.jsonl` is ours: all 2,000 pages read anew by a language model that was told what title,
author and day are here, and was shown a page's address, its head, its ends and the lines around its heading, but
neither the first annotation nor what any program finds. A line for each page, which is known by its digest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SECOND_LABELS = Path(__file__).with_name("second_labels.jsonl")
DIGITS = 16
"""Of the SHA-256 of a page's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class SecondLabel:
    """What one page is called, and `also` what would be as right, who signs it, and the day, "" where it tells none."""

    title: str
    also: tuple[str, ...]
    authors: tuple[str, ...]
    published: str


def second_label(html: bytes | str) -> SecondLabel | None:
    """What was said of a page as it is in its file, None where nothing was."""
    content = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    return _labels().get(hashlib.sha256(content).hexdigest()[:DIGITS])


@cache
def _labels() -> dict[str, SecondLabel]:
    rows = map(json.loads, SECOND_LABELS.read_text(encoding="utf-8").splitlines())
    return {
        row["sha256"]: SecondLabel(row["title"], tuple(row["also"]), tuple(row["authors"]), row["published"])
        for row in rows
    }
