"""The folded form of lines: what is made alike, what is kept apart, and what it may cost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.folding import MAX_FOLDED, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Read More", "read more"),
        ("» Read  more\t»", "read more"),
        ("• Liked by 1,024 people", "liked by # people"),
        ("Liked by 3 people", "liked by # people"),
        ("12.5.2021", "#"),
        ("5:04", "#:#"),
        ("٣ تعليقات", "# تعليقات"),
        ("“It’s” – `here`…", "it's\" - 'here"),
        ("co\u00adoper\u200bate\ufeff", "cooperate"),
        ("ÜBER UNS", "über uns"),
        ("100 % off!", "# % off"),
        ("Save 20%", "save #%"),
        ("🎉 Subscribe 🎉", "subscribe"),
        ("किताबें", "किताबें"),
        ("(c) 2020 Example", "c) # example"),
        ("a\u00a0b\u2028c", "a b c"),
        ("---", ""),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=200))
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_lines_with_and_without_other_signs_than_ascii_fold_alike(text):
    """The zero-width space goes away in folding, and takes the line off the short way for ASCII."""
    assert fold(f"\u200b{text}\u200b") == fold(text)


def test_only_the_beginning_of_a_hostile_line_is_folded():
    start = time.process_time()
    assert fold("w" * 5_000_000) == "w" * MAX_FOLDED
    assert fold("»" * 5_000_000) == ""
    assert fold("1." * 2_500_000) == "#"
    assert time.process_time() - start < 1
