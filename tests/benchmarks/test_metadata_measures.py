"""The measures of the metadata, on pages of our own."""

from dataclasses import replace

import pytest

from benchmarks.languages import documents, told
from benchmarks.metadata_gold import (
    CHANGE,
    MARKUP_SAYS,
    MEASURES,
    NO_PERSON,
    NOWHERE,
    SIGNS,
    Said,
    agree,
    apart,
    shares_surname,
    survives,
)
from benchmarks.pages import LabelledPage
from tasks.training.likeness import title_f1


def labelled(html):
    return LabelledPage("1", "https://a.example/1", "article", 3, html)


@pytest.mark.parametrize(
    ("found", "right", "f1"),
    [("The bridge", "the Bridge", 1.0), ("a b c d", "a b", 2 / 3), ("", "a", 0.0), ("the the", "the", 2 / 3)],
)
def test_title_f1(found, right, f1):
    assert title_f1(found, right) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("found", "right", "same"),
    [
        (("Marta Lindqvist",), ("M. Lindqvist", "MD"), True),
        (("Marta Lindqvist (Courier)",), ("Marta Lindqvist",), True),
        (("Marta",), ("Marta Lindqvist",), False),
        ((), ("Marta Lindqvist",), False),
    ],
)
def test_surnames(found, right, same):
    assert shares_surname(found, right) is same


def test_what_nobody_annotated_is_not_judged():
    found = Said("Title", ("Marta Lindqvist",), "2021-03-04")
    assert [measure(found, Said(None, None, None)) for measure in MEASURES.values()] == [None] * len(MEASURES)
    empty = Said(None, (), "")
    assert MEASURES["author given, gold has none"](found, empty) == 1
    assert MEASURES["author given, gold has none"](Said("", (), ""), empty) == 0


def test_where_both_annotators_say_the_same_and_where_that_cannot_be_said():
    right, nobody = Said("Harbour closed", ("Marta Lindqvist",), "2021-03-04"), Said(None, (), "")
    second = Said("Harbour closed today", ("M. Lindqvist",), "")
    told = {measure: agree(measure, right, second) for measure in MEASURES}
    assert list(told.values()) == [True, False, True, None, False, None]
    told = {measure: agree(measure, nobody, second) for measure in MEASURES}
    assert list(told.values()) == [None, None, None, False, None, True]


def test_what_survives_of_a_dump():
    right = Said("Harbour closed", ("Marta Lindqvist",), "2021-03-04")
    head = "Harbour closed\nBy Marta Lindqvist\nMarch 4, 2021\n"
    assert survives(head + "The ferry stayed.", right) == right
    far = "Harbour closed\n" + "The ferry stayed in.\n" * 20
    teaser = far + "Marta Lindqvist on March 4, 2021 about something else\n"
    assert survives(teaser, right) == Said("Harbour closed", None, None)
    assert survives(far + "Written by Marta Lindqvist\nPublished March 4, 2021", right) == right
    assert survives("nothing of it", right) == Said(None, None, None)


def test_misses_that_say_more_of_gold():
    exact, close = "title, exact after case and space folding", "title, token F1 ≥ .8"
    page = labelled("<h1>Harbour’s closed</h1> March 4, 2021 <b>Marta</b> Lindqvist")
    said = Said("Harbour’s closed", (), "2020-01-01", changed="2021-05-05", author_source="json-ld:author")
    assert apart(exact, said, Said("Harbour's closed", None, None), page) == SIGNS
    assert apart(close, said, Said("Another title", None, None), page) == NOWHERE
    assert apart("author, a shared surname", said, Said(None, ("Marta Lindqvist",), None), page) == ""
    assert apart("author, a shared surname", said, Said(None, ("Bola Okafor",), None), page) == NOWHERE
    shop = replace(page, url="https://www.harbour-books.com/closed")
    for name in ("q_admin", "jane@harbour-books.com", "Harbour Books", "harbour-books.com"):
        assert apart("author, a shared surname", said, Said(None, (name,), None), shop) == NO_PERSON, name
    assert apart("author given, gold has none", said, Said(None, (), None), page) == MARKUP_SAYS
    assert apart("date, same day", said, Said(None, None, "2021-05-05"), page) == CHANGE
    assert apart("date, same day", said, Said(None, None, "2021-03-04"), page) == ""
    assert apart("date, same day", said, Said(None, None, "2019-03-04"), page) == NOWHERE


def test_texts_in_other_languages():
    pytest.importorskip("django")
    texts = documents("de")
    assert len(texts) >= 50
    assert min(map(len, texts)) >= 200
    assert told(("de",))["de"].count("de") >= 0.99 * len(texts)
