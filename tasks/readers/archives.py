"""Pages packed together: `.zip` and tar archives, plain, gzip or zstd. Each member is a file of its own."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, cast

from tasks.document import Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Slice, Source, ending_of, in_words
from tasks.readers.bytestream import DECODING_ERRORS, Codec, Damage, chunks
from tasks.readers.mhtml import saved_page
from tasks.readers.one_document import Parse, Whole, flattened, page, too_large
from tasks.readers.storage import opened
from tasks.readers.zip_headers import Member, members_by_header

MEMBERS: dict[str, Parse] = {
    ".html": page, ".htm": page, ".xhtml": page, ".txt": flattened, ".mhtml": saved_page, ".mht": saved_page,
}  # fmt: skip
"""How one document is read, by the end of its name."""
_ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, struct.error, lzma.LZMAError, *DECODING_ERRORS)
"""Damage; a version or a compression that the library does not know; a password."""
MAX_HEADER = 2**20
"""Bytes that a tar may ask for before a member, for its name and its attributes. Real ones have a few hundred."""
MAX_MEMBERS = 1_000_000
"""Members of a zip: its directory is held in memory, some 500 bytes each."""


def parser(name: str) -> Parse | None:
    """How a member of that name is read, None where it is no page."""
    end = ending_of(name, MEMBERS)
    return None if end is None else MEMBERS[end]


def read_zip(piece: Slice, limits: Limits) -> Iterator[Record | Rejected]:
    """Every member of a zip but its folders, in the order in which they lie in the file.

    None has an offset: where its bytes begin they are compressed. Without a directory, which stands at the end, it is
    gone through from header to header.
    """
    source = piece.source
    found = False
    try:
        with opened(source.location) as file, ExitStack() as stack:
            try:
                archive = stack.enter_context(zipfile.ZipFile(file))
            except _ZIP_ERRORS as error:
                yield from _without_directory(file, in_words(error), source, limits)
                return
            members = sorted(archive.infolist(), key=lambda info: info.header_offset)
            if len(members) > MAX_MEMBERS:
                yield Rejected(source.path, source.relative, "read", "too_large", f"{len(members)} members")
                return
            for info in members:
                if info.is_dir():
                    continue
                found = True
                yield _outcome(_member_of(archive, info, limits.max_record_bytes), source, limits)
    except _ZIP_ERRORS as error:
        yield Rejected(source.path, source.relative, "read", "unreadable", in_words(error))
        return
    if not found:
        yield Rejected(source.path, source.relative, "read", "empty", "no member in the archive")


def _without_directory(file: BinaryIO, why: str, source: Source, limits: Limits) -> Iterator[Record | Rejected]:
    found = False
    for member in members_by_header(file, limits.max_record_bytes):
        found = True
        yield _outcome(member, source, limits)
    then = "; its members were read by their own headers" if found else ""
    yield Rejected(source.path, source.relative, "read", "unreadable", f"{why}{then}"[:MAX_DETAIL])


def _member_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Member:
    """A member by the directory; of what is no page, and of a bomb by what the directory says, nothing is unpacked."""
    name = info.filename
    if parser(_printable(name)) is None:
        return Member(name, b"")
    if info.file_size > most:
        return Member(name, b"", "too_large")
    try:
        with archive.open(info) as member:
            data = member.read(most + 1)
    except _ZIP_ERRORS as error:
        return Member(name, b"", "unreadable", in_words(error))
    return Member(name, b"", "too_large") if len(data) > most else Member(name, data)


def _outcome(member: Member, source: Source, limits: Limits) -> Record | Rejected:
    name = _printable(member.name)
    parse = parser(name)
    if parse is None:
        return _unsupported(source, name)
    if member.reason == "too_large":
        return too_large(source, name, limits)
    if member.reason:
        return Rejected(source.path, name, "read", member.reason, member.detail)
    return parse(Whole(source, name, member.data, offset=None))


def read_tar(piece: Slice, limits: Limits, codec: Codec) -> Iterator[Record | Rejected]:
    """Every member of a tar but its folders, in its order; offsets are those of the uncompressed archive.

    What is damaged is a row, and reading goes on at the next header; so it does behind an end mark, where another tar
    was appended with `cat`.
    """
    source = piece.source
    stream = _Forward(chunks(piece, codec))
    found, more = False, True
    while more:
        error = ""
        begun: int | None = stream.tell()
        try:
            with tarfile.open(fileobj=cast(io.BufferedReader, stream), mode="r:") as archive:
                begun = None  # its first header was read
                while (info := archive.next()) is not None:
                    archive.members.clear()  # type: ignore[attr-defined]  # it would keep all of them
                    stream.asked = 0
                    if archive.offset < stream.tell():  # it would be read again and again
                        raise tarfile.ReadError("a member of negative size")
                    if info.isdir():
                        continue
                    found = True
                    yield _tar_member(stream, info, source, limits)
                # It stops without a word at an end mark, at the end, and at what is no header.
                stream.seek(max(archive.offset, stream.tell() - tarfile.BLOCKSIZE))
        except (tarfile.TarError, OverflowError, RecursionError, struct.error, *DECODING_ERRORS) as raised:
            error = in_words(raised)
        at, damage, stream.asked = stream.tell() if begun is None else begun, stream.damage, 0
        more, lost = _to_next_header(stream)
        # Damage to the compressed stream looks like the end of the archive, or like an empty one.
        why = damage or "; ".join(filter(None, (error, stream.damage))) or lost
        if why:
            found = True
            then = f"read on at byte {stream.tell()}" if more else "the rest was not read"
            detail = f"byte {at} uncompressed: {why}; {then}"
            yield Rejected(
                source.path, source.relative, "read", "unreadable", detail[:MAX_DETAIL],
                raw_offset=at, raw_length=stream.tell() - at if more else None,
            )  # fmt: skip
    if not found:
        yield Rejected(source.path, source.relative, "read", "empty", "no member in the archive")


_NO_HEADER = "no header of a member"


def _to_next_header(stream: _Forward) -> tuple[bool, str]:
    """Moves to the next header; whether there is one, and what is wrong with the bytes up to it.

    Zeros are the end mark, and what fills it up to the size of a record of the tape.
    """
    ended = strange = False
    while block := b"".join(stream.pieces(tarfile.BLOCKSIZE)):
        if _is_header(block):
            stream.seek(stream.tell() - tarfile.BLOCKSIZE)
            return True, _NO_HEADER if strange else ""
        zeros = not block.strip(b"\0")
        ended, strange = ended or zeros, strange or not zeros
    return False, _NO_HEADER if strange else "" if ended else "no end mark, the archive was cut off"


def _is_header(block: bytes) -> bool:
    if block[257:262] != b"ustar":  # what is no header is not summed up
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _tar_member(stream: _Forward, info: tarfile.TarInfo, source: Source, limits: Limits) -> Record | Rejected:
    name, offset = _printable(info.name), info.offset_data
    if not info.isfile():
        what = f"a link to {_printable(info.linkname)}" if info.issym() or info.islnk() else "no regular file"
        return Rejected(source.path, name, "read", "unsupported", what[:MAX_DETAIL], raw_offset=offset)
    if info.issparse():  # its size is the one with the holes, which the archive does not have
        return Rejected(source.path, name, "read", "unsupported", "a sparse file", raw_offset=offset)
    parse = parser(name)
    if parse is None:
        return _unsupported(source, name, offset, info.size)
    if info.size > limits.max_record_bytes:
        return too_large(source, name, limits, offset, info.size)
    stream.seek(offset)
    data = b"".join(stream.pieces(info.size))
    if len(data) < info.size:
        detail = f"the member should have {info.size} bytes, the archive has {len(data)}"
        return Rejected(source.path, name, "read", "truncated", detail, raw_offset=offset, raw_length=len(data))
    return parse(Whole(source, name, data, offset))


def _unsupported(source: Source, name: str, offset: int | None = None, length: int | None = None) -> Rejected:
    detail = f"not one of {', '.join(MEMBERS)}"
    return Rejected(source.path, name, "read", "unsupported", detail, raw_offset=offset, raw_length=length)


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")[:MAX_DETAIL]


class _Forward(io.RawIOBase):
    """A stream of chunks as a file that is read once, from front to back; it can go back by one block.

    `tarfile` has a mode for streams, but it reads what a header claims, however much that is.
    """

    def __init__(self, stream: Iterator[bytes | Damage]) -> None:
        self._stream = stream
        self._buffer = bytearray()
        self._start = 0
        self._at = 0
        self.asked = 0
        self.damage: str | None = None

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or offset < self._start:
            raise OSError("cannot go back in a compressed archive")
        while self._start + len(self._buffer) < offset and self._more():
            self._forget(offset)
        self._at = offset
        return offset

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0 or self.asked + size > MAX_HEADER:
            raise OSError(f"a header of {size} bytes")
        self.asked += size
        return b"".join(self.pieces(size))

    def pieces(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes, or as many as there are."""
        while size > 0:
            at = self._at - self._start
            piece = bytes(self._buffer[at : at + size])
            if not piece:
                if not self._more():
                    return
                continue
            self._at += len(piece)
            size -= len(piece)
            yield piece
            self._forget(self._at)

    def _forget(self, before: int) -> None:
        count = min(before - tarfile.BLOCKSIZE - self._start, len(self._buffer))
        if count > 0:
            del self._buffer[:count]
            self._start += count

    def _more(self) -> bool:
        chunk = next(self._stream, None)
        if isinstance(chunk, Damage):
            self.damage = chunk.detail
        if not isinstance(chunk, bytes):
            return False
        self._buffer += chunk
        return True
