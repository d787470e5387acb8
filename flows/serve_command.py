"""`winnow serve`: scheduled runs on a Prefect server, one that runs already or one that is started for it."""

from __future__ import annotations

import argparse
from typing import Any

from flows import orchestrator
from flows.server import own_server


def serve(args: argparse.Namespace) -> int:
    """Register the deployment and run it when it is due, until interrupted."""
    orchestrator.configure()
    if orchestrator.has_server():
        return _serve(args)
    print("Starting a Prefect server (set PREFECT_API_URL to use a running one) …", flush=True)
    with own_server(4200) as server:
        server.wait()
        print(f"Prefect's server and dashboard: {server.url}", flush=True)
        return _serve(args)


def _serve(args: argparse.Namespace) -> int:
    from prefect import serve as serve_deployments
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.clean_dumps import clean_dumps
    from flows.preparation import prepare
    from tasks.dataset.manifest import FILE
    from tasks.dataset.target import published

    with published(args.out, only=(FILE,)) as (target, _):
        prepare(args.raw, target, args.config, rebuild=False)  # a wrong path or key shows now, not at two at night
    deployment: Any = clean_dumps.to_deployment(
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
    serve_deployments(deployment)
    return 0
