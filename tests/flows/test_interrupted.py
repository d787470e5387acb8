"""A run that is ended from outside takes its workers and its server with it, at once."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.flows.conftest import article, wait_for


def running(folder):
    """Processes whose environment names the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(folder).encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_ctrl_c_ends_the_run_its_workers_and_its_server(tmp_path):
    interrupted(tmp_path, {})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_run_that_is_ended_takes_its_workers_and_its_server_with_it(tmp_path, number):
    """SIGTERM waited for the shards that were being cleaned; the others left workers and server behind for ever."""
    interrupted(tmp_path, {}, number)


def test_ctrl_c_ends_a_run_on_a_server_that_lives_on(prefect_server, tmp_path):
    interrupted(tmp_path, {"PREFECT_API_URL": prefect_server})
    body = json.dumps({"sort": "START_TIME_DESC", "limit": 1}).encode()
    request = urllib.request.Request(f"{prefect_server}/flow_runs/filter", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        (run,) = json.load(answer)
    assert (run["state_type"], run["state"]["message"]) == ("CRASHED", "Interrupted by a signal.")


def heeded():
    """Tests that were started with `nohup` hand on that SIGHUP is ignored, which a run respects."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def interrupted(tmp_path, server, ending=signal.SIGINT):
    """Start a long run and send it a signal."""
    with (tmp_path / "dumps.jsonl").open("w", encoding="utf-8") as file:
        for number in range(30_000):
            file.write(json.dumps({"text": article(f"Night number {number}")}) + "\n")
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    env |= {"PREFECT_HOME": str(tmp_path / ".prefect")} | server
    command = [sys.executable, "-m", "flows.cli", "run", "dumps.jsonl", "--out", "clean", "--workers", "2"]
    with (tmp_path / "log").open("wb") as log:
        run = subprocess.Popen(
            command, cwd=tmp_path, env=env, stdout=log, stderr=log, start_new_session=True, preexec_fn=heeded
        )
        wait_for(lambda: list(tmp_path.glob("clean/.staging/*/documents/*")), run, tmp_path / "log", 120)
        if ending == signal.SIGINT:
            os.killpg(run.pid, ending)  # as a terminal does: to all of the group, the workers among them
        else:
            run.send_signal(ending)
        assert run.wait(10) == (128 + ending if ending != signal.SIGKILL else -ending)
    wait_for(lambda: not running(tmp_path), None, tmp_path / "log", 30)
    assert ending == signal.SIGKILL or "interrupted" in (tmp_path / "log").read_text()
    assert not (tmp_path / "clean" / "current").exists()
