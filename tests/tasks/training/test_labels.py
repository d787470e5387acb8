"""Which lines of a page are content, by its gold text or by snippets."""

import math

import pytest

from tasks.training.labels import snippet_labels, soft_labels

STORY = "The ferry was late again on Monday and nobody on the pier knew why"
QUOTE = "We have seen worse winters than this one said the harbour master"


def labels(texts, gold):
    return [round(float(label), 3) for label in soft_labels(texts, gold)]


def test_lines_of_the_gold_text_are_content_and_others_are_not():
    texts = ["Home", STORY, "Read more stories", QUOTE, "© Harbour News"]
    assert labels(texts, f"{STORY}.\n\n{QUOTE}") == [0, 1, 0, 1, 0]


def test_case_and_signs_make_no_difference():
    assert labels([STORY.upper() + "!"], f"“{STORY}”") == [1]


def test_a_line_that_is_content_in_part_is_labelled_by_its_share():
    assert labels([STORY + " read the whole story", "Home"], STORY) == [round(14 / 18, 3), 0]


def test_text_that_the_annotators_moved_is_content():
    moved = "Boats carry grain to market towns again"
    assert labels([STORY, "Home", moved, "More"], f"{moved}\n{STORY}") == [1, 0, 1, 0]


def test_moved_words_must_be_more_in_a_row():
    # Three words that stand elsewhere in the gold text are chance; four in a row are not.
    gold = f"sing of tar {STORY}"
    assert labels([STORY, "sing of tar", "barrels"], gold) == [1, 0, 0]
    assert labels([STORY, "sing of tar always"], f"sing of tar always {STORY}") == [1, 1]


def test_a_teaser_that_repeats_a_line_is_content_once():
    texts = [STORY, QUOTE, STORY]
    found = labels(texts, f"{STORY}\n{QUOTE}")
    assert sum(found) == 2
    assert found[1] == 1


def test_short_matches_in_a_menu_are_chance():
    texts = ["The news on Monday", "Late night", STORY]
    found = labels(texts, STORY)
    assert found[:2] == [0, 0]
    # The alignment is free to find the first "the" in the menu.
    assert found[2] >= round(13 / 14, 3)


def test_a_short_line_counts_when_it_is_matched_whole():
    assert labels([STORY, "Tides", QUOTE], f"{STORY}\nTides\n{QUOTE}") == [1, 1, 1]


def test_a_word_beside_a_certain_match_counts():
    # The annotators left a word out; what is around it is the same sentence.
    texts = [STORY.replace("late", "terribly late"), "Home"]
    assert labels(texts, STORY) == [round(14 / 15, 3), 0]


@pytest.mark.parametrize(
    ("texts", "gold"), [([], STORY), (["", "—", " "], STORY), ([STORY], ""), ([STORY], "entirely other words")]
)
def test_nothing_in_common_is_no_content(texts, gold):
    assert labels(texts, gold) == [0] * len(texts)


def marked(texts, content=(), boilerplate=()):
    found = snippet_labels(texts, content, boilerplate).tolist()
    return ["?" if math.isnan(label) else int(label) for label in found]


def test_snippets_label_the_lines_that_hold_them_and_no_others():
    texts = ["Home", f"Now: {STORY}.", QUOTE, f"{QUOTE}, again"]
    assert marked(texts, [STORY], [QUOTE]) == ["?", 1, 0, 0]


def test_of_several_lines_with_a_content_snippet_the_longest_is_content():
    assert marked([STORY, f"{STORY}, as it had been all week", STORY], [STORY]) == ["?", 1, "?"]


def test_a_line_with_snippets_of_both_kinds_is_content():
    assert marked([f"{STORY} {QUOTE}"], [STORY], [QUOTE]) == [1]


def test_white_space_in_snippets_makes_no_difference():
    assert marked([STORY.replace(" ", "\u00a0 ")], [f"  {STORY}\n"]) == [1]


@pytest.mark.parametrize("snippet", ["", "  \n", "no such words"])
def test_a_snippet_that_is_nowhere_labels_nothing(snippet):
    assert marked(["one", ""], [snippet], [snippet]) == ["?", "?"]
