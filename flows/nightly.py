"""The deployment `clean-dumps/nightly` and the service that runs it: Prefect's runner, and an orderly end of it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import State
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.states import Crashed

from flows import exit_codes, lifeline
from flows.printing import complain, printing
from flows.server import ENDING_SIGNALS, on_signals
from tasks.errors import UsageError
from tasks.readers.storage import is_url

NAME = "clean-dumps/nightly"

POLLED = timedelta(seconds=60)
"""A service asks for due runs every ten seconds; Prefect's server takes one that has not for a minute for gone, too."""

END_SECONDS = 10
"""How long a run that is ended may take to kill its workers and to say that it crashed."""

_UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_SKIPPED = "Aborted submission of flow run"


def description(out: str) -> str:
    """What the deployment says of itself: where it publishes to, in words that no other dataset has."""
    return f"Publishes to {out if is_url(out) else f'{socket.gethostname()}:{Path(out).absolute()}'}"


def refuse_another(out: str) -> None:
    """Make sure that no other service is at work under the name: the second would take over the runs of the first.

    Its dumps would then be cleaned into two datasets by turns, or into none. The same dataset again is a service that
    was ended without a word and starts anew.

    Raises:
        UsageError: one that publishes elsewhere has asked for runs within the last minute.
    """
    with get_client(sync_client=True) as client:
        there = _deployment(client)
    if there is None or there.paused or there.last_polled is None or there.description == description(out):
        return
    if datetime.now(UTC) - there.last_polled < POLLED:
        raise UsageError(
            f"PREFECT_API_URL: {NAME} is served on that server already: {there.description}; "
            "leave PREFECT_API_URL out for a server of its own, or end the other and wait a minute"
        )


def release_left_behind() -> None:
    """End, on a server that was just started for the service, what an earlier service has left under way there.

    Nothing can be: whoever ran it is gone. But Prefect keeps who holds the deployment's one place in memory, and that
    it is taken in its database, so that after an end without a word every night was cancelled, for ever.
    """
    with get_client(sync_client=True) as client:
        there = _deployment(client)
        if there is None:
            return
        under_way = FlowRunFilter.model_validate(
            {"deployment_id": {"any_": [there.id]}, "state": {"type": {"any_": _UNDER_WAY}}}
        )
        _set_crashed(client, [run.id for run in client.read_flow_runs(flow_run_filter=under_way)])
        if there.global_concurrency_limit:
            client.update_global_concurrency_limit(
                there.global_concurrency_limit.name, GlobalConcurrencyLimitUpdate(active_slots=0)
            )


def serve_until_ended(deployment: RunnerDeployment, end_server: Callable[[], object]) -> None:
    """Run the deployment when it is due. A signal ends this process, with its runs and its server."""
    os.environ[lifeline.SERVICE] = str(os.getpid())
    logging.getLogger("prefect.runner.state_proposer").addFilter(_said_aloud)
    service = _Service(deployment, end_server)
    with on_signals(service.end):
        with printing():
            print(f"{NAME} runs when it is due; Ctrl-C ends it")
        asyncio.run(service.start())


class _Service(Runner):
    """Prefect's runner. At a signal that shows tracebacks, exits with 0, and leaves runs under way on its server."""

    def __init__(self, deployment: RunnerDeployment, end_server: Callable[[], object]) -> None:
        super().__init__()
        self._end_server = end_server
        self._served: Any = self.add_deployment(deployment)  # outside of an event loop its id

    def handle_sigterm(self, *_: object) -> None:
        """Prefect's runner installs this for SIGTERM when it starts."""
        self.end(signal.SIGTERM, None)

    def end(self, number: int, frame: object) -> None:
        """End the runs, pause the deployment, so that its runs are not late for ever, and end this process."""
        for ending in ENDING_SIGNALS:
            signal.signal(ending, signal.SIG_IGN)  # a second Ctrl-C, while this one is obeyed
        complain("interrupted; what is published is whole, `winnow status` says what it is")
        runs = self._process_manager.flow_run_ids() if self.started else set()
        _end([handle.pid for run in runs if (handle := self._process_manager.get(run)) and handle.pid])
        with suppress(Exception), get_client(sync_client=True) as client:
            _set_crashed(client, runs)
            client.pause_deployment(self._served)
        self._end_server()
        os._exit(exit_codes.SIGNALLED + number)


def _end(pids: list[int]) -> None:
    end = time.monotonic() + END_SECONDS
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    while pids := [pid for pid in pids if _lives(pid)]:
        if time.monotonic() > end:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:  # the event loop's watcher was first
        return False


def _set_crashed(client: SyncPrefectClient, runs: Iterable[UUID]) -> None:
    for run in runs:
        state = client.read_flow_run(run).state
        if state is None or not state.is_final():
            client.set_flow_run_state(run, _crashed(), force=True)


def _crashed() -> State[None]:
    return Crashed(message="The service that ran it was ended.")


def _deployment(client: SyncPrefectClient) -> DeploymentResponse | None:
    try:
        return client.read_deployment_by_name(NAME)
    except ObjectNotFound:
        return None


def _said_aloud(record: logging.LogRecord) -> bool:
    """A night without a run is a warning that says why, not a line among those that tell of good order."""
    if record.levelno == logging.INFO and str(record.msg).startswith(_SKIPPED):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        if "CANCELLED" in map(str, record.args or ()):
            record.msg = f"{record.msg}: the run before it is still going on, and this one was cancelled"
    return True
