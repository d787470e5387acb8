"""A real Prefect server on loopback, once a session, and the `winnow` command as a person runs it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from functools import partial
from pathlib import Path

import pyarrow.dataset as ds
import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = (
    "The harbour town voted on Sunday to keep its only ferry, after a campaign that had run for the better part of two "
    "years and had split families over the price of a crossing.\n\n"
    "Turnout was higher than at any local vote since records began, the council said, and queues had formed outside the "
    "school well before eight in the morning, long before the first boat of the day arrived.\n\n"
    "A new timetable is to be printed in spring, when the winter repairs on the slipway are finished and the second of "
    "the two engines has come back from the yard where it was overhauled."
)


def article(title):
    return f"Skip to main content\n\n{title}\n\n{ARTICLE}\n\nLeave a Reply\n"


def wait_for(what, process, log, seconds):
    """What `what` gives as soon as it gives something; a process that ended, or too many seconds, fail with the log."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        assert process is None or process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory):
    """The API address of a running server with a home of its own."""
    home = tmp_path_factory.mktemp("prefect")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    env.pop("PREFECT_API_URL", None)
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    url = f"http://127.0.0.1:{port}/api"
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            end = time.monotonic() + 120
            while True:
                try:
                    urllib.request.urlopen(f"{url}/health", timeout=5).close()
                    break
                except OSError:
                    assert server.poll() is None, (home / "log").read_text()
                    assert time.monotonic() < end, "the server did not start"
                    time.sleep(0.2)
            yield url
        finally:
            server.terminate()
            server.wait(30)


@pytest.fixture(scope="session")
def winnow_in(prefect_server):
    """The command in a folder: called with it, what runs the command there and returns the finished process."""

    def run(folder, *args, check=0, program=("-m", "flows.cli")):
        done = subprocess.run(
            [sys.executable, *program, *map(str, args)],
            cwd=folder,
            env=os.environ | {"PREFECT_API_URL": prefect_server, "PREFECT_HOME": str(folder / ".prefect")},
            capture_output=True,
            text=True,
            timeout=240,
        )
        if check is not None:
            assert done.returncode == check, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return lambda folder: partial(run, folder)


@pytest.fixture
def winnow(winnow_in, tmp_path):
    """Run the command in an empty working directory; returns the finished process."""
    return winnow_in(tmp_path)


def table(out, name):
    """A published table as rows, in a fixed order, without the run's id."""
    rows = ds.dataset(str(Path(out) / "current" / name)).to_table().to_pylist()
    for row in rows:
        row.pop("run_id", None)
    return sorted(rows, key=repr)
