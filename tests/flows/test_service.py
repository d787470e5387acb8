"""`winnow serve` when it is ended during a run, started a second time, or finds another at its place."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Pending

from flows.clean_dumps import clean_dumps
from flows.nightly import NAME, description, refuse_another, release_left_behind
from flows.server import _free_port, _home_of
from tasks.errors import UsageError
from tests.flows.conftest import article, wait_for
from tests.flows.test_interrupted import running

EVERY = 15


@contextmanager
def serving(folder, log):
    """`winnow serve` in the folder; yields the process."""
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    env |= {"PREFECT_HOME": str(folder / ".prefect"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "flows.cli", "serve", "raw", "--every", str(EVERY), "--workers", "2"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=output, stderr=output, start_new_session=True,
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def long_dump(folder):
    with (folder / "raw" / "dump.jsonl").open("w", encoding="utf-8") as file:
        for number in range(20_000):
            file.write(json.dumps({"text": article(f"Night number {number}")}) + "\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_service_that_is_ended_during_a_run_leaves_nothing_that_keeps_the_next_from_running(tmp_path, number):
    """The deployment's one place stayed taken in the database: every later night was cancelled, without a warning."""
    (tmp_path / "raw").mkdir()
    long_dump(tmp_path)
    log = tmp_path / "first"
    with serving(tmp_path, log) as service:
        wait_for(lambda: list(tmp_path.glob("clean/.staging/*/documents/*")), service, log, 150)
        service.send_signal(number)
        assert service.wait(20) == (143 if number == signal.SIGTERM else -number)
        wait_for(lambda: not running(tmp_path), None, log, 30)
    assert "Traceback" not in log.read_text()

    (tmp_path / "raw" / "dump.jsonl").write_text(json.dumps({"text": article("The next night")}))
    log = tmp_path / "second"
    with serving(tmp_path, log) as service:
        wait_for((tmp_path / "clean" / "current").exists, service, log, 120)
        (tmp_path / "raw" / "dump.jsonl").unlink()
        (tmp_path / "raw").rmdir()
        wait_for(lambda: "ERROR" in log.read_text(), service, log, 60)
        service.send_signal(signal.SIGINT)
        assert service.wait(20) == 130
    wait_for(lambda: not running(tmp_path), None, log, 30)
    said = log.read_text()
    assert [line for line in said.splitlines() if "ERROR" in line and "raw: no such file or folder" in line], said
    assert "Traceback" not in said


@pytest.fixture
def deployment(prefect_server):
    """The deployment of a service for the dataset "one", as a client of the server reads it."""
    with temporary_settings({PREFECT_API_URL: prefect_server}), get_client(sync_client=True) as client:
        # Its schedule is on, as that of a service that was killed.
        made = clean_dumps.to_deployment(
            NAME.partition("/")[2],
            interval=86400,
            concurrency_limit=1,
            parameters={"raw": ["raw"]},
            description=description("one"),
        )
        made.apply()
        yield client, client.read_deployment_by_name(NAME)


def test_a_service_for_another_dataset_is_refused_while_the_first_is_at_work(deployment):
    """It overwrote the parameters of the first, and either was started by the schedule of the other."""
    client, there = deployment
    refuse_another("two")  # registered, and nobody asks for runs
    client.get_scheduled_flow_runs_for_deployments([there.id])
    wait_until_polled(client)
    refuse_another("one")
    with pytest.raises(UsageError, match=f"is served on that server already: Publishes to .*{Path.cwd()}/one"):
        refuse_another("two")
    client.pause_deployment(there.id)
    refuse_another("two")


def wait_until_polled(client):
    """The server notes the time of a poll after it has answered."""
    wait_for(lambda: client.read_deployment_by_name(NAME).last_polled, None, Path(os.devnull), 20)


def test_what_an_earlier_service_left_under_way_holds_no_place(deployment):
    client, there = deployment
    run = client.create_flow_run_from_deployment(there.id)
    client.set_flow_run_state(run.id, Pending())
    limit = there.global_concurrency_limit.name
    assert client.read_global_concurrency_limit_by_name(limit).active_slots == 1
    release_left_behind()
    assert client.read_global_concurrency_limit_by_name(limit).active_slots == 0
    assert client.read_flow_run(run.id).state.is_crashed()
    client.increment_concurrency_slots([limit], 1, "concurrency")  # taken, and nobody is there who took it
    release_left_behind()
    assert client.read_global_concurrency_limit_by_name(limit).active_slots == 0


def test_two_services_do_not_share_one_database(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.txt").write_text(article("The night"))
    (tmp_path / ".prefect").mkdir()
    log = tmp_path / "log"
    with (tmp_path / ".prefect" / "service.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with serving(tmp_path, log) as service:
            assert service.wait(30) == 2
    assert "another `winnow serve` uses this Prefect home" in log.read_text()


def test_the_server_that_answers_says_whose_it_is(prefect_server, tmp_path):
    """Of two services that started at the same time the second took the server of the first for its own."""
    home = _home_of(prefect_server.removesuffix("/api"))
    assert (home / "log").exists()
    assert home != tmp_path / ".prefect"


def test_a_port_whose_last_connections_were_just_closed_is_free():
    """The dashboard moved to another port whenever a service was stopped and started."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        with closing(socket.create_connection(("127.0.0.1", port))) as client:
            answering, _ = server.accept()
            answering.close()  # first, as a server that is stopped: the connection waits on this side
            assert client.recv(1) == b""
    assert _free_port(port) == port
