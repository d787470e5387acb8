"""The numbers of the report, counted from a version's tables without ever holding a table whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

from tasks.dataset.part import parts

# An Arrow column. The type stubs know the kernels only for two columns, not for a column and a Python value.
Column = Any
pc: Any = pyarrow.compute

BATCH_ROWS = 64 * 1024
FEWEST_ROWS = 4 * 1024
EXAMPLES = 3
"""Examples of a quarantine reason: enough to see whether they are one case or several."""

FIELDS = (
    "title", "authors", "published", "modified", "sitename", "url", "description", "categories", "tags",
    "license", "language", "captions", "page_type",
)  # fmt: skip
"""The metadata fields whose fill rate is reported."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents with something in common: their number and words, in the text and on the page.

    `raw_words` is worked out from each document's `removed_ratio`, `mean_score` is that of the language, None
    where no document of the group has one.
    """

    name: str
    documents: int
    kept_words: int
    raw_words: int
    mean_score: float | None = None

    @property
    def removed_share(self) -> float | None:
        """The share of the pages' words that is not in the texts, None for pages without words."""
        return max(0.0, 1 - self.kept_words / self.raw_words) if self.raw_words else None


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """What the documents table says: totals, groups with most documents first, filled values by field."""

    rows: int
    kept_words: int
    sites: tuple[Group, ...]
    languages: tuple[Group, ...]
    filled: dict[str, int]
    earliest: datetime | None
    latest: datetime | None


def document_figures(version: Path) -> DocumentFigures:
    """Count over `documents/*.parquet`; of `text` and other long columns nothing is read.

    A document's site is its `sitename`, else the host of its `url`, else the folder of its source.
    """
    columns = ["source_path", "word_count", "removed_ratio", "language_score", *FIELDS]
    filled = dict.fromkeys(FIELDS, 0)
    partial: dict[str, list[pa.Table]] = {"site": [], "language": []}
    dates: list[datetime] = []
    rows = kept = 0
    for batch in batches(version / "documents", columns):
        rows += batch.num_rows
        kept += pc.sum(batch["word_count"]).as_py() or 0
        for name in FIELDS:
            filled[name] += pc.sum(_is_filled(batch[name])).as_py() or 0
        span = pc.min_max(batch["published"]).as_py()
        dates += [value for value in span.values() if value is not None]
        words = _words(batch)
        for name, keys in (("site", _site(batch)), ("language", _or_none(batch["language"]))):
            grouped = words.append_column("name", keys).group_by("name", use_threads=False)
            partial[name].append(
                grouped.aggregate([("n", "sum"), ("kept", "sum"), ("raw", "sum"), ("score", "sum"), ("scored", "sum")])
            )
    return DocumentFigures(
        rows, kept, _groups(partial["site"]), _groups(partial["language"]), filled,
        min(dates, default=None), max(dates, default=None),
    )  # fmt: skip


def _words(batch: pa.Table) -> pa.Table:
    kept = pc.cast(batch["word_count"], pa.int64())
    left = pc.subtract(1.0, pc.cast(batch["removed_ratio"], pa.float64()))
    # The ratio is a 32-bit float: rounding gives the number of words back up to some millions of them.
    raw = pc.if_else(pc.greater(left, 0), pc.round(pc.divide(pc.cast(kept, pa.float64()), left)), 0.0)
    score = pc.cast(batch["language_score"], pa.float64())
    return pa.table(
        {
            "n": pa.repeat(1, batch.num_rows),
            "kept": kept,
            "raw": pc.cast(raw, pa.int64()),
            "score": pc.fill_null(score, 0.0),
            "scored": pc.cast(pc.is_valid(score), pa.int64()),
        }
    )


def _is_filled(column: Column) -> Column:
    if pa.types.is_list(column.type):
        return pc.fill_null(pc.greater(pc.list_value_length(column), 0), False)
    if pa.types.is_string(column.type):
        return pc.fill_null(pc.greater(pc.binary_length(column), 0), False)
    return pc.is_valid(column)


def _or_none(column: Column) -> Column:
    """Empty strings as null."""
    return pc.if_else(_is_filled(column), column, pa.scalar(None, pa.string()))


def _site(batch: pa.Table) -> Column:
    host = pc.struct_field(
        pc.extract_regex(
            pc.utf8_lower(batch["url"]),
            r"^(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?(?:www\.)?(?P<host>[^/?#:]+)",
        ),
        "host",
    )
    folder = pc.struct_field(pc.extract_regex(batch["source_path"], r"^(?P<folder>.*)/[^/]*$"), "folder")
    return pc.coalesce(_or_none(batch["sitename"]), _or_none(host), _or_none(folder), ".")


def _groups(partial: list[pa.Table]) -> tuple[Group, ...]:
    if not partial:
        return ()
    table = pa.concat_tables(partial).group_by("name", use_threads=False)
    rows = table.aggregate([(f"{name}_sum", "sum") for name in ("n", "kept", "raw", "score", "scored")]).to_pylist()
    groups = [
        Group(
            row["name"] or "",
            row["n_sum_sum"],
            row["kept_sum_sum"],
            row["raw_sum_sum"],
            row["score_sum_sum"] / row["scored_sum_sum"] if row["scored_sum_sum"] else None,
        )
        for row in rows
    ]
    return tuple(sorted(groups, key=lambda group: (-group.documents, group.name)))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why records were quarantined: the stage, the reason, how many, and a few of them."""

    stage: str
    reason: str
    records: int
    examples: tuple[dict[str, str | None], ...]


def quarantine_figures(version: Path) -> tuple[Reason, ...]:
    """Count `quarantine/*.parquet` by stage and reason, most records first; examples in order of path."""
    columns = ["source_path", "source_record", "stage", "reason", "detail", "duplicate_of"]
    counts: dict[tuple[str, str], int] = {}
    examples: dict[tuple[str, str], list[dict[str, str | None]]] = {}
    for batch in batches(version / "quarantine", columns):
        ordered = batch.sort_by([(name, "ascending") for name in ("stage", "reason", "source_path", "source_record")])
        for stage, reason, rows in _runs(ordered):
            key = (stage, reason)
            counts[key] = counts.get(key, 0) + rows.num_rows
            found = examples.get(key, []) + rows.slice(0, EXAMPLES).to_pylist()
            examples[key] = sorted(found, key=lambda row: (row["source_path"], row["source_record"]))[:EXAMPLES]
    return tuple(
        Reason(*key, counts[key], tuple(examples[key])) for key in sorted(counts, key=lambda k: (-counts[k], k))
    )


def _runs(ordered: pa.Table) -> Iterator[tuple[str, str, pa.Table]]:
    """The rows of every stage and reason, from a table that is in their order."""
    sizes = ordered.group_by(["stage", "reason"], use_threads=False).aggregate([([], "count_all")])
    start = 0
    for row in sizes.to_pylist():
        yield row["stage"], row["reason"], ordered.slice(start, row["count_all"])
        start += row["count_all"]


def batches(folder: Path, columns: list[str]) -> Iterator[pa.Table]:
    """The columns of every Parquet file of a folder, in the order of their names, some rows at a time.

    Files of few rows come together: to ask Arrow something takes as long for three rows as for three hundred.
    """
    held: list[pa.RecordBatch] = []
    for path in parts(folder):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH_ROWS, columns=columns, use_threads=False):
                held.append(batch)
                if sum(map(len, held)) >= FEWEST_ROWS:
                    yield pa.Table.from_batches(held).combine_chunks()
                    held = []
    if any(map(len, held)):
        yield pa.Table.from_batches(held).combine_chunks()
