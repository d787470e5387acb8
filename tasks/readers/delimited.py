"""CSV and TSV with a header line: one record a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from tasks.document import Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Slice
from tasks.readers.bytestream import Codec, Damage, chunks
from tasks.readers.rows import PAGE_KEYS, Row, row_record

MAX_COLUMNS = 1_000
_PIECE = 2**20
"""Characters of a line that are handed on at a time, so that a line without an end is no string without one."""


def read_delimited(piece: Slice, limits: Limits, codec: Codec, delimiter: str) -> Iterator[Record | Rejected]:
    """The record of every row; one `empty` for a file without any.

    A row may go over many lines, where its values are in quotes. A quote that is never closed takes no more than the
    limit of a record with it.
    """
    source = piece.source
    csv.field_size_limit(limits.max_record_bytes)
    lines = _Lines(chunks(piece, codec))
    reader = csv.reader(lines, delimiter=delimiter)
    header: list[str] | None = None
    number = 0
    while True:
        start = lines.offset
        number += header is not None
        row = Row(source, max(number, 1), offset=start)
        try:
            values = next(reader, None)
        except csv.Error as error:
            reason = "too_large" if "field limit" in str(error) else "broken_row"
            yield row.rejected(reason, str(error))
            header = header or []
            continue
        if values is None:
            break
        if not values:
            number -= header is not None
            continue
        if header is None:
            header = [name.strip().lower().removeprefix("\ufeff") for name in values[:MAX_COLUMNS]]
            continue
        yield _record(row, header, values, lines.offset - start)
    if lines.damage:
        yield Rejected(
            source.path, str(number), "read", "unreadable", f"row {number}: {lines.damage}"[:MAX_DETAIL],
            raw_offset=lines.offset,
        )  # fmt: skip
    elif (number <= 1 and header is None) or number == 1:
        yield Rejected(source.path, source.relative, "read", "empty", "no row below the header")


def _record(row: Row, header: list[str], values: list[str], length: int) -> Record | Rejected:
    row = Row(row.source, row.number, offset=row.offset, length=length)
    if len(values) > len(header):
        return row.rejected("broken_row", f"{len(values)} values below {len(header)} column names")
    value: dict[str, object] = {
        name: _plain(name, text) for name, text in zip(header, values, strict=False) if name and text
    }
    return row_record(row, value)


def _plain(name: str, text: str) -> str | bytes:
    """A page that is no UTF-8 as the bytes it was, whose encoding is found out from all of it."""
    if text.isascii():
        return text
    data = text.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data if name in PAGE_KEYS else data.decode("utf-8", "replace")


class _Lines:
    """The lines of a stream of bytes, endings included, and how many bytes of it they took."""

    def __init__(self, stream: Iterator[bytes | Damage]) -> None:
        self._pieces = self._split(stream)
        self.offset = 0
        self.damage: str | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        piece = next(self._pieces)
        self.offset += len(piece)
        return piece.replace(b"\0", b"").decode("utf-8", "surrogateescape")

    def _split(self, stream: Iterator[bytes | Damage]) -> Iterator[bytes]:
        rest = b""
        for chunk in stream:
            if isinstance(chunk, Damage):
                self.damage = chunk.detail
                break
            *ended, rest = (rest + chunk).split(b"\n")
            yield from (line + b"\n" for line in ended)
            if len(rest) > _PIECE:
                yield rest
                rest = b""
        if rest:
            yield rest
