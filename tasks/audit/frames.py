"""The staged tables as narrow data frames: what the suites look at, and never the text itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from tasks.audit.decisions import decisions
from tasks.audit.leftovers import leftover, suspects
from tasks.audit.metadata import COLUMNS as METADATA_COLUMNS
from tasks.audit.metadata import MetadataChecks
from tasks.audit.tables import wide
from tasks.dataset.manifest import Manifest
from tasks.dataset.part import parts
from tasks.dataset.schemas import DOCUMENTS

_BATCH_ROWS = 1_000
_NARROW = pa.schema(
    [DOCUMENTS.field(name) for name in ("doc_id", "source_path", "language", "word_count", "removed_ratio")]
)


def frames(stage: Path, manifest: Manifest) -> Mapping[str, Iterable[pd.DataFrame]]:
    """The frames of every suite: `documents`, `quarantine`, and `records` with one row a source are one each.

    `decisions` come in many, one after the other, for their suite asks of single rows only.
    """
    documents = _documents(stage, datetime.fromisoformat(manifest.created))
    quarantine = _quarantine(stage)
    return {
        "documents": [documents],
        "decisions": decisions(stage),
        "quarantine": [quarantine],
        "records": [_records(manifest, documents, quarantine, _crashed(stage))],
    }


def _table(stage: Path, table: str) -> ds.Dataset:
    return ds.dataset([str(path) for path in parts(stage / table)], format="parquet")


def _documents(stage: Path, created: datetime) -> pd.DataFrame:
    checks = MetadataChecks(created)
    narrow: list[pa.RecordBatch] = []
    lengths, leftovers = [], []
    for path in parts(stage / "documents"):
        # All columns in one pass: to open a file takes a millisecond, of a small part as long as reading it.
        for batch in _batches(path, [*_NARROW.names, *METADATA_COLUMNS, "text"]):
            narrow.append(batch.select(_NARROW.names))
            checks.add(batch.select(METADATA_COLUMNS))
            lengths.append(pc.utf8_length(pc.utf8_trim_whitespace(batch["text"])))
            leftovers += _leftovers(batch, path)
    frame = wide(pa.Table.from_batches(narrow, _NARROW)).to_pandas()
    for name, values in checks.found().items():
        frame[name] = values
    frame["text_length"] = pa.chunked_array(lengths, pa.int32()).cast(pa.int64()).to_pandas()
    frame["leftover"] = pd.Series(leftovers, dtype="object")
    frame["long_without_language"] = (frame["word_count"] >= 50) & frame["language"].isna()
    return frame


def _batches(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(_BATCH_ROWS, columns=columns, use_threads=False)


def _leftovers(batch: pa.RecordBatch, path: Path) -> list[str | None]:
    """What is left over in every text of a batch of a part."""
    found: list[str | None] = [None] * len(batch)
    rows = suspects(batch["text"])
    protected = _protected(path.parents[1] / "decisions" / path.name) if rows else {}
    for row in rows:
        found[row] = leftover(batch["text"][row].as_py(), protected.get(batch["doc_id"][row].as_py(), ()))
    return found


def _protected(decisions: Path) -> dict[str, set[str]]:
    """The lines of each document of a part that a vote kept, in lower case."""
    kept = pq.read_table(decisions, columns=["doc_id", "text"], filters=pc.field("action") == "keep")
    lines: dict[str, set[str]] = {}
    for doc_id, text in zip(kept["doc_id"].to_pylist(), kept["text"].to_pylist(), strict=True):
        lines.setdefault(doc_id, set()).update(line.strip().lower() for line in text.split("\n"))
    return lines


def _quarantine(stage: Path) -> pd.DataFrame:
    columns = ["source_path", "source_record", "stage", "reason", "duplicate_of"]
    frame = _table(stage, "quarantine").to_table(columns=columns).to_pandas()
    duplicate = frame["reason"].isin(["duplicate", "near_duplicate"])
    frame["duplicate_of_nothing"] = duplicate & frame["duplicate_of"].isna()
    return frame


def _crashed(stage: Path) -> list[int]:
    """The raw bytes of every shard of which a worker died, that is, of every part with such rows."""
    rows = _table(stage, "quarantine").to_table(
        columns=["raw_length", "__filename"], filter=pc.field("reason") == "crashed"
    )
    sizes: list[int] = rows.group_by("__filename").aggregate([("raw_length", "sum")])["raw_length_sum"].to_pylist()
    return sizes


def _records(manifest: Manifest, documents: pd.DataFrame, quarantine: pd.DataFrame, crashed: list[int]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(source.path, source.records) for source in manifest.sources],
        columns=["source_path", "records_read"],
    )
    published = documents["source_path"].value_counts()
    quarantined = quarantine["source_path"].value_counts()
    frame["accounted_for"] = sum(
        frame["source_path"].map(counts).fillna(0).astype("int64") for counts in (published, quarantined)
    )
    # Of at least 20 records: one failed page of five must not hold the other four back.
    failed = (quarantine["reason"] == "failed").sum()
    frame["failed_share"] = failed / max(20, frame["records_read"].sum())
    # By bytes: nobody knows how many records a shard held that crashed. Of at least ten times the largest of them: one
    # file that kills its worker, which may be all of a small run, must not hold the others back.
    whole = max(10 * max(crashed, default=0), sum(source.bytes for source in manifest.sources), 1)
    frame["crashed_share"] = sum(crashed) / whole
    return frame
