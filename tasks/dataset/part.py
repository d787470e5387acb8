"""The rows of one shard as one Parquet file a table, written in batches and moved into place when whole."""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, groupby, repeat
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks import VERSION
from tasks.dataset.manifest import write_atomically
from tasks.dataset.positions import Positions
from tasks.dataset.schemas import METADATA, QUARANTINE, TABLES
from tasks.document import Action, Decision, Rejected, fates, line_text
from tasks.line_passes import endings_in
from tasks.page import Page
from tasks.pipeline import Cleaned

ROW_GROUP_CHARACTERS = 8_000_000
"""Characters of text after which the rows so far are written: a row group of some 3 MB compressed."""
ROW_GROUP_ROWS = 16_384
"""Documents of a row group at most; the Bloom filters on their ids are made for so many, 16 kB each."""
SAMPLES = 20
"""Documents kept line by line for the report, those with the smallest ids: ids are hashes, so that is a random
choice, and the same one in every run."""
SAMPLE_LINES, SAMPLE_CHARACTERS = 400, 1_000

_TERMINAL, _CLOSING = ".!?…。！？", "\"'”’»)]"


class PartWriter:
    """Writes pages and rejected records of one shard under `stage`; a second try overwrites the first.

    Rows are packed by a thread while the next ones are cleaned: Arrow does that without holding Python's lock. Of a
    shard that is a slice of a source (`sliced`) the positions of its records are kept, too.
    """

    def __init__(self, stage: Path, part: str, run_id: str, sliced: bool = False) -> None:
        self._stage, self._part, self._run_id = stage, part, run_id
        self._rows = _empty_rows()
        self._characters = 0
        self._samples: list[dict[str, Any]] = []
        self._positions = Positions() if sliced else None
        self._writers: dict[str, pq.ParquetWriter] = {}
        # Its own for every try: a worker that is taken for dead may go on writing beside its successor.
        self._try = uuid.uuid4().hex[:8]
        self._packer = ThreadPoolExecutor(1, "pack-rows")
        self._packing: Future[None] | None = None

    def __enter__(self) -> PartWriter:
        for table in TABLES:
            path = self._path(table, partial=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[table] = parquet_writer(path, table)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._flush()
                self._wait()
        finally:
            self._packer.shutdown()
            for writer in self._writers.values():
                writer.close()
            if error is not None or sys.exc_info()[0] is not None:
                for table in TABLES:
                    self._path(table, partial=True).unlink(missing_ok=True)
        if error is None:
            if self._positions:
                self._positions.write(self._stage, self._part)
            for table in TABLES:
                os.replace(self._path(table, partial=True), self._path(table))
            write_atomically(
                self._stage / "samples" / f"{self._part}.json",
                json.dumps(self._samples, ensure_ascii=False) + "\n",
            )

    def add_page(self, page: Page) -> None:
        """One row for the document, one for each decision."""
        row = document_row(page, self._run_id)
        self._add("documents", row)
        document = page.cleaned.document
        decisions = page.cleaned.decisions
        texts = [line_text(document, decision.line_start, decision.line_end) for decision in decisions]
        columns = self._rows["decisions"]
        columns["doc_id"] += [document.doc_id] * len(decisions)
        columns["text"] += texts
        for name, values in zip(Decision._fields, zip(*decisions, strict=True), strict=False):  # none of none
            columns[name] += values
        self._characters += sum(map(len, texts)) + len(row["text"])
        self._sample(page, row)
        if self._positions:
            self._positions.add(page)
        self._flush_when_full()

    def add_rejected(self, rejected: Rejected) -> None:
        """One quarantine row."""
        self._add("quarantine", {name: getattr(rejected, name) for name in QUARANTINE.names})
        self._characters += 200
        self._flush_when_full()

    def _add(self, table: str, row: dict[str, Any]) -> None:
        for name, values in self._rows[table].items():
            values.append(row[name])

    def _path(self, table: str, partial: bool = False) -> Path:
        name = f".{self._part}-{self._try}.partial" if partial else f"{self._part}.parquet"
        return self._stage / table / name

    def _flush_when_full(self) -> None:
        full = self._characters >= ROW_GROUP_CHARACTERS
        if full or len(self._rows["documents"]["doc_id"]) >= ROW_GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        self._wait()  # one row group at a time is in the making, so that memory is bounded
        self._packing = self._packer.submit(self._pack, self._rows)
        self._rows = _empty_rows()
        self._characters = 0

    def _wait(self) -> None:
        if self._packing is not None:
            self._packing.result()
            self._packing = None

    def _pack(self, rows: dict[str, dict[str, list[Any]]]) -> None:
        for table, columns in rows.items():
            schema = TABLES[table]
            arrays = [pa.array(columns[field.name], field.type) for field in schema]
            if len(arrays[0]):
                write_rows(self._writers[table], table, pa.Table.from_arrays(arrays, schema=schema))

    def _sample(self, page: Page, row: dict[str, Any]) -> None:
        document = page.cleaned.document
        if len(self._samples) == SAMPLES and document.doc_id > self._samples[-1]["doc_id"]:
            return
        decided = fates(document, page.cleaned.decisions)
        shown = document.visible[:SAMPLE_LINES]
        sample = {key: row[key] for key in ("doc_id", "source_path", "source_record", "title", "url")}
        sample["texts"] = [document.lines[i].text[:SAMPLE_CHARACTERS] for i in shown]
        # Of lines in a row one decision is made: five names and values a line take ten times as long to write.
        sample["fates"] = [
            (len(list(run)), *((fate.action, fate.family, fate.rule_id, fate.score) if fate else _KEPT))
            for fate, run in groupby([decided[i] for i in shown])
        ]
        self._samples = merge_samples([self._samples, [sample]])


def parts(folder: Path) -> list[Path]:
    """The Parquet files of a table; what one document has in it is all in one of them."""
    return sorted(folder.glob("*.parquet"))


_KEPT = (Action.KEEP, None, None, None)


def whole_sample(sample: Mapping[str, Any]) -> dict[str, Any]:
    """A sample of a part as the report reads it: each of its `lines` with its fate. One that is whole stays so."""
    if "lines" in sample:
        return dict(sample)
    names = ("text", "action", "family", "rule_id", "score")
    decided = chain.from_iterable(repeat(fate, lines) for lines, *fate in sample["fates"])
    lines = [dict(zip(names, (text, *fate), strict=True)) for text, fate in zip(sample["texts"], decided, strict=True)]
    return {name: value for name, value in sample.items() if name not in {"texts", "fates"}} | {"lines": lines}


def merge_samples(groups: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The `SAMPLES` documents with the smallest ids out of several samples, by id, each once."""
    samples = {str(sample["doc_id"]): sample for group in groups for sample in group}
    return [samples[doc_id] for doc_id in sorted(samples)[:SAMPLES]]


SORTED_BY = {
    "documents": ("doc_id",),
    "decisions": ("doc_id", "line_start"),
    "quarantine": ("source_path",),
}
"""Within each row group, so that the page index leads to a document, and the two tables can be merged."""


def parquet_writer(path: Path, table: str) -> pq.ParquetWriter:
    """A writer for a file of one of `TABLES`, set up for readers who look for one document, and for stores.

    Pages are cut by content, so that a store that keeps equal chunks once keeps what two versions share once.
    """
    schema = TABLES[table]
    ids = {"doc_id": {"ndv": ROW_GROUP_ROWS, "fpp": 0.05}} if "doc_id" in schema.names else None
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        bloom_filter_options=ids,
        use_content_defined_chunking=True,
        sorting_columns=[pq.SortingColumn(schema.get_field_index(name)) for name in SORTED_BY[table]],
        # Hashes and texts are all different: a dictionary of them would be made and thrown away. Ids are, too, but
        # pyarrow 26 writes no Bloom filter for a column without one.
        use_dictionary=[name for name in _leaves(schema) if name not in _DISTINCT],
    )


_DISTINCT = {"source_record", "url", "text", "title", "description", "raw_sha256", "duplicate_of"}


def _leaves(schema: pa.Schema) -> list[str]:
    """The paths of the Parquet columns of a schema."""
    return [path for field in schema for path in _paths(field.name, field.type)]


def _paths(path: str, kind: pa.DataType) -> Iterator[str]:
    if pa.types.is_struct(kind):
        for field in kind:
            yield from _paths(f"{path}.{field.name}", field.type)
    elif pa.types.is_list(kind):
        yield from _paths(f"{path}.list.element", kind.value_type)
    else:
        yield path


def write_rows(writer: pq.ParquetWriter, table: str, rows: pa.Table) -> None:
    """Write rows as one row group, in its order."""
    order = [(name, "ascending") for name in SORTED_BY[table]]
    # By a stable sort: rows of the same key stay as they were read.
    numbered = rows.append_column("_number", pa.array(range(len(rows)), pa.int64()))
    at = pc.sort_indices(numbered, sort_keys=[*order, ("_number", "ascending")])
    writer.write_table(rows.take(at), row_group_size=len(rows))


def write_table(rows: pa.Table, path: Path, table: str) -> None:
    """Write all rows of a part again, in one step."""
    partial = path.with_name(f".{path.stem}.partial")
    rows = rows.cast(TABLES[table])  # Parquet has no seconds, and gives milliseconds back
    with parquet_writer(partial, table) as writer:
        for start in range(0, len(rows), ROW_GROUP_ROWS):
            write_rows(writer, table, rows.slice(start, ROW_GROUP_ROWS))
    os.replace(partial, path)


def _empty_rows() -> dict[str, dict[str, list[Any]]]:
    return {table: {name: [] for name in schema.names} for table, schema in TABLES.items()}


def keep_parts(stage: Path, parts: Set[str]) -> None:
    """Take all else out of the stage: parts of slices that were cut wrong, and what dead workers had half written."""
    for folder in (*TABLES, "samples"):
        for path in (stage / folder).iterdir():
            if path.stem not in parts:
                path.unlink()


def document_row(page: Page, run_id: str) -> dict[str, Any]:
    """A page as its row in the documents table."""
    record, cleaned, metadata = page.record, page.cleaned, page.metadata
    return {
        "doc_id": cleaned.document.doc_id,
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
        "word_count": cleaned.word_count,
        "raw_char_count": len(record.content),
        "removed_ratio": cleaned.removed_ratio,
        "confidence": page.cleaned.confidence,
        "quality": _quality(cleaned, record.repairs),
        "raw_sha256": record.raw_sha256,
        "winnow_version": VERSION,
        "run_id": run_id,
    }


def _quality(cleaned: Cleaned, repairs: Sequence[str]) -> dict[str, Any]:
    lines, ended = endings_in(cleaned.text, _TERMINAL, _CLOSING, 9)
    return {
        "repairs": list(repairs),
        "mean_line_words": cleaned.word_count / lines,
        "terminal_punctuation_ratio": ended / lines,
    }
