"""Which sources are new, and how they are cut: by content and size, never by who does the work."""

import hashlib
import json
import os
from dataclasses import replace

import pyarrow.dataset as ds
import pytest

from tasks.dataset.manifest import Counts, Manifest, Model, with_counts
from tasks.dataset.publish import open_stage
from tasks.dataset.settle import settle_duplicates
from tasks.planning import LARGEST_SHARD, SHARDS, halved, hashed_once, plan_run, shard_size, spare, uncut
from tasks.readers import Source, discover
from tasks.settings import Settings
from tasks.shard import clean_shard

TEXT = "The cellar stayed damp for a week after the pumps had been switched off, said the keeper of the lock, {}."


@pytest.fixture
def sources(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a", "b", "y", "z"):
        (raw / f"{name}.txt").write_text(TEXT.format(name))
    rows = [{"id": n % 40, "text": TEXT.format(n % 40)} for n in range(60)]
    (raw / "m.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return discover(["raw"], tmp_path)


def test_small_files_share_a_shard_and_the_slices_of_a_big_one_have_their_own(sources):
    plan = plan_run(sources, None, "f" * 12, 2000)
    names = [[(piece.source.relative, piece.whole) for piece in shard.slices] for shard in plan.shards]
    assert names[0] == [("a.txt", True), ("b.txt", True)]
    assert names[-1] == [("y.txt", True), ("z.txt", True)]
    assert len(names) > 4
    assert all(inner == [("m.jsonl", False)] for inner in names[1:-1])
    entries = {entry.path: entry.parts for entry in plan.entries}
    assert entries["raw/m.jsonl"] == tuple(shard.part for shard in plan.shards[1:-1])
    assert entries["raw/a.txt"] == entries["raw/b.txt"] == (plan.shards[0].part,)


def test_names_come_from_content_and_place_alone(sources, tmp_path):
    first = plan_run(sources, None, "f" * 12, 2000)
    assert first == plan_run(discover(["raw"], tmp_path), None, "f" * 12, 2000)
    assert len({shard.part for shard in first.shards}) == len(first.shards)
    (tmp_path / "raw" / "z.txt").write_text("something else")
    second = plan_run(discover(["raw"], tmp_path), None, "f" * 12, 2000)
    assert [a.part == b.part for a, b in zip(first.shards, second.shards, strict=True)] == [True] * (
        len(first.shards) - 1
    ) + [False]


def test_a_file_that_nobody_touches_is_hashed_once(sources, tmp_path, monkeypatch):
    hashed = []
    digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda file, name: hashed.append(file.name) or digest(file, name))
    with hashed_once():
        first = plan_run(sources, None, "f" * 12, 2000)
        assert len(hashed) == len(sources)
        assert plan_run(sources, None, "f" * 12, 2000) == first
        assert len(hashed) == len(sources)
        (tmp_path / "raw" / "z.txt").write_text(TEXT.format("Z"))  # as long as before
        assert plan_run(sources, None, "f" * 12, 2000) != first
        assert hashed[len(sources) :] == [str(tmp_path / "raw" / "z.txt")]
    plan_run(sources, None, "f" * 12, 2000)
    assert len(hashed) == 2 * len(sources) + 1


def _published(plan):
    """The manifest of a version that a plan made."""
    return Manifest("v", "r", "", "", "", {}, None, (*plan.carried, *plan.entries), Model("d" * 64, ""))


def test_a_file_that_cannot_be_opened_for_one_night_stays_published(sources, tmp_path):
    published = _published(plan_run(sources, None, "f" * 12, 2000))
    (tmp_path / "raw" / "a.txt").unlink()
    mount = tmp_path / "mount"
    (tmp_path / "raw" / "a.txt").symlink_to(mount / "a")
    (tmp_path / "raw" / "new.txt").symlink_to(mount / "new")
    plan = plan_run(discover(["raw"], tmp_path), published, "f" * 12, 2000)
    assert plan.missed == {"raw/a.txt"}
    assert [entry.path for entry in plan.entries] == ["raw/new.txt"]
    assert "raw/a.txt" in {entry.path for entry in plan.carried}
    # Another night on, both can be opened.
    published = _published(plan)
    mount.mkdir()
    (mount / "a").write_text(TEXT.format("a"))
    (mount / "new").write_text(TEXT.format("new"))
    plan = plan_run(discover(["raw"], tmp_path), published, "f" * 12, 2000)
    assert (plan.missed, plan.replaced) == (frozenset(), {"raw/new.txt"})


def test_what_a_worker_died_of_is_cleaned_again(sources):
    plan = plan_run(sources, None, "f" * 12, 2000)
    published = _published(
        replace(plan, entries=tuple(replace(e, crashed=e.path == "raw/b.txt") for e in plan.entries))
    )
    again = plan_run(sources, published, "f" * 12, 2000)
    assert [entry.path for entry in again.entries] == ["raw/b.txt"]
    assert again.replaced == {"raw/b.txt"}


def test_rows_that_were_published_stay_when_a_worker_dies_of_their_source(sources, tmp_path):
    published = _published(plan_run(sources, None, "f" * 12, 2000))
    (tmp_path / "raw" / "aa.txt").write_text(TEXT.format("aa"))
    plan = plan_run(discover(["raw"], tmp_path), published, "e" * 12, 2000)
    first, *slices, last = plan.shards
    assert [piece.source.relative for piece in first.slices] == ["a.txt", "aa.txt", "b.txt"]
    assert spare(plan, []) == plan
    # Of the shard of three files, and of one slice of the big one.
    spared = spare(plan, [first, slices[1]])
    assert spared.missed == {"raw/a.txt", "raw/b.txt", "raw/m.jsonl"}
    assert [[piece.source.relative for piece in shard.slices] for shard in spared.shards] == [
        ["aa.txt"], ["y.txt", "z.txt"]
    ]  # fmt: skip
    assert [shard.part for shard in spared.shards] == [first.part, last.part]
    assert [entry.path for entry in spared.entries] == ["raw/aa.txt", "raw/y.txt", "raw/z.txt"]
    assert spared.replaced == {"raw/y.txt", "raw/z.txt"}
    old = {entry.path: entry for entry in published.sources}
    assert list(spared.carried) == [old[path] for path in sorted(spared.missed)]
    # They are of other code, and so the next run tries again.
    again = plan_run(sources, _published(spared), "e" * 12, 2000)
    assert {entry.path for entry in again.entries} == spared.missed


@pytest.mark.parametrize(("before", "stays"), [(0, True), (1, True), (10**6, False)])
def test_of_two_nights_the_one_on_which_less_crashed_is_published(sources, before, stays):
    plan = plan_run(sources, None, "f" * 12, 2000)
    published = _published(replace(plan, entries=tuple(replace(entry, crashed=before) for entry in plan.entries)))
    plan = plan_run(sources, published, "e" * 12, 2000)
    spared = spare(plan, plan.shards)
    assert (spared.shards == ()) == stays
    assert (spared == plan) != stays


def test_a_folder_that_can_be_listed_again_is_no_source_any_more(sources, tmp_path):
    inside = [source for source in sources if source.path == "raw/a.txt"]
    folder = Source("raw", str(tmp_path / "raw"), "raw", 0)
    published = _published(plan_run([folder], None, "f" * 12, 2000))
    assert plan_run([folder], published, "f" * 12, 2000).shards == ()
    plan = plan_run(inside, published, "f" * 12, 2000)
    assert (plan.replaced, plan.carried) == ({"raw"}, ())


def test_a_large_run_has_larger_shards_and_not_more_of_them():
    least = 16 * 2**20
    assert shard_size(0, least) == least
    assert shard_size(SHARDS * least, least) == least
    assert shard_size(SHARDS * least * 4, least) == 4 * least
    assert shard_size(10**15, least) == LARGEST_SHARD


def test_a_pipe_holds_nothing_up_and_has_its_quarantine_row(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    os.mkfifo(raw / "pipe.txt")
    plan = plan_run(discover([str(raw)], tmp_path), None, "print", 1000)
    stage = open_stage(tmp_path / "out", "v1")
    counts = cleaned(plan, stage)
    assert rows(stage, "quarantine")[0]["reason"] == "unreadable"
    assert [count.quarantined for count in counts.values()] == [1]


def test_an_object_is_known_by_its_tag(sources):
    tagged = [replace(source, etag="abc") for source in sources]
    plan = plan_run(tagged, None, "f" * 12, 2000)
    assert {entry.sha256 for entry in plan.entries} == {"etag:abc"}


def cleaned(plan, stage):
    counts = {}
    for shard in plan.shards:
        for path, found in clean_shard(shard, stage, Settings(engine="trafilatura"), "run").items():
            counts.setdefault(path, Counts()).add(found)
    return counts


def rows(stage, table):
    return ds.dataset(stage / table).to_table().to_pylist()


def test_what_is_twice_in_a_file_is_once_in_the_dataset_however_it_is_cut(sources, tmp_path):
    tables = []
    for number, size in enumerate((10**6, 2000, 700)):
        stage = open_stage(tmp_path / "clean" / str(number), "v1")
        plan = plan_run(sources, None, "f" * 12, size)
        counts = cleaned(plan, stage)
        settle_duplicates(stage, plan.entries, counts)
        documents = sorted(rows(stage, "documents"), key=lambda row: row["doc_id"])
        duplicates = [row for row in rows(stage, "quarantine") if row["reason"] == "duplicate"]
        assert len(documents) == 44
        assert len(duplicates) == 20
        assert {row["duplicate_of"] for row in duplicates} < {row["doc_id"] for row in documents}
        entry = next(e for e in with_counts(plan.entries, counts) if e.path == "raw/m.jsonl")
        assert (entry.records, entry.documents, entry.quarantined) == (60, 40, 20)
        known = {row["doc_id"] for row in documents}
        assert all(row["doc_id"] in known for row in rows(stage, "decisions"))
        places = sorted((row["source_record"], row["raw_offset"], row["raw_length"]) for row in duplicates)
        data = (tmp_path / "raw" / "m.jsonl").read_bytes()
        for record, offset, length in places:
            assert json.loads(data[offset : offset + length])["id"] == int(record)
        assert not (stage / "positions").exists()
        tables.append((documents, places, entry.kept_words, entry.raw_words))
    assert tables[0] == tables[1] == tables[2]


def test_words_of_what_is_twice_are_counted_once_where_nearly_all_of_them_go(tmp_path):
    """The share of a page's words that went is published in 32 bits, too few to tell how many there were."""
    menu = "".join(f"<li><a href='/{n}'>Section number {n} of the harbour office</a></li>" for n in range(10_000))
    page = f"<body><nav><ul>{menu}</ul></nav><article><h1>The lock</h1><p>{TEXT}</p><p>{TEXT}</p></article></body>"
    row = json.dumps({"id": 1, "html": page}) + "\n"
    (tmp_path / "twice.jsonl").write_text(row * 2)
    sources = discover(["twice.jsonl"], tmp_path)
    found = []
    for size in (10**9, len(row) - 1):
        stage = open_stage(tmp_path / "clean", str(size))
        plan = plan_run(sources, None, "f" * 12, size)
        counts = cleaned(plan, stage)
        settle_duplicates(stage, plan.entries, counts)
        found.append((len(plan.entries[0].parts), counts["twice.jsonl"].raw_words))
    (_, once), (parts, twice) = found
    assert (parts, twice) == (2, once)


def test_a_file_that_cannot_be_cut_is_planned_whole(sources):
    plan = plan_run(sources, None, "f" * 12, 2000)
    again, whole = uncut(plan, {"raw/m.jsonl"})
    assert [piece.whole for shard in whole for piece in shard.slices] == [True]
    assert len(again.shards) == 3
    assert {entry.path: entry.parts for entry in again.entries}["raw/m.jsonl"] == (whole[0].part,)
    assert whole[0].part not in {shard.part for shard in plan.shards}


def test_a_shard_is_halved_down_to_single_sources(sources):
    plan = plan_run(sources, None, "f" * 12, 10**6)
    (shard,) = plan.shards
    names = []
    for _ in range(3):
        plan, (first, shard) = halved(plan, shard)
        assert set(plan.shards[-2:]) == {first, shard}
        names.append([piece.source.relative for piece in first.slices])
    assert names == [["a.txt", "b.txt"], ["m.jsonl"], ["y.txt"]]
    assert halved(plan, shard) == (plan, ())
    # Every source is in one shard, and its entry says in which.
    parts = {piece.source.path: (shard.part,) for shard in plan.shards for piece in shard.slices}
    assert parts == {entry.path: entry.parts for entry in plan.entries}
