"""One shard: every record has exactly one outcome, whatever happens to it."""

import gzip
import io
import json
import zipfile

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tasks import shard as shard_module
from tasks.dataset.manifest import Manifest, Model, with_counts
from tasks.dataset.publish import open_stage
from tasks.deadline import CpuGuard
from tasks.document import Record, Rejected
from tasks.page import Cleaner, Page, clean_record
from tasks.planning import plan_run
from tasks.readers import Slice, discover, storage
from tasks.settings import LimitSettings, Settings
from tasks.shard import _outcomes, clean_shard, crashed_shard

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


def settings(**changes):
    """For an engine that needs no trained model: what becomes of a shard is the same for every one."""
    return Settings(engine="trafilatura", **changes)


SETTINGS = settings()


def of_records(tmp_path, records, chosen=SETTINGS):
    """What becomes of the records of one JSONL file."""
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    (source,) = discover([path.name], tmp_path)
    with CpuGuard(60) as guard:
        return list(_outcomes(Slice(source), chosen, guard, set()))


def rows(stage, table):
    return ds.dataset(stage / table).to_table().to_pylist()


def test_small_files_share_a_shard_and_large_ones_do_not(plan, tmp_path):
    assert len(plan.shards) == 1
    sources = [piece.source for piece in plan.shards[0].slices]
    sizes = [source.size for source in sources]
    cut = plan_run(sources, None, "f" * 12, max(sizes))
    assert len(cut.shards) > 1
    assert all(shard.bytes <= max(sizes) for shard in cut.shards)
    assert [piece for shard in cut.shards for piece in shard.slices] == list(plan.shards[0].slices)


@pytest.mark.parametrize(
    ("failing", "hanging"),
    [("segment", "describe"), ("prepare", "decide"), ("decide", "prepare"), ("describe", "segment")],
)
def test_a_record_that_fails_or_hangs_takes_nothing_with_it(plan, tmp_path, monkeypatch, failing, hanging):
    # The first record pays for loading the language model, which takes more than the limit below.
    clean_record(Record("warm.txt", "0", PARAGRAPH, "text", "0" * 64), SETTINGS)

    def odd(step):
        clean = getattr(Cleaner, step)

        def oddly(cleaner, item, *more, **named):
            path = (item if step == "segment" else item.record).source_path
            if path.endswith("b.txt") and step == failing:
                raise RuntimeError("a bug")
            while path.endswith("slow.txt") and step == hanging:
                pass
            return clean(cleaner, item, *more, **named)

        return oddly

    for step in ("segment", "prepare", "decide", "describe"):
        monkeypatch.setattr(Cleaner, step, odd(step))
    stage = open_stage(tmp_path / "clean", "v1")
    counts = clean_shard(plan.shards[0], stage, settings(limits=LimitSettings(record_cpu_seconds=1)), "run")
    reasons = {row["source_record"]: (row["reason"], row["detail"]) for row in rows(stage, "quarantine")}
    assert reasons["b.txt"] == ("failed", "RuntimeError: a bug")
    assert reasons["slow.txt"][0] == "timeout"
    assert {row["source_path"] for row in rows(stage, "documents")} == {"raw/a.txt", "raw/c.jsonl"}
    assert counts["raw/c.jsonl"].records == 3
    assert sum(source.records for source in counts.values()) == len(rows(stage, "documents")) + len(reasons)


def test_a_record_that_breaks_the_judgement_of_its_batch_fails_alone(plan, tmp_path, monkeypatch):
    judge = Cleaner.judge
    sizes = []

    def odd(cleaner, batch):
        sizes.append(len(batch))
        if any(item.record.source_record == "1" for item in batch):
            raise RuntimeError("a bug")
        return judge(cleaner, batch)

    monkeypatch.setattr(Cleaner, "judge", odd)
    texts = [PARAGRAPH + str(number) for number in range(4)]
    outcomes = of_records(tmp_path, [{"id": number, "text": text} for number, text in enumerate(texts)])
    assert [type(outcome) for outcome in outcomes] == [Page, Rejected, Page, Page]
    assert (outcomes[1].reason, outcomes[1].detail) == ("failed", "RuntimeError: a bug")
    assert [outcome.cleaned.text for outcome in outcomes if isinstance(outcome, Page)] == [texts[0], *texts[2:]]
    # All at once, then each by itself.
    assert sizes == [4, 1, 1, 1, 1]


@pytest.mark.parametrize("limit", ["BATCH_RECORDS", "BATCH_CHARS", "BATCH_RAW"])
def test_outcomes_are_in_the_order_of_the_records_across_batches(tmp_path, monkeypatch, limit):
    judge = Cleaner.judge
    sizes = []

    def seen(cleaner, batch):
        sizes.append(len(batch))
        return judge(cleaner, batch)

    monkeypatch.setattr(Cleaner, "judge", seen)
    most = {"BATCH_RECORDS": 2, "BATCH_CHARS": 2 * len(PARAGRAPH), "BATCH_RAW": 2 * len(PARAGRAPH) + 9}
    monkeypatch.setattr(shard_module, limit, most[limit])
    records = [{"id": number, "text": PARAGRAPH + str(number)} for number in range(5)]
    # One without text, one that is there already, and one that is the same as one of a batch before.
    records[3]["text"] = " "
    records += [records[4], records[0], {"id": 9, "text": PARAGRAPH}]
    outcomes = of_records(tmp_path, records)
    found = [(o.record.source_record, "kept") if isinstance(o, Page) else (o.source_record, o.reason) for o in outcomes]
    assert found == [
        ("0", "kept"), ("1", "kept"), ("2", "kept"), ("3", "empty"), ("4", "kept"), ("4", "duplicate"),
        ("0", "duplicate"), ("9", "kept"),
    ]  # fmt: skip
    assert max(sizes) == 2
    assert sum(sizes) == 7


def test_documents_are_the_same_in_batches_of_any_size(own_model, tmp_path, monkeypatch):
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9))
    html = [
        f"<body><nav><ul>{menu}</ul></nav><main><h1>Logbook {n}</h1><p>{PARAGRAPH} {n}</p></main><p>© {n}</p><img></body>"
        for n in range(5)
    ]
    records = [{"id": n, "html": page} for n, page in enumerate(html)] + [{"id": 9, "text": PARAGRAPH}]
    whole = of_records(tmp_path, records, Settings())
    monkeypatch.setattr(shard_module, "BATCH_RECORDS", 2)
    assert of_records(tmp_path, records, Settings()) == whole
    assert all(isinstance(outcome, Page) and PARAGRAPH in outcome.cleaned.text for outcome in whole)


def test_the_same_record_twice_is_a_duplicate(plan, tmp_path):
    (tmp_path / "raw" / "c.jsonl").write_text((json.dumps({"id": 1, "text": PARAGRAPH}) + "\n") * 2)
    plan = plan_run(discover(["raw/c.jsonl"], tmp_path), None, "f" * 12, 10**6)
    stage = open_stage(tmp_path / "clean", "v1")
    clean_shard(plan.shards[0], stage, SETTINGS, "run")
    (document,) = rows(stage, "documents")
    (duplicate,) = rows(stage, "quarantine")
    assert (duplicate["reason"], duplicate["duplicate_of"]) == ("duplicate", document["doc_id"])


def test_doing_it_twice_is_doing_it_once(plan, tmp_path):
    stage = open_stage(tmp_path / "clean", "v1")
    clean_shard(plan.shards[0], stage, SETTINGS, "run")
    first = {path: path.read_bytes() for path in stage.rglob("*.parquet")}
    clean_shard(plan.shards[0], stage, SETTINGS, "run")
    assert {path: path.read_bytes() for path in stage.rglob("*.parquet")} == first
    assert not list(stage.rglob("*.partial"))


def test_a_crashed_shard_is_one_row_a_source(plan, tmp_path):
    stage = open_stage(tmp_path / "clean", "v1")
    counts = crashed_shard(plan.shards[0], stage, "run", "the worker died")
    assert [row["reason"] for row in rows(stage, "quarantine")] == ["crashed"] * 4
    assert rows(stage, "documents") == []
    assert all(entry.unreadable == entry.records == 1 for entry in counts.values())
    sizes = {piece.source.path: piece.size for piece in plan.shards[0].slices}
    assert {path: entry.crashed for path, entry in counts.items()} == sizes


def test_a_large_record_is_held_alone(tmp_path, monkeypatch):
    judge = Cleaner.judge
    batches = []

    def seen(cleaner, batch):
        batches.append([opened.record.source_record for opened in batch])
        return judge(cleaner, batch)

    monkeypatch.setattr(Cleaner, "judge", seen)
    monkeypatch.setattr(shard_module, "BATCH_RAW", 2_000)
    large = [{"id": f"large {n}", "text": f"{PARAGRAPH} {n}\n" * 20} for n in range(2)]
    small = [{"id": f"small {n}", "text": f"{PARAGRAPH} {n}"} for n in range(3)]
    of_records(tmp_path, [*small[:2], *large, small[2]])
    assert [batch for batch in batches if batch] == [["small 0", "small 1"], ["large 0"], ["large 1"], ["small 2"]]


class Failing(io.FileIO):
    """A file of a mount that goes away after some bytes."""

    left = 300

    def read(self, size=-1):
        self.left -= size
        if self.left < 0:
            raise OSError(116, "Stale file handle")
        return super().read(size)


def _many_formats(raw):
    texts = [f"{PARAGRAPH} {number}" for number in range(3)]
    with zipfile.ZipFile(raw / "a.zip", "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", text)
    pq.write_table(pa.table({"text": texts}), raw / "b.parquet")
    (raw / "c.txt").write_text(texts[0])
    (raw / "d.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": texts[0]}).encode()))
    (raw / "e.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n"
        + f"Content-Length: {len(texts[0])}\r\n\r\n{texts[0]}\r\n\r\n".encode()
    )
    (raw / "f.arrow").write_bytes(b"ARROW1\0\0" + bytes(9))  # damaged, whoever reads it


def test_what_could_not_be_had_is_cleaned_again_and_what_is_damaged_is_not(tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    raw.mkdir()
    _many_formats(raw)

    def night(published, name):
        sources = discover(["raw"], tmp_path)
        plan = plan_run(sources, published, "f" * 12, 10**6)
        if name == "mount":
            monkeypatch.setattr(storage, "open_binary", lambda location: Failing(location))
        if name == "gone":
            (raw / "c.txt").rename(tmp_path / "c.txt")
        counts = {}
        for number, shard in enumerate(plan.shards):
            counts |= clean_shard(shard, open_stage(tmp_path / f"{name}{number}", "version"), SETTINGS, "r")
        monkeypatch.undo()
        entries = (*plan.carried, *with_counts(plan.entries, counts))
        return Manifest("v", "r", "", "", "", {}, None, entries, Model("d" * 64, "")), plan

    files = [f"raw/{name}" for name in ("a.zip", "b.parquet", "c.txt", "d.jsonl.gz", "e.warc")]
    published, plan = night(None, "mount")
    assert [entry.path for entry in plan.entries] == [*files, "raw/f.arrow"]
    assert [entry.path for entry in published.sources if entry.crashed and entry.unreadable] == files
    # All of it, and a file goes while its shard waits.
    published, plan = night(published, "gone")
    assert [entry.path for entry in plan.entries] == files
    assert [(entry.path, entry.unreadable) for entry in published.sources if entry.crashed] == [("raw/c.txt", True)]
    assert {entry.path: entry.documents for entry in published.sources} == {
        "raw/a.zip": 3, "raw/b.parquet": 3, "raw/c.txt": 0, "raw/d.jsonl.gz": 1, "raw/e.warc": 1, "raw/f.arrow": 0,
    }  # fmt: skip
    # It is not there, and what was damaged is no news.
    assert night(published, "without")[1].entries == ()
    (tmp_path / "c.txt").rename(raw / "c.txt")
    published, plan = night(published, "back")
    assert [entry.path for entry in plan.entries] == ["raw/c.txt"]
    assert not any(entry.crashed for entry in published.sources)


def test_what_can_never_be_opened_is_no_news_every_night(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").symlink_to("nowhere")
    plan = plan_run(discover(["raw"], tmp_path), None, "f" * 12, 10**6)
    counts = clean_shard(plan.shards[0], open_stage(tmp_path / "out", "version"), SETTINGS, "r")
    entries = tuple(with_counts(plan.entries, counts))
    published = Manifest("v", "r", "", "", "", {}, None, entries, Model("d" * 64, ""))
    assert plan_run(discover(["raw"], tmp_path), published, "f" * 12, 10**6).shards == ()
