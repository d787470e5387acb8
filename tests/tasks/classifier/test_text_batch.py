"""Windows, sums and neighbours of lines never reach into another document."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classifier.text_batch import FORMS, text_batch
from tasks.classifier.tokens import MAX_LINE
from tasks.classifier.words import forms
from tests.tasks.classifier.text_documents import ARTICLE, document


@pytest.fixture
def batch():
    return text_batch([document("a\nb\n\nc"), document(""), document("d e\n  f")])


def test_lines_and_layout_are_read(batch):
    assert batch.document.tolist() == [0, 0, 0, 2, 2]
    assert batch.bounds.tolist() == [0, 3, 3, 5]
    assert batch.indent.tolist() == [0, 0, 0, 0, 2]
    assert batch.blank_before.tolist() == [0, 0, 1, 0, 0]
    assert batch.blank_after.tolist() == [0, 1, 0, 0, 0]
    assert batch.tokens.words.tolist() == [1, 1, 1, 2, 1]


def test_sums_stay_in_their_document(batch):
    values = np.array([1, 2, 3, 4, 5])
    assert batch.total(values).tolist() == [6, 0, 9]
    assert batch.above(values).tolist() == [0, 1, 3, 0, 4]
    assert batch.before(values, 1).tolist() == [0, 1, 2, 0, 4]
    assert batch.after(values, 5).tolist() == [5, 3, 0, 5, 0]


def test_the_nearest_flagged_lines_stay_in_their_document(batch):
    flags = np.array([True, False, False, True, False])
    assert batch.last(flags).tolist() == [-1, 0, 0, -1, 3]
    assert batch.next(flags).tolist() == [-1, -1, -1, -1, -1]
    assert batch.next(np.array([False, False, True, False, True])).tolist() == [2, 2, -1, 4, -1]
    assert batch.shifted(np.arange(5, dtype=np.float32), 1).tolist() == [1, 2, -1, 4, -1]


def test_a_batch_may_be_empty():
    empty = text_batch([])
    assert empty.total(np.zeros(0)).tolist() == []
    assert text_batch([document("")]).total(np.zeros(0)).tolist() == [0]


def test_sums_of_fractions_are_the_same_whatever_stands_before():
    alone, behind = text_batch([document(ARTICLE)]), text_batch([document("x\n" * 999), document(ARTICLE)])
    values = np.linspace(0.1, 0.9, len(alone.document))
    ahead = np.full(999, 1 / 3)
    assert alone.before(values, 3).tolist() == behind.before(np.concatenate([ahead, values]), 3)[999:].tolist()


def formed(text):
    values = np.zeros((len(FORMS), 1), np.float32)
    forms([text], MAX_LINE, values)
    return {name: int(value) for name, value in zip(FORMS, values[:, 0], strict=True) if value}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Price\t\t$699", {"tabs": 2}),
        ("\tFirst published here\t", {}),
        ("3. Boil the rice", {"number": 4}),
        ("[12] Weir, A. (2021)", {"number": 13, "code": 4}),
        ("1Average cost of a fund", {"number": 2}),
        ("100", {"number": 61}),
        ("2023 was a good year", {}),
        ("3D printing", {"number": 4}),
        ("3rd of May", {}),
        ("if (a[i] == b) { return; }", {"code": 9}),
        ("Is it worth it?", {"asks": 1}),
        ("それは何ですか？ ", {"asks": 1}),
        ("You will need:", {"leads": 1}),
        ("See https://example.org", {"address": 1}),
        ("ann@example.org", {"address": 1}),
        ("Follow us @ the fair, and/or // later", {}),
        ("", {}),
    ],
)
def test_forms_of_lines(text, found):
    assert formed(text) == found


@given(st.text(alphabet=st.sampled_from("aZ1 9\t.:?()[]{};=<_@/^\u3000？：é𝄞"), max_size=40))
def test_forms_are_those_of_the_characters_one_by_one(text):
    plain = text.strip("".join(map(chr, range(33))))
    number = re.match(r"[\[(^]?([0-9]{1,3})(?![0-9])(?=[\x00-\x20.)\]:A-Z]|$)", plain)
    expected = {
        "tabs": plain.count("\t"),
        "number": min(int(number[1]), 60) + 1 if number else 0,
        "code": sum(plain.count(char) for char in "{}[]();=<_"),
        "asks": int(plain.endswith(("?", "？"))),
        "leads": int(plain.endswith((":", "："))),
        "address": int(re.search(r"[^\x00-\x20](?:@|(?<=/)/)[^\x00-\x20]", plain) is not None),
    }
    assert formed(text) == {name: value for name, value in expected.items() if value}


def test_no_more_than_the_beginning_of_a_long_line_is_looked_at():
    assert formed("a" * MAX_LINE + "\t(?") == {}
    assert formed("a" * (MAX_LINE - 1) + "?b") == {"asks": 1}
