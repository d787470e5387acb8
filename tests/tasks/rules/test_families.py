"""Every family against its cases: what it must take, what no family may take, and whole documents."""

import json
from pathlib import Path

import pytest

from tasks.document import Record, fates
from tasks.pipeline import clean_document
from tasks.rules import families
from tasks.segment import segment

CASES = Path(__file__).parents[2] / "cases"
# An article about nothing that any family watches for: what stands in it is judged on its own.
LEAD = (
    "The river rose by another half metre overnight, and by dawn the lower meadows between the mill and the old "
    "railway bridge had turned into a grey lake on which plastic crates and fence posts drifted slowly west."
)
MIDDLE = (
    "Farmers had moved most of the animals on Tuesday, after the gauge upstream passed the second of three marks, "
    "but some four hundred bales of straw were left behind and will have to be burned when the ground is dry."
)
END = (
    "Engineers expect the water to fall from Friday onwards, provided that the snow in the hills stays where it is "
    "and the forecast of light frost holds for the rest of the week, as most of the models now suggest it will."
)
HEADLINE = "River takes the lower meadows for the third spring in a row"


def load(family):
    path = CASES / f"{family}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def lines_with(line, where):
    head, body, tail = ([line] if where == place else [] for place in ("head", "body", "tail"))
    return [HEADLINE, *head, LEAD, MIDDLE, *body, MIDDLE.replace("Tuesday", "Monday"), END, *tail]


def clean(lines, blank_lines=True):
    content = ("\n\n" if blank_lines else "\n").join(lines)
    document = segment(Record("case", "0", content, "text", "0" * 64))
    cleaned = clean_document(document)
    return document, fates(document, cleaned.decisions)


def fate_of(line, where):
    document, decided = clean(lines_with(line, where))
    return next(fate for row, fate in zip(document.lines, decided, strict=True) if row.text == line)


def every(key):
    return [
        pytest.param(family, case, id=f"{family}-{str(case)[:60]}")
        for family in families()
        for case in load(family).get(key, [])
    ]


def test_every_family_has_cases_and_every_case_file_a_family():
    assert {path.stem for path in CASES.glob("*.json")} == set(families())
    for family in families():
        assert load(family).get("take") or load(family).get("documents"), family
        assert load(family).get("keep") or load(family).get("keep_in_body"), family


@pytest.mark.parametrize(("family", "case"), every("take"))
def test_takes(family, case):
    fate = fate_of(case["line"], case.get("where", "tail"))
    assert fate is not None
    assert (fate.action, fate.family) == (case["action"], case.get("family", family))


@pytest.mark.parametrize(("family", "case"), every("known_failures"))
def test_known_failure_is_still_one(family, case):
    fate = fate_of(case["line"], case.get("where", "tail"))
    assert fate is None or fate.family != family, "it passes now: move it to `take`"


@pytest.mark.parametrize("where", ["head", "body", "tail"])
@pytest.mark.parametrize(("family", "line"), every("keep"))
def test_keeps_everywhere(family, line, where):
    fate = fate_of(line, where)
    assert fate is None or fate.action == "keep", fate


@pytest.mark.parametrize(("family", "line"), every("keep_in_body"))
def test_keeps_among_paragraphs(family, line):
    fate = fate_of(line, "body")
    assert fate is None or fate.action == "keep", fate


@pytest.mark.parametrize(("family", "rows"), every("documents"))
def test_whole_documents(family, rows):
    _, decided = clean([line for _, line in rows], blank_lines=False)
    seen = []
    for (expected, line), fate in zip(rows, decided, strict=True):
        action = "keep" if fate is None else str(fate.action)
        wanted, _, name = expected.partition(":")
        right = not line or action == wanted or (wanted == "either" and action in {"keep", "route"})
        if right and name:
            right = fate is not None and fate.family == name
        seen.append("" if right else f"{expected} was {action} {fate and fate.rule_id}: {line}")
    assert not any(seen), "\n".join(filter(None, seen))
