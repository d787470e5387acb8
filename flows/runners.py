"""Where shards are cleaned: worker processes on this machine, or Dask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from flows.lifeline import end_with_parent, kill_workers
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
        return _Processes(max_workers=workers or os.cpu_count() or 1, initializer=end_with_parent)
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


class _Processes(ProcessPoolTaskRunner):
    """Prefect's, but that a worker which died while it told the flow something does not keep Python from ending.

    It holds the lock on the queue of messages for ever, and at its end Python waits for the thread that wants it.
    """

    def __exit__(self, *error: Any) -> None:
        super().__exit__(*error)
        if self._subprocess_message_queue is not None:  # Prefect gave up on it after five seconds
            self._subprocess_message_queue.cancel_join_thread()


@contextmanager
def given_up_at_once() -> Iterator[None]:
    """Kill the workers when the block that uses a task runner ends with an error.

    SIGTERM is such an error within a flow, and leaving a task runner waits for the shards that are being cleaned: for
    longer than those who send that signal wait before they kill.
    """
    try:
        yield
    except BaseException:
        kill_workers()
        raise
