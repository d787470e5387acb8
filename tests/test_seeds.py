"""The acceptance test of the text path: every line of five real dumps against its label."""

import json

import pytest

from tasks.document import Record, fates
from tasks.pipeline import clean_document
from tasks.segment import segment


@pytest.fixture(scope="module")
def gold(seeds):
    return json.loads((seeds / "gold.json").read_text(encoding="utf-8"))


def test_every_line_has_the_action_and_family_of_the_gold(seeds, gold):
    wrong = []
    for dump in gold:
        content = (seeds / dump["file"]).read_text(encoding="utf-8")
        document = segment(Record(dump["file"], dump["file"], content, "text", "0" * 64))
        decided = fates(document, clean_document(document).decisions)
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
