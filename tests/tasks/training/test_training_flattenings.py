"""The flattenings that the classifier of text is trained on."""

import pytest

pytest.importorskip("resiliparse", reason="pages are flattened with it: pip install 'winnow-etl[train]'")

from tasks.training.flattenings import FLATTENINGS, clean, lines, main, wet

PAGE = """<html><head><title>The storm  — Example News</title><style>p {color: red}</style></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>The storm</h1><p>It came at <em>night</em>, and it took the roof of the old mill with it.</p>
<ul><li>Two roads are closed.</li><li>The school stays shut.</li></ul></article>
<script>track("page")</script><footer>Contact</footer></body></html>"""


def test_wet_has_a_line_for_every_block_and_begins_with_the_title():
    found = wet(PAGE).split("\n")
    assert found[0] == "The storm — Example News"
    assert "It came at night, and it took the roof of the old mill with it." in found
    assert found[-1] == "Contact"
    assert all(line and line == line.strip() for line in found)
    assert not any("track" in line or "color" in line for line in found)


def test_lines_cut_at_every_text_node():
    assert lines(PAGE).split("\n") == [
        "Home", "Sport", "The storm", "It came at", "night", ", and it took the roof of the old mill with it.",
        "Two roads are closed.", "The school stays shut.", "Contact",
    ]  # fmt: skip


def test_main_keeps_numbers_indents_and_blank_lines():
    found = main(PAGE.replace("ul>", "ol>"))  # a short unordered list would be navigation to it
    assert "\n  1. Two roads are closed.\n" in found
    assert "The storm\n\n" in found
    assert "Home" not in found


def test_main_has_no_descriptions_of_pictures():
    found = main(PAGE.replace("<h1>", "<img src='a.png' alt='A mill without a roof'><h1>"))
    assert "The storm" in found
    assert "without a roof" not in found


def test_clean_is_what_is_left_of_the_article():
    found = clean(PAGE.replace("with it.", "with it, " * 60 + "they say."))
    assert "It came at night" in found
    assert "Home" not in found


@pytest.mark.parametrize("name", FLATTENINGS)
@pytest.mark.parametrize("html", ["", " ", "no markup", "<html></html>", "\x00<p>\x01 \ufffd</p>"])
def test_a_page_with_next_to_nothing_breaks_none(name, html):
    assert isinstance(FLATTENINGS[name](html), str)
