"""Who signs, by what stands beside the headline and below the text, of pages and of dumps."""

from datetime import date

import pytest


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
        ("<p>About Island Courier</p><p>Island Courier is an independent newspaper since 1911.</p>", ()),
        ("<p>Marta Lindqvist</p><p>The ferry is back.</p>", ()),
        ("<h3>Theft Protection</h3><p>Theft Protection is what the harbour needs in the summer months.</p>", ()),
    ],
)  # fmt: skip
def test_below_the_text(from_page, below, authors):
    assert from_page(below=below).authors == authors


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


def test_nobody_signs_a_list(from_page):
    assert from_page("<p>By Marta Lindqvist</p>", page_type="listing").authors == ()


def test_an_account_only_where_it_is_shown(from_page):
    head = '<meta name="author" content="mlindqvist">'
    assert from_page(head=head).authors == ()
    assert from_page("<p>by mlindqvist</p>", head=head).authors == ("mlindqvist",)


def test_a_firm_only_where_it_signs(from_page):
    head = '<meta name="author" content="Courier Media Group">'
    assert from_page(head=head).authors == ()
    found = from_page("<p>Courier Media Group</p>", head=head)
    assert (found.authors, found.sources["authors"]) == (("Courier Media Group",), "line:byline_group")
