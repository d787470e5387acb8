"""A file's bytes, decompressed, in bounded chunks; what goes wrong comes as the last item, not as a raise."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import zstandard

from tasks.readers.base import Slice, in_words
from tasks.readers.storage import opened

CHUNK = 256 * 1024
"""Bytes read at a time: from the disk, and out of gzip."""
ZSTD_INPUT = 1024
"""Compressed bytes handed to zstd at a time. Its densest block is 4 bytes for 128 KiB, so that even a bomb
gives no more than 32 MiB at once."""
DECODING_ERRORS = (OSError, EOFError, ValueError, zlib.error, zstandard.ZstdError)
"""What damaged input raises, and what a file that cannot be read does."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Why the stream ends before its end."""

    detail: str


Codec = Callable[[BinaryIO], Iterator[bytes]]


def chunks(piece: Slice, codec: Codec) -> Iterator[bytes | Damage]:
    """The bytes of a slice through `codec`; a `Damage` comes last where not all of them could be read.

    What is compressed as a whole is not cut: `start` and `end` are for plain bytes.
    """
    try:
        with opened(piece.source.location) as file:
            if piece.whole:
                yield from codec(file)
            else:
                yield from _stretch(file, piece.start, piece.end)
    except DECODING_ERRORS as error:
        yield Damage(in_words(error))


def _stretch(file: BinaryIO, start: int, end: int | None) -> Iterator[bytes]:
    file.seek(start)
    left = float("inf") if end is None else end - start
    while left > 0 and (chunk := file.read(int(min(CHUNK, left)))):
        left -= len(chunk)
        yield chunk


def plain(file: BinaryIO) -> Iterator[bytes]:
    """The bytes as they are."""
    while chunk := file.read(CHUNK):
        yield chunk


def gunzip(file: BinaryIO) -> Iterator[bytes]:
    """The bytes out of one or more gzip members.

    Raises:
        OSError, EOFError, zlib.error: not gzip, cut off, or damaged; what came before was yielded.
    """
    with gzip.GzipFile(fileobj=file) as member:
        # read1, not read: an error in the middle of a chunk must not take the first half with it.
        while chunk := member.read1(CHUNK):
            yield chunk


def unzstd(file: BinaryIO) -> Iterator[bytes]:
    """The bytes out of one or more zstd frames.

    Frames are walked here because the library's stream reader takes a file that was cut off for a whole one.

    Raises:
        zstandard.ZstdError: not zstd, or damaged; what came before was yielded.
        EOFError: cut off inside a frame.
    """
    decompressor = zstandard.ZstdDecompressor()
    frame = decompressor.decompressobj()
    inside = False
    while compressed := file.read(CHUNK):
        at = 0
        while at < len(compressed):
            piece = compressed[at : at + ZSTD_INPUT]
            at += len(piece)
            inside = True
            if chunk := frame.decompress(piece):
                yield chunk
            if frame.eof:
                at -= len(frame.unused_data)
                frame = decompressor.decompressobj()
                inside = False
    if inside:
        raise EOFError("the file ends inside a compressed frame")
