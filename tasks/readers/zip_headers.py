"""Members of a zip whose directory is damaged or was cut off, by the header that each of them has before it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from tasks.readers.bytestream import CHUNK

_MARK = b"PK\3\4"
_HEADER = struct.Struct("<4s5H3I2H")
_DESCRIPTOR_MARK = b"PK\7\x08"
_ENCRYPTED, _STREAMED, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_IN_EXTRA = 0xFFFFFFFF
"""A size of 4 GiB or more, which stands in an extra field."""
_ZIP64 = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A member's bytes, or why they are not all there: `reason` is a quarantine row's, "" where there is none."""

    name: str
    data: bytes
    reason: Literal["", "unreadable", "truncated", "too_large"] = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    start: int

    @property
    def streamed(self) -> bool:
        """Whether check sum and sizes stand behind the bytes, since whoever wrote the header did not know them."""
        return bool(self.flags & _STREAMED)


def members_by_header(file: BinaryIO, most: int) -> Iterator[Member]:
    """Every member but folders, in the order of the file; of one that has more than `most` bytes no more are read.

    Raises:
        OSError: the file cannot be read.
    """
    behind = 0
    while (at := _next_mark(file, behind)) is not None:
        header = _header(file, at)
        if header is None:  # four bytes that happen to be the same
            behind = at + len(_MARK)
            continue
        member, behind = _member(file, header, most)
        if not header.name.endswith("/"):
            yield member


def _next_mark(file: BinaryIO, at: int) -> int | None:
    """Where the next mark of a header begins, from `at` on."""
    file.seek(at)
    kept = b""
    while chunk := file.read(CHUNK):
        window = kept + chunk
        if (found := window.find(_MARK)) >= 0:
            return at + found
        kept = window[1 - len(_MARK) :]
        at += len(window) - len(kept)
    return None


def _header(file: BinaryIO, at: int) -> _Header | None:
    file.seek(at)
    fixed = file.read(_HEADER.size)
    if len(fixed) < _HEADER.size:
        return None
    _, version, flags, method, _, _, crc, packed, size, name_length, extra_length = _HEADER.unpack(fixed)
    rest = file.read(name_length + extra_length)
    name, extra = rest[:name_length], rest[name_length:]
    # Versions count to 63, methods to 99; a name has no zeros.
    if (version & 0xFF) > 63 or method > 99 or not name or b"\0" in name or len(rest) < name_length + extra_length:
        return None
    if packed == _IN_EXTRA:
        packed = _packed_size(extra, size)
    text = name.decode("utf-8" if flags & _UTF8 else "cp437", "backslashreplace")
    return _Header(text, flags, method, crc, packed, at + _HEADER.size + len(rest))


def _packed_size(extra: bytes, size: int) -> int:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        before = 8 if size == _IN_EXTRA else 0  # the size that it unpacks to comes first
        if kind == _ZIP64 and length >= before + 8 and at + 4 + before + 8 <= len(extra):
            return int.from_bytes(extra[at + 4 + before : at + 12 + before], "little")
        at += 4 + length
    return _IN_EXTRA


def _member(file: BinaryIO, header: _Header, most: int) -> tuple[Member, int]:
    """A member, and where to look for the next one."""
    name, behind = header.name, header.start + (0 if header.streamed else header.packed)
    if header.flags & _ENCRYPTED:
        return Member(name, b"", "unreadable", "encrypted"), behind
    if header.method not in (_STORED, _DEFLATED) or (header.method == _STORED and header.streamed):
        return Member(name, b"", "unreadable", "where it ends only the archive's directory tells"), behind
    file.seek(header.start)
    data = bytearray()
    try:
        pieces = _inflated(file, most) if header.method == _DEFLATED else _stored(file, header.packed)
        for piece in pieces:
            data += piece
            if len(data) > most:
                return Member(name, b"", "too_large"), behind
    except EOFError as error:
        return Member(name, b"", "truncated", str(error)), file.tell()
    except zlib.error as error:
        # Its size may be what is damaged.
        return Member(name, b"", "unreadable", f"error: {error}"), header.start
    end = file.tell()
    if _check_sum(file, header) != zlib.crc32(data):
        return Member(name, b"", "unreadable", "the check sum is another one"), header.start
    return Member(name, bytes(data)), end


def _stored(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = file.read(min(size, CHUNK))
        if not piece:
            raise EOFError(f"the archive ends {size} bytes before the member does")
        size -= len(piece)
        yield piece


def _inflated(file: BinaryIO, most: int) -> Iterator[bytes]:
    """What a stream of Deflate holds, which says itself where it ends; the file stands there then."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while not stream.eof:
        packed = stream.unconsumed_tail or file.read(CHUNK)
        if not packed:
            raise EOFError("the archive ends inside of the member")
        yield stream.decompress(packed, most + 1)
    file.seek(-len(stream.unused_data), 1)


def _check_sum(file: BinaryIO, header: _Header) -> int:
    if not header.streamed:
        return header.crc
    descriptor = file.read(8)
    marked = descriptor.startswith(_DESCRIPTOR_MARK)
    return int.from_bytes(descriptor[4:8] if marked else descriptor[:4], "little")
