"""The labelled pages as a crawl would have left them, and the seed dumps as JSON Lines, in any number of copies."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.pages import DATA

SEEDS = DATA.parent / "seeds"
FILES = 8


def html_pages() -> list[tuple[str, bytes]]:
    """Address and bytes of every WCXB dev page, by id."""
    rows = pq.read_table(DATA / "wcxb_dev.parquet", columns=["id", "url", "html"]).to_pylist()
    # datatrove's reader ends with an error at a record without an address.
    return [
        (row["url"] or f"https://page.example/{row['id']}", row["html"])
        for row in sorted(rows, key=lambda row: row["id"])
    ]


def write_warcs(folder: Path, pages: Sequence[tuple[str, bytes]], copies: float = 1, files: int = FILES) -> int:
    """The pages, in so many copies, as `.warc.gz` files with a member a record, as Common Crawl has them; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = round(len(pages) * copies)
    packed = [_Packed.of(url, html) for url, html in pages]
    opened = [(folder / f"part-{i}.warc.gz").open("wb") for i in range(files)]
    for number in range(count):
        opened[number % files].write(packed[number % len(pages)].member(number))
    for file in opened:
        file.close()
    return count


@dataclass(frozen=True, slots=True)
class _Packed:
    """A page, of which all is compressed that copies share: each by itself, 160,000 pages take half an hour.

    `length` is that of the HTTP response in bytes, `http` the response and the record's end, `rest` the same
    compressed, as the end of a member.
    """

    url: str
    length: int
    http: bytes
    rest: bytes

    @classmethod
    def of(cls, url: str, html: bytes) -> _Packed:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(html) + html
        record = http + b"\r\n\r\n"
        return cls(url, len(http), record, zlib.compress(record, 6, wbits=-zlib.MAX_WBITS))

    def member(self, number: int) -> bytes:
        """The record with a name of its own, as one member of gzip."""
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:{number:08d}-0000-4000-8000-000000000000>\r\n"
            "WARC-Date: 2026-11-01T00:00:00Z\r\n"
            f"WARC-Target-URI: {self.url}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {self.length}\r\n\r\n"
        ).encode()
        deflate = zlib.compressobj(6, wbits=-zlib.MAX_WBITS)
        begun = deflate.compress(head) + deflate.flush(zlib.Z_SYNC_FLUSH)
        size = (len(head) + len(self.http)) % 2**32
        return _GZIP + begun + self.rest + struct.pack("<II", zlib.crc32(self.http, zlib.crc32(head)), size)


_GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""The head of a member without name and time."""


def write_texts(path: Path, count: int) -> int:
    """So many dumps of the size and kind of the seeds as JSON Lines; how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [seed.read_text(encoding="utf-8") for seed in sorted(SEEDS.glob("*.txt"))]
    with path.open("w", encoding="utf-8") as file:
        for number, text in zip(range(count), _numbered(texts), strict=False):
            file.write(json.dumps({"id": number, "text": text}) + "\n")
    return count


def _numbered(texts: Sequence[str]) -> Iterator[str]:
    number = 0
    while True:
        for text in texts:
            yield text.replace(". ", f". {number} ", 1)  # no two of them are the same
            number += 1


def write_files(folder: Path, pages: Sequence[tuple[str, bytes]]) -> None:
    """The pages as one HTML file each, which is what trafilatura's batch command reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (_, html) in enumerate(pages):
        (folder / f"{number:06d}.html").write_bytes(html)
