"""JSON Lines: one record a line, each judged on its own, so that a broken line costs only itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.document import Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Slice, Source
from tasks.readers.bytestream import Codec, Damage, chunks
from tasks.readers.rows import Row, row_record, type_in_words


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: `number` from 1, `data` without its ending, None where it is too long to keep."""

    number: int
    offset: int
    length: int
    sha256: str
    data: bytes | None


def read_jsonl(piece: Slice, limits: Limits, codec: Codec) -> Iterator[Record | Rejected]:
    """The record of every line that is not blank; one `empty` for a file without any."""
    source = piece.source
    lines = _LineSplitter(limits.max_record_bytes, piece.first, piece.start)
    found = False
    for chunk in chunks(piece, codec):
        if isinstance(chunk, Damage):
            number, offset = lines.number, lines.offset
            for line in lines.finish():
                # An object that is whole was not cut off: what is damaged stands behind it.
                if isinstance(item := _record(source, line), Record):
                    yield item
                    number, offset = lines.number, lines.offset
            yield _unreadable(source, number, offset, chunk)
            return
        for line in lines.feed(chunk):
            found = True
            yield _record(source, line)
    for line in lines.finish():
        found = True
        yield _record(source, line)
    if not found and piece.whole:
        yield Rejected(source.path, source.relative, "read", "empty", "no line that is not blank")


class _LineSplitter:
    """Cuts a stream into lines and holds no more than `limit` bytes of one, however long it is."""

    def __init__(self, limit: int, number: int, offset: int) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._length = 0
        self._hash = hashlib.sha256()
        self.number = number
        self.offset = offset

    def feed(self, chunk: bytes) -> Iterator[_Line]:
        """The lines that end in `chunk`, without the blank ones."""
        *ended, rest = chunk.split(b"\n")
        for part in ended:
            self._add(part)
            yield from self._end(newline=1)
        self._add(rest)

    def finish(self) -> Iterator[_Line]:
        """The line that the end of the stream ends."""
        yield from self._end(newline=0)

    def _add(self, part: bytes) -> None:
        self._length += len(part)
        if self._length <= self._limit:
            self._parts.append(part)
            return
        for held in self._parts:
            self._hash.update(held)
        self._parts = []
        self._hash.update(part)

    def _end(self, newline: int) -> Iterator[_Line]:
        if self._length > self._limit:
            yield _Line(self.number, self.offset, self._length, self._hash.hexdigest(), None)
            self._hash = hashlib.sha256()
        else:
            data = b"".join(self._parts).removesuffix(b"\r")
            if data.strip():
                sha256 = hashlib.sha256(data).hexdigest()
                yield _Line(self.number, self.offset, len(data), sha256, data)
        self.offset += self._length + newline
        self.number += 1
        self._parts = []
        self._length = 0


def _unreadable(source: Source, number: int, offset: int, damage: Damage) -> Rejected:
    detail = f"line {number}, byte {offset} uncompressed: {damage.detail}"
    return Rejected(source.path, str(number), "read", "unreadable", detail[:MAX_DETAIL], raw_offset=offset)


def _record(source: Source, line: _Line) -> Record | Rejected:
    """The line as a record, or what is wrong with it."""
    row = Row(source, line.number, "line", line.sha256, line.offset, line.length)
    if line.data is None:
        return row.rejected("too_large", f"{line.length} bytes in one line")
    try:
        text = line.data.decode("utf-8-sig" if line.number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        byte = f"byte 0x{line.data[error.start]:02x} at column {error.start + 1}"
        return row.rejected("invalid_utf8", f"{byte} is not UTF-8, as JSON Lines must be")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return row.rejected("broken_json", f"column {error.colno}: {error.msg}")
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets 100,000 deep
        return row.rejected("broken_json", str(error))
    if not isinstance(value, dict):
        return row.rejected("not_a_record", f"{type_in_words(value)} where an object was expected")
    return row_record(row, value)
