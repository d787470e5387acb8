"""What the orchestrator costs a small run: its own server with Prefect's defaults, with ours, and a running one.

    python -m benchmarks.server_cost

One sample dump, one worker. Wall and processor time of the whole process tree, for a first start (which creates the
database) and for a later one.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.server import own_server

SAMPLE = Path(__file__).parents[1] / "raw" / "samples" / "01_flattened_news_skip_links.txt"


@contextmanager
def timed(row: str, rows: list[tuple[str, float, float]]) -> Iterator[None]:
    """Add what the block takes to `rows`: wall and CPU seconds of the processes that it starts and sees end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    yield
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows.append((row, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))


def run() -> None:
    """One run of the sample, with Prefect as the environment names it."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "flows.cli", "run", str(SAMPLE), "--out", out, "--workers", "1"]
        subprocess.run(command, check=True, capture_output=True)


def measure() -> list[tuple[str, float, float]]:
    """(what, wall seconds, CPU seconds) of each way."""
    rows: list[tuple[str, float, float]] = []
    with _home():
        for start in ("first", "later"):
            with timed(f"own server, Prefect's defaults, {start} start", rows), own_server() as server:
                server.wait()
                run()
    with _home():
        for start in ("first", "later"):
            with timed(f"own server, as Winnow sets it, {start} start", rows):
                run()
    with _home(), own_server() as server:
        server.wait()
        run()
        with timed("running server", rows):
            run()
    return rows


@contextmanager
def _home() -> Iterator[None]:
    """A new home of Prefect's, and no other setting of the user's."""
    for name in [name for name in os.environ if name.startswith("PREFECT")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as home:
        os.environ["PREFECT_HOME"] = home
        yield


def as_markdown(rows: list[tuple[str, float, float]]) -> str:
    """The table in RESULTS.md."""
    lines = ["| one small dump | wall s | CPU s |", "| --- | --- | --- |"]
    return "\n".join(lines + [f"| {name} | {wall:.1f} | {cpu:.1f} |" for name, wall, cpu in rows])


if __name__ == "__main__":
    print(as_markdown(measure()))
