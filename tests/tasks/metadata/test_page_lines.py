"""What candidates ask of a page: words that it writes small, lines with dates."""

import re

import pytest

from tasks.document import Record
from tasks.metadata.base import MOST_READ, Page
from tasks.segment.text import segment_text


def page(text):
    return Page(segment_text(Record("a.txt", "0", text, "text", "0" * 64)), (), None, text, None, {})


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        ("a silver ring", "silver", True),
        ("Silver rings", "silver", False),
        ("quicksilver, silvery, un-silver, quick’silver, _silver", "silver", False),
        ("silvery silver.", "silver", True),
        ("silver", "silver", True),
        ("silver-grey", "silver", True),
        ("grün und größer", "grün", True),
        ("the o'brien of it", "o'brien", False),
        ("her ring", "her", False),
        ("x" * MOST_READ + " silver", "silver", False),
    ],
)
def test_a_word_is_written_small_where_it_stands_alone(text, word, written):
    assert page(text).writes_small(word) is written


def test_lines_are_searched_one_by_one():
    found = page("Updated\n3 May 2024\n  updated 3 May 2024\n\n" + "x" * 50 + " updated")
    assert found.lines_with(re.compile("updated"), found.document.visible) == {2, 4}
    assert found.lines_with(re.compile("updated"), found.document.visible, within=20) == {2}
    assert found.lines_with(re.compile(r"updated\s3"), [0, 1]) == frozenset()
    assert found.lines_with(re.compile("updated"), []) == frozenset()
    assert found.dated == {1, 2}
