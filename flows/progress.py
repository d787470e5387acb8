"""Progress on the terminal where a person looks on, a line in the log where nobody does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prefect.logging import get_run_logger
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


@contextmanager
def shard_progress(total_bytes: int) -> Iterator[Callable[[int], None]]:
    """Yields a function to call with the raw bytes of every shard that is done."""
    if not sys.stderr.isatty():
        log = get_run_logger()
        done = 0

        def report(size: int) -> None:
            nonlocal done
            done += size
            log.info("Cleaned %.1f of %.1f MB", done / 1e6, total_bytes / 1e6)

        yield report
        return
    columns = (TextColumn("Cleaning"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("clean", total=total_bytes)
        yield lambda size: progress.advance(bar, size)


@contextmanager
def training_progress() -> Iterator[Callable[[str], None]]:
    """Yields a function to call with what is being done now; how long it will take nobody knows before."""
    if not sys.stderr.isatty():
        yield get_run_logger().info
        return
    columns = (SpinnerColumn(), TextColumn("Training, {task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=None)
        yield lambda what: progress.update(bar, description=what)
