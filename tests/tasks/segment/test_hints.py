"""What pages say of their own kind."""

import pytest

from tasks.segment.hints import HEAD_BYTES, HINTS, MAX_FOUND, hints_of


def ld(body):
    return f"<script type='application/ld+json'>{body}</script>"


@pytest.mark.parametrize(
    ("html", "hints"),
    [
        (ld('{"@context": "https://schema.org", "@type": "NewsArticle"}'), {"schema_article"}),
        (ld("{'@type' : 'Product'}"), {"schema_product"}),
        (ld('{"@type": ["BlogPosting", "Thing"]}'), {"schema_article"}),
        # Close to one another: the one before must not be found twice.
        (ld('[{"@type":"Person"},{"@type":"Recipe"}]'), {"schema_recipe"}),
        (ld('{"@type":"Product","offers":{"@type":"Offer"},"q":{"@type":"Question"}}'), {"schema_product", "schema_forum"}),
        (ld('{"@type":"ITEMLIST"}'), {"schema_list"}),
        (ld('{"@type": "Person", "jobTitle": "Product"}'), set()),
        ('<div itemscope itemtype="http://schema.org/LocalBusiness">', {"schema_place"}),
        ("<li itemtype='https://schema.org/Comment'><li itemtype=https://schema.org/Answer>", {"schema_comment", "schema_forum"}),
        ("<a href='https://schema.org/Product'>the vocabulary</a>", set()),
        ('<meta property="og:type" content="article">', {"og_article"}),
        ("<meta content='website' property='og:type' />", {"og_website"}),
        ("<meta property=og:type content=product>", {"og_product"}),
        ('<META property="og:type" content="Article">', {"og_article"}),
        ('<meta property="og:type" content="video.movie">', set()),
        ("<p>What og:type is</p><p content='article'>", set()),
        ('<meta name="generator" content="WordPress 6.4.2; WooCommerce 8">', {"by_wordpress", "by_woocommerce"}),
        ("<meta content='Discourse 3.2' name='generator'>", {"by_discourse"}),
        ('<meta name="generator" content="my own program">', set()),
        ("<p>no markup of this kind, by wordpress</p>", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_kinds_are_found_where_machines_are_told(html, hints):
    assert hints_of(html) == hints
    assert hints <= set(HINTS)


def test_a_page_with_all_of_them_has_all_of_them():
    html = (
        ld('{"@type":"FAQPage"}') + '<meta property="og:type" content="website"><meta name="generator" content="Hugo">'
    )
    assert hints_of(f"<html><head>{html}</head><body>text</body>") == {"schema_faq", "og_website", "by_hugo"}


def test_of_very_many_types_the_first_are_looked_at():
    many = '{"@type": "Offer"}' * 100_000
    assert hints_of(many + '{"@type": "Recipe"}') == {"schema_product"}
    assert hints_of('{"@type": "Thing"}' * (MAX_FOUND - 1) + '{"@type": "Recipe"}') == {"schema_recipe"}
    assert hints_of('{"@type": "Thing"}' * MAX_FOUND + '{"@type": "Recipe"}') == set()
    # The other kinds are looked for all the same.
    assert hints_of('<meta property="og:type" content="article">' + "'@type'" * 100_000) == {"og_article"}


def test_what_is_said_in_the_head_is_looked_for_where_heads_are():
    meta = '<meta property="og:type" content="article"><meta name="generator" content="Hugo">'
    assert hints_of(" " * (HEAD_BYTES - 200) + meta) == {"og_article", "by_hugo"}
    assert hints_of(" " * HEAD_BYTES + meta) == set()


@pytest.mark.parametrize(
    "html",
    [
        '"@type": "' + "A" * 100_000,
        '"@type' * 10_000,
        '"@type":' + " " * 100_000 + '"Product"',
        "itemtype='https://schema.org/" + "x" * 100_000,
        "schema.org/" * 10_000,
        "og:type",
        "<" * 100_000 + "og:type",
        "<meta og:type" + " " * 100_000,
        '<meta property="og:type" content="' + "x" * 100_000,
        "<meta name='generator' content=>" * 1000,
        '@type": "Product"',
        '"@type": Product',
    ],
)
def test_broken_and_endless_markup_tells_nothing(html):
    assert hints_of(html) == set()
