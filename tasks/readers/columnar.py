"""Parquet and Arrow files: one record a row, some rows in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.document import Record, Rejected
from tasks.readers.arrow_values import as_bytes, is_bytes, is_shared, is_text, lengths, python_rows
from tasks.readers.base import MAX_DETAIL, Limits, Slice, Source, in_words
from tasks.readers.bytestream import DECODING_ERRORS
from tasks.readers.rows import NESTED_KEYS, PAGE_KEYS, Row, row_record
from tasks.readers.storage import opened

BATCH_BYTES = 4 * 2**20
"""Bytes of a batch of rows, as Arrow holds them."""
BATCH_ROWS = 256
"""Rows of a batch at most: few, because a long value that repeats takes next to no place in a file."""
DECODED_BYTES = 64 * 2**20
"""Bytes that a batch of Parquet may decode to, where each of its rows has the longest value of every dictionary: 600
rows of one value of 4 MB, 853 bytes in the file, took 1.1 GB."""
_PAGE_HEADER = re.compile(rb"\x15\x04\x15([\x80-\xff]{0,4}[\x00-\x7f])")
_PAGE_HEADER_BYTES = 16
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
            columns = [file.schema_arrow.names[i] for i in _wanted(file.schema_arrow)]
            number = 1 + sum(file.metadata.row_group(i).num_rows for i in range(piece.start))
            for group in groups:
                yield from _group(file, raw, group, columns, number, source, limits)
                number += file.metadata.row_group(group).num_rows
            if piece.whole and file.metadata.num_rows == 0:
                yield Rejected(source.path, source.relative, "read", "empty", "no row")
    except _ERRORS as error:
        yield Rejected(source.path, source.relative, "read", "unreadable", in_words(error))


def _batch_rows(file: pq.ParquetFile, raw: BinaryIO, group: int, columns: list[str]) -> int:
    """How many rows of a group are read at a time: by its size, and by what its dictionaries can decode to."""
    metadata = file.metadata.row_group(group)
    rows = max(1, min(BATCH_ROWS, BATCH_BYTES * metadata.num_rows // max(1, metadata.total_byte_size)))
    if rows * metadata.total_byte_size <= DECODED_BYTES:
        return rows
    # A column's metadata is looked at only after a row of it was read: where it is damaged that raises, but asking for
    # it ends the process (Arrow 26: "Definition level histogram size mismatch").
    next(file.iter_batches(1, row_groups=[group], columns=columns, use_threads=False), None)
    chunks = [metadata.column(i) for i, path in enumerate(_paths(file)) if path.split(".")[0] in columns]
    strings = [chunk for chunk in chunks if chunk.has_dictionary_page and chunk.physical_type.endswith("BYTE_ARRAY")]
    longest = sum(_dictionary_size(raw, chunk) for chunk in strings)
    return max(1, min(rows, DECODED_BYTES // max(1, longest)))


def _paths(file: pq.ParquetFile) -> list[str]:
    return [file.schema.column(i).path for i in range(len(file.schema.names))]


def _dictionary_size(raw: BinaryIO, chunk: pq.ColumnChunkMetaData) -> int:
    """The bytes of a dictionary, as its page says: no value is longer. All of the column's where it says nothing.

    A page begins with a struct of Thrift's compact protocol, whose first fields are its type, 2 for a dictionary, and
    its uncompressed size.
    """
    raw.seek(chunk.dictionary_page_offset)
    said = _PAGE_HEADER.match(raw.read(_PAGE_HEADER_BYTES))
    if said is None:
        return chunk.total_uncompressed_size
    number = sum((byte & 0x7F) << 7 * i for i, byte in enumerate(said[1]))
    return number >> 1  # zigzag, and no size is negative


def _group(
    file: pq.ParquetFile, raw: BinaryIO, group: int, columns: list[str], number: int, source: Source, limits: Limits
) -> Iterator[Record | Rejected]:
    rows = file.metadata.row_group(group).num_rows
    read = 0
    try:
        batch_rows = _batch_rows(file, raw, group, columns)
        for batch in file.iter_batches(batch_rows, row_groups=[group], columns=columns, use_threads=False):
            # By name come all that have it.
            for item in _records(batch.select(_wanted(batch.schema)), source, number + read, limits):
                read += 1
                yield item
        if read < rows:  # damaged pages may end without an error
            raise EOFError("there are no more rows")
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
                    as_bytes(column).validate(full=True)
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
    for start, end in _parts(batch):
        if start in too_long and end == start + 1:  # where many rows share a value, it is not made for each of them
            yield Row(source, number + start).rejected("too_large", f"{too_long[start]} bytes in one value")
            continue
        for i, value in enumerate(python_rows(batch.slice(start, end - start)), start):
            row = Row(source, number + i)
            if i in too_long:
                yield row.rejected("too_large", f"{too_long[i]} bytes in one value")
            else:
                yield row_record(row, value)


def _parts(batch: pa.RecordBatch) -> Iterator[tuple[int, int]]:
    """Stretches of rows that decode to `BATCH_BYTES` or little more, or to one row."""
    cuts: list[int] = []
    if batch.nbytes > 2 * BATCH_BYTES or any(is_shared(column.type) for column in batch.columns):
        ends = np.cumsum(sum(lengths(column) for column in batch.columns))
        cuts = (np.flatnonzero(np.diff(ends // BATCH_BYTES)) + 1).tolist()
    return pairwise([0, *cuts, batch.num_rows])


def _too_long(batch: pa.RecordBatch, limits: Limits) -> dict[int, int]:
    """The rows with a page over the limit, and its bytes: found before it becomes a Python object."""
    found: dict[int, int] = {}
    for name in PAGE_KEYS:
        if name not in batch.schema.names:
            continue
        column = batch.column(name)
        if column.nbytes > limits.max_record_bytes or is_shared(column.type):
            sizes = lengths(column)
            found |= {int(i): int(sizes[i]) for i in np.flatnonzero(sizes > limits.max_record_bytes)}
    return found


def _wanted(schema: pa.Schema) -> list[int]:
    """The columns that are read: pages, and plain values beside them. Embeddings and lists of tokens are not.

    Of two with one name the first, where rows can have but one value by a name.
    """
    names = schema.names
    return [i for i, field in enumerate(schema) if names.index(field.name) == i and _is_wanted(field)]


def _is_wanted(field: pa.Field) -> bool:
    if field.name in PAGE_KEYS or field.name in NESTED_KEYS:
        return True
    if pa.types.is_list(field.type) or pa.types.is_large_list(field.type):
        return is_text(field.type.value_type)
    return not pa.types.is_nested(field.type) and not is_bytes(field.type)
