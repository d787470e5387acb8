"""The labelled pages, with the fold that judges each.

Both sets lie in `shared/data` beside the project and are not part of it: see the README there. Folds go by registered
domain (`tasks.training.folds`), so a site in both sets is in one fold of both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from tasks.readers.decoding import Decoded, decode
from tasks.training.folds import folds

DATA = Path(__file__).parents[2] / "shared" / "data"
FOLDS = 5
"""Folds of the cross-validation."""
SECOND_BATCH = "4000"
"""Where the ids of WCXB's second batch begin: 551 of its dev pages; the first, 946, has ids to 3099. Of the gold
texts 528 were drafted by rs-trafilatura, and the published split does not say which; where extractors of that family
have an advantage, the batches differ."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """One page and what annotators said of it.

    `html` is decoded; `gold` is the whole text that should remain, None where only snippets are known; of the
    snippets, `wanted` must be in it, `unwanted` must not, and `comments` are readers' comments. `page_type` is ""
    where it was not annotated.
    """

    id: str
    url: str
    page_type: str
    fold: int
    html: str
    gold: str | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def first_batch(self) -> bool:
        """Whether the page is of WCXB's first batch (see `SECOND_BATCH`)."""
        return self.id < SECOND_BATCH


def present() -> bool:
    """Whether the labelled pages are on this machine."""
    return (DATA / "wcxb_dev.parquet").exists() and (DATA / "multilingual_dev.parquet").exists()


def wcxb() -> list[LabelledPage]:
    """The development split of WCXB, 1,497 pages with whole gold texts, by id."""
    columns = ["id", "url", "page_type", "html", "main_content", "with", "without"]
    rows = sorted(pq.read_table(DATA / "wcxb_dev.parquet", columns=columns).to_pylist(), key=lambda row: row["id"])
    return [
        LabelledPage(
            id=row["id"],
            url=row["url"] or "",
            page_type=row["page_type"],
            fold=fold,
            # The benchmark stores its pages as UTF-8, whatever charset they declare.
            html=row["html"].decode("utf-8", "replace"),
            gold=row["main_content"] or "",
            wanted=tuple(row["with"] or ()),
            unwanted=tuple(row["without"] or ()),
        )
        for row, fold in zip(rows, folds([row["url"] for row in rows], FOLDS), strict=True)
    ]


def multilingual() -> list[LabelledPage]:
    """Half of trafilatura's evaluation pages, 503 of them in many languages, with snippets only, by id."""
    columns = ["id", "url", "html", "with", "without", "comments"]
    table = pq.read_table(DATA / "multilingual_dev.parquet", columns=columns)
    rows = sorted(table.to_pylist(), key=lambda row: row["id"])
    return [
        LabelledPage(
            id=row["id"],
            url=row["url"] or "",
            page_type="",
            fold=fold,
            html=_decoded(row["html"]),
            wanted=tuple(row["with"] or ()),
            unwanted=tuple(row["without"] or ()),
            comments=tuple(row["comments"] or ()),
        )
        for row, fold in zip(rows, folds([row["url"] for row in rows], FOLDS), strict=True)
    ]


def _decoded(raw: bytes) -> str:
    """A page in its own charset; every system gets the same text, so that none is judged by its decoder."""
    decoded = decode(raw, "html")
    return decoded.text if isinstance(decoded, Decoded) else raw.decode("utf-8", "replace")


def fingerprint(pages: Sequence[LabelledPage]) -> str:
    """64 hex digits of what the pages are and what was said of them: ids, HTML, gold texts and snippets."""
    digest = hashlib.sha256()
    for page in pages:
        for part in (page.id, page.html, page.gold or "", *page.wanted, "\0", *page.unwanted):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
