"""A server of one's own: started, ended, and what may go wrong with it."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from tests.flows.conftest import article

STOLEN_AND_HUNG = """
import json, os, signal, socket, time
from flows.server import own_server, _free_port

port = _free_port(0)
with own_server(port) as server, socket.socket() as thief:
    thief.bind(("127.0.0.1", port))
    thief.listen()
    import prefect
    from prefect.settings import PREFECT_API_URL
    lost = server.url
    server.wait()
    facts = {"lost": lost, "url": server.url, "environ": os.environ["PREFECT_API_URL"], "prefect": PREFECT_API_URL.value()}
    pid = server._process.pid
    os.kill(pid, signal.SIGSTOP)  # it hangs: what it is told it does not hear
    begin = time.monotonic()
facts["seconds"] = time.monotonic() - begin
facts["named"] = "PREFECT_API_URL" in os.environ
try:
    os.kill(pid, 0)
except ProcessLookupError:
    facts["ended"] = True
print(json.dumps(facts))
"""


def test_a_lost_port_is_replaced_and_a_server_that_hangs_is_killed(tmp_path):
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    env |= {"PREFECT_HOME": str(tmp_path / ".prefect")}
    (tmp_path / ".prefect").mkdir()
    (tmp_path / ".prefect" / "server.log").write_text("of an earlier run\n")
    done = subprocess.run([sys.executable, "-c", STOLEN_AND_HUNG], env=env, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout.splitlines()[-1])
    assert facts["url"] != facts["lost"]
    assert facts["environ"] == facts["prefect"] == f"{facts['url']}/api"
    assert facts["ended"]
    assert facts["seconds"] < 30
    assert not facts["named"]
    log = (tmp_path / ".prefect" / "server.log").read_text()
    assert "already in use" in log  # of the first start
    assert "of an earlier run" not in log


def test_the_server_of_a_single_run_records_every_task(tmp_path):
    (tmp_path / "raw").mkdir()
    for number in range(3):
        (tmp_path / "raw" / f"{number}.txt").write_text(article(f"Harbour town votes, for the {number}. time"))
    (tmp_path / "winnow.toml").write_text("[shards]\nbytes = 1\n")
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    env |= {"PREFECT_HOME": str(tmp_path / ".prefect")}
    command = [sys.executable, "-m", "flows.cli", "run", "raw", "--workers", "1", "--config", "winnow.toml"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    with closing(sqlite3.connect(tmp_path / ".prefect" / "prefect.db")) as database:
        names = "select substr(name, 1, 5), state_type, count(*) from task_run group by 1, 2"
        tasks = {row[0]: row[1:] for row in database.execute(names)}
        states = database.execute("select type, count(*) from task_run_state group by 1").fetchall()
        [[flow]] = database.execute("select state_type from flow_run").fetchall()
    assert tasks.pop("clean") == ("COMPLETED", 3)
    assert set(tasks.values()) == {("COMPLETED", 1)}
    assert dict(states) == dict.fromkeys(("PENDING", "RUNNING", "COMPLETED"), 6)
    assert flow == "COMPLETED"
    assert "Traceback" not in (tmp_path / ".prefect" / "server.log").read_text()
