"""Windows, sums and neighbours of lines never reach into another document."""

import numpy as np
import pytest

from tasks.classifier.text_batch import text_batch
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
