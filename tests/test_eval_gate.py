"""The eval gate: no figure below its pinned floor, and no floor lowered in silence.

The sample is of pages that the committed model was trained on, so the floors are no figures of generalisation: those
are in benchmarks/RESULTS.md, cross-validated. To pin them anew: `python -m benchmarks.pin_floors --reason "..."`.
"""

import pytest

from benchmarks import eval_gate
from benchmarks.eval_gate import MARGIN, floor_under, history_problems, problems, repin


def test_no_figure_is_below_its_floor(labelled):
    typed, many = eval_gate.sample()
    found = problems(eval_gate.read(), eval_gate.identity(typed, many), eval_gate.measure(typed, many))
    assert not found, "\n".join(found)


def test_the_pinned_floors_follow_their_rule_and_none_fell_without_a_reason():
    pinned = eval_gate.read()
    assert len(pinned["figures"]) == 25  # 7 page types and all, 2 kinds of snippets, 3 figures of 5 flattenings
    assert not history_problems(pinned)


def entry(seen, **more):
    return {"seen": seen, "floor": floor_under(seen), "date": "2026-11-22", **more}


PINNED = {"fingerprint": "a", "figures": {"html/all": [entry(0.9)], "wet/f1": [entry(0.8)]}}


@pytest.mark.parametrize(
    ("seen", "floor"),
    [(0.9, 0.895), (0.90009, 0.895), (0.9001, 0.8951), (0.001, 0.0), (1.0, 0.995)],
)
def test_a_floor_is_the_margin_below_what_was_seen(seen, floor):
    assert MARGIN == 0.005
    assert floor_under(seen) == floor


def test_figures_at_their_floors_pass():
    assert problems(PINNED, "a", {"html/all": 0.895, "wet/f1": 0.81}) == []


@pytest.mark.parametrize(
    ("identity", "figures", "objection"),
    [
        ("a", {"html/all": 0.8949, "wet/f1": 0.8}, "html/all: 0.8949 is below its floor of 0.8950"),
        ("b", {"html/all": 0.9, "wet/f1": 0.8}, "the sample of pages is not the one"),
        ("a", {"html/all": 0.9}, "wet/f1: has a floor and is not measured"),
        ("a", {"html/all": 0.9, "wet/f1": 0.8, "main/f1": 0.7}, "main/f1: measured without a floor"),
    ],
)
def test_what_the_gate_objects_to(identity, figures, objection):
    found = problems(PINNED, identity, figures)
    assert len(found) == 1
    assert found[0].startswith(objection)


def test_a_floor_may_fall_with_a_reason_only():
    fallen = {"fingerprint": "a", "figures": {"wet/f1": [entry(0.8), entry(0.7)]}}
    assert history_problems(fallen) == ["wet/f1: the floor fell on 2026-11-22 without a reason"]
    fallen["figures"]["wet/f1"][-1]["reason"] = " "
    assert len(history_problems(fallen)) == 1
    fallen["figures"]["wet/f1"][-1]["reason"] = "comments are content now"
    assert history_problems(fallen) == []


def test_a_floor_that_was_edited_by_hand_is_found():
    edited = {"fingerprint": "a", "figures": {"wet/f1": [entry(0.8) | {"floor": 0.5}]}}
    assert history_problems(edited) == ["wet/f1: the floor of 2026-11-22 is not 0.005 below what was seen"]


def test_pinning_raises_floors_keeps_them_within_the_margin_and_lowers_none_without_a_reason():
    risen = repin(PINNED, "a", {"html/all": 0.95, "wet/f1": 0.797}, "2026-12-01", "")
    assert risen["figures"]["html/all"][-1] == {"seen": 0.95, "floor": 0.945, "date": "2026-12-01"}
    assert risen["figures"]["wet/f1"] == PINNED["figures"]["wet/f1"]
    with pytest.raises(ValueError, match=r"html/all fell from 0.9000 to 0.8000"):
        repin(PINNED, "a", {"html/all": 0.8, "wet/f1": 0.8}, "2026-12-01", "")
    fallen = repin(PINNED, "a", {"html/all": 0.8, "wet/f1": 0.8}, "2026-12-01", "comments are content now")
    assert fallen["figures"]["html/all"][-1]["reason"] == "comments are content now"
    assert problems(fallen, "a", {"html/all": 0.8, "wet/f1": 0.8}) == []


@pytest.mark.parametrize(("identity", "figures"), [("b", {"html/all": 0.9, "wet/f1": 0.8}), ("a", {"html/all": 0.9})])
def test_another_sample_or_a_figure_that_goes_needs_a_reason(identity, figures):
    with pytest.raises(ValueError, match="give a --reason"):
        repin(PINNED, identity, figures, "2026-12-01", "")
    assert set(repin(PINNED, identity, figures, "2026-12-01", "a new split")["figures"]) == set(figures)
