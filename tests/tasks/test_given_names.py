"""Names and words that have their form."""

import pytest

from benchmarks.name_lists import FEWEST_PAGES, first_word, small_words
from tasks.given_names import GIVEN_NAMES, SMALL_WORDS, has_given_name, may_be_called


@pytest.mark.parametrize(
    ("name", "given", "called"),
    [
        ("Marta Lindqvist", True, True),
        ("MARTA LINDQVIST", True, True),
        ("Jean-Pierre Roe", True, True),
        ("J.R. Roe", True, True),
        ("Dr. Roe", True, True),
        # Words that are names, too: one of the first and the last must be nothing else.
        ("Mark Denney", True, True),
        ("Jane Cook", True, True),
        ("Art Source", True, False),
        # Names that no list has.
        ("Tuhin Bhatt", False, True),
        ("Lead Source", False, False),
        ("Artificial Intelligence", False, False),
        ("", False, True),
    ],
)
def test_what_people_are_called(name, given, called):
    assert (has_given_name(name), may_be_called(name)) == (given, called)


@pytest.mark.parametrize("path", [GIVEN_NAMES, SMALL_WORDS])
def test_the_lists_are_as_they_are_made(path):
    words = path.read_text(encoding="utf-8").split("\n")
    assert words.pop() == ""
    assert len(words) > 10_000
    assert words == sorted(set(words))
    assert all(word == word.lower() and len(word) > 1 for word in words)


def test_words_that_several_texts_write_small():
    texts = ["The ferry of Marta, see ferry.example/harbour or @island"] * FEWEST_PAGES + ["a pier", "ferry"]
    assert small_words(texts) == ["ferry", "see"]
    assert small_words(texts[1:]) == ["ferry"]


def test_the_first_word_of_a_given_name():
    assert [first_word(name) for name in ("Jean Pierre", "Al.", "José", "X", "花子", "van", "")] == [
        "Jean", "Al", "José", "", "", "", ""]  # fmt: skip
