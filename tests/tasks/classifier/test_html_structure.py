"""Where blocks stand to the confident part of their page: known pages, and the same in any company."""

import zlib
from itertools import pairwise

import numpy as np
import pytest

from tasks.classifier.block_passes import fill_segments
from tasks.classifier.html_batch import gather
from tasks.classifier.html_features import block_features
from tasks.classifier.html_structure import structure_features
from tests.tasks.classifier.html_documents import PAGES, TEXTLESS, document

PAGE = (
    "<body><ul><li>Home</li><li>News</li></ul><div><h1>Tides</h1><p>one two three four</p><p>five six</p>"
    "<p>seven eight nine</p></div><div><h2>Read more</h2><p>12 May</p></div><p>4 comments</p></body>"
)
TEXTS = ["- Home", "- News", "Tides", "one two three four", "five six", "seven eight nine", "Read more", "12 May",
         "4 comments"]  # fmt: skip
SCORES = [0.1, 0.2, 0.8, 0.95, 0.4, 0.9, 0.3, 0.1, 0.0]


def structure(pages, scores=None):
    """The batch of the pages, and its features; without scores, ones that each text has in every batch."""
    batch = gather([document(page) for page in pages])
    if scores is None:
        scores = [zlib.crc32(text.encode()) % 1000 / 999 for text in batch.texts]
    p = np.array(scores, np.float32)
    return batch, structure_features(batch, block_features(batch), p)


@pytest.fixture(scope="module")
def known():
    """The features of the blocks of `PAGE` as lists, behind a page that is nothing but confident."""
    batch, columns = structure(["<p>text before</p><p>and more</p>", PAGE], [1, 1, *SCORES])
    assert batch.texts[2:] == TEXTS
    return {name: values[2:].tolist() for name, values in columns.items()}


def test_a_block_has_the_same_features_in_any_batch():
    batch, together = structure(PAGES)
    for number, page in enumerate(PAGES):
        own = slice(batch.start[number], batch.start[number + 1])
        for name, values in structure([page])[1].items():
            assert together[name][own].tolist() == values.tolist(), (number, name)


@pytest.mark.parametrize("score", [0, 1e-7, 0.5, 1])
def test_a_page_on_which_all_is_the_same_is_no_exception(score):
    batch, together = structure([PAGE, PAGE], [*SCORES, *[score] * len(TEXTS)])
    alone = structure([PAGE], [score] * len(TEXTS))[1]
    for name, values in alone.items():
        assert np.isfinite(values).all(), name
        assert together[name][len(TEXTS) :].tolist() == values.tolist(), name
    assert batch.texts == TEXTS * 2


@pytest.mark.parametrize("pages", [[], [TEXTLESS], [TEXTLESS, ""]])
def test_pages_without_text_have_no_blocks(pages):
    assert {len(values) for values in structure(pages, [])[1].values()} == {0}


def test_the_run_with_the_largest_sum_is_the_text(known):
    # "five six" is doubtful, but what follows it is worth more.
    assert known["segment_before"] == [2, 1, 0, -1, -2, -3, -4, -5, -6]
    assert known["segment_past"] == [-5, -4, -3, -2, -1, 0, 1, 2, 3]
    assert known["words_past"][6:] == [0, 2, 4]
    assert known["words_past"][5] == -3  # its own words are left of the text
    assert known["words_ahead"] == [2, 1, 0, 0, 0, 0, 0, 0, 0]
    assert known["segment_p"][0] == pytest.approx((0.8 + 3.8 + 0.8 + 2.7) / 10, abs=1e-3)


def test_what_comes_past_the_text_is_counted(known):
    assert known["headings_past"] == [0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert known["dates_past"] == [0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert known["related_past"] == [0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert known["comments_past"] == [0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_the_way_from_the_last_confident_block_is_measured(known):
    assert known["since_confident"] == [300, 300, 0, 0, 1, 0, 1, 2, 3]
    # Seen from the block before: a confident one says nothing of itself.
    assert known["blocks_since"] == [300, 300, 300, 0, 0, 1, 0, 1, 2]
    assert known["words_since"] == [0, 1, 2, 0, 0, 2, 0, 2, 4]
    # From a paragraph (2 deep) to the next one around nothing, to the next section over a `div` (1 deep).
    assert known["climb_since"] == [-1, -1, -1, 0, 0, 0, 1, 1, 1]


def test_the_tree_tells_how_far_the_heaviest_block_is(known):
    # The anchor is "one two three four", in the first `div`; they meet there, or in the body.
    assert known["meet_depth"] == [0, 0, 1, 2, 1, 1, 0, 0, 0]
    assert known["meet_climb"] == [2, 2, 1, 0, 1, 1, 2, 2, 2]
    assert known["meet_descent"] == [2, 2, 1, 0, 1, 1, 2, 2, 1]
    assert known["branch_words"] == [2, 2, 1, 4, 2, 3, 4, 4, 2]
    assert known["branch_p"][6] == pytest.approx((2 * 0.3 + 2 * 0.1) / 4, abs=1e-4)


def test_the_smallest_container_that_holds_enough_of_the_mass_is_found(known):
    # The section has 8.1 of 9.2 expected words, 88 %; for 90 % it takes the page.
    assert known["mass_90_past"] == [-8, -7, -6, -5, -4, -3, -2, -1, 0]
    assert known["mass_90_share"] == [1] * 9
    for share in (50, 70):
        assert known[f"mass_{share}_past"] == [-5, -4, -3, -2, -1, 0, 1, 2, 3]
        assert known[f"mass_{share}_before"] == [2, 1, 0, -1, -2, -3, -4, -5, -6]
        assert known[f"mass_{share}_share"][0] == np.float32(10 / 18)


def test_neighbours_probabilities_stop_at_the_page(known):
    assert known["p_before_1"] == pytest.approx([0.1, *SCORES[:-1]], abs=1e-6)
    assert known["p_before_2"] == pytest.approx([0.1, 0.1, *SCORES[:-2]], abs=1e-6)
    assert known["p_after_2"] == pytest.approx([*SCORES[2:], 0, 0], abs=1e-6)
    assert known["p_above_4"][0] == known["p_below_4"][-1] == 0
    assert known["p_below_4"][3] == pytest.approx((2 * 0.4 + 3 * 0.9 + 2 * 0.3 + 2 * 0.1) / 9, abs=1e-4)


def test_totals_are_of_the_page(known):
    mass = sum(p * n for p, n in zip(SCORES, [1, 1, 1, 4, 2, 3, 2, 2, 2], strict=True))
    assert known["page_mass"] == pytest.approx([mass] * 9, abs=1e-3)
    assert known["page_confident"] == [3] * 9
    assert known["page_confident_words"] == [8] * 9
    assert known["c1_mass"][3] == pytest.approx((0.8 + 3.8 + 0.8 + 2.7) / mass, abs=1e-3)
    assert known["kin_p"][0] == known["kin_p"][1] == pytest.approx(0.15, abs=1e-4)


def test_a_copy_is_told_how_likely_its_model_is():
    page = "<p>one two</p><p>three</p><p>two one</p><p>one two</p>"
    _, columns = structure([page], [0.6, 0.9, 0.25, 0.75])
    assert columns["copy_p"].tolist() == pytest.approx([-1, -1, 0.6, 0.6])
    assert columns["copies_best"].tolist() == pytest.approx([0.75, 0.9, 0.75, 0.75])


@pytest.mark.parametrize("seed", range(30))
def test_the_run_that_gains_most_is_that_of_arrays(seed):
    random = np.random.default_rng(seed)
    sizes = random.integers(0, 9, 5)
    start = np.concatenate(([0], np.cumsum(sizes)))
    gain, mass = random.integers(-3, 4, (2, start[-1])).astype(np.float32) / 2
    found = [np.empty(5, np.int64) for _ in range(3)]
    fill_segments(gain, mass, start, *found)
    for page, (a, b) in enumerate(pairwise(start)):
        wanted = (0, 0, 0)
        if a < b:
            sums = np.concatenate(([0.0], np.cumsum(gain[a:b])))
            stop = int(np.argmax(sums[1:] - np.minimum.accumulate(sums[:-1])))
            begin = int(np.argmin(sums[: stop + 1]))
            wanted = (a + begin, a + stop, a + begin + int(np.argmax(mass[a + begin : a + stop + 1])))
        assert tuple(column[page] for column in found) == wanted
