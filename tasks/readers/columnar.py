"""Parquet and Arrow files: one record a row, some rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.document import Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Slice, Source, in_words
from tasks.readers.bytestream import DECODING_ERRORS
from tasks.readers.rows import NESTED_KEYS, PAGE_KEYS, Row, row_record
from tasks.readers.storage import opened

BATCH_BYTES = 4 * 2**20
"""Bytes of a batch of rows, as Arrow holds them."""
BATCH_ROWS = 256
"""Rows of a batch at most: few, because a long value that repeats takes next to no place in a file."""
_ERRORS = (*DECODING_ERRORS, pa.ArrowException, MemoryError, LookupError, TypeError, SystemError)
"""What damaged files raise in Arrow and in its bindings."""


def read_parquet(piece: Slice, limits: Limits) -> Iterator[Record | Rejected]:
    """The record of every row of the slice's row groups; one `empty` for a file without any.

    A damaged row group is one row of the quarantine, and the next one is read.
    """
    source = piece.source
    try:
        with (
            opened(source.location) as raw,
            pq.ParquetFile(raw, pre_buffer=False, buffer_size=2**20) as file,
        ):
            groups = range(piece.start, file.num_row_groups if piece.end is None else piece.end)
            columns = _wanted(file.schema_arrow)
            number = 1 + sum(file.metadata.row_group(i).num_rows for i in range(piece.start))
            for group in groups:
                yield from _group(file, group, columns, number, source, limits)
                number += file.metadata.row_group(group).num_rows
            if piece.whole and file.metadata.num_rows == 0:
                yield Rejected(source.path, source.relative, "read", "empty", "no row")
    except _ERRORS as error:
        yield Rejected(source.path, source.relative, "read", "unreadable", in_words(error))


def _group(
    file: pq.ParquetFile, group: int, columns: list[str], number: int, source: Source, limits: Limits
) -> Iterator[Record | Rejected]:
    rows, length = file.metadata.row_group(group).num_rows, file.metadata.row_group(group).total_byte_size
    batch_rows = max(1, min(BATCH_ROWS, BATCH_BYTES * rows // max(1, length)))
    read = 0
    try:
        for batch in file.iter_batches(batch_rows, row_groups=[group], columns=columns, use_threads=False):
            for item in _records(batch, source, number + read, limits):
                read += 1
                yield item
    except _ERRORS as error:
        where = f"row group {group}, rows {number + read} to {number + rows - 1}"
        detail = f"{where}: {in_words(error)}"[:MAX_DETAIL]
        yield Rejected(source.path, str(number + read), "read", "unreadable", detail)


def read_arrow(piece: Slice, limits: Limits) -> Iterator[Record | Rejected]:
    """The record of every row of an Arrow IPC file or stream."""
    source = piece.source
    number = 1
    try:
        with opened(source.location) as raw:
            for batch in _batches(raw):
                wanted = batch.select(_wanted(batch.schema))
                for column in wanted.columns:
                    # Of a file nothing has been checked yet: a wrong offset would read any memory.
                    _as_bytes(column).validate(full=True)
                rows = max(1, min(BATCH_ROWS, BATCH_BYTES * batch.num_rows // max(1, wanted.nbytes)))
                for start in range(0, batch.num_rows, rows):
                    yield from _records(wanted.slice(start, rows), source, number, limits)
                    number += min(rows, batch.num_rows - start)
    except _ERRORS as error:
        detail = f"row {number}: {in_words(error)}; the rest was not read"[:MAX_DETAIL]
        yield Rejected(source.path, str(number), "read", "unreadable", detail)
        return
    if number == 1:
        yield Rejected(source.path, source.relative, "read", "empty", "no row")


def _batches(raw: BinaryIO) -> Iterator[pa.RecordBatch]:
    """Files end with an index of their batches; what Hugging Face names `.arrow` is a stream without one."""
    is_file = raw.read(6) == b"ARROW1"
    raw.seek(0)
    if not is_file:
        with pa.ipc.open_stream(raw) as stream:
            yield from stream
        return
    with pa.ipc.open_file(raw) as file:
        yield from (file.get_batch(i) for i in range(file.num_record_batches))


def _records(batch: pa.RecordBatch, source: Source, number: int, limits: Limits) -> Iterator[Record | Rejected]:
    too_long = _too_long(batch, limits)
    for i, value in enumerate(_python_rows(batch)):
        row = Row(source, number + i)
        if i in too_long:
            yield row.rejected("too_large", f"{too_long[i]} bytes in one value")
        else:
            yield row_record(row, value)


def _python_rows(batch: pa.RecordBatch) -> Iterable[dict[str, object]]:
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:
        # Strings that are no UTF-8, which Arrow does not check: as bytes, whose encoding is then found out.
        columns = [_as_bytes(column) for column in batch.columns]
        for values in pa.RecordBatch.from_arrays(columns, names=batch.schema.names).to_pylist():
            yield {name: _text(name, value) for name, value in values.items()}


def _as_bytes(column: pa.Array) -> pa.Array:
    """A column of strings as one of bytes; any other as it is."""
    if pa.types.is_large_string(column.type):
        return column.cast(pa.large_binary())
    return column.cast(pa.binary()) if pa.types.is_string(column.type) else column


def _text(name: str, value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) and name not in PAGE_KEYS else value


def _too_long(batch: pa.RecordBatch, limits: Limits) -> dict[int, int]:
    """The rows with a page over the limit, and its bytes: found before it becomes a Python object."""
    found: dict[int, int] = {}
    for name in PAGE_KEYS:
        if name not in batch.schema.names:
            continue
        column = batch.column(name)
        if not _is_page(column.type) or column.nbytes <= limits.max_record_bytes:
            continue
        lengths = pa.compute.binary_length(column).to_pylist()
        found |= {i: length for i, length in enumerate(lengths) if length and length > limits.max_record_bytes}
    return found


def _is_page(kind: pa.DataType) -> bool:
    return (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
    )


def _wanted(schema: pa.Schema) -> list[str]:
    """The columns that are read: pages, and plain values beside them. Embeddings and lists of tokens are not."""
    return [
        field.name
        for field in schema
        if field.name in PAGE_KEYS
        or field.name in NESTED_KEYS
        or (not pa.types.is_nested(field.type) and not pa.types.is_binary(field.type))
        or (pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type))
    ]
