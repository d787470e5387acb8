"""A worker that dies, of too little memory or of our own code, costs one night and nothing that is published."""

import json
import os
import subprocess
import sys

import pytest

from tests.flows.conftest import article, table

# A worker dies of a file that `deadly.txt` names; of "none" it cannot work at all, of "full" and "away" not write.
DEADLY = """
import os, sys
from pathlib import Path
os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"  # as the command does, before Prefect is imported
from flows.cli import main
from tasks import steps
from tasks.errors import UsageError
clean = steps.clean_shard
def deadly(shard, *more):
    names = Path("deadly.txt").read_text().split()
    if "none" in names:
        raise UsageError("model: no trained model is there")
    if "full" in names:
        with open("tries.txt", "a") as tries:
            tries.write("once ")
        raise OSError(28, "No space left on device")
    if "away" in names:
        with open("tries.txt", "a") as tries:
            tries.write("once ")
        raise OSError(5, "Input/output error")
    if any(piece.source.relative in names for piece in shard.slices):
        os._exit(9)
    return clean(shard, *more)
steps.clean_shard = deadly
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def run(winnow, tmp_path):
    """Run the command on `raw` with workers that die of some files, one file a shard."""
    (tmp_path / "program.py").write_text(DEADLY)
    (tmp_path / "winnow.toml").write_text("[shards]\nbytes = 1\n")
    (tmp_path / "raw").mkdir()

    def call(*deadly, check=0):
        (tmp_path / "deadly.txt").write_text(" ".join(deadly))
        return winnow("run", "raw", "--workers", "1", check=check, program=("program.py",))

    return call


def titles(tmp_path):
    return sorted(row["title"] for row in table(tmp_path / "clean", "documents"))


def test_what_a_worker_died_of_is_tried_again_and_what_was_published_stays(run, tmp_path):
    raw = tmp_path / "raw"
    for name in ("a", "b"):
        (raw / f"{name}.txt").write_text(article(f"The ferry of harbour {name.upper()} stays"))
    done = run("b.txt", check=3)
    assert "unreadable  raw/b.txt" in done.stdout
    assert titles(tmp_path) == ["The ferry of harbour A stays"]
    assert [row["reason"] for row in table(tmp_path / "clean", "quarantine")] == ["crashed"]
    # There is enough memory again.
    assert "1 new or changed sources" in run().stdout
    assert titles(tmp_path) == ["The ferry of harbour A stays", "The ferry of harbour B stays"]
    assert table(tmp_path / "clean", "quarantine") == []
    # Both have changed; of one the worker dies.
    for name in ("a", "b"):
        (raw / f"{name}.txt").write_text(article(f"The boat of harbour {name.upper()} stays"))
    assert "unreadable  raw/b.txt" in run("b.txt", check=3).stdout
    assert titles(tmp_path) == ["The boat of harbour A stays", "The ferry of harbour B stays"]
    sources = json.loads((tmp_path / "clean" / "current" / "manifest.json").read_text())["sources"]
    assert [source["path"] for source in sources] == ["raw/a.txt", "raw/b.txt"]


def test_one_file_of_many_in_a_shard_costs_itself_alone(run, tmp_path):
    (tmp_path / "winnow.toml").unlink()
    for name in "abcdefg":
        (tmp_path / "raw" / f"{name}.txt").write_text(article(f"The ferry of harbour {name.upper()} stays"))
    assert "unreadable  raw/c.txt" in run("c.txt", check=3).stdout
    assert titles(tmp_path) == [f"The ferry of harbour {name} stays" for name in "ABDEFG"]
    assert [row["source_path"] for row in table(tmp_path / "clean", "quarantine")] == ["raw/c.txt"]
    assert "1 new or changed sources" in run().stdout
    assert len(titles(tmp_path)) == 7


def test_workers_that_cannot_work_are_a_mistake_and_no_crash(run, tmp_path):
    (tmp_path / "raw" / "a.txt").write_text(article("The ferry stays"))
    assert "winnow: model: no trained model is there" in run("none", check=2).stderr
    assert not (tmp_path / "clean" / "current").exists()
    run()
    assert titles(tmp_path) == ["The ferry stays"]


def test_a_full_disk_is_no_fault_of_a_shard(run, tmp_path):
    for name in "abcdef":
        (tmp_path / "raw" / f"{name}.txt").write_text(article("The ferry stays"))
    (tmp_path / "winnow.toml").unlink()
    assert "winnow: clean: No space left on device" in run("full", check=2).stderr
    assert (tmp_path / "tries.txt").read_text().split() == ["once"] * 2  # by Prefect, in place
    assert not (tmp_path / "clean" / "current").exists()
    # Nor is a disk that fails, but what it fails for may be written another time.
    (tmp_path / "tries.txt").unlink()
    run("away", check=3)
    assert (tmp_path / "tries.txt").read_text().split() == ["once"] * 4  # and alone


SLOW = """
import sys, time
from flows.clean_dumps import clean_dumps
from tasks import steps
clean = steps.clean_shard
def slow(*shard):
    time.sleep(600)
    return clean(*shard)
steps.clean_shard = slow
if __name__ == "__main__":
    try:
        clean_dumps.with_options(timeout_seconds=15)(raw=["raw"], out="clean", workers=1)
    except TimeoutError as error:
        sys.exit(f"{type(error).__name__}: {error}")
"""


def test_a_run_that_takes_longer_than_it_may_ends_and_blames_no_shard(prefect_server, tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(article("The ferry of harbour A stays"))
    (tmp_path / "program.py").write_text(SLOW)
    env = os.environ | {"PREFECT_API_URL": prefect_server, "PREFECT_HOME": str(tmp_path / ".prefect")}
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120
    )
    assert "FlowRunTimeoutError" in done.stderr
    assert done.returncode == 1
    assert not (tmp_path / "clean" / "current").exists()
