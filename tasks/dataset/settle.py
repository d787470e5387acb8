"""Records that a big file holds twice, in slices that were cleaned apart: the first one stays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.dataset.manifest import Counts, SourceEntry
from tasks.dataset.part import write_table
from tasks.dataset.positions import positions_of, remove_positions
from tasks.dataset.schemas import QUARANTINE

DETAIL = "the same record again, byte for byte"


def settle_duplicates(stage: Path, entries: Iterable[SourceEntry], counts: dict[str, Counts]) -> None:
    """Move to quarantine what a slice of a source published that an earlier slice of it had published; count it so.

    Within a slice this is done while cleaning. A source never shares the parts of its slices with another. After it
    the positions of records are known no more.
    """
    for entry in entries:
        if len(entry.parts) > 1:
            _settle(stage, entry.parts, counts[entry.path])
    remove_positions(stage)


def _settle(stage: Path, parts: tuple[str, ...], counts: Counts) -> None:
    columns = [pq.read_table(stage / "documents" / f"{part}.parquet", columns=["doc_id"])["doc_id"] for part in parts]
    ids = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())
    if pc.count_distinct(ids).as_py() == len(ids):
        return
    tally = ids.value_counts()
    repeated = tally.field("values").filter(pc.greater(tally.field("counts"), 1))
    seen: set[str] = set()
    for part, column in zip(parts, columns, strict=True):
        here = set(column.filter(pc.is_in(column, repeated)).to_pylist())
        if again := here & seen:
            _withdraw(stage, part, pa.array(sorted(again), pa.string()), counts)
        seen |= here


def _withdraw(stage: Path, part: str, ids: pa.Array, counts: Counts) -> None:
    paths = {table: stage / table / f"{part}.parquet" for table in ("documents", "decisions", "quarantine")}
    documents, decisions, quarantine = (pq.read_table(path) for path in paths.values())
    again = documents.filter(pc.is_in(documents["doc_id"], ids))
    positions = positions_of(stage, part, ids)
    rows = [
        {
            "source_path": row["source_path"],
            "source_record": row["source_record"],
            "stage": "deduplicate",
            "reason": "duplicate",
            "detail": DETAIL,
            "duplicate_of": row["doc_id"],
            "raw_sha256": row["raw_sha256"],
            "raw_offset": positions[row["doc_id"]].raw_offset,
            "raw_length": positions[row["doc_id"]].raw_length,
        }
        for row in again.select(["source_path", "source_record", "doc_id", "raw_sha256"]).to_pylist()
    ]
    kept = {
        "documents": documents.filter(pc.invert(pc.is_in(documents["doc_id"], ids))),
        "decisions": decisions.filter(pc.invert(pc.is_in(decisions["doc_id"], ids))),
        "quarantine": pa.concat_tables([quarantine, pa.Table.from_pylist(rows, QUARANTINE)]),
    }
    for table, path in paths.items():
        write_table(kept[table], path, table)
    counts.documents -= again.num_rows
    counts.quarantined += again.num_rows
    counts.kept_words -= pc.sum(again["word_count"]).as_py()
    counts.raw_words -= sum(position.words for position in positions.values())
