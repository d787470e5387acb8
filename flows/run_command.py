"""`winnow run`: the flow by hand, with what a person wants to see before, while and after it runs."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from typing import cast

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows import exit_codes, orchestrator
from flows.preparation import AuditFailedError, RunResult, check_runner, nothing_new, prepare
from flows.printing import complain, printing
from flows.server import with_server
from tasks.audit.run import great_expectations
from tasks.dataset.target import writable
from tasks.garbage import uncollected
from tasks.planning import hashed_once
from tasks.readers.storage import is_url
from tasks.report.inert import inert_text

MOST_UNSUPPORTED = 20
"""Files that are named of those that are no raw dumps: the pictures beside saved pages may be thousands."""
LONGEST_PATH = 4096
"""Characters; Linux allows as many bytes."""


@hashed_once()
def run(args: argparse.Namespace) -> int:
    """Clean, audit, publish; the exit code of the contract."""
    # By hand the summary is what is read. Prefect's own log would repeat it, with a traceback for each mistake.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    orchestrator.configure()
    check_runner(args.runner, args.dask_address)
    with writable(args.out) as target:
        # A folder that cannot be written, or that another run holds, shows before the server is waited for.
        _, plan, _ = prepare(args.raw, target, args.config, args.rebuild)
        nothing = nothing_new(target, plan, args.rebuild)
    started = time.monotonic()
    try:
        # The audit would import its library at the end, for five seconds in which nothing else is done.
        result = nothing or with_server(partial(_flow, args), meanwhile=great_expectations)
    except AuditFailedError as error:
        complain(str(error))
        return exit_codes.AUDIT_FAILED
    with printing():
        _summary(Console(), result, time.monotonic() - started)
    nothing_read = result.unreadable or (result.unsupported and not result.readable)
    return exit_codes.UNREADABLE if nothing_read else exit_codes.OK


def _flow(args: argparse.Namespace) -> Callable[[], RunResult]:
    with uncollected():
        from flows.clean_dumps import clean_dumps

    call = partial(
        clean_dumps.with_options(timeout_seconds=0),
        raw=args.raw,
        out=args.out,
        workers=args.workers,
        runner=args.runner,
        dask_address=args.dask_address,
        config=str(args.config) if args.config else None,
        rebuild=args.rebuild,
    )
    return cast(Callable[[], RunResult], call)  # only a run of a deployment ends with a state


def _summary(console: Console, result: RunResult, seconds: float) -> None:
    version = result.version
    counts = result.counts
    if result.published:
        console.print(
            f"Published [bold]{_name(version)}[/] in {seconds:.0f} s, {result.new_sources} new or changed sources"
        )
    else:
        console.print(f"Nothing is new: {_name(version)} stays published")
    table = Table("what", "count", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    table.add_row("records read", f"{counts['records_read']:,}")
    table.add_row("documents", f"{counts['documents']:,}")
    table.add_row("quarantined", f"{counts['quarantined']:,}")
    if counts["skipped"]:
        table.add_row("beside the pages, skipped", f"{counts['skipped']:,}")
    removed = 1 - counts["kept_words"] / counts["raw_words"] if counts["raw_words"] else 0
    table.add_row("words removed or routed", f"{removed:.1%}")
    for family, lines in result.taken:
        table.add_row(f"  {family}", f"{lines:,} lines")
    console.print(table)
    for path in result.unreadable:
        _line(console, f"[red]unreadable[/]  {_shown(path)}")
    for path in result.unsupported[:MOST_UNSUPPORTED]:
        _line(console, f"no raw format  {_shown(path)}")
    if (more := len(result.unsupported) - MOST_UNSUPPORTED) > 0:
        _line(console, f"no raw format  {more:,} more files")
    _line(console, f"dataset  {_shown(result.dataset)}")
    report = version if is_url(version) else result.dataset
    _line(console, f"report   {_shown(report)}/report/index.html")


def _line(console: Console, line: str) -> None:
    """A line that keeps its length, so that what it names can be copied."""
    console.print(line, highlight=False, soft_wrap=True)


def _shown(path: str) -> str:
    """A path that a terminal shows and does not obey."""
    return escape(inert_text(path, LONGEST_PATH))


def _name(version: str) -> str:
    return version.rstrip("/").rpartition("/")[2]
