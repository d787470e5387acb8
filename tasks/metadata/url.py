"""The page's address: canonical, absolute, http or https."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from tasks.metadata.base import GIVEN, Candidate, Page
from tasks.metadata.cleaning import one_line

LONGEST_URL = 2_000
_NOWHERE = re.compile(r"[ <>\"'`\\]")
_GIVEN = ("url", "warc-target-uri", "source_url", "link")


def candidates(page: Page) -> Iterator[Candidate[str]]:
    """The canonical link before the given address, unless it leads to another site or to the front page."""
    given = next((url for _, value in page.given(*_GIVEN) if (url := web_address(value))), None)
    if given:
        yield Candidate(given, "field:url", GIVEN)
    if page.head is None:
        return
    for source, score, values in (
        ("link:canonical", 0.99, page.head.links.get("canonical", ())),
        ("meta:og:url", 0.8, page.head.meta.get("og:url", ())),
    ):
        for value in values[:1]:
            if url := web_address(value, given):
                # Templates put the front page, or the site that a text was first published on, on every page.
                trusted = given in {None, url} or (host(url) == host(given) and (_path(url) or not _path(given)))
                yield Candidate(url, source, score if trusted else 0.3)


def web_address(value: str, base: str | None = None) -> str | None:
    """`value`, relative to `base`, as an absolute http or https address; None where it is anything else."""
    url = one_line(value, LONGEST_URL + 1)
    return _absolute(url, base) if len(url) <= LONGEST_URL else None


# The same few are asked for with every field that looks at the page's address.
@lru_cache(maxsize=64)
def _absolute(url: str, base: str | None) -> str | None:
    if _NOWHERE.search(url):
        return None
    try:
        url = urljoin(base, url) if base and "://" not in url else url
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
        return url if usable and parts.port != 0 else None
    except ValueError:
        return None


@lru_cache(maxsize=64)
def host(url: str) -> str:
    """The address's host in lower case without `www.`."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def _path(url: str) -> str:
    return urlsplit(url).path.strip("/")
