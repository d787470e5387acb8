"""What the audit watches of the metadata: how often it is there, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

COLUMNS = ["sitename", "title", "authors", "published", "modified", "page_type", "metadata_sources"]
FEWEST = 20
"""Documents below which shares are taken as if there were so many: one bad page of three stops nobody."""
SITE_PAGES, FEWEST_SITES = 20, 5
"""Pages of a site from which one author for all of them is worth a look, and such sites from which their share is."""
_FLAGS = ("title_missing", "date_missing", "impossible_date", "title_is_site")
# Only a page with markup is expected to have a title: a flattened dump may have begun behind it.
_MARKUP = ("meta:", "json-ld", "h1", "title", "html:", "link:", "markup")


class MetadataChecks:
    """Goes over the metadata of all documents, and has one number a document for every check.

    Their means are shares of all, or of `FEWEST` if there are fewer. `title_missing` and `date_missing` count pages
    with markup, the latter articles of which no day is known; `impossible_date` what was published or changed more than
    a day after the version was made, or changed before it was published; `title_is_site` titles that are the site's
    name. `one_author` is the same for all: the share of the larger sites that have one author on every page, 0 where
    there are few such sites.
    """

    def __init__(self, created: datetime) -> None:
        self._late = created + timedelta(days=1)
        self._flags: list[tuple[bool, ...]] = []
        self._sites: dict[str, _Site] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Look at some more documents, of which `COLUMNS` are read; as Python's objects a row takes 2.5 kB."""
        for row in batch.to_pylist():
            self._flags.append(_flags(row, self._late))
            if row["sitename"]:
                self._sites.setdefault(row["sitename"], _Site()).add(tuple(row["authors"]))

    def found(self) -> Mapping[str, NDArray[np.float64]]:
        """The numbers (N,) of each check."""
        flags = np.array(self._flags, np.float64).reshape(-1, len(_FLAGS))
        weight = len(flags) / max(FEWEST, len(flags))
        checks = {name: weight * flags[:, at] for at, name in enumerate(_FLAGS)}
        checks["one_author"] = np.full(len(flags), _one_author_share(self._sites.values()))
        return checks


def _flags(row: Mapping[str, Any], late: datetime) -> tuple[bool, ...]:
    """Whether each of `_FLAGS` is true of a document."""
    published, modified = row["published"], row["modified"]
    impossible = any(moment and moment > late for moment in (published, modified))
    impossible |= bool(published and modified and modified.date() < published.date() - timedelta(days=1))
    marked = _has_markup(row["metadata_sources"])
    return (
        marked and row["title"] is None,
        marked and row["page_type"] == "article" and published is None and modified is None,
        impossible,
        _same(row["title"], row["sitename"]),
    )


def _has_markup(sources: Mapping[str, str | None]) -> bool:
    return any((source or "").startswith(_MARKUP) for source in sources.values())


def _same(title: str | None, site: str | None) -> bool:
    return bool(title and site) and (title or "").casefold().strip() == (site or "").casefold().strip()


@dataclass(slots=True)
class _Site:
    """How many pages a site has, and who wrote them if that is the same on all."""

    pages: int = 0
    authors: tuple[str, ...] = ()

    def add(self, authors: tuple[str, ...]) -> None:
        """One more page."""
        self.authors = authors if self.pages == 0 or authors == self.authors else ()
        self.pages += 1


def _one_author_share(sites: Iterable[_Site]) -> float:
    large = [site for site in sites if site.pages >= SITE_PAGES]
    if len(large) < FEWEST_SITES:
        return 0.0
    return sum(site.authors != () for site in large) / len(large)
