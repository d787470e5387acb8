"""Pages as a whole: the best selection of their blocks, and the others that are compared with it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classifier.html_batch import gather
from tasks.classifier.html_features import block_features
from tasks.classifier.html_pages import (
    THRESHOLDS,
    best_prefix,
    candidate_features,
    candidates,
    hint_columns,
    leads,
    page_features,
    pick,
)
from tasks.classifier.html_structure import structure_features
from tasks.segment.hints import HINTS
from tests.tasks.classifier.html_documents import ARTICLE, FLAT, PAGES, SHOP, TEXTLESS, document

SELECTIONS = len(THRESHOLDS) + 2


def measured(pages, scores=None):
    documents = [document(page) for page in pages]
    batch = gather(documents)
    p = np.array([len(text) % 10 / 10 for text in batch.texts] if scores is None else scores, np.float32)
    columns = block_features(batch)
    return batch, columns, p, hint_columns(documents)


def rows_of(pages, scores=None):
    """The rows of all pages and of all selections, the selections, and the usual one of the blocks."""
    batch, columns, p, hints = measured(pages, scores)
    structure = structure_features(batch, columns, p)
    usual, expected = best_prefix(batch, p, columns["words"])
    selections = candidates(batch, p, usual)
    rows = candidate_features(batch, columns, p, selections, expected, hints)
    return page_features(batch, columns, structure, hints), rows, selections, usual


def expected_f1(kept, p, words):
    """The F1 to expect of a set of blocks, as `best_prefix` defines it."""
    gained = sum(p[i] * words[i] for i in kept)
    total = sum(words[i] for i in kept) + sum(a * b for a, b in zip(p, words, strict=True))
    return 2 * gained / total if total else 0.0


@pytest.mark.parametrize(
    ("page", "p", "kept"),
    [
        ("<h2>Rooms</h2><p>text", (0.2, 0.9), {0, 1}),
        ("<h2>Rooms</h2><h3><b>Two beds</b></h3><p>text", (0.2, 0.2, 0.9), {0, 1, 2}),
        ("<p>You need:<ul><li>flour</ul>", (0.2, 0.5), {0, 1}),
        # Above what is not sure, above another kind of line, far too unlikely; a sentence; above nothing.
        ("<h2>More stories</h2><p>text", (0.2, 0.6), {1}),
        ("<h2>Rooms</h2><p>By Ann</p><p>text", (0.2, 0.2, 0.9), {2}),
        ("<h2>Rooms</h2><p>text", (0.1, 0.9), {1}),
        ("<p>Rooms</p><p>text", (0.4, 0.9), {1}),
        (f"<p>{'word ' * 12}:</p><p>text", (0.4, 0.9), {1}),
        ("<p>text<h2>Rooms</h2>", (0.9, 0.4), {0}),
    ],
)
def test_headings_and_lines_with_a_colon_go_with_what_they_lead_into(page, p, kept):
    # Not into what the next page begins with.
    pages = ["", page, "", "<p>next"]
    batch, columns, scores, _ = measured(pages, (*p, 0.9))
    found = leads(batch, scores, scores >= 0.5, columns["heading"] > 0)
    assert set(np.flatnonzero(found)) == kept | {len(p)}


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1000).map(lambda n: n / 1000), st.integers(0, 60)), max_size=7), max_size=4
    )
)
def test_the_best_prefix_is_the_best_of_all(pages):
    """Of all sets, even: no set of blocks is to be expected to be better than the prefix that is taken."""
    start = np.cumsum([0, *map(len, pages)])
    blocks = [block for page in pages for block in page]
    batch = replace(gather([]), start=start)
    p = np.array([score for score, _ in blocks], np.float32)
    words = np.array([count for _, count in blocks], np.float32)
    keep, expected = best_prefix(batch, p, words)
    for at, page in enumerate(pages):
        own_p, own_words = [score for score, _ in page], [count for _, count in page]
        best = max(
            expected_f1([i for i in range(len(page)) if chosen >> i & 1], own_p, own_words)
            for chosen in range(1 << len(page))
        )
        kept = np.flatnonzero(keep[start[at] : start[at + 1]]).tolist()
        assert expected[at] == pytest.approx(expected_f1(kept, own_p, own_words), abs=1e-5)
        assert expected[at] == pytest.approx(best, abs=1e-5)


def test_the_first_of_equal_blocks_are_taken():
    batch, columns, _, _ = measured(["<p>a</p>" * 6, "<p>b c</p>"], [0, 1, 0, 1, 0, 0, 0.3])
    keep, expected = best_prefix(batch, np.array([0, 1, 0, 1, 0, 0, 0.3], np.float32), columns["words"])
    assert keep.tolist() == [False, True, False, True, False, False, True]
    assert expected.tolist() == pytest.approx([1, 2 * 0.6 / 2.6])


def test_what_can_be_taken_is_by_thresholds_then_the_usual_then_nothing():
    _, rows, selections, usual = rows_of([ARTICLE, FLAT])
    p = measured([ARTICLE, FLAT])[2]
    assert len(selections) == SELECTIONS
    for threshold, keep in zip(THRESHOLDS, selections, strict=False):
        assert keep.tolist() == [score > np.float32(threshold) for score in p.tolist()], threshold
    assert selections[-2] is usual
    assert not selections[-1].any()
    assert rows.shape[0] == 2 * SELECTIONS


def test_rows_say_of_what_selection_of_what_page_they_are():
    pages = [TEXTLESS, ARTICLE, FLAT]
    batch, columns, p, _ = measured(pages)
    _, rows, selections, _ = rows_of(pages)
    table = rows.reshape(len(pages), SELECTIONS, -1)
    kinds = np.float32([*THRESHOLDS, -1, -2]).tolist()
    for number in range(len(pages)):
        own = slice(batch.start[number], batch.start[number + 1])
        words = columns["words"][own]
        assert table[number, :, 0].tolist() == kinds
        for at, keep in enumerate(selections):
            kept = (keep[own] * words).sum()
            runs = np.diff(np.concatenate(([0], keep[own]))) > 0
            assert table[number, at, 1] == kept
            assert table[number, at, 2] == np.float32(kept / max(words.sum(), 1))
            assert table[number, at, 10] == keep[own].sum()
            assert table[number, at, 16] == runs.sum()
        assert table[number, 0, 20] == (p[own].max() if len(p[own]) else 0)


def test_rows_are_the_same_in_any_batch():
    pages_together, rows_together, _, usual = rows_of(PAGES)
    table = rows_together.reshape(len(PAGES), SELECTIONS, -1)
    batch = measured(PAGES)[0]
    for number, page in enumerate(PAGES):
        page_row, rows, _, own_usual = rows_of([page])
        assert pages_together[number].tolist() == page_row[0].tolist(), number
        assert table[number].tolist() == rows.tolist(), number
        assert usual[batch.start[number] : batch.start[number + 1]].tolist() == own_usual.tolist(), number


def test_pages_are_described_by_what_is_likely_their_text():
    unlikely, likely = (rows_of([SHOP], [score] * 9)[0][0] for score in (0.001, 0.999))
    empty = rows_of([TEXTLESS])[0][0]
    assert unlikely.shape == likely.shape == empty.shape
    blocks = -len(HINTS) - 1
    assert (unlikely[blocks], likely[blocks], empty[blocks]) == (9, 9, 0)
    assert not empty.any()
    assert not np.array_equal(unlikely, likely)


def test_hints_have_a_column_each():
    found = hint_columns([document("<meta property='og:type' content='article'><p>x"), document("<p>x")])
    assert [name for name, value in zip(HINTS, found[0], strict=True) if value] == ["og_article"]
    assert not found[1].any()
    assert hint_columns([]).shape == (0, len(HINTS))


@pytest.mark.parametrize(
    ("scores", "taken"),
    [
        ([0.0, 0.0, 0.0], 1),  # the usual one is last but one
        ([0.009, 0.0, 0.0], 1),
        ([0.011, 0.0, 0.0], 0),
        ([0.0, 0.0, 0.02], 2),
        ([0.5, 0.495, 0.4], 1),
        ([-0.3, -0.2, -0.1], 2),
    ],
)
def test_another_selection_is_taken_only_when_it_is_better_by_the_margin(scores, taken):
    values = np.array(scores)
    assert pick(values, 3, 0.01).tolist() == [taken]
    assert values.tolist() == scores  # what was given is left as it is


def test_every_page_has_its_own_pick():
    assert pick(np.array([0, 0, 0, 1, 0, 0, 0, 0, 1.0]), 3, 0.01).tolist() == [1, 0, 2]
