"""The few decisions that the audit judges for all: whatever is wrong with one of all is wrong with one of them."""

import json
import random
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.audit.decisions import NAMES, NUMBERS, decided_by_extremes, decisions, extremes
from tasks.audit.run import SUITES
from tasks.dataset.schemas import DECISIONS

ROW = {"action": "drop", "family": "share_bar", "rule_id": "a", "rule_version": 1, "evidence": "", "text": "Share"}


def stage(folder, rows, known, group=None):
    """A stage with one part that holds these decisions, and the documents that are known."""
    for table in ("documents", "decisions"):
        (folder / table).mkdir(parents=True)
    pq.write_table(pa.table({"doc_id": pa.array(known, pa.string())}), folder / "documents" / "part.parquet")
    table = pa.Table.from_pylist([ROW | {"score": 0.5} | row for row in rows], schema=DECISIONS)
    pq.write_table(table, folder / "decisions" / "part.parquet", row_group_size=group)
    return folder


def random_rows(seed):
    """Decisions on some documents, with gaps and sometimes overlaps between them, in a random order."""
    chance = random.Random(seed)
    rows = []
    for document in range(chance.randrange(1, 9)):
        at = 0
        for _ in range(chance.randrange(9)):
            end = at + chance.choice((0, 1, 1, 2, 7))
            numbers = {"line_start": at, "line_end": end, "score": chance.random(), "rule_version": chance.randrange(4)}
            names = {"action": chance.choice(("drop", "keep")), "family": chance.choice("abcdef")}
            rows.append({"doc_id": f"{document:032x}", **numbers, **names})
            at = max(at + 1, end + chance.choice((0, 0, 3, -1)))
    if chance.random() < 0.5:
        chance.shuffle(rows)
    return rows, [f"{document:032x}" for document in range(chance.randrange(9))]


@pytest.mark.parametrize("seed", range(60))
def test_extremes_hold_every_name_and_both_ends_of_the_numbers(tmp_path, seed):
    rows, known = random_rows(seed)
    folder = stage(tmp_path, rows, known, group=5)
    few = extremes(folder)
    if not rows:
        assert few.empty
        return
    [all_rows] = decisions(folder)
    assert len(all_rows) == len(rows)
    for name in NAMES:
        assert set(few[name]) == set(all_rows[name])
    for name in NUMBERS:
        assert (few[name].min(), few[name].max()) == (all_rows[name].min(), all_rows[name].max())
    assert (few.line_end - few.line_start).min() == (all_rows.line_end - all_rows.line_start).min()
    assert sum(all_rows["known_document"]) == sum(row["doc_id"] in known for row in rows)
    assert sum(all_rows["overlaps"]) == overlaps(rows)


def overlaps(rows):
    """How many decisions begin before the one above has ended, in the same document."""
    ordered = sorted(rows, key=lambda row: (row["doc_id"], row["line_start"]))
    return sum(a["doc_id"] == b["doc_id"] and b["line_start"] < a["line_end"] for a, b in pairwise(ordered))


def test_extremes_of_many_are_few(tmp_path):
    rows = [{"doc_id": f"{n:032x}", "line_start": n % 7, "line_end": n % 7 + 1} for n in range(5_000)]
    assert len(extremes(stage(tmp_path, rows, [row["doc_id"] for row in rows]))) < 10


def test_they_decide_all_that_is_asked_of_decisions_and_nothing_that_is_a_rate():
    suite = json.loads((SUITES / "decisions.json").read_text(encoding="utf-8"))
    assert all(map(decided_by_extremes, suite["expectations"]))
    for kind, kwargs in (
        ("expect_column_mean_to_be_between", {"column": "score", "max_value": 1}),
        ("expect_column_values_to_be_between", {"column": "score", "max_value": 1, "mostly": 0.9}),
        ("expect_column_values_to_be_in_set", {"column": "line_end", "value_set": [1]}),
        ("expect_column_values_to_be_unique", {"column": "family"}),
        ("expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "line_start", "column_B": "score"}),
    ):
        assert not decided_by_extremes({"type": kind, "kwargs": kwargs})
