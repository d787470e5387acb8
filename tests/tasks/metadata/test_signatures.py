"""Who signs, by what stands beside the headline and below the text, of pages and of dumps."""

from datetime import date

import pytest

from tasks.metadata.signatures import bare_parts


@pytest.mark.parametrize(
    ("beside", "authors"),
    [
        ("<p>By <b>Marta Lindqvist</b></p>", ("Marta Lindqvist",)),
        ("<p>By</p><p>Marta Lindqvist</p>", ("Marta Lindqvist",)),
        ("<p>Marta Lindqvist | 4 March 2021 | 5 min read</p>", ("Marta Lindqvist",)),
        ("<p>March 4, 2021</p><p>Marta Lindqvist</p>", ("Marta Lindqvist",)),
        ("<p>Marta Lindqvist, Senior Reporter</p>", ("Marta Lindqvist",)),
        ("<p>Marta Lindqvist 1,*, Bola Okafor 2</p>", ("Marta Lindqvist", "Bola Okafor")),
        ("<p>Marta Lindqvist</p>", ("Marta Lindqvist",)),
        ("<p>by <span>Marta LindqvistMarch 4, 2021</span></p>", ("Marta Lindqvist",)),
        ("<p>By The Courier Team</p>", ("The Courier Team",)),
        ("<p>Posted by harbourwatch on March 4, 2021</p>", ("harbourwatch",)),
        # What the headline or the text is about has the form of a name, too.
        ("<p>Northern Islands</p><p>March 4, 2021</p>", ()),
        ("<p>Harbour Closed</p><p>March 4, 2021</p>", ()),
        ("<p>By the way</p>", ()),
        ("<p>Written by</p><p>4 March 2021</p>", ()),
        ("<p>5 min read</p>", ()),
        # Nobody is called so, though it has the form and stands where a name would.
        ("<p>Artificial Intelligence</p><p>March 4, 2021</p>", ()),
        ("<p>Module Items</p>", ()),
        ("<p>Tuhin Bhatt</p><p>Co-founder of Intelivita</p>", ("Tuhin Bhatt",)),
        ("<p>Marta Lindqvist</p><p>Reviewed by Bola Okafor</p>", ("Marta Lindqvist",)),
        ("<p>by Marta Lindqvist ● March 4, 2021 ● 6 min read</p>", ("Marta Lindqvist",)),
        ("<p>by <span>Marta LindqvistUpdated March 4, 2021</span></p>", ("Marta Lindqvist",)),
    ],
)
def test_beside_the_headline(from_page, beside, authors):
    found = from_page(beside)
    assert found.authors == authors
    if authors:
        assert found.sources["authors"].startswith("line:")


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<p>Article by</p><p>Marta Lindqvist</p>", ("Marta Lindqvist",)),
        ("<p>About the author</p><p>ML</p><p>Marta Lindqvist</p>", ("Marta Lindqvist",)),
        ("<p>Posted by Marta Lindqvist on 2021-03-04</p>", ("Marta Lindqvist",)),
        ("<p>Marta Lindqvist</p><p>Marta Lindqvist writes about harbours and lives on a boat.</p>", ("Marta Lindqvist",)),
        ("<p>Autoren Marta Lindqvist und Bola Okafor</p>", ("Marta Lindqvist", "Bola Okafor")),
        ("<p>Ein Beitrag von:</p><p>Marta Lindqvist</p>", ("Marta Lindqvist",)),
        ("<p>About Island Courier</p><p>Island Courier is an independent newspaper since 1911.</p>", ()),
        ("<h3>Theft Protection</h3><p>Theft Protection is what the harbour needs in the summer months.</p>", ()),
    ],
)  # fmt: skip
def test_below_the_text(from_page, below, authors):
    assert from_page(below=below).authors == authors


def test_who_is_listed_is_named_whole(from_page):
    head = '<meta name="author" content="Marta Lindqvist, Bola Okafor, Ines Moreau">'
    found = from_page("<p>By Marta Lindqvist and two others</p>", head=head)
    assert found.authors == ("Marta Lindqvist", "Bola Okafor", "Ines Moreau")


def test_a_byline_counts_for_more_than_the_account_that_put_the_text_there(from_page):
    head = '<meta name="author" content="Bola Okafor">'
    assert from_page("<p>By Marta Lindqvist</p>", head=head).authors == ("Marta Lindqvist",)
    assert from_page("<p>By Island Courier</p>", head=head).authors == ("Bola Okafor",)


def test_many_marked_persons_are_a_list_and_no_byline(from_page):
    persons = ("Bola Okafor", "Ines Moreau", "Jens Holm", "Ruth Keller")
    links = [f'<a rel="author" href="/{k}">{person}</a>' for k, person in enumerate(persons)]
    byline = "<p>Marta Lindqvist</p><p>March 4, 2021</p>"
    assert from_page(below="".join(links[:1])).authors == persons[:1]
    assert from_page(byline, below="".join(links)).authors == ("Marta Lindqvist",)


def test_the_name_of_the_site_is_not_taken_apart(from_page):
    head = (
        '<meta property="og:site_name" content="Harbour and Island"><meta name="author" content="Harbour and Island">'
    )
    assert from_page(head=head).authors == ()


def test_a_blog_that_is_called_like_who_writes_it(from_page):
    head = '<meta property="og:site_name" content="Marta Lindqvist">'
    assert from_page("<p>Marta Lindqvist</p><p>March 4, 2021</p>", head=head).authors == ("Marta Lindqvist",)


def test_who_signs_behind_the_text(from_page):
    """A name alone that is no part of the text, and not one of the page's tags."""
    signed = "<footer><p>Marta Lindqvist</p></footer>"
    found = from_page(below=signed, dropped={"Marta Lindqvist"})
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist",), "line:behind_text")
    tags = "<h2>Tides and Weather</h2><h2>Harbours</h2>"
    assert from_page(below=tags, dropped={"Tides and Weather", "Harbours"}).authors == ()


def test_who_opened_a_thread_and_not_who_answered(from_page):
    posts = (
        '<span class="username">sea_dog</span><p>How high is the swell?</p>'
        '<span itemprop="author">Bola Okafor</span><p>Two metres.</p>'
    )
    found = from_page(posts, page_type="forum")
    assert (found.authors, found.sources["authors"]) == (("sea_dog",), "markup:class=user")
    found = from_page("<p>Thread starter tide_table</p>" + posts, page_type="forum")
    assert (found.authors, found.sources["authors"]) == (("tide_table",), "line:beside_headline")


def test_the_opener_stands_above_the_heading_too(from_page):
    # Threads of a XenForo: the first post is the page's head, and the page "has" a sidebar.
    html = (
        '<div class="p-main--withSidebar"><span itemprop="author">user3080392</span>'
        '<meta itemprop="datePublished" content="2024-01-14T21:50:50-05:00"></div><h1>How high is the swell?</h1>'
        '<div><span itemprop="author">Bola Okafor</span>'
        '<meta itemprop="datePublished" content="2024-01-15T08:05:52-05:00"><p>Jan 15, 2024</p></div>'
    )
    found = from_page(html, page_type="forum")
    assert found.authors == ("user3080392",)
    assert found.published_day == date(2024, 1, 14)


@pytest.mark.parametrize("time", ["at 18:44", "at 6:44 PM", "um 18:44", "on Friday"])
def test_a_time_is_no_part_of_who_opened_a_thread(from_page, time):
    assert from_page(f"<p>Posted by Marta Lindqvist {time}</p>", page_type="forum").authors == ("Marta Lindqvist",)
    assert from_page("<p>Posted by Cat at Sea</p>", page_type="forum").authors == ("Cat at Sea",)


def test_by_continuing_nobody_opens_a_thread(from_page):
    consent = "<p>By continuing, you agree to our rules.</p>"
    assert from_page(f'{consent}<span class="username">sea_dog</span>', page_type="forum").authors == ("sea_dog",)


def test_nobody_signs_a_list_but_below_its_own_headline(from_page):
    teasers = "".join(
        f'<div class="card"><h3>{what}</h3><p class="meta">By {who} | March {day}, 2024</p></div>'
        for day, (what, who) in enumerate(
            [("Pilots on strike", "Bola Okafor"), ("The swell", "Ada Ruiz"), ("New cranes", "Jan Vos")], start=2
        )
    )
    assert from_page(below=teasers, page_type="listing").authors == ()
    signed = '<p class="byline">By Marta Lindqvist</p>'
    assert from_page(signed, teasers, page_type="listing").authors == ("Marta Lindqvist",)


def test_an_account_only_where_it_is_shown(from_page):
    head = '<meta name="author" content="mlindqvist">'
    assert from_page(head=head).authors == ()
    assert from_page("<p>by mlindqvist</p>", head=head).authors == ("mlindqvist",)


def test_a_firm_only_where_it_signs(from_page):
    head = '<meta name="author" content="Courier Media Group">'
    assert from_page(head=head).authors == ()
    found = from_page("<p>Courier Media Group</p>", head=head)
    assert (found.authors, found.sources["authors"]) == (("Courier Media Group",), "line:beside_headline")


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("BY Jane Doe | Staff", ["Jane Doe", "Staff"]),
        ("von Jane Doe", ["Jane Doe"]),
        ("Ferdinand von Schirach", ["Ferdinand von Schirach"]),
        ("Text Von Jane Doe", ["Text", "Jane Doe"]),
        ("Story by Jane Doe, Berlin – Pictures Par John Roe", ["Story", "Jane Doe", "Berlin", "Pictures", "John Roe"]),
        ("Jane Doe•Paris // News –", ["Jane Doe", "Paris", "News"]),
        ("Bypass, 1,000", ["Bypass", "1,000"]),
    ],
)
def test_a_line_is_parted_by_signs_and_by_words_for_by(line, parts):
    assert bare_parts(line) == parts
