"""What a second annotator said: whole, of every labelled page, and taken where the first said nothing or otherwise."""

import json
import re
from dataclasses import replace

import pytest

from tasks.training.pages import LabelledPage, read_file
from tasks.training.second_labels import DIGITS, SECOND_LABELS, SecondLabel, second_label

PAGE = LabelledPage(
    id="1", url="https://harbour.example/1", html="", gold="", content_snippets=(), boilerplate_snippets=(),
    page_type=None,
)  # fmt: skip
SECOND = SecondLabel("Ferry stays in harbour", (), ("Marta Lindqvist",), "2021-03-04")


def test_every_line_says_all_that_is_asked():
    rows = [json.loads(line) for line in SECOND_LABELS.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) == 2000
    for row in rows:
        assert set(row) == {"id", "sha256", "title", "also", "authors", "published"}
        assert re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", row["sha256"]), row
        assert re.fullmatch(r"(?:\d{4}-\d\d-\d\d)?", row["published"]), row
        texts = [row["title"], *row["also"], *row["authors"]]
        assert texts == [" ".join(text.split()) for text in texts], row
        assert all(row["also"] + row["authors"]), row


@pytest.mark.parametrize(("file", "signed"), [("wcxb_dev.parquet", 49), ("multilingual_dev.parquet", 134)])
def test_every_labelled_page_has_one(labelled, file, signed):
    pages = read_file(labelled / file).pages
    assert all(page.second for page in pages)
    assert sum(not page.authors and bool(page.signed_by) for page in pages) == signed


def test_another_page_has_none():
    assert second_label(b"<p>Ferry stays in harbour</p>") is None
    assert second_label("<p>\ud800</p>") is None


def test_where_the_first_said_nothing_the_second_is_taken():
    both = replace(PAGE, title="Harbour closed", authors=("Bola Okafor",), second=SECOND)
    assert (both.known_title, both.signed_by) == ("Harbour closed", ("Bola Okafor",))
    for authors in (None, ()):
        first = replace(both, title=None, authors=authors)
        assert (first.known_title, first.signed_by) == (SECOND.title, SECOND.authors)
    assert (PAGE.known_title, PAGE.signed_by) == (None, None)
    assert replace(PAGE, authors=()).signed_by == ()
    assert replace(PAGE, second=replace(SECOND, title="", authors=())).signed_by == ()
