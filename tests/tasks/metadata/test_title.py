import pytest

from tasks.metadata.title import SEPARATOR, parts_of, without_site


def test_heading_that_the_head_confirms_wins_over_the_glued_title(from_html):
    head = (
        "<title>Harbour closed for a third day - News - The Island Courier</title>"
        '<meta property="og:title" content="Harbour closed for a third day | The Island Courier">'
    )
    found = from_html(head, "<h1>The Island Courier</h1><h1>Harbour&nbsp;closed  for a third day</h1>")
    assert (found.title, found.sources["title"]) == ("Harbour closed for a third day", "h1")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Harbour closed for a third day | Island Courier", "Harbour closed for a third day"),
        ("Harbour closed for a third day - Island Courier", "Harbour closed for a third day"),
        ("Island Courier: Harbour closed for a third day", "Harbour closed for a third day"),
        ("Harbour closed for a third day – islandcourier.example", "Harbour closed for a third day"),
        # A dash that belongs to the headline stays.
        ("Waves, wind, waiting – the winter on the pier", "Waves, wind, waiting – the winter on the pier"),
        ("Ferry 2: the return", "Ferry 2: the return"),
    ],
)
def test_title_tag_loses_the_site_and_nothing_else(from_html, raw, clean):
    found = from_html(
        f'<title>{raw}</title><meta property="og:site_name" content="Island Courier">',
        url="https://www.islandcourier.example/news/1",
    )
    assert (found.title, found.sources["title"]) == (clean, "title")


def test_what_begins_with_the_sites_name_is_a_title(from_html):
    head = '<title>{0} | Courier</title><meta property="og:title" content="{0}"><meta property="og:site_name" content="Courier">'
    said = "Courier Harbour Maps: The northern islands"
    assert from_html(head.format(said), f"<h1>{said}</h1>").title == said
    own = "<h1>The northern islands</h1>"
    assert from_html(head.format("Courier: The northern islands"), own).title == "The northern islands"


def test_a_heading_that_is_the_blogs_name_is_not_the_title(from_html):
    head = (
        "<title>Island Data Blog: How we count the waves</title>"
        '<meta property="og:title" content="How we count the waves">'
    )
    found = from_html(head, "<h1>Island Data Blog</h1><h1>Tools</h1>")
    assert (found.title, found.sources["title"]) == ("How we count the waves", "meta:og:title")


def test_a_site_that_says_it_is_called_like_the_page_is_not(from_html):
    said = "How to count the waves: a complete guide"
    head = f'<title>{said} | Courier</title><meta property="og:site_name" content="{said}">'
    assert from_html(head, f"<h1>{said}</h1>").title == said


def test_heading_without_a_word_of_the_declared_title_is_not_the_title(from_html):
    found = from_html(
        '<meta property="og:title" content="Harbour closed for a third day">', "<h1>Accept our cookies</h1>"
    )
    assert (found.title, found.sources["title"]) == ("Harbour closed for a third day", "meta:og:title")


def test_json_ld_headline_where_nothing_else_is(from_html):
    block = '{"@type": "NewsArticle", "headline": "Harbour &amp; pier closed"}'
    found = from_html(f'<script type="application/ld+json">{block}</script>')
    assert (found.title, found.sources["title"]) == ("Harbour & pier closed", "json-ld:headline")


def test_headline_line_of_flattened_text(from_lines, paragraph):
    found = from_lines([("title", "Harbour\u00a0closed  for a third day"), ("", paragraph)])
    assert (found.title, found.sources["title"]) == ("Harbour closed for a third day", "line:headline")


def test_no_headline_no_title(from_lines, paragraph):
    found = from_lines([("", paragraph), ("", paragraph)])
    assert found.title is None
    assert "title" not in found.sources


def test_given_title_wins(from_lines, paragraph):
    found = from_lines([("title", "Closed"), ("", paragraph)], title="Harbour closed", sitename="Island Courier")
    assert (found.title, found.sources["title"]) == ("Harbour closed", "field:title")


@pytest.mark.parametrize(
    ("glued", "plain"),
    [
        ("Courier: Harbour closed", "Harbour closed"),
        ("Harbour closed | Courier", "Harbour closed"),
        ("Harbour closed: Couriers wait", "Harbour closed: Couriers wait"),
        ("Courier", "Courier"),
        ("Courier |", "Courier |"),
        ("Courier Maps: The islands", "Courier Maps: The islands"),
    ],
)
def test_the_sites_name_is_cut_off_whole(glued, plain):
    assert without_site(glued, frozenset({"courier"})) == plain


@pytest.mark.parametrize("title", ["", "Models", "A | B", " | A: B – C", "A_é |", "A ::  B_b | | C"])
def test_the_parts_of_a_title_are_what_stands_between_its_separators(title):
    assert parts_of(title) == SEPARATOR.split(title)
