"""What the families took, against a plain count of the same rows, in whatever order and groups they lie."""

import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.dataset.schemas import DECISIONS
from tasks.report.removals import removal_figures


def random_rows(chance):
    rows = []
    for document in range(chance.randrange(12)):
        for at in range(chance.randrange(9)):
            rule = {
                "action": chance.choice(("drop", "route", "keep")),
                "family": chance.choice("ab"),
                "rule_version": 1,
            }
            place = {"doc_id": f"{document:032x}", "line_start": 3 * at, "line_end": 3 * at + chance.randrange(1, 4)}
            text = "\n".join(chance.choice(("", " ", "one", "two words")) for _ in range(3))
            rows.append(rule | place | {"rule_id": chance.choice("xy"), "score": 1, "evidence": text[:3], "text": text})
    return rows


@pytest.mark.parametrize("seed", range(20))
def test_figures_are_those_of_a_plain_count(tmp_path, seed):
    chance = random.Random(seed)
    rows = random_rows(chance)
    (tmp_path / "decisions").mkdir()
    held = rows if seed % 2 else chance.sample(rows, len(rows))
    table = pa.Table.from_pylist(held, schema=DECISIONS)
    pq.write_table(table, tmp_path / "decisions" / "part.parquet", row_group_size=chance.choice((3, 100)))
    found = removal_figures(tmp_path)
    gone = [row for row in rows if row["action"] != "keep"]
    assert {family.family for family in found.families} == {row["family"] for row in gone}
    for family in found.families:
        of_family = [row for row in gone if row["family"] == family.family]
        assert family.documents == len({row["doc_id"] for row in of_family})
        assert family.words == sum(len(row["text"].split()) for row in of_family)
        assert family.lines == sum(row["line_end"] - row["line_start"] for row in of_family)
        assert dict(found.visible_lines)[family.family] == sum(
            bool(line.strip()) for row in of_family for line in row["text"].split("\n")
        )
        examples = [min(taken_by(of_family, name), key=place)["text"].strip() for name in taken_by(of_family)]
        assert sorted(rule.example for rule in family.rules) == sorted(examples)
    assert [lines for _, lines in found.visible_lines] == sorted((n for _, n in found.visible_lines), reverse=True)


def taken_by(rows, rule=None):
    """The rules, with their actions, that took any of the rows, or the rows that one of them took."""
    if rule is None:
        return {(row["action"], row["rule_id"]) for row in rows}
    return [row for row in rows if (row["action"], row["rule_id"]) == rule]


def place(row):
    return row["doc_id"], row["line_start"]
