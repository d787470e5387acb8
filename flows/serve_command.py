"""`winnow serve`: scheduled runs on a Prefect server, one that runs already or one that is started for it."""

from __future__ import annotations

import argparse
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows import exit_codes, orchestrator
from flows.preparation import check_runner, prepare
from flows.printing import printing
from flows.server import check_server, own_server
from tasks.dataset.manifest import FILE
from tasks.dataset.target import published
from tasks.errors import UsageError

PORT = 4200
"""Where Prefect's own server stands by default, and its users look for the dashboard."""


def serve(args: argparse.Namespace) -> int:
    """Register the deployment and run it when it is due, until interrupted."""
    orchestrator.configure()
    check_runner(args.runner, args.dask_address)
    with published(args.out, only=(FILE,)) as (target, _):
        prepare(args.raw, target, args.config, rebuild=False)  # a wrong path or key shows now, not at two at night
    if orchestrator.has_server():
        from flows.nightly import refuse_another, serve_until_ended

        deployment = _deployment(args)
        check_server()
        refuse_another(args.out)
        serve_until_ended(deployment, end_server=lambda: None)
        return exit_codes.OK
    with printing():
        print("Starting a Prefect server (set PREFECT_API_URL to use a running one) …")
    with _only_service(Path(os.environ["PREFECT_HOME"])), own_server(PORT) as server:
        from flows.nightly import release_left_behind, serve_until_ended

        deployment = _deployment(args)
        server.wait()
        with printing():
            if not server.url.endswith(f":{PORT}"):
                print(f"Port {PORT} is taken by another program, so the dashboard is not at its usual address")
            print(f"Prefect's server and dashboard: {server.url}")
        release_left_behind()
        serve_until_ended(deployment, end_server=server.stop)
    return exit_codes.OK


@contextmanager
def _only_service(home: Path) -> Iterator[None]:
    """Hold Prefect's home for the one service that may start a server on its database.

    Raises:
        UsageError: another service does, or the home cannot be written.
    """
    path = home / "service.lock"
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = path.open("w")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}; PREFECT_HOME names another folder") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"{home}: another `winnow serve` uses this Prefect home, and each takes over the runs of the other; "
                "end it, or serve from another folder"
            ) from None
        yield


def _deployment(args: argparse.Namespace) -> Any:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.clean_dumps import clean_dumps
    from flows.nightly import NAME, description

    try:
        return clean_dumps.to_deployment(
            name=NAME.partition("/")[2],
            description=description(args.out),
            cron=None if args.every else args.cron,
            interval=args.every,
            # A night that is not done when the next one begins goes on; enqueued runs would pile up behind it. The
            # runner below must not have a limit of its own, or the new run would wait there and never be cancelled.
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            parameters={
                "raw": args.raw,
                "out": args.out,
                "workers": args.workers,
                "runner": args.runner,
                "dask_address": args.dask_address,
                "config": str(args.config) if args.config else None,
            },
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except ValidationError as error:
        raise UsageError(f"--cron {args.cron!r}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None
