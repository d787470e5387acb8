"""What the page around a text says of whether that is its title: its words elsewhere, its address, its other names.

The page that shaped it: a shop's `<title>` is a list of what it sells, its `h1` a slogan, and which of their parts the
page is about is told by the words that come again in its text, in its description and in its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from tasks.metadata.agreement import Agreement
from tasks.metadata.base import MOST_READ, Page, TextLine
from tasks.metadata.characters import Searched, casefolded
from tasks.metadata.cleaning import comparable
from tasks.metadata.title import cuts_of, parts_of
from tasks.segment.scan import count

START = 1_000
"""Characters of the clean text in which it says what it is about."""
MOST_LINES = 400
"""Visible lines among which titles and subheadings are looked for."""
CONTEXT = (
    "in_text", "in_start", "in_subheadings", "in_h1", "in_description", "in_others", "in_fewest_others", "said",
    "said_kept", "is_subheading", "depth", "in_address", "address_in_it", "cuts_of_title", "site_begins", "site_ends",
    "cuts", "capitals", "text_words",
)  # fmt: skip
"""What the columns are, in order; `in_…` are shares of the words of a text that stand there."""


class Surroundings:
    """A page, asked about the texts that it may be called, whose `comparable` forms are `keys`.

    `said` are the visible lines that say one of the texts.
    """

    def __init__(self, page: Page, keys: Iterable[str], said: Iterable[TextLine]) -> None:
        assert page.head is not None
        self._sites = page.sites
        self._said = Counter([line.text for line in said])
        self._kept = Counter([line.text for line in said if line.kept])
        below = page.lines.subheadings(MOST_LINES)
        self._below = frozenset(below)
        meta = page.head.meta
        description = next((meta[name][0] for name in ("og:description", "description") if name in meta), "")
        read = casefolded(page.text[:MOST_READ])
        self._agreement = Agreement(map(str.split, keys))
        self._where = [
            {word for word in self._agreement.times if word in place}
            for place in (
                Searched(read), read[:START], " ".join(below).casefold(), " ".join(page.head.headings).casefold(),
                description.casefold(),
            )
        ]  # fmt: skip
        self._described = bool(description)
        path = [name for name in urlsplit(page.address or "").path.split("/") if name]
        self._address = set(comparable(path[-1]).split()) if path else set()
        self._whole = (len(path), len(cuts_of(page.head.title or "")), count(page.text, b" "))

    def of(self, key: str, text: str) -> list[float]:
        """`CONTEXT` of one of the texts, `key` in its comparable form."""
        words = key.split()
        shares = [_share(words, place) for place in self._where]
        if not self._described:
            shares[-1] = -1.0
        depth, cuts, length = self._whole
        names, parts = text.split(), parts_of(text)
        return [
            *shares, *self._agreement.of(words), self._said[text], self._kept[text], text in self._below, depth,
            *((_share(words, self._address), _share(self._address, set(words))) if self._address else (-1.0, -1.0)),
            cuts, len(parts) > 1 and comparable(parts[0]) in self._sites,
            len(parts) > 1 and comparable(parts[-1]) in self._sites, len(parts) - 1,
            sum([name[0].isupper() for name in names]) / len(names), length,
        ]  # fmt: skip


def _share(words: Sequence[str] | set[str], place: set[str]) -> float:
    return sum([word in place for word in words]) / len(words)
