"""Where shards are cleaned: worker processes on this machine, or Dask."""

from __future__ import annotations

import os
from typing import Any, Literal

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from tasks.errors import UsageError

Runner = Literal["processes", "dask"]

SCHEDULER_SECONDS = 10
"""How long a running Dask scheduler may take to answer."""


def task_runner(runner: Runner, workers: int | None, dask_address: str | None) -> TaskRunner[Any]:
    """The task runner that a run was asked for; by default one worker a core.

    Raises:
        UsageError: Dask is asked for and not installed, or its scheduler does not answer.
    """
    if runner == "processes":
        return ProcessPoolTaskRunner(max_workers=workers or os.cpu_count() or 1)
    try:
        from distributed import Client
        from prefect_dask import DaskTaskRunner
    except ImportError:
        raise UsageError("--runner dask needs the extra: pip install 'winnow-etl[dask]'") from None
    if dask_address:
        try:
            Client(dask_address, timeout=SCHEDULER_SECONDS).close()
        except (OSError, ValueError):
            raise UsageError(f"{dask_address}: no Dask scheduler answers there") from None
        return DaskTaskRunner(address=dask_address)
    # One thread a worker: cleaning is pure Python between short calls into C, and threads would share one core.
    return DaskTaskRunner(
        cluster_kwargs={
            "n_workers": workers or os.cpu_count() or 1,
            "threads_per_worker": 1,
            "processes": True,
            "dashboard_address": None,
            "host": "127.0.0.1",
            "preload": ["flows.dask_worker"],
        }
    )
