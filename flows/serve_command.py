"""`winnow serve`: scheduled runs on a Prefect server, one that runs already or one that is started for it."""

from __future__ import annotations

import argparse
from typing import Any

from pydantic import ValidationError

from flows import exit_codes, orchestrator
from flows.preparation import check_runner, prepare
from flows.printing import printing
from flows.server import check_server, own_server
from tasks.dataset.manifest import FILE
from tasks.dataset.target import published
from tasks.errors import UsageError


def serve(args: argparse.Namespace) -> int:
    """Register the deployment and run it when it is due, until interrupted."""
    orchestrator.configure()
    check_runner(args.runner, args.dask_address)
    with published(args.out, only=(FILE,)) as (target, _):
        prepare(args.raw, target, args.config, rebuild=False)  # a wrong path or key shows now, not at two at night
    if orchestrator.has_server():
        deployment = _deployment(args)
        check_server()
        return _serve(deployment)
    with printing():
        print("Starting a Prefect server (set PREFECT_API_URL to use a running one) …")
    with own_server(4200) as server:
        deployment = _deployment(args)
        server.wait()
        with printing():
            print(f"Prefect's server and dashboard: {server.url}")
        return _serve(deployment)


def _deployment(args: argparse.Namespace) -> Any:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.clean_dumps import clean_dumps

    try:
        return clean_dumps.to_deployment(
            name="nightly",
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


def _serve(deployment: Any) -> int:
    from prefect import serve as serve_deployments

    serve_deployments(deployment)
    return exit_codes.OK
