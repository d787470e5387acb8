"""A WARC file as bytes: where its records begin, and where they end."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tasks.readers.base import Source
from tasks.readers.bytestream import CHUNK, DECODING_ERRORS

_PLAIN, _GZIP, _ZSTD = b"WARC/", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
MAGIC = {".gz": _GZIP, ".zst": _ZSTD}
"""What a record begins with, by the end of the file's name, where the file's first bytes do not say it."""
_DICTIONARY = b"\x5d\x2a\x4d\x18"
MAX_DICTIONARY = 16 * 2**20
"""Bytes of the dictionary at the start of a `.warc.zst`; those in use have some 100 kB."""
SEARCHED = 2**20
"""Bytes that are looked through at a time for the next record."""
MAX_HEADER = 32 * 2**10
"""Bytes of a record's own header; FastWARC reads no longer ones."""
PACKED = 128
"""Bytes of a member that are unpacked at a time, which of zstd may become 4 MiB."""
_BETWEEN = b"\r\n\r\n"
"""What the standard has behind every record."""
_HEADER_END = re.compile(rb"\r?\n\r?\n")


class Archive:
    """A WARC file that can be entered at any record."""

    def __init__(self, file: BinaryIO, source: Source) -> None:
        self._file = file
        self._magic = self._codec(source.location.lower())
        self.size = file.seek(0, io.SEEK_END)
        self._prefix = self._dictionary()
        self.plain = self._magic == _PLAIN
        self.apart = True
        self.known = self.plain
        """Whether `apart` was looked at: the first record alone does not show it."""

    def records(self, start: int) -> Iterator[tuple[int, WarcRecord]]:
        """Where each record begins, and the record, which is good until the next one is asked for.

        Raises:
            OSError: the bytes are no record, or cannot be decompressed.
        """
        shift = start - len(self._prefix) if start and self._prefix else 0
        for record in _panics_as_errors(self._entered(start)):
            yield record.stream_pos + shift, record

    def _entered(self, start: int) -> Any:
        """The file from a record on, with the dictionary before it."""
        self._file.seek(start)
        return _Joined(self._prefix, self._file, start) if start and self._prefix else self._file

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
        if not self.known:
            self.known = True
            position = self._file.tell()
            self._file.seek(at)
            self.apart = self._file.read(len(self._magic)) == self._magic
            self._file.seek(position)

    def overruns(self, at: int, length: int) -> bool:
        """Whether the content of the record at `at` does not end after `length` bytes.

        No line ends there, or its member, or the file, does not: a crawler was killed while it wrote, or counted
        wrongly. Where all records are one compressed stream nobody can say.
        """
        if not self.apart:
            return False
        position = self._file.tell()
        try:
            end = self._content(at) + length
            read = min(end, self.size - at) if self.plain else 0
            behind = b""
            for part in self._member(at + read):
                behind += part[max(0, end - read) :][: len(_BETWEEN) - len(behind)]
                read += len(part)
                if len(behind) == len(_BETWEEN):
                    break
            return read < end or not _PLAIN.startswith(behind.lstrip(b"\r\n"))
        except DECODING_ERRORS:  # damage, which is reported as such
            return False
        finally:
            self._file.seek(position)

    def contains(self, at: int, length: int) -> bool:
        """Whether other records begin inside of the plain record at `at`."""
        return self.plain and self.find(at + 1, at + self._content(at) + length) is not None

    def behind(self, at: int, length: int) -> int | None:
        """The byte behind the whole record at `at`, whose content has `length`; None where its own end is damaged."""
        if self.plain:
            end = at + self._content(at) + length
            self._file.seek(end)
            return end + len(_BETWEEN) if self._file.read(len(_BETWEEN)) == _BETWEEN else end
        self._file.seek(at or len(self._prefix))
        member = self._inflater()
        try:
            while not member.eof and (data := self._file.read(PACKED)):
                member.decompress(data)
        except DECODING_ERRORS:
            return None
        return self._file.tell() - len(member.unused_data) if member.eof else None

    def swallows(self, at: int, end: int) -> bool:
        """Whether the plain record at `at` ends at `end` only because others in its content do.

        The rest of a record that a crawler was killed in, and six that were appended, were as long as it should be.
        A page that quotes a WARC has something behind the quotation, if only line ends of its own.
        """
        position = self._file.tell()
        inner, last_end = self.find(at + 1, end), None
        try:
            for found, record in self.records(inner) if inner is not None else ():
                if found >= end:
                    break
                last_end = found + self._content(found) + record.content_length
        except DECODING_ERRORS:
            return False
        finally:
            self._file.seek(position)
        return last_end is not None and last_end + len(_BETWEEN) == end

    def _content(self, at: int) -> int:
        """Bytes of a record's own header."""
        head = b""
        for part in self._member(at):
            head += part
            if (header := _HEADER_END.search(head)) or len(head) > MAX_HEADER:
                return header.end() if header else 0
        return 0

    def _member(self, at: int) -> Iterator[bytes]:
        """The bytes of a plain file from `at` on, or of the compressed member there and no further."""
        self._file.seek(at or len(self._prefix))
        if self.plain:
            yield from iter(lambda: self._file.read(MAX_HEADER), b"")
            return
        member = self._inflater()
        while not member.eof and (data := self._file.read(PACKED)):
            if part := member.decompress(data):
                yield part

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
        if self._magic != _GZIP or last >= self.size:
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

    def _codec(self, name: str) -> bytes:
        """What each record begins with: as the first one does, whatever the file is called."""
        self._file.seek(0)
        head = self._file.read(5)
        if head.startswith(_DICTIONARY):
            return _ZSTD
        by_name = next((magic for end, magic in MAGIC.items() if name.endswith(end)), _PLAIN)
        return next((magic for magic in (_PLAIN, _GZIP, _ZSTD) if head.startswith(magic)), by_name)

    def _dictionary(self) -> bytes:
        """The first frame of a `.warc.zst` where it holds the dictionary that all others need."""
        if self._magic != _ZSTD:
            return b""
        self._file.seek(0)
        head = self._file.read(8)
        if len(head) < 8 or not head.startswith(_DICTIONARY):
            return b""
        length = struct.unpack("<I", head[4:])[0]
        return head + self._file.read(length) if length <= MAX_DICTIONARY else b""

    def _inflater(self) -> Any:
        """What unpacks one member."""
        if self._magic == _GZIP:
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        trained = self._prefix[8:]
        if trained.startswith(_ZSTD):  # the dictionary may be compressed itself
            trained = zstandard.ZstdDecompressor().decompress(trained, MAX_DICTIONARY)
        known = zstandard.ZstdCompressionDict(trained) if trained else None
        return zstandard.ZstdDecompressor(dict_data=known).decompressobj()


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
