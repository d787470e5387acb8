"""The gate: what a good stage passes, and what each kind of damage is stopped by."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.audit.leftovers import leftover
from tasks.audit.run import audit_version
from tasks.dataset.manifest import FILE, Manifest, Model, with_counts, write_manifest
from tasks.dataset.publish import open_stage
from tasks.planning import plan_run
from tasks.readers import discover
from tasks.settings import Settings
from tasks.shard import clean_shard, crashed_shard

ARTICLE = (
    "The bridge over the gorge is to be closed for two winters, because the cables on the northern side have rusted "
    "further than the last inspection, six years ago, had led the county to believe they could.\n\n"
    "Until then lorries are sent over the pass, which adds an hour to the way to the harbour and, as the hauliers point "
    "out, some forty litres of fuel to every single trip that they make in either direction."
)


@pytest.fixture
def stage(tmp_path):
    """A staged version of one good dump, one empty one, and a JSONL file with a broken line."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "good.txt").write_text(f"Bridge closes for two winters\n\n{ARTICLE}\n\nBack to top\n")
    (raw / "empty.txt").write_text(" \n")
    (raw / "lines.jsonl").write_text(json.dumps({"text": ARTICLE}) + "\n{broken\n")
    return staged(tmp_path)


def staged(tmp_path, shard_bytes=10**6, crashed=0):
    """A stage of the dumps in `raw`; of the first `crashed` shards a worker died."""
    plan = plan_run(discover(["raw"], tmp_path), None, "f" * 12, shard_bytes)
    stage = open_stage(tmp_path / "clean", "v1")
    counts = {}
    for number, shard in enumerate(plan.shards):
        if number < crashed:
            counts |= crashed_shard(shard, stage, "run", "the worker died")
        else:
            counts |= clean_shard(shard, stage, Settings(), "run")
    sources = tuple(with_counts(plan.entries, counts))
    model = Model("d" * 64, "")
    write_manifest(stage, Manifest("v1", "run", "2026-01-01T00:00:00+00:00", "0", "f" * 12, {}, None, sources, model))
    return stage


def change(stage, table, column, value):
    """Write `value` into the first row of a column of a staged table."""
    for path in sorted((stage / table).glob("*.parquet")):
        if pq.read_metadata(path).num_rows:
            change_part(path, column, value)
            break


def change_part(path, column, value):
    rows = pq.read_table(path)
    values = rows[column].to_pylist()
    values[0] = value(values) if callable(value) else value
    index, field = rows.schema.get_field_index(column), rows.schema.field(column)
    pq.write_table(rows.set_column(index, field, pa.array(values, field.type)), path)


def test_a_good_stage_passes(stage):
    audit = audit_version(stage)
    assert audit.failures() == []
    assert audit.success
    assert {suite.table for suite in audit.suites} == {"documents", "decisions", "quarantine", "records"}
    assert json.loads((stage / "audit.json").read_text())["success"]


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("documents", "doc_id", lambda ids: ids[1], "to_be_unique(doc_id) failed on 2 rows"),
        ("documents", "text", "  ", "to_be_between(text_length) failed on 1 row"),
        ("documents", "text", "Title\nScroll back to top\nMore", "to_be_null(leftover) failed on 1 row"),
        ("documents", "removed_ratio", 1.5, "to_be_between(removed_ratio) failed on 1 row"),
        ("documents", "source_path", "elsewhere", "to_be_equal("),
        ("decisions", "doc_id", "0" * 32, "known_document"),
        ("decisions", "line_end", 0, "to_be_greater_than_b("),
        ("decisions", "line_start", -1, "to_be_between(line_start)"),
        ("decisions", "action", "lose", "to_be_in_set(action)"),
        ("decisions", "family", "Not a name", "to_match_regex(family)"),
        ("decisions", "rule_version", 0, "to_be_between(rule_version)"),
        ("decisions", "score", 2.0, "to_be_between(score)"),
        ("quarantine", "reason", "Not a name", "to_match_regex(reason)"),
        ("quarantine", "reason", "duplicate", "duplicate_of_nothing"),
    ],
)
def test_damage_is_found(stage, table, column, value, says):
    change(stage, table, column, value)
    audit = audit_version(stage)
    assert not audit.success
    assert any(says in line for line in audit.failures()), audit.failures()


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """A staged version of two parts with decisions, which the audit looks at one after the other."""
    monkeypatch.setattr("tasks.audit.decisions._FRAME_ROWS", 1)
    (tmp_path / "raw").mkdir()
    for town in ("Ardmore", "Kilbride"):
        text = f"{town} closes its bridge\n\n{ARTICLE.replace('county', town)}\n\nBack to top\n"
        (tmp_path / "raw" / f"{town}.txt").write_text(text)
    return staged(tmp_path, shard_bytes=1)


def test_what_a_dump_calls_its_records_is_shown_and_does_not_act(stage):
    change(stage, "quarantine", "source_record", "\x1b]0;owned\x07\u202etxt.live")
    change(stage, "quarantine", "reason", "Not a name")
    [line] = [line for line in audit_version(stage).failures() if "match_regex(reason)" in line]
    assert "⟨U+001B⟩]0;owned⟨U+0007⟩⟨U+202E⟩txt.live" in line


@pytest.mark.parametrize(("crashed", "held"), [(0, False), (1, False), (2, True), (12, True)])
def test_shards_that_crash_count_by_their_bytes_and_one_alone_holds_nothing_back(tmp_path, crashed, held):
    (tmp_path / "raw").mkdir()
    for number in range(12):
        rows = [{"id": n, "text": f"{ARTICLE} {number} {n}"} for n in range(10)]
        (tmp_path / "raw" / f"{number:02}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    failures = audit_version(staged(tmp_path, 6_000, crashed)).failures()
    assert [line for line in failures if "crashed_share" in line] == failures
    assert bool(failures) == held


def test_parts_that_are_good_pass(parts):
    assert len(list((parts / "decisions").glob("*.parquet"))) == 2
    assert audit_version(parts).failures() == []


def test_what_is_wrong_in_any_part_is_counted_together(parts):
    for path in (parts / "decisions").glob("*.parquet"):
        change_part(path, "score", 2.0)
    [failure] = audit_version(parts).failures()
    assert "to_be_between(score) failed on 2 rows" in failure
    assert failure.count("doc_id=") == 2


def test_what_is_wrong_in_the_last_part_is_found(parts):
    change_part(sorted((parts / "decisions").glob("*.parquet"))[-1], "line_end", 0)
    [failure] = audit_version(parts).failures()
    assert "failed on 1 row" in failure


def test_a_rate_is_not_told_from_parts(parts, tmp_path, monkeypatch):
    mean = {"type": "expect_column_mean_to_be_between", "kwargs": {"column": "score"}, "meta": {"reason": "a test"}}
    (tmp_path / "decisions.json").write_text(json.dumps({"name": "decisions", "expectations": [mean]}))
    monkeypatch.setattr("tasks.audit.run.SUITES", tmp_path)
    with pytest.raises(ValueError, match="looked at in parts"):
        audit_version(parts)


def test_a_lost_record_is_found(stage):
    content = json.loads((stage / FILE).read_text())
    content["sources"][0]["records"] += 1
    (stage / FILE).write_text(json.dumps(content))
    assert any("records_read" in line for line in audit_version(stage).failures())


def test_an_expectation_that_cannot_be_evaluated_is_no_pass(stage, tmp_path, monkeypatch):
    suite = {
        "name": "documents",
        "expectations": [
            {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "nope"}, "meta": {"reason": "a test"}}
        ],
    }
    (tmp_path / "documents.json").write_text(json.dumps(suite))
    monkeypatch.setattr("tasks.audit.run.SUITES", tmp_path)
    (failure,) = audit_version(stage).failures()
    assert "could not be evaluated" in failure


def test_a_version_of_quarantine_alone_passes(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "empty.txt").write_text("\n")
    audit = audit_version(staged(tmp_path))
    assert audit.failures() == []


@pytest.mark.parametrize("text", ["Scroll back to top", "one\nback to top of page\ntwo", "a\nBack to the top"])
def test_leftovers_are_found(text):
    assert leftover(text) is not None


def test_a_line_that_a_vote_kept_is_no_leftover():
    assert leftover("Back to the top\n\nA song", {"back to the top"}) is None
    assert leftover("Back to the top\n\nScroll back to top", {"back to the top"}) is not None


@pytest.mark.parametrize(
    "text", ["", "He told us to go back to the top.", "Back to the topmost", "Back to the top of the hill"]
)
def test_sentences_are_no_leftovers(text):
    assert leftover(text) is None
