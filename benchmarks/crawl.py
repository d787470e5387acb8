"""The labelled pages as a crawl would have left them, and the seed dumps as JSON Lines, in any number of copies."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
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
    opened = [(folder / f"part-{i}.warc.gz").open("wb") for i in range(files)]
    for number in range(count):
        url, html = pages[number % len(pages)]
        opened[number % files].write(gzip.compress(_record(number, url, html), 6, mtime=0))
    for file in opened:
        file.close()
    return count


def _record(number: int, url: str, html: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(html) + html
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:08d}-0000-4000-8000-000000000000>\r\n"
        "WARC-Date: 2026-11-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


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
