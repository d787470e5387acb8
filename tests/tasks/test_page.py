"""A record as it is published, or why it is not."""

from tasks.document import Record, Rejected
from tasks.page import Page, clean_record
from tasks.segment import segment
from tasks.settings import Settings

PARAGRAPH = (
    "The orchard behind the station was planted by railwaymen in 1911, and of the sixty trees that they set in four rows "
    "nineteen still bear fruit, among them two kinds of pear that no nursery in the country sells today."
)
FORM = "\n\n".join(
    [
        "3 comments",
        "Ann says: 2 hours ago",
        *(
            f"I have walked past those trees for {n} years and never knew who put them there, thank you."
            for n in range(40)
        ),
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
    ]
)


def outcome(content, kind="text", **settings):
    return clean_record(Record("orchard", "0", content, kind, "0" * 64), Settings(**settings), detect_language=False)


def test_a_dump_that_would_lose_too_much_is_quarantined_whole_with_the_share():
    content = f"An orchard of railwaymen still bears fruit\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{FORM}"
    page = outcome(content, removal_budget=1.0)
    assert isinstance(page, Page)
    assert page.cleaned.removed_ratio > 0.8
    rejected = outcome(content)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "over_budget"
    assert f"{page.cleaned.removed_ratio:.0%}" in rejected.detail


def test_a_page_may_lose_more_than_a_dump():
    menu = "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(200))
    html = (
        f"<body><nav><ul>{menu}</ul></nav><article><h1>An orchard of railwaymen</h1><p>{PARAGRAPH}</p></article></body>"
    )
    page = outcome(html, "html")
    assert isinstance(page, Page)
    assert page.cleaned.removed_ratio > 0.8
    assert "nineteen still bear fruit" in page.cleaned.text
    assert "Section number" not in page.cleaned.text


def test_nothing_but_boilerplate_is_empty_and_says_of_what():
    rejected = outcome(
        "Skip to main content\n\nWe use cookies to improve your experience on our site.\n\nAccept all cookies"
    )
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "empty"
    assert "cookie_banner" in rejected.detail


def test_markup_without_text_is_empty():
    rejected = outcome("<body><script>x()</script><div></div></body>", "html")
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.stage) == ("empty", "clean")


def test_elements_have_lines_of_their_own_and_keep_their_shape():
    html = f"""<body><article><h1>An orchard</h1><p>{PARAGRAPH}</p><h2>The rows</h2>
      <ul><li>Pears, <b>two</b> kinds</li><li>Apples</li></ul>
      <table><tr><th>Row</th><th>Trees</th></tr><tr><td>First</td><td>7</td></tr></table>
      <pre><code>plant(tree)
    water(tree)</code></pre><blockquote><p>{PARAGRAPH}</p></blockquote><p>{PARAGRAPH}</p></article></body>"""
    text = [line.text for line in segment(Record("orchard", "0", html, "html", "0" * 64)).lines]
    for line in (
        "The rows",
        "- Pears, two kinds",
        "- Apples",
        "Row | Trees",
        "First | 7",
        "plant(tree)",
        "    water(tree)",
    ):
        assert line in text, line
