"""The compiled passes over a page's lines and elements say what plain Python says of them."""

from __future__ import annotations

import re
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.document import Action, Decision, Line
from tasks.metadata.base import TextLine
from tasks.metadata.page_passes import VisibleLines, blocks_called

TEXTS = st.sampled_from(["", " ", "Title", "  Title\u2003", "Titles", "CC BY", "中文", "\x1ccc\x1c", "© 2020"])
PATHS = st.sampled_from([None, "", "/body/h2", "/h2x", "/body/h4/a", "/h1", "/h5", "/h", "/h2", "/h3_", "/h3é", "/h3/"])
FAMILIES = st.sampled_from([None, "comment", "caption", "kept"])
ROWS = st.lists(st.tuples(TEXTS, PATHS, FAMILIES), max_size=12)


def lines_of(
    rows: list[tuple[str, str | None, str | None]],
) -> tuple[VisibleLines[TextLine], list[TextLine], list[str]]:
    """The compiled rows, the same by plain Python, and their paths."""
    lines = tuple(Line(text, 0, 0, path=path) for text, path, _ in rows)
    visible = tuple(i for i, line in enumerate(lines) if not line.blank)
    fates = tuple(
        Decision(i, i + 1, Action.KEEP if family == "kept" else Action.DROP, family, "rule", 1, 0.9) if family else None
        for i, (_, _, family) in enumerate(rows)
    )
    expected = [
        TextLine(i, lines[i].text.strip(), rows[i][2] or "", rows[i][2] in {None, "kept"})  #
        for i in visible
    ]
    return VisibleLines(TextLine, lines, visible, fates, Action.KEEP), expected, [lines[i].path or "" for i in visible]


@given(ROWS)
def test_rows(rows: list[tuple[str, str | None, str | None]]) -> None:
    found, expected, _ = lines_of(rows)
    assert list(found) == expected
    assert len(found) == len(expected)
    assert [found[k] for k in range(-len(expected), len(expected))] == expected * 2
    assert found[2:5] == tuple(expected[2:5])
    assert found[::-1] == tuple(expected[::-1])
    assert all(type(line) is TextLine for line in found)
    assert found.taken() == [line for line in expected if not line.kept]
    assert found.taken("comment") == [line for line in expected if line.family == "comment"]
    assert found.taken("kept") == []


@given(ROWS, st.integers(-1, 12))
def test_lines_that_are_asked_for(rows: list[tuple[str, str | None, str | None]], at: int) -> None:
    found, expected, paths = lines_of(rows)
    marked = tuple("T" in text for text, _, _ in rows)
    assert found.kept() == [line.at for line in expected if line.kept]
    assert found.kept_among(marked) == tuple(line.at for line in expected if line.kept and marked[line.at])
    assert found.taken_with(("CC", "cc")) == [line for line in expected if not line.kept and "cc" in line.text.lower()]
    behind = (line.at for line in expected if line.at > at and line.family in {"caption", "comment"})
    assert found.first_taken(at, frozenset({"caption", "comment"})) == next(behind, None)
    first = expected[: max(0, at)]
    assert found.saying(frozenset({"Title", "中文"}), at) == [
        k for k, line in enumerate(first) if line.text in {"Title", "中文"}
    ]
    below = [line.text for line, path in zip(first, paths, strict=False) if re.search(r"/h[2-4]\b", path)]
    assert found.subheadings(at) == below


@pytest.mark.parametrize("at", [1, -2, 10**6])
def test_a_line_that_is_not_there(at: int) -> None:
    found, _, _ = lines_of([("Title", None, None)])
    with pytest.raises(IndexError, match=rf"line {at} of 1"):
        found[at]


WORDS = ("author", "by-line")
MARKS = st.one_of(
    st.sampled_from(
        ["", "post-author", "POST-AUTHOR-2", "autho", "By-Line 中", "by-lİne", "wrİter author", "auth\u212aor"]
    ),
    st.text("authorby-line AUTHORİı\u212a"),
)


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[str], array[int], array[int], array[int]]:
    marks = draw(st.lists(MARKS, min_size=1, max_size=5))
    size = draw(st.integers(1, 8))
    kinds = [draw(st.integers(0, len(marks) - 1)) for _ in range(size)]
    parents = [-1, *(draw(st.integers(0, at - 1)) for at in range(1, size))]
    elements = draw(st.lists(st.integers(0, size - 1), max_size=8))
    return marks, array("i", kinds), array("i", parents), array("i", elements)


@given(trees(), st.integers(1, 4))
def test_blocks_in_elements_that_are_called_after_somebody(
    tree: tuple[list[str], array[int], array[int], array[int]], most: int
) -> None:
    marks, kinds, parents, elements = tree
    bears = [any(word in marks[kind].lower() for word in WORDS) for kind in kinds]
    around = [[at, up := max(0, parents[at]), max(0, parents[up])] for at in elements]
    expected = [block for block, chain in enumerate(around) if any(bears[at] for at in chain)]
    assert blocks_called(marks, kinds, parents, elements, WORDS, most) == expected[:most]


def test_of_no_elements_none_is_called_anything() -> None:
    nothing = array("i")
    assert blocks_called([], nothing, nothing, nothing, WORDS, 20) == []
