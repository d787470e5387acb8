"""The same input gives the same tables, whoever does the work, however it is cut, and whatever dies meanwhile."""

import inspect
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster, Worker

from flows.dask_worker import HEARTBEAT
from flows.runners import task_runner
from tests.flows.conftest import ARTICLE
from tests.tasks.readers.warcs import gz, page

ROOT = Path(__file__).parents[2]


def tables(out):
    """Every Parquet file of a version by table and part, without the run's id."""
    found = {}
    for path in sorted((out / "current").glob("*/*.parquet")):
        rows = pq.read_table(path)
        found[path.parent.name, path.name] = rows.drop_columns(
            [name for name in ("run_id",) if name in rows.column_names]
        )
    return found


def assert_same(first, second):
    assert first.keys() == second.keys()
    for key, rows in first.items():
        assert rows.equals(second[key]), key


INPUTS = "raw/*/*"


@pytest.fixture
def inputs(tmp_path):
    """The samples, the seed dumps where they are, and a WARC that is cut into slices."""
    lay_out(tmp_path)
    return INPUTS


def lay_out(folder):
    (folder / "raw").mkdir()
    (folder / "raw" / "samples").symlink_to(ROOT / "raw" / "samples")
    seeds = ROOT.parent / "shared" / "seeds"
    if seeds.exists():
        (folder / "raw" / "seeds").symlink_to(seeds)
    (folder / "raw" / "crawl").mkdir()
    random = Random(5)
    noise = [random.randbytes(300).hex().encode() for _ in range(300)]
    body = f"<html><body><h1>Night at the pier</h1>{''.join(f'<p>{text}</p>' for text in ARTICLE.split(2 * chr(10)))}"
    pages = [
        page(n, f"{body}<p>It was vote number {n} that the council has held since then.</p>".encode())
        for n in range(300)
    ]
    pages += pages[:5]  # in another slice: published once
    data = gz(
        p
        for pair in zip(pages, [page(n + 1000, b"<html>" + x) for n, x in enumerate(noise)], strict=False)
        for p in pair
    )
    (folder / "raw" / "crawl" / "a.warc.gz").write_bytes(data + gz(pages[300:]))
    (folder / "winnow.toml").write_text("[shards]\nbytes = 20000\n")  # several shards, so that workers share


@pytest.fixture(scope="module")
def one(winnow_in, tmp_path_factory):
    """What one worker makes of the inputs."""
    folder = tmp_path_factory.mktemp("one")
    lay_out(folder)
    winnow_in(folder)("run", INPUTS, "--out", "one", "--workers", "1")
    return tables(folder / "one")


def test_any_number_of_workers_and_dask_give_the_same_tables(winnow, tmp_path, inputs, one):
    assert len({part for _, part in one}) > 5
    documents = sum(len(rows) for (table, _), rows in one.items() if table == "documents")
    records = [
        r for (table, _), rows in one.items() if table == "quarantine" for r in rows["source_record"].to_pylist()
    ]
    assert documents > 300
    assert sum(record == f"<urn:uuid:{n:08d}>" for n in range(5) for record in records) == 5
    for workers in ("2", "8"):
        winnow("run", inputs, "--out", workers, "--workers", workers)
        assert_same(one, tables(tmp_path / workers))
    winnow("run", inputs, "--out", "dask", "--runner", "dask", "--workers", "2")
    assert_same(one, tables(tmp_path / "dask"))


def say(message):
    logging.getLogger("distributed.worker").error(message)


def test_a_heartbeat_that_fails_while_the_cluster_closes_is_not_shown(capfd):
    """One of many runs ended with a traceback of a worker that was just asking a scheduler that had gone."""
    assert HEARTBEAT in inspect.getsource(Worker.heartbeat), "Dask says it in other words now"
    runner = task_runner("dask", 1, None)
    with LocalCluster(**runner.cluster_kwargs) as cluster, Client(cluster) as client:
        client.run(say, HEARTBEAT)
        client.run(say, "disk full")
    shown = capfd.readouterr().err
    assert HEARTBEAT not in shown
    assert "disk full" in shown


@contextmanager
def dask(*args, log):
    """A process of `dask`'s command line, as a user has it: flows that were imported here tell Dask to be quiet."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("DASK_")}
    command = [sys.executable, "-m", "dask", *args]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=log.parent, env=env, start_new_session=True
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def waited_for(log, pattern, seconds=60):
    end = time.monotonic() + seconds
    while not (match := re.search(pattern, log.read_text(errors="replace") if log.exists() else "")):
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
    return match


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, as processes of their own in folders of their own: (address, workers)."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        folders = [tmp_path / name for name in ("scheduler", "worker-0", "worker-1")]
        for folder in folders:
            folder.mkdir()
        options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        stack.enter_context(dask("scheduler", *options, log=folders[0] / "log"))
        waited_for(folders[0] / "log", "Scheduler at")
        workers = [
            stack.enter_context(
                dask("worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1",
                     log=folder / "log")
            )
            for folder in folders[1:]
        ]  # fmt: skip
        for folder in folders[1:]:
            waited_for(folder / "log", "Registered to")
        yield address, workers


def test_a_running_scheduler_and_its_workers_do_the_work(winnow, tmp_path, inputs, one, cluster):
    address, _ = cluster
    winnow("run", inputs, "--out", "dask", "--runner", "dask", "--dask-address", address)
    assert "Receive client connection" in (tmp_path / "scheduler" / "log").read_text()
    assert_same(one, tables(tmp_path / "dask"))


def test_a_worker_that_is_killed_changes_nothing(prefect_server, tmp_path, inputs, one, cluster):
    """Its shards are cleaned again by another, and what it had half written is never seen."""
    address, workers = cluster
    command = ["run", inputs, "--out", "dask", "--runner", "dask", "--dask-address", address]
    with (tmp_path / "run.log").open("wb") as log:
        run = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", *command],
            cwd=tmp_path,
            env=os.environ | {"PREFECT_API_URL": prefect_server, "PREFECT_HOME": str(tmp_path / ".prefect")},
            stdout=log,
            stderr=log,
        )
        end = time.monotonic() + 200
        while not list((tmp_path / "dask").glob(".staging/*/documents/*.parquet")):
            assert run.poll() is None, (tmp_path / "run.log").read_text()
            assert time.monotonic() < end
            time.sleep(0.02)
        os.killpg(workers[0].pid, signal.SIGKILL)
        assert run.poll() is None, "it was over before the worker was killed"
        assert run.wait(240) == 0, (tmp_path / "run.log").read_text()
    assert_same(one, tables(tmp_path / "dask"))
    assert not list((tmp_path / "dask" / "current").rglob("*.partial"))
