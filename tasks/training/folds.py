"""Which pages are trained on and which are judged: folds that no site straddles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from tld import get_fld

# A name that begins with its host, behind whatever stands for a scheme: `archive::news.example.com-story.html`.
_HOST = re.compile(r"(?:[a-z]*:+/*)?([\w.]+)", re.IGNORECASE | re.ASCII)
LONGEST_NAME = 253
"""Characters of the longest host name that DNS allows."""


def registered_domain(url: str | None) -> str:
    """The domain that a page's owner registered (`example.co.uk`), in lower case; "" where nothing tells.

    Public suffixes only: pages of one hosting platform share its templates, so they share a domain here. What is
    no URL may still begin with a host name, as files of saved pages do: it is cut back to the last label that is a
    public suffix.
    """
    if not url:
        return ""
    if found := get_fld(url, fail_silently=True, search_private=False):
        return found.lower()
    named = _HOST.match(url)
    labels = named.group(1)[:LONGEST_NAME].lower().strip(".").split(".") if named else []
    for end in range(len(labels), 1, -1):
        host = ".".join(labels[:end])
        if found := get_fld(host, fail_silently=True, fix_protocol=True, search_private=False):
            return found
    return ""


def folds(urls: Sequence[str | None], count: int = 5) -> list[int]:
    """The fold of every page, 0 to `count` - 1, by the registered domain of its URL alone.

    A hash of the domain decides, so a page's fold does not depend on which other pages are there: pages that are
    added, left out (those without a gold text) or kept in another file move nobody, and a model never meets a site
    it was trained on. Evening out the folds' sizes would give that up for a few pages' difference. Pages without a
    domain all share one fold.

    Raises:
        ValueError: `count` is below 1.
    """
    if count < 1:
        raise ValueError(f"{count} folds: there must be at least one")
    return [int.from_bytes(hashlib.sha256(registered_domain(url).encode()).digest()[:8], "big") % count for url in urls]
