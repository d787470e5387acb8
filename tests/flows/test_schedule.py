"""Scheduled runs for real: a server on loopback, a deployment that fires by itself, a dump that comes in between."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from functools import partial
from itertools import pairwise

import pytest

from tests.flows.conftest import article, table, wait_for

INTERVAL = 6  # seconds, shorter than a run takes, so that runs would overlap if they could


@pytest.fixture
def service(tmp_path):
    """`winnow serve` with a server of its own; yields the API address."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "first.txt").write_text(article("The first night"), encoding="utf-8")
    env = os.environ | {"PREFECT_HOME": str(tmp_path / ".prefect"), "PYTHONUNBUFFERED": "1"}
    env.pop("PREFECT_API_URL", None)
    log = tmp_path / "log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "flows.cli", "serve", "raw", "--every", str(INTERVAL), "--workers", "1"]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=env, stdout=output, stderr=output, start_new_session=True,
            # What a script starts with "&" ignores Ctrl-C, and so does all that this starts: the tests themselves may be.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        try:
            yield wait_for(lambda: _address(log), process, log, 150) + "/api"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(60)
            finally:
                # Runs that were under way are children of the service's session.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def _address(log):
    lines = [line for line in log.read_text().splitlines() if "dashboard:" in line]
    return lines[0].split()[-1] if lines else None


def runs(api):
    request = urllib.request.Request(
        f"{api}/flow_runs/filter", b'{"sort": "START_TIME_ASC"}', {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def _settled(found):
    """The completed runs, once there are two of them and one that would have overlapped was cancelled."""
    done = [run for run in found if run["state_type"] == "COMPLETED"]
    return done if len(done) >= 2 and any(run["state_type"] == "CANCELLED" for run in found) else None


def test_a_deployment_fires_by_itself_and_the_next_run_publishes_what_came_in(service, tmp_path):
    out, log = tmp_path / "clean", tmp_path / "log"
    wait_for(lambda: (out / "current").exists(), None, log, 120)
    first = (out / "current").resolve()
    assert [row["title"] for row in table(out, "documents")] == ["The first night"]

    (tmp_path / "raw" / "second.txt").write_text(article("The second night"), encoding="utf-8")
    wait_for(lambda: (out / "current").resolve() != first, None, log, 120)
    assert sorted(row["title"] for row in table(out, "documents")) == ["The first night", "The second night"]

    done = wait_for(lambda: _settled(runs(service)), None, log, 120)
    spans = sorted((run["start_time"], run["end_time"]) for run in done)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans)), spans
    assert all(run["auto_scheduled"] for run in done)
    assert not [run for run in runs(service) if run["state_type"] in {"FAILED", "CRASHED"}]
