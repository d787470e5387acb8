"""The title of a flattened dump, asked for once it is known which lines are text."""

import time

import numpy as np
import pytest

from tasks.document import Record
from tasks.metadata import page_of
from tasks.metadata.rankers import rankers_of
from tasks.metadata.title_line_rows import FEATURES, rows_of_lines
from tasks.metadata.title_line_scores import LineScores
from tasks.pipeline import Cleaned, apply_decisions
from tasks.segment import segment


def test_the_line_that_the_title_of_the_page_begins_with(from_lines, paragraph):
    rows = [
        ("", "Harbour closed for a third day - News - Island Courier"),
        ("navigation", "Home"),
        ("navigation", "News"),
        ("", "Harbour closed for a third day"),
        ("", "What the swell does to the pier"),
        ("", paragraph),
        ("", paragraph),
    ]
    found = from_lines(rows)
    assert (found.title, found.sources["title"]) == ("Harbour closed for a third day", "line:headline")


def test_a_heading_further_down_shares_more_words_with_the_text_and_is_not_it(from_lines, paragraph):
    rows = [
        ("", "Three days without bread"),
        ("dateline", "March 4, 2021"),
        ("", paragraph),
        ("", "Why the ferry stayed in harbour"),
        ("", paragraph),
    ]
    assert from_lines(rows).title == "Three days without bread"


def test_paragraphs_alone_have_no_title(from_lines, paragraph):
    assert from_lines([("", paragraph)] * 3).title is None


@pytest.mark.parametrize(
    "rows",
    [
        [("", None), ("", None), ("newsletter", "Subscribe to our newsletter")],
        [("", None), ("", None), ("", "The boat of Thursday")],  # a text that begins with a paragraph has no headline
        [("cookie_banner", "Accept all cookies"), ("", None), ("", None)],
        [("byline", "By Ann Bell"), ("", None), ("", None)],
        [("related", "Read more"), ("", None), ("related", "More on the ferry to the islands")],
        [("", "Filed under: Ports"), ("", None), ("", None)],
    ],
)
def test_a_line_that_stands_alone_beside_paragraphs_is_no_title_for_that(from_lines, paragraph, rows):
    assert from_lines([(family, line or paragraph) for family, line in rows]).title is None


@pytest.mark.parametrize("family", ["classifier.text", "navigation.menu"])
def test_what_is_only_unlike_the_text_may_be_its_title(from_lines, paragraph, family):
    """WET begins with the page's `<title>`, which the classifier takes for chrome."""
    assert from_lines([(family, "The ferry stayed in harbour"), ("", paragraph)]).title == "The ferry stayed in harbour"


def scored_page(text):
    record = Record("page.txt", "0", text, "text", "0" * 64)
    document = segment(record)
    page = page_of(record, Cleaned(document, (), apply_decisions(document, ()), None))
    return page, LineScores(page)


def test_what_a_line_is_like_and_what_stands_around_it(paragraph):
    page, scored = scored_page(f"Island Courier\n\nFerry stays in harbour: 2021\nMarch 4, 2021\n{paragraph}\nMore news")
    rows = rows_of_lines(page, scored, [2, 0])
    facts, first = (dict(zip(FEATURES, row.tolist(), strict=True)) for row in rows)
    assert (facts["place"], facts["line_words"]) == (1, 5)
    assert (facts["colon"], facts["digits"], facts["blank_above"], facts["times"]) == (1, 1, 1, 1)
    assert (facts["to_date"], facts["to_paragraph"], first["to_date"], first["to_paragraph"]) == (0, 1, 1, 2)
    assert (facts["words_above"], facts["words_2_above"], facts["words_below"]) == (2, -1, 3)
    assert (facts["words_above_5"], facts["words_below_5"]) == (2, 3 + len(paragraph.split()) + 2)
    assert facts["from_headline"] == 99
    assert facts["topic"] > first["topic"] == 0
    assert facts["below_best_topic"] == 0 > first["below_best_topic"]


def test_chances_of_the_lines_add_up_to_one(paragraph):
    page, scored = scored_page("\n".join(["Harbour", "Ferry stays in harbour", "Bread runs out", paragraph, paragraph]))
    chances = rankers_of().title_lines.chances(rows_of_lines(page, scored, scored.likeliest()))
    assert len(chances) == 3
    assert np.sum(chances) == pytest.approx(1)


def test_cost_stays_bounded(from_lines, paragraph):
    rows = [
        ("", "a " * 20_000),
        ("", "| " * 5_000),
        *[("", f"Ferry to island {i}") for i in range(5_000)],
        ("", paragraph),
    ]
    start = time.process_time()
    from_lines(rows)
    assert time.process_time() - start < 5
