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

from tasks.audit.leftovers import leftover
from tasks.audit.metadata import COLUMNS as METADATA_COLUMNS
from tasks.audit.metadata import metadata_checks
from tasks.dataset.manifest import Manifest

_BATCH_ROWS = 1_000
_FRAME_ROWS = 250_000
"""Decisions from which a frame is closed. A page has fifty: all at once they would take most of 16 kB a page."""


def frames(stage: Path, manifest: Manifest) -> Mapping[str, Iterable[pd.DataFrame]]:
    """The frames of every suite: `documents`, `quarantine`, and `records` with one row a source are one each.

    `decisions` come in many, one after the other, for their suite asks of single rows only.
    """
    documents = _documents(stage, datetime.fromisoformat(manifest.created))
    quarantine = _quarantine(stage)
    return {
        "documents": [documents],
        "decisions": _decisions(stage),
        "quarantine": [quarantine],
        "records": [_records(manifest, documents, quarantine, _crashed(stage))],
    }


def _table(stage: Path, table: str) -> ds.Dataset:
    return ds.dataset([str(path) for path in _parts(stage, table)], format="parquet")


def _parts(stage: Path, table: str) -> list[Path]:
    return sorted((stage / table).glob("*.parquet"))


def _documents(stage: Path, created: datetime) -> pd.DataFrame:
    columns = ["doc_id", "source_path", "language", "word_count", "removed_ratio"]
    table = _table(stage, "documents")
    frame = _wide(table.to_table(columns=columns)).to_pandas()
    described = table.to_batches(columns=[*METADATA_COLUMNS], batch_size=_BATCH_ROWS)
    for name, values in metadata_checks(described, created).items():
        frame[name] = values
    lengths, leftovers = [], []
    for path in _parts(stage, "documents"):
        protected = _protected(path.parents[1] / "decisions" / path.name)
        for batch in pq.ParquetFile(path).iter_batches(_BATCH_ROWS, columns=["doc_id", "text"]):
            lengths.append(pc.utf8_length(pc.utf8_trim_whitespace(batch["text"])))
            for doc_id, text in zip(batch["doc_id"].to_pylist(), batch["text"].to_pylist(), strict=True):
                leftovers.append(leftover(text, protected.get(doc_id, ())))
    frame["text_length"] = pa.chunked_array(lengths, pa.int32()).cast(pa.int64()).to_pandas()
    frame["leftover"] = pd.Series(leftovers, dtype="object")
    frame["long_without_language"] = (frame["word_count"] >= 50) & frame["language"].isna()
    return frame


def _protected(decisions: Path) -> dict[str, set[str]]:
    """The lines of each document of a part that a vote kept, in lower case."""
    kept = pq.read_table(decisions, columns=["doc_id", "text"], filters=pc.field("action") == "keep")
    lines: dict[str, set[str]] = {}
    for doc_id, text in zip(kept["doc_id"].to_pylist(), kept["text"].to_pylist(), strict=True):
        lines.setdefault(doc_id, set()).update(line.strip().lower() for line in text.split("\n"))
    return lines


def _decisions(stage: Path) -> Iterator[pd.DataFrame]:
    parts: list[pa.Table] = []
    for path in _parts(stage, "decisions"):
        parts.append(_compared(path))
        if sum(map(len, parts)) >= _FRAME_ROWS:
            yield _frame(parts)
            parts = []
    if parts:
        yield _frame(parts)


def _frame(parts: list[pa.Table]) -> pd.DataFrame:
    return pa.concat_tables(parts).unify_dictionaries().to_pandas(split_blocks=True, self_destruct=True)


def _compared(path: Path) -> pa.Table:
    """The decisions of a part in the order of their lines, each with what the tables around it say of it."""
    columns = ["doc_id", "line_start", "line_end", "action", "family", "rule_id", "rule_version", "score"]
    # With the names as numbers: there are fifty rows a page.
    part = pq.read_table(path, columns=columns, read_dictionary=["action", "family", "rule_id"])
    part = part.sort_by([("doc_id", "ascending"), ("line_start", "ascending")]).combine_chunks()
    same = pc.equal(part["doc_id"][1:], part["doc_id"][:-1])
    earlier = pc.less(part["line_start"][1:], part["line_end"][:-1])
    overlaps = pa.array([False] * min(1, len(part)) + pc.and_(same, earlier).to_pylist(), pa.bool_())
    documents = pq.read_table(path.parents[1] / "documents" / path.name, columns=["doc_id"])
    part = part.append_column("known_document", pc.is_in(part["doc_id"], documents["doc_id"]))
    return _wide(part.append_column("overlaps", overlaps))


def _wide(table: pa.Table) -> pa.Table:
    """The table with all numbers in 64 bits: Great Expectations looks at others one by one, for microseconds each."""
    wide = {pa.int16(): pa.int64(), pa.int32(): pa.int64(), pa.float32(): pa.float64()}
    return table.cast(pa.schema([field.with_type(wide.get(field.type, field.type)) for field in table.schema]))


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
