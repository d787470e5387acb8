import json

import pytest

from tasks.metadata.bios import read_bio
from tasks.metadata.persons import read_byline


def ld(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_author_by_reference_in_a_graph(from_html):
    graph = {
        "@graph": [
            {"@type": "Article", "@id": "#a", "author": {"@id": "#p1"}},
            {"@type": "Person", "@id": "#p1", "name": "Marta Lindqvist"},
        ]
    }
    found = from_html(ld(graph))
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist",), "json-ld:author")


def test_site_and_roles_are_nobody(from_html):
    head = (
        ld({"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Island Courier"}})
        + '<meta property="og:site_name" content="Island Courier"><meta name="author" content="admin">'
    )
    found = from_html(head, '<span class="author">Editorial Team</span>')
    assert found.authors == ()
    assert "authors" not in found.sources


def test_who_writes_a_blog_of_the_same_name(from_html):
    own = '<meta property="og:site_name" content="{0}"><meta name="author" content="{0}">'
    assert from_html(own.format("Marta Lindqvist")).authors == ("Marta Lindqvist",)
    assert from_html(own.format("Lindqvist Harbour Mats")).authors == ()


def test_citation_tags_are_turned_around(from_html):
    found = from_html(
        '<meta name="citation_author" content="Lindqvist, Marta"><meta name="citation_author" content="Okafor, B. J.">'
    )
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist", "B. J. Okafor"), "meta:citation_author")


def test_profile_address_in_a_tag_is_no_author(from_html):
    assert from_html('<meta property="article:author" content="https://social.example/marta">').authors == ()


def test_link_of_the_page_but_not_of_its_comments(from_html):
    body = '<div class="comments"><a rel="author">Pavel Novak</a></div><h1>A</h1><p><a rel="author">Marta Lindqvist</a></p>'
    found = from_html("", body)
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist",), "markup:rel=author")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Marta Lindqvist and Bola Okafor | Updated March 3, 2021", ("Marta Lindqvist", "Bola Okafor")),
        ("Written by: Marta Lindqvist, Staff Writer", ("Marta Lindqvist",)),
        ("By Marta Lindqvist Senior Harbour Reporter", ("Marta Lindqvist",)),
        ("By MARTA LINDQVIST", ("Marta Lindqvist",)),
        ("Von Jörg van der Heide, 05.02.2020", ("Jörg van der Heide",)),
        ("Par Élodie Marchand le 07 mai 2020", ("Élodie Marchand",)),
        ("March 3, 2021 by Marta Lindqvist", ("Marta Lindqvist",)),
        ("Contact Marta Lindqvist at", ("Marta Lindqvist",)),
        ("Marta Lindqvist, New Haven", ("Marta Lindqvist",)),
        ("By Jeffrey A. Sloane CPP, PSP", ("Jeffrey A. Sloane",)),
        ("Von Clara von der Heide und Jan Müller", ("Clara von der Heide", "Jan Müller")),
        ("By Ferdinand von Schirach", ("Ferdinand von Schirach",)),
        ("Ein Gastbeitrag von Anna Meier", ("Anna Meier",)),
        ("Kiel – Von Anna Meier", ("Anna Meier",)),
        ("By Le Thi Hoa on Sunday", ("Le Thi Hoa",)),
        ("By Jane Doe Monday March 5", ("Jane Doe",)),
        ("di Luca Rossi e Anna Bianchi", ("Luca Rossi", "Anna Bianchi")),
        ("Por José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Text: Anna Meier Foto: Max Huber", ("Anna Meier",)),
        ("By Marta Lindqvist @mlindqvist", ("Marta Lindqvist",)),
        ("Par Marie Dupont avec AFP", ("Marie Dupont",)),
        ("Von Anna Meier/dpa", ("Anna Meier",)),
        ("Napisała Anna Nowak", ("Anna Nowak",)),
        ("Napsala Eva Nováková 4. března", ("Eva Nováková",)),
        ("Skriven av Anna Lindqvist", ("Anna Lindqvist",)),
        ("Skrevet af Jens Holm", ("Jens Holm",)),
        ("Kirjoittaja: Aino Virtanen", ("Aino Virtanen",)),
        ("Yazan: Ayşe Demir", ("Ayşe Demir",)),
        ("Scris de Ioana Popescu", ("Ioana Popescu",)),
        ("Автор текста: Анна Иванова", ("Анна Иванова",)),
        ("Redactado por Ana Ruiz", ("Ana Ruiz",)),
        ("Ditulis oleh Siti Rahayu", ("Siti Rahayu",)),
        ("Photo by Bola Okafor", ()),
        ("Foto: Bola Okafor", ()),
        ("Translated by Bola Okafor", ()),
        ("Words and photos by Bola Okafor", ("Bola Okafor",)),
        ("By Staff Writer", ()),
        ("By the numbers: what the storm cost", ()),
        ("Posted by @harbourwatch", ()),
        ("Updated March 3, 2021", ()),
        ("www.islandcourier.example", ()),
    ],
)
def test_byline(text, names):
    assert read_byline(text) == names


def test_byline_and_bio_at_the_end_of_flattened_text(from_lines, paragraph):
    bio = "Marta Lindqvist is a correspondent for Island Courier based in Turku. She covers harbours."
    found = from_lines([("", paragraph), ("author_bio", bio)])
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist",), "line:author_bio")
    found = from_lines([("", paragraph), ("author_bio", bio), ("byline", "Contact Marta Lindqvist at")])
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist",), "line:byline")


def test_bio_among_the_paragraphs_names_the_subject_not_the_author(from_lines, paragraph):
    bio = "Marta Lindqvist is a correspondent for Island Courier based in Turku."
    assert from_lines([("", paragraph), ("author_bio", bio), ("", paragraph)]).authors == ()


def test_a_newsroom_is_no_person(from_lines, paragraph):
    line = "Island/IC journalists report the news from 12 harbours in four countries."
    assert from_lines([("", paragraph), ("author_bio", line)]).authors == ()
    bio = read_bio(line)
    assert bio is not None
    assert (bio.person, bio.organisation) == (None, "Island/IC")


def test_given_authors_may_be_a_list(from_lines, paragraph):
    found = from_lines([("", paragraph)], authors='["Marta Lindqvist", "Bola Okafor"]')
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist", "Bola Okafor"), "field:author")


@pytest.mark.parametrize("name", ["Jan Novák", "Jan de Vries", "June Carter", "Le Thi Hoa", "Ferdinand von Schirach"])
def test_names_that_hold_the_words_of_dates_and_bylines(from_html, name):
    assert from_html(f'<meta name="author" content="{name}">').authors == (name,)


def test_a_blog_of_one_person_is_both_person_and_organisation(from_html):
    author = '{"@type": ["Person", "Organization"], "name": "Marta Lindqvist"}'
    block = f'<script type="application/ld+json">{{"@type": "Article", "author": {author}}}</script>'
    assert from_html(block, "<h1>Harbour closed</h1>").authors == ("Marta Lindqvist",)


def test_who_comments_has_not_signed(from_lines, paragraph):
    text = [("title", "Harbour closed"), *[("", paragraph)] * 3]
    assert from_lines([*text, ("comment", "2 Comments"), ("byline", "By Ole Moe")]).authors == ()
    assert from_lines([*text, ("byline", "By Ole Moe")]).authors == ("Ole Moe",)


def test_whoever_made_what_a_paper_says_to_be_its_own(from_html):
    article = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Tidewater Post"}}
    made = article | {"creator": {"@type": "Person", "name": "Marta Lindqvist"}}
    for node, authors in ((article, ()), (made, ("Marta Lindqvist",))):
        found = from_html(ld(node))
        assert found.authors == authors
    assert found.sources["authors"] == "json-ld:creator"


@pytest.mark.parametrize("byline", ['<p class="author">Marta</p>', '<p>By <a rel="author" href="/m">Marta</a></p>'])
def test_a_first_name_is_told_as_the_head_says_it_in_full(from_page, byline):
    head = ld({"@type": "NewsArticle", "author": {"@type": "Person", "name": "Marta Lindqvist"}})
    assert from_page(byline, head=head).authors == ("Marta Lindqvist",)
    assert from_page(byline).authors == ("Marta",)


@pytest.mark.parametrize("label", ["Written by", "Skriven av", "Napisane przez", "Yazan", "Được viết bởi", "作者"])
def test_what_publishing_systems_put_on_cards_in_their_language(from_html, label):
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Marta Lindqvist">'
    found = from_html(head)
    assert (found.authors, found.sources["authors"]) == (("Marta Lindqvist",), "meta:twitter:data1")
