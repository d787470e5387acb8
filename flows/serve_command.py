"""`winnow serve`: scheduled runs on a Prefect server, one that runs already or one that is started for it."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows import orchestrator
from tasks.errors import UsageError

START_SECONDS = 120
"""How long a server may take to answer; the first start creates the database, 20 s on a slow machine."""


def serve(args: argparse.Namespace) -> int:
    """Register the deployment and run it when it is due, until interrupted."""
    orchestrator.configure()
    if orchestrator.has_server():
        return _serve(args)
    with own_server() as url:
        print(f"Prefect's server and dashboard: {url}", flush=True)
        os.environ["PREFECT_API_URL"] = f"{url}/api"
        return _serve(args)


def _serve(args: argparse.Namespace) -> int:
    from prefect import serve as serve_deployments
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.clean_dumps import clean_dumps, prepare

    prepare(args.raw, args.out, args.config, rebuild=False)  # a wrong path or key shows now, not at two at night
    deployment: Any = clean_dumps.to_deployment(
        name="nightly",
        cron=None if args.every else args.cron,
        interval=args.every,
        # A night that is not done when the next one begins goes on; enqueued runs would pile up behind it. The
        # runner below must not have a limit of its own, or the new run would wait there and never be cancelled.
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        parameters={
            "raw": args.raw,
            "out": str(args.out),
            "workers": args.workers,
            "runner": args.runner,
            "dask_address": args.dask_address,
            "config": str(args.config) if args.config else None,
        },
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    serve_deployments(deployment)
    return 0


@contextmanager
def own_server() -> Iterator[str]:
    """A Prefect server with its schedules, on loopback, for as long as the block runs; its address."""
    port = _free_port(4200)
    url = f"http://127.0.0.1:{port}"
    print("Starting a Prefect server (set PREFECT_API_URL to use a running one) …", flush=True)
    log = Path(os.environ["PREFECT_HOME"]) / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("ab") as output, subprocess.Popen(command, stdout=output, stderr=output) as server:
        try:
            _wait_for(f"{url}/api/health", server, log)
            yield url
        finally:
            server.terminate()


def _wait_for(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise UsageError(f"Prefect's server did not start; its log is {log}")


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise UsageError("no free port on 127.0.0.1 for Prefect's server")
