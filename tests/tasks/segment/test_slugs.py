"""Names of elements that say what their text is about, not what it is for."""

import pytest

from tasks.document import Record
from tasks.segment import segment
from tasks.segment.slugs import without_slugs

WORDPRESS = "post-12 post type-post status-publish hentry"


@pytest.mark.parametrize(
    ("name", "marks", "without"),
    [
        ("h2", "#share-your-location", ""),
        ("h3", "#reply-title comment-reply-title", "comment-reply-title"),
        ("span", "mw-headline #Related_sweets", "mw-headline "),
        ("span", "ez-toc-section #Cookies", "ez-toc-section "),
        ("article", f"#post-12 {WORDPRESS} category-newsletter tag-cookies", f"#post-12 {WORDPRESS} "),
        ("li", f"{WORDPRESS} product_cat-menu product_tag-social", f"{WORDPRESS} "),
        ("article", "post tag-ads featured", "post featured"),
        ("body", "single tag-cookies", "single "),
        # What holds the newsletter, the comments, the tags of a post, the menu of a shop.
        ("div", "#newsletter", "#newsletter"),
        ("section", "#comments", "#comments"),
        ("nav", "category-menu", "category-menu"),
        ("div", "tag-list vintage-ads", "tag-list vintage-ads"),
    ],
)
def test_a_name_made_of_what_the_text_is_about_is_none(name, marks, without):
    assert without_slugs([name], [marks]) == [without]


@pytest.mark.parametrize(("name", "marks"), [("section", "#comments"), ("div", "section #comments")])
def test_chapters_of_a_manual_are_called_by_their_headings(name, marks):
    links = ["headerlink", "toc-backref"]
    assert without_slugs([name, "a"], [marks, links[0]])[0] in {"", "section "}
    assert without_slugs([name, "a"], [marks, links[1]])[0] == marks


def test_a_post_on_cookies_is_no_banner():
    html = f"<article class='{WORDPRESS} tag-cookies'><h1 id=cookies>Cookies</h1><p>Two kinds.</p><div id=related><p>More</p></div>"
    lines = segment(Record("page", "0", html, "html", "0" * 64)).lines
    assert [line.roles for line in lines if line.text] == [{"content"}, {"content"}, {"content", "related"}]
