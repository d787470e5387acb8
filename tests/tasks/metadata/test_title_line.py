"""The title of a flattened dump, asked for once it is known which lines are text."""

import time


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
