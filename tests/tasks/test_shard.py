"""One shard: every record has exactly one outcome, whatever happens to it."""

import json
import time

import pyarrow.dataset as ds
import pytest

from tasks import shard as shard_module
from tasks.dataset.publish import open_stage
from tasks.planning import plan_run
from tasks.readers import discover
from tasks.settings import LimitSettings, Settings
from tasks.shard import clean_shard, crashed_shard

PARAGRAPH = (
    "The lighthouse keeper's logbook was found in the attic of the pilots' house, wrapped in oilcloth, with entries for "
    "every night of the eleven years during which the lamp had to be wound by hand every four hours."
)


@pytest.fixture
def plan(tmp_path):
    """The plan for four small files, a megabyte a shard."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a.txt", "b.txt", "slow.txt"):
        (raw / name).write_text(f"Logbook of {name} is found in an attic\n\n{PARAGRAPH}\n")
    (raw / "c.jsonl").write_text("".join(json.dumps({"id": i, "text": PARAGRAPH + str(i)}) + "\n" for i in (1, 1, 2)))
    return plan_run(discover(["raw"], tmp_path), None, "f" * 12, 10**6)


def rows(stage, table):
    return ds.dataset(stage / table).to_table().to_pylist()


def test_small_files_share_a_shard_and_large_ones_do_not(plan, tmp_path):
    assert len(plan.shards) == 1
    sizes = [source.size for source in plan.shards[0].sources]
    cut = plan_run(plan.shards[0].sources, None, "f" * 12, max(sizes))
    assert len(cut.shards) > 1
    assert all(shard.bytes <= max(sizes) for shard in cut.shards)
    assert [s for shard in cut.shards for s in shard.sources] == list(plan.shards[0].sources)


def test_a_record_that_fails_or_hangs_takes_nothing_with_it(plan, tmp_path, monkeypatch):
    clean = shard_module.clean_record

    def odd(record, settings):
        if record.source_path.endswith("b.txt"):
            raise RuntimeError("a bug")
        if record.source_path.endswith("slow.txt"):
            while time.monotonic():
                pass
        return clean(record, settings)

    monkeypatch.setattr(shard_module, "clean_record", odd)
    stage = open_stage(tmp_path / "clean", "v1")
    # More than loading the language model takes, which the first record pays for.
    settings = Settings(limits=LimitSettings(record_cpu_seconds=4))
    counts = clean_shard(plan.shards[0], stage, settings, "run")
    reasons = {row["source_record"]: (row["reason"], row["detail"]) for row in rows(stage, "quarantine")}
    assert reasons["b.txt"] == ("failed", "RuntimeError: a bug")
    assert reasons["slow.txt"][0] == "timeout"
    assert {row["source_path"] for row in rows(stage, "documents")} == {"raw/a.txt", "raw/c.jsonl"}
    assert counts["raw/c.jsonl"]["records"] == 3
    assert sum(source["records"] for source in counts.values()) == len(rows(stage, "documents")) + len(reasons)


def test_the_same_record_twice_is_a_duplicate(plan, tmp_path):
    (tmp_path / "raw" / "c.jsonl").write_text((json.dumps({"id": 1, "text": PARAGRAPH}) + "\n") * 2)
    plan = plan_run(discover(["raw/c.jsonl"], tmp_path), None, "f" * 12, 10**6)
    stage = open_stage(tmp_path / "clean", "v1")
    clean_shard(plan.shards[0], stage, Settings(), "run")
    (document,) = rows(stage, "documents")
    (duplicate,) = rows(stage, "quarantine")
    assert (duplicate["reason"], duplicate["duplicate_of"]) == ("duplicate", document["doc_id"])


def test_doing_it_twice_is_doing_it_once(plan, tmp_path):
    stage = open_stage(tmp_path / "clean", "v1")
    clean_shard(plan.shards[0], stage, Settings(), "run")
    first = {path: path.read_bytes() for path in stage.rglob("*.parquet")}
    clean_shard(plan.shards[0], stage, Settings(), "run")
    assert {path: path.read_bytes() for path in stage.rglob("*.parquet")} == first
    assert not list(stage.rglob("*.partial"))


def test_a_crashed_shard_is_one_row_a_source(plan, tmp_path):
    stage = open_stage(tmp_path / "clean", "v1")
    counts = crashed_shard(plan.shards[0], stage, "run", "the worker died")
    assert [row["reason"] for row in rows(stage, "quarantine")] == ["crashed"] * 4
    assert rows(stage, "documents") == []
    assert all(entry["unreadable"] and entry["records"] == 1 for entry in counts.values())
