"""What the audit watches of the metadata: how often it is there, and what cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

COLUMNS = ("url", "sitename", "title", "authors", "published", "modified", "page_type", "metadata_sources")
FEWEST = 20
"""Documents below which shares are taken as if there were so many: one bad page of three stops nobody."""
SITE_PAGES, FEWEST_SITES = 20, 5
"""Pages of a site from which one author for all of them is worth a look, and such sites from which their share is."""
# Only a page with markup is expected to have a title: a flattened dump may have begun behind it.
_MARKUP = ("meta:", "json-ld", "h1", "title", "html:", "link:", "markup")


def metadata_checks(documents: pa.Table, created: datetime) -> Mapping[str, list[float]]:
    """One number a document for every check; their means are shares of all, or of `FEWEST` if there are fewer.

    `title_missing` and `date_missing` count pages with markup, the latter articles only; `impossible_date` what was
    published or changed more than a day after the version was made, or changed before it was published;
    `title_is_site` titles that are the site's name. `one_author` is the same for all: the share of the larger
    sites that have one author on every page, 0 where there are few such sites.
    """
    rows = documents.to_pylist()
    weight = len(rows) / max(FEWEST, len(rows)) if rows else 0.0
    late = created + timedelta(days=1)
    checks: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        published, modified = row["published"], row["modified"]
        impossible = any(moment and moment > late for moment in (published, modified))
        impossible |= bool(published and modified and modified.date() < published.date() - timedelta(days=1))
        marked = _has_markup(row["metadata_sources"])
        checks["title_missing"].append(weight * (marked and row["title"] is None))
        checks["date_missing"].append(weight * (marked and row["page_type"] == "article" and published is None))
        checks["impossible_date"].append(weight * impossible)
        checks["title_is_site"].append(weight * _same(row["title"], row["sitename"]))
    share = _one_author_share(rows)
    checks["one_author"] = [share] * len(rows)
    return checks


def _has_markup(sources: Mapping[str, str | None]) -> bool:
    return any((source or "").startswith(_MARKUP) for source in sources.values())


def _same(title: str | None, site: str | None) -> bool:
    return bool(title and site) and (title or "").casefold().strip() == (site or "").casefold().strip()


def _one_author_share(rows: list[dict[str, Any]]) -> float:
    authors: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows:
        if row["sitename"]:
            authors[row["sitename"]].append(tuple(row["authors"]))
    large = [named for named in authors.values() if len(named) >= SITE_PAGES]
    if len(large) < FEWEST_SITES:
        return 0.0
    return sum(len(set(named)) == 1 and named[0] != () for named in large) / len(large)
