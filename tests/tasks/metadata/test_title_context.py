"""What a page says of a text that may be its title: the words that come again, the address, the other names."""

import time

import pytest

from tasks.document import Record
from tasks.metadata import page_of
from tasks.metadata.cleaning import comparable
from tasks.metadata.title_context import CONTEXT, Surroundings
from tasks.pipeline import Cleaned, apply_decisions
from tasks.segment import segment


@pytest.fixture
def context(paragraph):
    """What is said of one of the texts on a page that the rules keep whole."""

    def of(text, *others, head="", body="", fields=None):
        html = f"<html><head>{head}</head><body>{body}<p>{paragraph}</p></body></html>"
        record = Record("page.html", "0", html, "html", "0" * 64, fields=fields or {})
        document = segment(record)
        page = page_of(record, Cleaned(document, (), apply_decisions(document, ()), None, "article"))
        surroundings = Surroundings(page, map(comparable, (text, *others)), page.lines)
        return dict(zip(CONTEXT, surroundings.of(comparable(text), text), strict=True))

    return of


def test_words_that_come_again(context):
    found = context(
        "Harbour lanterns sold here",
        "Lanterns",
        head='<meta name="description" content="Harbour gifts">',
        body="<h1>Lanterns</h1><h2>Why a harbour</h2>",
    )
    said = {"in_text": 0.5, "in_start": 0.5, "in_subheadings": 0.25, "in_h1": 0.25, "in_description": 0.25}
    assert {name: found[name] for name in said} == said
    assert (found["in_others"], found["in_fewest_others"]) == (pytest.approx(5 / 4 / 2), 1)


def test_a_page_without_description_or_address_says_so(context):
    found = context("Harbour")
    assert [found[name] for name in ("in_description", "depth", "in_address", "address_in_it")] == [-1, 0, -1, -1]


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ('<link rel="canonical" href="https://shop.example/lamps/harbour-lanterns">', {}),
        ("", {"url": "https://shop.example/lamps/harbour-lanterns"}),
    ],
    ids=["canonical", "given"],
)
def test_the_address(context, head, fields):
    found = context("Lanterns for sale", head=head, fields=fields)
    assert (found["depth"], found["in_address"], found["address_in_it"]) == (2, pytest.approx(1 / 3), 0.5)


def test_lines_and_subheadings_that_say_it(context):
    found = context("Harbour news", body="<h2>Harbour news</h2><p>Harbour news</p>")
    assert (found["said"], found["said_kept"], found["is_subheading"]) == (2, 2, 1)


def test_names_of_the_site_and_cuts(context):
    head = '<meta property="og:site_name" content="Courier"><title>Courier | News | Harbour</title>'
    found = context("Courier: Harbour", head=head)
    assert (found["site_begins"], found["site_ends"], found["cuts"], found["cuts_of_title"]) == (1, 0, 1, 2)
    assert context("harbour - Courier", head=head)["site_ends"] == 1
    assert context("Courier harbour", head=head)["site_begins"] == 0
    assert context("Courier harbour", head=head)["capitals"] == 0.5


def test_cost_stays_bounded(context):
    start = time.process_time()
    body = "".join(f"<h2>Harbour {number}</h2>" for number in range(20_000))
    found = context(*(f"harbour {number} " * 60 for number in range(60)), body=body)
    assert time.process_time() - start < 10
    assert found["said"] == 0
