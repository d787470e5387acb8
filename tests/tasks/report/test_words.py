"""Words and lines of a column, against Python's own splitting."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.report.words import words_and_lines

TEXTS = st.lists(
    st.none() | st.text(st.sampled_from("ab\n\r\t \x0b\x1c\x85\xa0\u2003\u3000é中\U0001f600\u200b"), max_size=12)
)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 3))
def test_counts_are_those_of_split(first, second, skipped):
    column = pa.chunked_array([first, second, []], pa.string()).slice(skipped)
    words, lines = words_and_lines(column)
    texts = [text or "" for text in column.to_pylist()]
    assert words.to_pylist() == [len(text.split()) for text in texts]
    assert lines.to_pylist() == [sum(not (not line or line.isspace()) for line in text.split("\n")) for text in texts]


def test_a_column_without_anything_has_no_counts():
    words, lines = words_and_lines(pa.chunked_array([], pa.string()))
    assert words.to_pylist() == lines.to_pylist() == []
