"""A WARC file as bytes: where its records begin, and where they end."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tasks.readers.base import Source
from tasks.readers.bytestream import CHUNK, DECODING_ERRORS

MAGIC = {".warc": b"WARC/", ".wet": b"WARC/", ".gz": b"\x1f\x8b\x08", ".zst": b"\x28\xb5\x2f\xfd"}
"""What a record begins with, by the end of the file's name."""
_DICTIONARY = b"\x5d\x2a\x4d\x18"
MAX_DICTIONARY = 16 * 2**20
"""Bytes of the dictionary at the start of a `.warc.zst`; those in use have some 100 kB."""
SEARCHED = 2**20
"""Bytes that are looked through at a time for the next record."""


class Archive:
    """A WARC file that can be entered at any record."""

    def __init__(self, file: BinaryIO, source: Source) -> None:
        self._file = file
        self._name = source.location.lower()
        self._magic = next(magic for end, magic in MAGIC.items() if self._name.endswith(end))
        self.size = file.seek(0, io.SEEK_END)
        self._prefix = self._dictionary()
        self.apart = True
        self._looked = False

    def records(self, start: int) -> Iterator[tuple[int, WarcRecord]]:
        """Where each record begins, and the record, which is good until the next one is asked for.

        Raises:
            OSError: the bytes are no record, or cannot be decompressed.
        """
        prefix = self._prefix if start else b""
        stream = _Joined(prefix, self._file, start) if prefix else self._file
        self._file.seek(start)
        shift = start - len(prefix) if prefix else 0
        for record in _panics_as_errors(stream):
            yield record.stream_pos + shift, record

    def find(self, start: int, end: int | None) -> int | None:
        """The first place from `start` on, and before `end`, where a record can be read; None where there is none."""
        at, overlap = start, len(self._magic) - 1
        end = self.size if end is None else end
        while at < end:
            self._file.seek(at)
            block = self._file.read(min(SEARCHED, end - at) + overlap)
            found = block.find(self._magic)
            while found >= 0:
                if at + found < end and self.begins(at + found):
                    return at + found
                found = block.find(self._magic, found + 1)
            at += SEARCHED
        return None

    def look(self, at: int) -> None:
        """Find out, once, at the second record, whether each is compressed by itself, and so has a place.

        Where all are one compressed stream, FastWARC says how far it has read for where a record begins.
        """
        if not self._looked:
            self._looked = True
            position = self._file.tell()
            self._file.seek(at)
            self.apart = self._file.read(len(self._magic)) == self._magic
            self._file.seek(position)

    def begins(self, at: int) -> bool:
        """Whether a record that says what it is begins there."""
        try:
            return any(
                record.record_type != WarcRecordType.unknown and "WARC-Type" in record.headers and found == at
                for found, record in _first(self.records(at))
            )
        except DECODING_ERRORS:
            return False

    def unread(self, last: int) -> str | None:
        """What is left over at the end of a `.gz` behind the member at `last`, which FastWARC takes for the end.

        It reports a cut zstd frame by itself; a plain record that is cut off says so by its length.
        """
        if not self._name.endswith(".gz") or last >= self.size:
            return None
        self._file.seek(last)
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        tail = b""
        while data := self._file.read(CHUNK):
            while data and not inflater.eof:
                tail = (tail + inflater.decompress(data, CHUNK))[-64:]
                data = inflater.unconsumed_tail
            if inflater.eof:
                left = inflater.unused_data + data if not inflater.unused_data else inflater.unused_data
                if left.strip(b"\0"):
                    return f"{self.size - self._file.tell() + len(left)} bytes at the end begin no whole record"
                return None
        return None if tail.endswith(b"\r\n\r\n") else "the file ends inside a gzip member"

    def _dictionary(self) -> bytes:
        """The first frame of a `.warc.zst` where it holds the dictionary that all others need."""
        if not self._name.endswith(".zst"):
            return b""
        self._file.seek(0)
        head = self._file.read(8)
        if len(head) < 8 or not head.startswith(_DICTIONARY):
            return b""
        length = struct.unpack("<I", head[4:])[0]
        return head + self._file.read(length) if length <= MAX_DICTIONARY else b""


def _first(records: Iterator[tuple[int, WarcRecord]]) -> list[tuple[int, WarcRecord]]:
    found = next(records, None)
    return [] if found is None else [found]


def _panics_as_errors(stream: Any) -> Iterator[WarcRecord]:
    """The records of a stream; where FastWARC's Rust panics on hostile bytes, as an `OSError`."""
    try:
        yield from ArchiveIterator(stream, parse_http=False)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the class cannot be imported
            raise
        raise OSError(f"FastWARC: {error}") from None


class _Joined(io.RawIOBase):
    """`prefix`, then the file from `start` on, as one stream."""

    def __init__(self, prefix: bytes, file: BinaryIO, start: int) -> None:
        self._prefix, self._file, self._at = prefix, file, 0
        file.seek(start)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        count = -1 if size is None else size
        data = self._prefix[self._at : self._at + count if count >= 0 else None] or self._file.read(count)
        self._at += len(data)
        return data
