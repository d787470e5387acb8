"""The measures of the benchmarks, on pages small enough to count by hand."""

import math

import numpy as np
import pytest

from benchmarks.bootstrap import mean, ratio
from benchmarks.pages import LabelledPage, fingerprint
from benchmarks.quality import calibration, cleaning, groups, snippets
from benchmarks.tables import table
from benchmarks.winnow import out_of_fold
from benchmarks.word_f1 import overlaps
from tasks.training.word_f1 import word_f1


def page(identity, **more):
    return LabelledPage(identity, "https://example.com/", more.pop("page_type", "article"), 0, "<p>x</p>", **more)


def test_words_count_as_often_as_they_occur():
    score = overlaps(["The cat, the cat"], ["the cat sat"])
    assert (score.found[0], score.wanted[0], score.both[0], score.surplus[0]) == (4, 3, 2, 2)
    assert score.precision[0] == 0.5
    assert score.recall[0] == pytest.approx(2 / 3)
    assert score.f1[0] == pytest.approx(4 / 7) == word_f1("The cat, the cat", "the cat sat")


@pytest.mark.parametrize(("text", "gold", "score"), [("", "", 1), ("a", "", 0), ("", "a", 0), ("—", "", 1)])
def test_nothing_wanted_and_nothing_found(text, gold, score):
    found = overlaps([text], [gold])
    assert found.f1[0] == found.precision[0] == found.recall[0] == score == word_f1(text, gold)


def test_what_cleaning_lost_and_removed():
    golds = ["one two three four", "five six"]
    kept = overlaps(["one two three menu menu share", "five six home"], golds)
    cleaned = overlaps(["one two menu", ""], golds)
    said = cleaning(kept, cleaned, [0, 1])
    assert said.lost.value == pytest.approx(3 / 5)  # three, five, six of the five gold words that the dumps had
    assert said.removed.value == pytest.approx(3 / 4)  # menu, share, home of four
    assert said.gain.value == pytest.approx((2 * 2 / 7 - 2 * 3 / 10 + 0 - 2 * 2 / 5) / 2)
    assert said.empty == 1
    assert math.isnan(cleaning(kept, cleaned, []).lost.value)


def test_snippets_are_found_across_line_breaks():
    pages = [
        page("1", wanted=("a  b", "c"), unwanted=("menu",), comments=("nice",)),
        page("2", wanted=("d", "e"), unwanted=("share", "e f")),
    ]
    said = snippets(pages, ["a\nb menu", "d e\n f"])
    assert said.wanted.value == pytest.approx(3 / 4)
    assert said.unwanted.value == pytest.approx(2 / 3)
    assert said.comments.value == 0
    assert said.f1 == pytest.approx(2 * 3 / (3 + 2 + 4))


def test_the_interval_of_a_mean_is_that_of_the_normal_law_and_the_same_every_time():
    values = np.random.default_rng(1).normal(0.8, 0.2, 2000)
    found = mean(values)
    assert found == mean(values)
    half = 1.96 * values.std() / math.sqrt(len(values))
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - half, abs=half / 8)
    assert found.high == pytest.approx(values.mean() + half, abs=half / 8)


def test_a_ratio_is_of_the_sums_and_draws_both_together():
    found = ratio([1, 2, 30], [2, 4, 60])
    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)
    assert found.markdown() == "0.500 (0.500–0.500)"
    assert found.percent() == "50.0 % (50.0–50.0)"
    assert ratio([], []).markdown() == ratio([0], [0]).percent() == "–"
    with pytest.raises(ValueError, match="parts"):
        ratio([1], [1, 2])


def test_pages_are_grouped_by_batch_and_type():
    pages = [page("0002"), page("4001", page_type="forum"), page("3099", page_type="forum")]
    assert groups(pages) == {
        "all": [0, 1, 2], "first batch": [0, 2], "second batch": [1], "article": [0], "forum": [1, 2],
    }  # fmt: skip


def test_every_page_goes_to_the_model_of_its_fold():
    def model(name):
        return lambda contents: [f"{name}{content}" for content in contents]

    assert out_of_fold([model("A"), model("B")], ["x", "y", "z"], [1, 0, 1]) == ["Bx", "Ay", "Bz"]
    with pytest.raises(ValueError, match="folds"):
        out_of_fold([model("A")], ["x"], [])


def test_a_fingerprint_tells_what_was_said_apart():
    one = fingerprint([page("1", gold="a b", wanted=("a", "b"))])
    assert one == fingerprint([page("1", gold="a b", wanted=("a", "b"))])
    assert one != fingerprint([page("1", gold="a b", wanted=("a",), unwanted=("b",))])
    assert one != fingerprint([page("1", gold="a c", wanted=("a", "b"))])


def test_a_table_has_as_many_cells_as_headings():
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
    with pytest.raises(ValueError, match="1 cells under 2 headings"):
        table(["a", "b"], [["1"]])


def test_confidences_are_held_against_what_was_reached():
    said = calibration([0.2, 0.4, 0.92, 1.0, math.nan], [0.1, 0.3, 0.9, 1.0, 0.0])
    assert [(bounds, count) for bounds, count, _, _ in said.rows] == [
        ("0.00–0.50", 2),
        ("0.90–0.95", 1),
        ("0.95–1.00", 1),
    ]
    assert [round(value, 3) for _, _, value, _ in said.rows] == [0.3, 0.92, 1.0]
    assert [round(f1.value, 3) for _, _, _, f1 in said.rows] == [0.2, 0.9, 1.0]
    assert said.error.value == pytest.approx((0.1 + 0.1 + 0.02 + 0) / 4)
    assert said.order == pytest.approx(1)
    assert math.isnan(calibration([0.5, 0.5], [0, 1]).order)
