import pytest

from tasks.metadata.license import creative_commons


def test_description_is_not_the_title_again(from_html):
    head = (
        '<title>Harbour closed for days</title><meta name="description" content="Harbour closed for days">'
        '<meta property="og:description" content="The swell keeps the ferry in.">'
    )
    found = from_html(head)
    assert (found.description, found.sources["description"]) == ("The swell keeps the ferry in.", "meta:og:description")


def test_entities_that_were_escaped_twice(from_html):
    found = from_html('<meta name="description" content="It&amp;amp;#039;s the swell that keeps it in">')
    assert found.description == "It's the swell that keeps it in"


def test_categories_and_tags(from_html):
    head = (
        '<meta property="article:section" content="Uncategorized"><meta property="article:section" content="Sea">'
        '<meta property="article:tag" content="ferry"><meta property="article:tag" content="Ferry">'
        '<meta property="article:tag" content="swell"><meta name="keywords" content="a, b">'
    )
    found = from_html(head)
    assert (found.categories, found.sources["categories"]) == (("Sea",), "meta:article:section")
    assert (found.tags, found.sources["tags"]) == (("ferry", "swell"), "meta:article:tag")


def test_tags_given_as_a_json_list(from_lines, paragraph):
    found = from_lines([("", paragraph)], tags='["ferry", "swell"]')
    assert (found.tags, found.sources["tags"]) == (("ferry", "swell"), "field:tags")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/deed.de", "CC BY-NC-SA 4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("Creative Commons Attribution-ShareAlike 3.0 License", "CC BY-SA 3.0"),
        ("Text: CC BY 4.0", "CC BY 4.0"),
        ("All rights reserved", None),
        ("A driving licence for ferries", None),
    ],
)
def test_creative_commons(text, name):
    assert creative_commons(text) == name


def test_license_link_in_the_footer(from_html):
    body = '<footer><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">terms</a></footer>'
    found = from_html("", body)
    assert (found.license, found.sources["license"]) == ("CC BY 4.0", "markup:rel=license")


def test_license_line_of_flattened_text(from_lines, paragraph):
    found = from_lines([("", paragraph), ("legal", "Licensed under Creative Commons Attribution 4.0.")])
    assert (found.license, found.sources["license"]) == ("CC BY 4.0", "line:legal")


def test_captions_once_and_in_order(from_lines, paragraph):
    rows = [
        ("caption", "The pier on Monday."),
        ("", paragraph),
        ("caption", "The bay."),
        ("caption", "The pier on Monday."),
    ]
    found = from_lines(rows)
    assert (found.captions, found.sources["captions"]) == (("The pier on Monday.", "The bay."), "line:caption")


def test_canonical_of_the_same_site(from_html):
    head = '<link rel="canonical" href="/news/1">'
    found = from_html(head, url="https://courier.example/news/1?utm_source=x")
    assert (found.url, found.sources["url"]) == ("https://courier.example/news/1", "link:canonical")


@pytest.mark.parametrize(
    "canonical", ["https://other.example/stolen", "https://courier.example/", "javascript:alert(1)", "data:text/html,x"]
)
def test_canonical_that_cannot_be(from_html, canonical):
    given = "https://courier.example/news/1"
    found = from_html(f'<link rel="canonical" href="{canonical}">', url=given)
    assert (found.url, found.sources["url"]) == (given, "field:url")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/hosts", "http://[", "ftp://courier.example/a"])
def test_only_web_addresses(from_lines, paragraph, address):
    assert from_lines([("", paragraph)], url=address).url is None


def test_language_is_that_of_the_text_not_of_the_template(from_lines):
    german = "Die Fähre zu den nördlichen Inseln blieb am Donnerstag im Hafen, weil die Dünung zu hoch war."
    found = from_lines([("", german)], detect_language=True, language="en")
    assert (found.language, found.sources["language"]) == ("de", "text")
    assert found.language_score is not None
    assert 0.9 < found.language_score <= 1


def test_language_of_a_text_too_short_to_tell(from_lines):
    assert from_lines([("", "Hotel Bar")], detect_language=True).language is None
    found = from_lines([("", "Hotel Bar")], detect_language=True, language="fra_Latn")
    assert (found.language, found.language_score, found.sources["language"]) == ("fr", None, "field:language")


def test_language_of_the_page_without_detection(from_html):
    found = from_html(lang="pt-BR")
    assert (found.language, found.language_score, found.sources["language"]) == ("pt", None, "html:lang")


PICTURED = '<a href="https://creativecommons.org/licenses/by-sa/3.0">CC BY-SA 3.0</a>'


@pytest.mark.parametrize(
    "around",
    [
        "<figure><img><figcaption>Ole Moe, {}</figcaption></figure>",
        "<p>Photo: Ole Moe, {}, via Wikimedia Commons</p>",
        '<div class="wp-caption">Ole Moe, {}</div>',
        '<li class="comment">My songs are under {}</li>',
    ],
)
def test_the_license_of_a_picture_is_not_that_of_the_text(from_html, around):
    assert from_html("", f"<h1>Harbour closed</h1>{around.format(PICTURED)}").license is None


@pytest.mark.parametrize("notice", ["This page is under {}", "<footer>All text and images: {}</footer>", "{}"])
def test_the_license_of_the_text(from_html, notice):
    assert from_html("", f"<h1>Harbour closed</h1><p>{notice.format(PICTURED)}</p>").license == "CC BY-SA 3.0"


@pytest.mark.parametrize(
    "page",
    [
        '<article><h1>Harbour closed</h1><footer class="entry-footer">{}</footer></article>',
        '<div class="sidebar-right card"><h1>Harbour closed</h1><p>{}</p></div>',
        '<h1>Harbour closed</h1><p class="correspondent responsive">{}</p>',
    ],
)
def test_what_is_around_the_headline_is_the_pages_own_whatever_it_is_called(from_html, page):
    assert from_html("", page.format('<a rel="tag">ferries</a>')).tags == ("ferries",)


@pytest.mark.parametrize("beside", ["footer", 'aside class="sidebar"', 'div class="related-posts"'])
def test_what_is_beside_the_text_has_tags_of_its_own(from_html, beside):
    body = f'<article><h1>Harbour closed</h1></article><{beside}><a rel="tag">ferries</a></{beside.split()[0]}>'
    assert from_html("", body).tags == ()


def test_keywords_with_the_commas_of_other_scripts(from_html):
    assert from_html('<meta name="keywords" content="港、船，海">').tags == ("港", "船", "海")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="//[foo">',
        '<meta property="og:url" content="http://[foo">',
        '<meta property="og:site_name" content="http://[foo">',
    ],
)
def test_an_address_that_is_none_costs_nothing_else(from_html, head):
    found = from_html(f"{head}<title>Harbour closed</title>", url="https://courier.example/harbour")
    assert (found.title, found.url) == ("Harbour closed", "https://courier.example/harbour")
