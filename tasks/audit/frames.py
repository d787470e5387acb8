"""The staged tables as narrow data frames: what the suites look at, and never the text itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from tasks.audit.leftovers import leftover
from tasks.audit.metadata import COLUMNS as METADATA_COLUMNS
from tasks.audit.metadata import metadata_checks
from tasks.dataset.manifest import Manifest

_BATCH_ROWS = 1_000


def frames(stage: Path, manifest: Manifest) -> dict[str, pd.DataFrame]:
    """One frame a suite: `documents`, `decisions`, `quarantine`, and `records` with one row a source."""
    documents = _documents(stage, datetime.fromisoformat(manifest.created))
    quarantine = _quarantine(stage)
    return {
        "documents": documents,
        "decisions": _decisions(stage, documents["doc_id"]),
        "quarantine": quarantine,
        "records": _records(manifest, documents, quarantine),
    }


def _table(stage: Path, table: str) -> ds.Dataset:
    return ds.dataset(sorted(map(str, (stage / table).glob("*.parquet"))), format="parquet")


def _documents(stage: Path, created: datetime) -> pd.DataFrame:
    columns = ["doc_id", "source_path", "title", "language", "word_count", "raw_char_count", "removed_ratio"]
    table = _table(stage, "documents")
    frame = table.to_table(columns=columns).to_pandas()
    for name, values in metadata_checks(table.to_table(columns=[*METADATA_COLUMNS]), created).items():
        frame[name] = values
    lengths, leftovers = [], []
    protected = _protected(stage)
    for batch in table.to_batches(columns=["doc_id", "text"], batch_size=_BATCH_ROWS):
        lengths.append(pc.utf8_length(pc.utf8_trim_whitespace(batch["text"])))
        for doc_id, text in zip(batch["doc_id"].to_pylist(), batch["text"].to_pylist(), strict=True):
            leftovers.append(leftover(text, protected.get(doc_id, ())))
    frame["text_length"] = pa.chunked_array(lengths, pa.int32()).to_pandas()
    frame["leftover"] = pd.Series(leftovers, dtype="object")
    frame["long_without_language"] = (frame["word_count"] >= 50) & frame["language"].isna()
    return frame


def _protected(stage: Path) -> dict[str, set[str]]:
    """The lines of each document that a vote kept, in lower case."""
    kept = _table(stage, "decisions").to_table(columns=["doc_id", "text"], filter=pc.field("action") == "keep")
    lines: dict[str, set[str]] = {}
    for doc_id, text in zip(kept["doc_id"].to_pylist(), kept["text"].to_pylist(), strict=True):
        lines.setdefault(doc_id, set()).update(line.strip().lower() for line in text.split("\n"))
    return lines


def _decisions(stage: Path, doc_ids: pd.Series[str]) -> pd.DataFrame:
    columns = ["doc_id", "line_start", "line_end", "action", "family", "rule_id", "rule_version", "score"]
    frame = _table(stage, "decisions").to_table(columns=columns).to_pandas()
    frame = frame.sort_values(["doc_id", "line_start"], kind="stable", ignore_index=True)
    frame["known_document"] = frame["doc_id"].isin(doc_ids)
    same = frame["doc_id"].eq(frame["doc_id"].shift())
    frame["overlaps"] = same & (frame["line_start"] < frame["line_end"].shift())
    return frame


def _quarantine(stage: Path) -> pd.DataFrame:
    columns = ["source_path", "source_record", "stage", "reason", "duplicate_of"]
    frame = _table(stage, "quarantine").to_table(columns=columns).to_pandas()
    duplicate = frame["reason"].isin(["duplicate", "near_duplicate"])
    frame["duplicate_of_nothing"] = duplicate & frame["duplicate_of"].isna()
    return frame


def _records(manifest: Manifest, documents: pd.DataFrame, quarantine: pd.DataFrame) -> pd.DataFrame:
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
    failed = quarantine["reason"].isin(["failed", "crashed"]).sum()
    frame["failed_share"] = failed / max(20, frame["records_read"].sum())
    return frame
