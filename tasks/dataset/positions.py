"""Where the records of a slice lie, and how long they are: kept beside its part until its source's slices are compared.

A document that an earlier slice has, too, becomes a quarantine row then, which says where its record is.
"""

from __future__ import annotations

import os
import shutil
import uuid
from array import array
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.page import Page

FOLDER = "positions"
_NOWHERE = -1
"""Instead of an offset or a length that the format does not have: an array holds numbers alone, and in a quarter of the
memory."""


class Position(NamedTuple):
    """Place and length of a record in its file, in bytes, None where the format has none; its visible words."""

    raw_offset: int | None
    raw_length: int | None
    words: int


class Positions:
    """The positions of the documents of one slice, in the order in which they were read."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._columns = {name: array("q") for name in Position._fields}

    def add(self, page: Page) -> None:
        """One more document."""
        record = page.record
        document = page.cleaned.document
        self._ids.append(document.doc_id)
        found = Position(record.raw_offset, record.raw_length, sum(document.words))
        for column, value in zip(self._columns.values(), found, strict=True):
            column.append(_NOWHERE if value is None else value)

    def write(self, stage: Path, part: str) -> None:
        """Write them beside a part, in one step."""
        path = _path(stage, part)
        path.parent.mkdir(exist_ok=True)
        partial = path.with_name(f".{part}-{uuid.uuid4().hex[:8]}.partial")
        columns = {name: pa.array(column, pa.int64()) for name, column in self._columns.items()}
        pq.write_table(pa.table({"doc_id": pa.array(self._ids, pa.string())} | columns), partial)
        os.replace(partial, path)


def positions_of(stage: Path, part: str, ids: pa.Array) -> dict[str, Position]:
    """The positions of some documents of a part, by their ids."""
    rows = pq.read_table(_path(stage, part), filters=pc.field("doc_id").isin(ids)).to_pylist()
    return {row["doc_id"]: Position(_known(row["raw_offset"]), _known(row["raw_length"]), row["words"]) for row in rows}


def _known(value: int) -> int | None:
    return None if value == _NOWHERE else value


def remove_positions(stage: Path) -> None:
    """Take them out of a stage: they are not published."""
    shutil.rmtree(stage / FOLDER, ignore_errors=True)


def _path(stage: Path, part: str) -> Path:
    return stage / FOLDER / f"{part}.parquet"
