"""The rows of one shard as one Parquet file a table, written in batches and moved into place when whole."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks import VERSION
from tasks.dataset.manifest import write_atomically
from tasks.dataset.schemas import METADATA, TABLES
from tasks.document import Action, Rejected, fates, line_text
from tasks.page import Page

ROW_GROUP_CHARACTERS = 8_000_000
"""Characters of text after which the rows so far are written: a row group of some 3 MB compressed."""
SAMPLES = 20
"""Documents kept line by line for the report, those with the smallest ids: ids are hashes, so that is a random
choice, and the same one in every run."""
SAMPLE_LINES, SAMPLE_CHARACTERS = 400, 1_000

_TERMINAL = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")


class PartWriter:
    """Writes pages and rejected records of one shard under `stage`; a second try overwrites the first."""

    def __init__(self, stage: Path, part: str, run_id: str) -> None:
        self._stage, self._part, self._run_id = stage, part, run_id
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._characters = 0
        self._samples: list[dict[str, Any]] = []
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> PartWriter:
        for table, schema in TABLES.items():
            path = self._path(table, partial=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[table] = pq.ParquetWriter(path, schema, compression="zstd", compression_level=3)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush()
        for writer in self._writers.values():
            writer.close()
        if error is None:
            for table in TABLES:
                os.replace(self._path(table, partial=True), self._path(table))
            write_atomically(
                self._stage / "samples" / f"{self._part}.json",
                json.dumps(self._samples, ensure_ascii=False) + "\n",
            )
        else:
            for table in TABLES:
                self._path(table, partial=True).unlink(missing_ok=True)

    def add_page(self, page: Page) -> None:
        """One row for the document, one for each decision."""
        row = document_row(page, self._run_id)
        self._rows["documents"].append(row)
        document = page.cleaned.document
        for decision in page.cleaned.decisions:
            text = line_text(document, decision.line_start, decision.line_end)
            self._rows["decisions"].append(
                asdict(decision) | {"doc_id": document.doc_id, "action": str(decision.action), "text": text}
            )
            self._characters += len(text)
        self._characters += len(row["text"])
        self._sample(page, row)
        self._flush_when_full()

    def add_rejected(self, rejected: Rejected) -> None:
        """One quarantine row."""
        self._rows["quarantine"].append(asdict(rejected))
        self._characters += 200
        self._flush_when_full()

    def _path(self, table: str, partial: bool = False) -> Path:
        name = f".{self._part}.partial" if partial else f"{self._part}.parquet"
        return self._stage / table / name

    def _flush_when_full(self) -> None:
        if self._characters >= ROW_GROUP_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                self._writers[table].write_table(pa.Table.from_pylist(rows, schema=TABLES[table]))
                rows.clear()
        self._characters = 0

    def _sample(self, page: Page, row: dict[str, Any]) -> None:
        document = page.cleaned.document
        if len(self._samples) == SAMPLES and document.doc_id > self._samples[-1]["doc_id"]:
            return
        decided = fates(document, page.cleaned.decisions)
        lines = []
        for i in document.visible[:SAMPLE_LINES]:
            fate = decided[i]
            lines.append(
                {
                    "text": document.lines[i].text[:SAMPLE_CHARACTERS],
                    "action": str(fate.action if fate else Action.KEEP),
                    "family": fate.family if fate else None,
                    "rule_id": fate.rule_id if fate else None,
                    "score": fate.score if fate else None,
                }
            )
        sample = {key: row[key] for key in ("doc_id", "source_path", "source_record", "title", "url")}
        self._samples = merge_samples([self._samples, [sample | {"lines": lines}]])


def merge_samples(groups: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The `SAMPLES` documents with the smallest ids out of several samples, by id."""
    return sorted((sample for group in groups for sample in group), key=lambda s: str(s["doc_id"]))[:SAMPLES]


def document_row(page: Page, run_id: str) -> dict[str, Any]:
    """A page as its row in the documents table."""
    record, cleaned, metadata = page.record, page.cleaned, page.metadata
    return {
        "doc_id": record.doc_id,
        "source_path": record.source_path,
        "source_record": record.source_record,
        "url": metadata.url,
        "sitename": metadata.sitename,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "published": metadata.published,
        "published_day": metadata.published_day,
        "published_offset": metadata.published_offset,
        "modified": metadata.modified,
        "modified_offset": metadata.modified_offset,
        "description": metadata.description,
        "categories": list(metadata.categories),
        "tags": list(metadata.tags),
        "license": metadata.license,
        "language": metadata.language,
        "language_score": metadata.language_score,
        "other_languages": metadata.other_languages,
        "captions": list(metadata.captions),
        "metadata_sources": {name: metadata.sources.get(name) for name in METADATA},
        "text": cleaned.text,
        "page_type": page.cleaned.page_type,
        "word_count": len(cleaned.text.split()),
        "raw_char_count": len(record.content),
        "removed_ratio": cleaned.removed_ratio,
        "confidence": page.cleaned.confidence,
        "quality": _quality(cleaned.text, record.repairs),
        "raw_sha256": record.raw_sha256,
        "winnow_version": VERSION,
        "run_id": run_id,
    }


def _quality(text: str, repairs: Sequence[str]) -> dict[str, Any]:
    lines = [line for line in text.split("\n") if line]
    return {
        "repairs": list(repairs),
        "mean_line_words": sum(len(line.split()) for line in lines) / len(lines),
        "terminal_punctuation_ratio": sum(bool(_TERMINAL.search(line[-9:])) for line in lines) / len(lines),
    }


def counts_of(folder: Path, parts: Sequence[str]) -> Counter[str]:
    """Rows in each table of a version, from the Parquet footers."""
    return Counter(
        {
            table: sum(pq.read_metadata(folder / table / f"{part}.parquet").num_rows for part in parts)
            for table in TABLES
        }
    )
