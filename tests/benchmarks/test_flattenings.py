"""The flattenings that stand for dumps found in the wild."""

import pytest

from benchmarks.flattenings import FLATTENINGS, readability

PAGE = """<html><head><title>The storm  — Example News</title><style>p {color: red}</style></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>The storm</h1><p>It came at <em>night</em>, and it took the roof of the old mill with it.</p>
<ul><li>Two roads are closed.</li><li>The school stays shut.</li></ul></article>
<script>track("page")</script><footer>Contact</footer></body></html>"""


def test_readability_is_text_not_markup():
    found = readability(PAGE.replace("with it.", "with it, " * 60 + "they say."))
    assert "It came at night" in found
    assert "<" not in found


@pytest.mark.parametrize("name", FLATTENINGS)
@pytest.mark.parametrize("html", ["", " ", "no markup", "<html></html>", "\x00<p>\x01 \ud800</p>"])
def test_a_page_with_next_to_nothing_breaks_none(name, html):
    if "\ud800" in html:
        html = html.encode("utf-8", "replace").decode()
    assert isinstance(FLATTENINGS[name](html), str)
