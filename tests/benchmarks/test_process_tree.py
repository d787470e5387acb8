"""The measuring itself: what a child of a child takes is counted, and what fails says why."""

import gzip
import sys

import pytest

from benchmarks.crawl import write_warcs
from benchmarks.process_tree import measure
from tasks.readers import Limits, Slice, Source, read

BUSY = "import time\nheld = bytearray(80_000_000)\nwhile time.process_time() < 0.6: pass"


def test_the_time_and_memory_of_descendants_count():
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"
    used = measure([sys.executable, "-c", nested])
    assert used.cpu >= 0.6
    assert used.peak_tree >= used.peak_process >= 80
    assert used.peak_worker == 0


def test_a_command_that_fails_says_what_it_said():
    with pytest.raises(RuntimeError, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_the_crawl_is_what_a_crawler_writes(tmp_path):
    pages = [("https://harbour.example/", b"<p>The pilot boat lay at the pier.</p>")] * 3
    assert write_warcs(tmp_path, pages, copies=2, files=2) == 6
    files = sorted(tmp_path.glob("*.warc.gz"))
    records = [item for file in files for item in read(Slice(Source(file.name, str(file), file.name, 0)), Limits())]
    assert len({record.source_record for record in records}) == 6
    assert {record.content for record in records} == {pages[0][1].decode()}
    assert gzip.decompress(files[0].read_bytes()).startswith(b"WARC/1.0")
