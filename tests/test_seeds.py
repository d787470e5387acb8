"""The acceptance test of the text path: every line of five real dumps against its label."""

import json

import pytest

from tasks.document import Record, fates
from tasks.page import clean_record
from tasks.pipeline import clean_document
from tasks.segment import segment
from tasks.settings import Settings


@pytest.fixture(scope="module")
def gold(seeds):
    return json.loads((seeds / "gold.json").read_text(encoding="utf-8"))


def by_rules(record):
    return clean_document(segment(record))


def by_classifier(record):
    return clean_record(record, Settings(), detect_language=False).cleaned


@pytest.mark.parametrize("clean", [by_rules, by_classifier])
def test_every_line_has_the_action_and_family_of_the_gold(seeds, gold, clean):
    wrong = []
    for dump in gold:
        content = (seeds / dump["file"]).read_text(encoding="utf-8")
        cleaned = clean(Record(dump["file"], dump["file"], content, "text", "0" * 64))
        decided = fates(cleaned.document, cleaned.decisions)
        for row in dump["lines"]:
            fate = decided[row["line"] - 1]
            action = str(fate.action) if fate else "keep"
            right = action in ({"keep", "route"} if row["action"] == "either" else {row["action"]})
            if right and action != "keep":
                right = row["action"] == "either" or fate.family == row["family"]
            if not right:
                wrong.append(
                    f"{dump['file'][:3]}:{row['line']} {row['action']} {row['family']}"
                    f" was {action} {fate and fate.rule_id} | {row['text'][:80]}"
                )
    assert not wrong, "\n".join(wrong)
