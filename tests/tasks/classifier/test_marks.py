"""Names on elements, taken apart and scored."""

import string

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.classifier.marks import scores_of
from tasks.classifier.words import Odds
from tasks.markup import MAX_TOKEN, tokens_of


@pytest.mark.parametrize(
    ("marks", "tokens"),
    [
        ("postBody-2", ("post-body-0", "post", "body")),
        ("post post", ("post",)),
        ("col-12 col-6", ("col-0", "col")),
        ("#Main role=main", ("#main", "role=main", "main", "role")),
        ("rel=nofollow+sponsored", ("rel=nofollow+sponsored", "rel", "nofollow", "sponsored")),
        ("@hidden", ("@hidden", "hidden")),
        ("a 1", ("a", "0")),
        ("", ()),
        ("x" * (MAX_TOKEN + 1), ()),
        ("menu-" + "x" * MAX_TOKEN, ("menu", "x" * MAX_TOKEN)),
    ],
)
def test_names_are_taken_whole_and_by_their_words(marks, tokens):
    assert tokens_of(marks) == tokens


def test_names_are_scored_by_the_tokens_that_are_known():
    log_odds = {"post": 2.0, "menu": -3.0, "side-menu": -1.0}
    scores = scores_of(["post", "", "sideMenu x", "unknown", "post menu"], Odds(log_odds))
    assert scores.tolist() == [[2, 2, 2], [0, 0, 0], [-2, -3, -1], [0, 0, 0], [-0.5, -3, 2]]


def test_no_names_have_no_scores():
    assert scores_of([], Odds({"post": 1.0})).shape == (0, 3)


ODDS = {
    token: float(number) for number, token in enumerate(("a", "nav", "nav-bar", "0", "col-0", "bar", "ab", "é", "#a"))
}


@example(["abAb" * 127, "ab " * 170, "a0" * 255, "nav-bar " * 63, "ab " * 200])
@given(st.lists(st.text(st.sampled_from("abNnaAvVBr019 -_#=\t\x1cé" + string.ascii_letters), max_size=60), max_size=5))
def test_the_compiled_scores_are_those_of_the_tokens(names):
    expected = np.zeros((len(names), 3), np.float32)
    for row, marks in enumerate(names):
        known = [ODDS[token] for token in tokens_of(marks) if token in ODDS]
        if known:
            expected[row] = sum(known) / len(known), min(known), max(known)
    assert scores_of(names, Odds(ODDS)).tolist() == expected.tolist()
