"""Big files in slices that can be read apart: at line ends, at row groups, where WARC records begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.readers import suffix_of
from tasks.readers.base import Slice, Source
from tasks.readers.bytestream import CHUNK, DECODING_ERRORS
from tasks.readers.storage import is_url, opened
from tasks.readers.warc_file import Archive

LONGEST = 64 * 2**20
"""Bytes that are looked through for the next record of a WARC. A file that is compressed as one has none."""


def slices(source: Source, size: int) -> list[Slice]:
    """The file in stretches of some `size` bytes, in order; whole where it is no bigger or cannot be cut.

    Where a file is cut depends on its content and on `size` alone. A file that cannot be read is left whole: reading
    it says why.
    """
    whole = [Slice(source, size=source.size)]
    cut = _cutter(source)
    if cut is None or source.size < 2 * size:
        return whole
    try:
        with opened(source.location) as file:
            return cut(file, source, size) or whole
    except (*DECODING_ERRORS, pa.ArrowException):
        return whole


_Cutter = Callable[[BinaryIO, Source, int], list[Slice]]


def _cutter(source: Source) -> _Cutter | None:
    suffix = suffix_of(source.location) or ""
    if suffix == ".parquet":
        return _row_groups
    if suffix in {".jsonl", ".ndjson", ".csv"}:
        # Records without an id have the number of their line, so all lines before must be counted; from an object
        # store that would be to fetch all of it twice. A CSV's line ends may stand inside of values.
        return None if is_url(source.location) or suffix == ".csv" else _lines
    return _records if "warc" in suffix or "wet" in suffix else None


def _lines(file: BinaryIO, source: Source, size: int) -> list[Slice]:
    """Slices that end with a line, with the number of their first one."""
    cuts: list[tuple[int, int]] = [(0, 1)]
    at, number = 0, 1
    while block := file.read(CHUNK):
        while at + len(block) >= cuts[-1][0] + size:
            from_here = max(0, cuts[-1][0] + size - at)
            end = block.find(b"\n", from_here)
            if end < 0:
                break
            cuts.append((at + end + 1, number + block.count(b"\n", 0, end + 1)))
        number += block.count(b"\n")
        at += len(block)
    starts = [cut for cut in cuts if cut[0] < at]
    ends = [start for start, _ in starts[1:]] + [None]
    return [
        Slice(source, start, end, first, (at if end is None else end) - start)
        for (start, first), end in zip(starts, ends, strict=True)
    ]


def _row_groups(file: BinaryIO, source: Source, size: int) -> list[Slice]:
    """Slices of whole row groups."""
    with pq.ParquetFile(file) as parquet:
        metadata = parquet.metadata
        unpacked = [max(0, metadata.row_group(i).total_byte_size) for i in range(metadata.num_row_groups)]
    # Their share of the file: what they take in it only their columns say, and to ask one whose statistics are damaged
    # ends the process (Arrow 26).
    lengths = [source.size * length // max(1, sum(unpacked)) for length in unpacked]
    bounds, held = [0], 0
    for i, length in enumerate(lengths):
        if held and held + length > size:
            bounds.append(i)
            held = 0
        held += length
    bounds.append(len(lengths))
    found = [Slice(source, a, b, size=sum(lengths[a:b])) for a, b in pairwise(bounds)]
    return _open_ended(found)


def _records(file: BinaryIO, source: Source, size: int) -> list[Slice]:
    """Slices that begin with a record, of compressed files those with a member for each."""
    return _open_ended([Slice(source, a, b, size=b - a) for a, b in pairwise(_record_starts(file, source, size))])


def _record_starts(file: BinaryIO, source: Source, size: int) -> Iterator[int]:
    archive = Archive(file, source)
    yield 0
    last = 0
    while last + size < archive.size and (at := archive.find(last + size, min(archive.size, last + size + LONGEST))):
        yield at
        last = at
    yield archive.size


def _open_ended(found: list[Slice]) -> list[Slice]:
    """The last one to the end of the file, whatever is added to it meanwhile."""
    return [*found[:-1], replace(found[-1], end=None)] if found else []
