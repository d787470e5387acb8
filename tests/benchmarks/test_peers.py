"""The peers are run as they are meant to be."""

import pytest

from benchmarks.peers import HTML_PEERS, c4, justext_english

STORY = "The storm came at night, and it took the roof of the old mill that stood on the hill with it. "


def test_c4_keeps_lines_that_end_like_sentences_and_drops_documents_with_braces():
    assert c4(f"Headline\n{STORY}\nShare this\nWe use cookies on this page.") == STORY.strip()
    assert c4(f"{STORY}\nvar x = {{}}.") == ""
    assert c4("") == ""


def test_justext_keeps_the_story():
    found = justext_english(f"<html><body><a href='/'>Home</a><p>{STORY * 5}</p></body></html>")
    assert "the roof of the old mill" in found
    assert "Home" not in found


@pytest.mark.parametrize("name", HTML_PEERS)
def test_an_empty_page_is_an_empty_text(name):
    assert HTML_PEERS[name]("").strip() == ""
