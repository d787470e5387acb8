"""A Prefect server of one's own, on loopback, for as long as it is needed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from flows import exit_codes, lifeline, orchestrator
from flows.printing import complain
from tasks.errors import UsageError

T = TypeVar("T")

START_SECONDS = 120
"""How long a server may take to answer; the first start creates the database, 20 s on a slow machine."""

END_SECONDS = 10
"""How long a server may take to end once it is told to."""

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, what a service manager sends, and what a terminal sends when it is closed."""


class OwnServer:
    """A server that is started here, may not answer yet, and is named in `PREFECT_API_URL`.

    `port` is taken where it is free, else any; `environ` is the environment of the server, `module` what it runs as.
    """

    def __init__(self, port: int, environ: Mapping[str, str], log: Path, module: str) -> None:
        self._environ = environ
        self._module = module
        self._log = log
        self._start(port)

    def _start(self, port: int) -> None:
        port = _free_port(port)
        self.url = f"http://127.0.0.1:{port}"
        command = lifeline.command(self._module, "server", "start", "--host", "127.0.0.1", "--port", str(port))
        with self._log.open("ab") as output:
            # In a session of its own, so that Ctrl-C in a terminal does not reach it before those who still ask it.
            self._process = subprocess.Popen(
                command,
                env=self._environ,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        os.environ["PREFECT_API_URL"] = f"{self.url}/api"

    def wait(self) -> None:
        """Return when the server answers; import Prefect before.

        Raises:
            UsageError: it ended, or does not answer in time; its log says why.
        """
        answers = self._answers()
        if not answers and self._process.poll() is not None:
            # Between the look for a free port and the server's own bind lie seconds, in which others may take it.
            from prefect.context import refresh_global_settings_context

            self._start(0)
            refresh_global_settings_context()
            answers = self._answers()
        if not answers:
            raise UsageError(f"Prefect's server did not start; its log is {self._log}")

    def _answers(self) -> bool:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/api/health", timeout=5):
                    if _home_of(self.url) in (None, Path(os.environ["PREFECT_HOME"])):
                        return True
            except OSError:
                pass
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        """Tell it to stop; it does within seconds."""
        self._process.terminate()

    def end(self) -> None:
        """Stop it, and return when it has ended. One that hangs is killed."""
        self.stop()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def with_server(load: Callable[[], Callable[[], T]], meanwhile: Callable[[], object] | None = None) -> T:
    """Run a flow once by hand: on the server that the environment names, else on one of its own.

    `load` imports the flow and returns the call of it. A server takes eight seconds to start: the import, and what
    `meanwhile` does, is done by then.

    Raises:
        UsageError: the server does not start.
    """
    if orchestrator.has_server():
        with _ended_by_signals():
            call = load()
            check_server()
            return call()
    print("Starting Prefect's server for this run (PREFECT_API_URL names a running one) …", file=sys.stderr)
    with own_server(single_run=True) as server, _ended_by_signals(server):
        call = load()
        if meanwhile is not None:
            meanwhile()
        server.wait()
        return call()


def check_server() -> None:
    """Ask the server that the environment names whether it is there.

    Raises:
        UsageError: it does not answer.
    """
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        if error := client.api_healthcheck():
            address = os.environ["PREFECT_API_URL"]
            raise UsageError(f"PREFECT_API_URL: no Prefect server answers at {address}: {error}")


@contextmanager
def _ended_by_signals(server: OwnServer | None = None) -> Iterator[None]:
    """While it lasts, a signal to end ends this process at once, with its workers and the server of its own.

    As exceptions they do not: Prefect waits for the shards that are being cleaned, for ever where a terminal sent the
    signal to the workers, too. Nothing is lost by it: what is published is swapped in whole.
    """

    def end(number: int, frame: object) -> None:
        complain("interrupted; what is published is whole, `winnow status` says what it is")
        lifeline.kill_workers()
        if server is None:
            _record_interruption()
        else:
            server.stop()
        os._exit(exit_codes.SIGNALLED + number)

    with on_signals(end):
        yield


@contextmanager
def on_signals(end: Callable[[int, object], None]) -> Iterator[None]:
    """Have the signals that end a program call `end` while it lasts; SIGHUP stays off where `nohup` switched it off."""
    numbers = [n for n in ENDING_SIGNALS if n != signal.SIGHUP or signal.getsignal(n) != signal.SIG_IGN]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _record_interruption() -> None:
    """Tell a server that lives on that the run of this process has ended: it would show it as running for ever."""
    from prefect import runtime
    from prefect.client.orchestration import get_client
    from prefect.states import Crashed

    if run := runtime.flow_run.id:
        with suppress(Exception), get_client(sync_client=True) as client:
            client.set_flow_run_state(run, Crashed(message="Interrupted by a signal."), force=True)


@contextmanager
def own_server(port: int = 0, single_run: bool = False) -> Iterator[OwnServer]:
    """Start a server and name it in `PREFECT_API_URL`; it ends with the block.

    Enter this before `prefect` is imported, which reads that address then. Prefect would start a server by itself
    where none is named, but one in every worker process, too: with two workers three servers, and 8 s more.

    `port` is taken where it is free, else any. The server of a `single_run` does without what only others need.
    """
    home = Path(os.environ["PREFECT_HOME"])
    log = home / "server.log"
    try:
        home.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")  # emptied, then appended to: two runs may write to one log
    except OSError as error:
        raise UsageError(f"{log}: cannot be written: {error.strerror}; PREFECT_HOME names another folder") from None
    environ = os.environ | (orchestrator.SINGLE_RUN if single_run else {})
    server = OwnServer(port, environ, log, "flows.prefect_server" if single_run else "prefect")
    try:
        yield server
    finally:
        del os.environ["PREFECT_API_URL"]
        server.end()


def _home_of(url: str) -> Path | None:
    """The Prefect home of the server that answers, None where it says that to nobody without a password.

    Of two services that start at the same time one has the port, and answers the other before that one's own server,
    which takes seconds to get there, finds it taken.
    """
    try:
        with urllib.request.urlopen(f"{url}/api/admin/settings", timeout=5) as answer:
            return Path(json.load(answer)["home"])
    except urllib.error.HTTPError:
        return None


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            # As the server itself: the closed connections of one that was just ended do not hold its port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise UsageError("no free port on 127.0.0.1 for Prefect's server")
