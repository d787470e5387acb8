"""The families of removed lines: evidence first, then neighbours, then shape."""

import pytest

from tasks.classifier.families import KEYWORD_FAMILIES, UNCLASSIFIED, action_of, keyword_families, name_removed
from tasks.classifier.keywords import group_bits, group_counts
from tasks.classifier.tokens import tokenize
from tasks.document import Action, Decision
from tasks.rules.base import WEAK, Zone
from tests.tasks.classifier.text_documents import document

PARAGRAPH = (
    "A paragraph of more than twenty words, which ends like a sentence does, and which nothing but its place on the "
    "page would tell apart from the paragraphs of the article that stands above it."
)


def names(lines, removed, proposals=(), zone=Zone.BODY):
    page = document("\n".join(lines))
    tokens = tokenize([page.lines[i].text for i in page.visible])
    bits = group_bits(tokens.hashes)
    keywords = keyword_families(tokens, bits, group_counts(bits, tokens.word_start)).tolist()
    return name_removed(page, frozenset(removed), proposals, [zone] * len(page.lines), keywords)


def drop(line, family, score=WEAK):
    return Decision(line, line + 1, Action.DROP, family, f"{family}.x", 1, score)


def test_weak_evidence_names_a_line_and_the_strongest_wins():
    said = [drop(0, "copyright"), drop(0, "legal", 0.3), Decision(1, 2, Action.KEEP, "title", "title", 1, 1.0)]
    assert names(["Rights of Example", "x", PARAGRAPH], [0], said) == {0: "copyright"}


def test_weak_evidence_of_a_menu_names_no_paragraph():
    assert names([PARAGRAPH, "kept"], [0], [drop(0, "navigation")]) == {0: UNCLASSIFIED}


def test_in_the_comment_section_all_is_comment():
    assert names(["Marvellous, thanks", PARAGRAPH], [0, 1], zone=Zone.COMMENTS) == {0: "comment", 1: "comment"}


def test_links_in_a_row_are_a_menu_and_titles_in_a_row_lead_elsewhere():
    menu = ["Politics", "Culture", "Science"]
    titles = ["Bridge to close for repairs until the spring", "Market moves to the old station next week"]
    found = names([*menu, PARAGRAPH, *titles], [0, 1, 2, 4, 5])
    assert found == {0: "navigation", 1: "navigation", 2: "navigation", 4: "related", 5: "related"}


def test_keywords_name_short_lines():
    assert names(["Facebook Twitter", PARAGRAPH], [0])[0] == "share_bar"


def test_a_neighbour_names_only_what_looks_like_it():
    said = [drop(0, "copyright", 0.9)]
    found = names(["© Example", "Small Weddings", "Large Weddings", "Venues", "kept"], [0, 1, 2, 3], said)
    assert found == {0: "copyright", 1: "navigation", 2: "navigation", 3: "navigation"}


def test_a_lone_paragraph_stays_without_a_family():
    assert names(["kept", PARAGRAPH, "kept"], [1]) == {1: UNCLASSIFIED}


def test_what_readers_wrote_is_data_and_menus_are_not():
    assert action_of("comment") is Action.ROUTE
    assert action_of("navigation") is Action.DROP


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("Facebook Twitter", "share_bar"),
        ("Home x y", None),  # less than half of its words
        ("Cart comment", "comment_chrome"),  # as many of two groups: the first
        ("Cart price comment", "shop_chrome"),
        ("Posted on 17 August 2025 by A. Name", "byline"),
        ("Posted on 17 August 2025 by A. Name and so on until there are too many words", None),
        ("Share " + "word " * 8, None),
        ("", None),
    ],
)
def test_a_group_that_half_of_a_short_line_is_of_gives_its_family(line, family):
    tokens = tokenize(["Share", line])
    bits = group_bits(tokens.hashes)
    share, found = keyword_families(tokens, bits, group_counts(bits, tokens.word_start)).tolist()
    assert KEYWORD_FAMILIES[share] == "share_bar"
    assert (KEYWORD_FAMILIES[found] if found >= 0 else None) == family
