"""The title page of a plain text."""

import pytest

BOOK = [
    "The Project Gutenberg EBook of The Weir-Keeper's Daughter, by Josephine Hallam",
    "",
    "This eBook is for the use of anyone anywhere at no cost.",
    "",
    "Title: The Weir-Keeper's Daughter",
    "",
    "Author: Josephine Hallam",
    "",
    "THE WEIR-KEEPER'S DAUGHTER",
    "",
]


def found_in(from_lines, paragraph, lines):
    return from_lines([("", line) for line in (*lines, paragraph, "", paragraph)])


def test_a_book_says_what_it_is_called_and_by_whom(from_lines, paragraph):
    found = found_in(from_lines, paragraph, BOOK)
    assert (found.title, found.authors) == ("The Weir-Keeper's Daughter", ("Josephine Hallam",))
    assert found.sources["title"] == found.sources["authors"] == "line:title_page"


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Various", ()),
        ("Homer", ("Homer",)),
        ("Josephine Hallam and Ruth Ellison", ("Josephine Hallam", "Ruth Ellison")),
    ],
)
def test_who_wrote_it(from_lines, paragraph, author, authors):
    lines = [line.replace("Josephine Hallam", author) for line in BOOK]
    assert found_in(from_lines, paragraph, lines).authors == authors


@pytest.mark.parametrize(
    "lines",
    [
        # A field of an exhibit, of a job; a label without a value.
        ["Bowl with Two Herons", "Title: Bowl", "Period: Edo", "Culture: Japan"],
        ["Harbour closed for a third day", "Author: Marta Lindqvist"],
        ["Harbour closed for a third day", "Title:", "Author:"],
        ["Harbour closed for a third day", "Title: Captain", *["Duties: many"] * 10, "Author: Marta Lindqvist"],
    ],
)
def test_one_label_is_no_title_page(from_lines, paragraph, lines):
    found = found_in(from_lines, paragraph, lines)
    assert "line:title_page" not in found.sources.values()


def test_a_title_page_far_down_is_that_of_a_text_within(from_lines, paragraph):
    found = found_in(from_lines, paragraph, ["Ten books of the sea", *[paragraph] * 70, *BOOK])
    assert "line:title_page" not in found.sources.values()
