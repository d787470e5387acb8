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
from pathlib import Path

from flows.orchestrator import SINGLE_RUN
from flows.server import own_server

SAMPLE = Path(__file__).parents[1] / "raw" / "samples" / "01_flattened_news_skip_links.txt"


def timed(home: str, extra: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run with Prefect's home in `home`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "flows.cli", "run", str(SAMPLE), "--out", out, "--workers", "1"]
        subprocess.run(command, env=env | {"PREFECT_HOME": home} | extra, check=True, capture_output=True)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure() -> list[tuple[str, float, float]]:
    """(what, wall seconds, CPU seconds) of each way."""
    rows = []
    ways = {
        "own server, Prefect's defaults": {name: "true" for name, value in SINGLE_RUN.items() if value == "false"},
        "own server, as Winnow sets it": {},
    }
    for name, extra in ways.items():
        with tempfile.TemporaryDirectory() as home:
            rows.append((f"{name}, first start", *timed(home, extra)))
            rows.append((f"{name}, later start", *timed(home, extra)))
    with tempfile.TemporaryDirectory() as home:
        os.environ["PREFECT_HOME"] = home
        with own_server() as server:
            server.wait()
            url = {"PREFECT_API_URL": f"{server.url}/api"}
            timed(home, url)
            rows.append(("running server", *timed(home, url)))
    return rows


def as_markdown(rows: list[tuple[str, float, float]]) -> str:
    """The table in RESULTS.md."""
    lines = ["| one small dump | wall s | CPU s |", "| --- | --- | --- |"]
    return "\n".join(lines + [f"| {name} | {wall:.1f} | {cpu:.1f} |" for name, wall, cpu in rows])


if __name__ == "__main__":
    print(as_markdown(measure()))
