"""The words of paragraphs, and how much of them a line shares: as a search for words would find them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.topic import Topic

WORD = re.compile(r"\w{4,30}")
LINES = st.text(alphabet="abÄß日٣½_x\u0301\U00010400 -.", max_size=90)


def share(paragraphs, line, once):
    """What `Topic` says, by a regular expression and dictionaries."""
    seen, again = set(), set()
    for paragraph in paragraphs:
        words = WORD.findall(paragraph)
        again.update(seen.intersection(words))
        seen.update(words)
    words = set(WORD.findall(line))
    return sum(1 if word in again else once for word in words & seen) / max(len(words), 3)


@given(st.lists(LINES, max_size=6), LINES, st.sampled_from([0.5, 1.0]))
def test_words_are_those_of_a_regular_expression(paragraphs, line, once):
    topic = Topic(paragraphs, once)
    for text in (line, *paragraphs):
        assert topic.share(text) == share(paragraphs, text, once)


@pytest.mark.parametrize("letters", [3, 4, 30, 31, 33, 34, 60, 61, 64])
def test_a_long_word_is_cut(letters):
    word = "".join(chr(ord("a") + at % 26) for at in range(letters))
    topic = Topic([word, f"{word} and others"], 0.5)
    assert topic.share(word) == share([word, f"{word} and others"], word, 0.5)


def test_what_the_text_comes_back_to_weighs_more():
    topic = Topic(["The harbour has a ferry, the ferry has a captain.", "The harbour is closed."], 0.5)
    assert topic.share("harbour") == 1 / 3
    assert topic.share("ferry") == 0.5 / 3  # twice, in one paragraph
    assert topic.share("Ferry") == 0  # folded lines are compared
    assert topic.share("harbour ferry harbour captain closed nowhere") == 2.5 / 5


def test_lines_and_texts_of_any_length():
    words = [f"word{number}" for number in range(20_000)]
    topic = Topic([" ".join(words)], 0.5)
    assert topic.share("word7") == 0.5 / 3
    assert topic.share(" ".join(words * 2)) == 0.5
    assert topic.share("") == Topic([], 0.5).share("word7") == 0
