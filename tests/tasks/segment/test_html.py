"""Pages as lines: one a block, in reading order, with what the markup around it says."""

import random
import time
from dataclasses import replace

import pytest

from tasks.document import Line, Record, rebuild
from tasks.markup import TAGS
from tasks.segment import segment
from tasks.segment.html import MAX_DEPTH, segment_html


def page(html):
    return segment(Record("page.html", "0", html, "html", "0" * 64))


def texts(html):
    return [line.text for line in page(html).lines if line.text]


def line(html, text):
    """The line of a page with this text."""
    (found,) = [line for line in page(html).lines if line.text == text]
    return found


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>one</p><p>two</p>", ["one", "", "two"]),
        ("<p>one<p>two", ["one", "", "two"]),
        ("before<div>inside</div>after", ["before", "", "inside", "", "after"]),
        ("<div><div><p>one</p></div></div><p>two</p>", ["one", "", "two"]),
        ("one<br>two<br><br/>three", ["one", "two", "three"]),
        ("<ul><li>one<li>two</ul><p>three", ["- one", "- two", "", "three"]),
        ("<ul><li><p>one</p><p>more</p></li><li></li></ul><p>two</p>", ["- one", "", "more", "", "two"]),
        ("<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>", ["- one", "", "- inner", "", "- two"]),
        ("<dl><dt>term<dd>meaning</dl>", ["term", "meaning"]),
        ("<b>bo</b>ld and <i>it</i>alic", ["bold and italic"]),
        ("<p>  much \t\n  space &nbsp;</p>", ["much space \u00a0"]),
        ("<p>a\u200bb</p>", ["a b"]),
        ("<h1>Title</h1>text", ["Title", "", "text"]),
        ("<button>Send</button><button>Stop</button>", ["Send", "Stop"]),
        ("<p>&lt;b&gt; &amp; &copy;</p>", ["<b> & ©"]),
        ("", []),
        ("<p> </p><p>|</p><p>\n</p>", []),
    ],
)
def test_blocks_have_lines_of_their_own(html, lines):
    document = page(html)
    assert [line.text for line in document.lines] == lines
    assert document.content == "\n".join(lines)
    assert rebuild(document) == document.content


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("<tr><th>Row<th>Trees<tr><td>First<td>7", ["Row | Trees", "First | 7"]),
        ("<tr><td>one</td></tr>", ["one"]),
        ("<tr><td></td><td>only</td></tr>", ["only"]),
        ("<thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td><td><i>c</i> d</td></tr></tbody>", ["a", "b | c d"]),
        ("<caption>Trees</caption><tr><td>a</td></tr>", ["Trees", "a"]),
    ],
)
def test_cells_of_a_row_share_a_line(rows, lines):
    assert texts(f"<table>{rows}</table>") == lines


def test_code_keeps_its_lines_and_its_indentation():
    html = "<p>So:</p><pre><code>for tree in row:\n    water(tree)\n\n\twait()  \n</code></pre><p>  Done.</p>"
    document = page(html)
    assert [line.text for line in document.lines] == [
        "So:", "", "for tree in row:", "    water(tree)", "", "\twait()", "", "Done.",
    ]  # fmt: skip
    assert [line.indent for line in document.lines if line.text] == [0, 0, 4, 1, 0]
    assert line(html, "    water(tree)").path == "/body/pre"


@pytest.mark.parametrize("name", ["script", "style", "template", "svg", "iframe", "select", "textarea", "object"])
def test_what_is_no_text_of_the_page_is_left_out(name):
    assert texts(f"<p>one</p><{name}>hidden</{name}><p>two</p>") == ["one", "two"]


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<h2>Cookies<a class=headerlink href=#cookies title='Link to this heading'>¶</a></h2>", "Cookies"),
        ("<h2><a class=anchor href=#a> § </a>Lifetimes</h2>", "Lifetimes"),
        ("<h2><code>open</code> <a href=#open><span>#</span></a></h2>", "open"),
        ("<h2>Roots <a href=#roots>🔗</a></h2>", "Roots"),
        (
            "<h2><span class=mw-headline id=Roots>Roots</span><span class=mw-editsection>"
            "<span class=mw-editsection-bracket>[</span><a href=/edit>edit</a>]</span></h2>",
            "Roots",
        ),
        # The first of a list by letters, a title, a footnote, a paragraph of law.
        ("<h3><a href=#0-9>#</a></h3>", "#"),
        ("<h2><a href=/1>#1</a> in the charts</h2>", "#1 in the charts"),
        ("<h2>Cookies ¶</h2>", "Cookies ¶"),
        ("<p>As in <a href=#5>§</a> 5</p>", "As in § 5"),
        ("<p class=mw-editsection>[edit]</p>", "[edit]"),
    ],
)
def test_what_links_a_heading_to_itself_or_edits_it_is_no_text(html, line):
    assert texts(html) == [line]


@pytest.mark.parametrize("hyphen", ["&shy;", "&#173;", "\u00ad"])
def test_soft_hyphens_are_no_text(hyphen):
    assert texts(f"<p>Was wol{hyphen}len wir?{hyphen}</p><p>{hyphen}</p><pre>a-b</pre>") == ["Was wollen wir?", "a-b"]


def test_elements_have_lines_of_their_own_and_keep_their_shape():
    html = """<body><article><h1>An orchard</h1><p>The orchard was planted in 1911.</p><h2>The rows</h2>
      <ul><li>Pears, <b>two</b> kinds</li><li>Apples</li></ul>
      <table><tr><th>Row</th><th>Trees</th></tr><tr><td>First</td><td>7</td></tr></table>
      <pre><code>plant(tree)
    water(tree)</code></pre><blockquote><p>The orchard was planted in 1911.</p></blockquote><p>The orchard was planted in 1911.</p></article></body>"""
    found = texts(html)
    for text in (
        "The rows",
        "- Pears, two kinds",
        "- Apples",
        "Row | Trees",
        "First | 7",
        "plant(tree)",
        "    water(tree)",
    ):
        assert text in found, text


def test_comments_and_the_head_are_left_out():
    assert texts("<head><title>Title</title></head><body><!-- no --><p>one<!-- two --></p>") == ["one"]


def test_what_is_shown_without_scripts_is_kept():
    html = "<body><noscript><div class='post'>The post of a forum</div></noscript></body>"
    assert line(html, "The post of a forum").path == "/body/noscript/div"


def test_a_path_has_the_blocks_around_and_no_inline_elements():
    html = "<main><section><ul><li><span><a href='/'>x</a></span></li></ul></section><table><tr><td>y</table></main>"
    assert line(html, "- x").path == "/body/main/section/ul/li"
    assert line(html, "y").path == "/body/main/table/tbody/tr/td"


def test_an_instruction_to_another_program_is_no_element():
    lines = page("<div>a<?php echo 1 ?>b<p>c</p></div>").lines
    assert [(line.text, line.path) for line in lines if line.text] == [("ab", "/body/div"), ("c", "/body/div/p")]


def test_a_path_is_no_longer_than_is_kept():
    deep = page("<div>" * (MAX_DEPTH + 50) + "text")
    assert deep.lines[0].path == "/body" + "/div" * (MAX_DEPTH - 1)
    assert deep.markup.depth[-1] == MAX_DEPTH + 50


def test_links_are_measured_by_what_can_be_seen_of_them():
    assert line("<p>1234 <a href='/'> 56 </a></p>", "1234 56").link_share == 2 / 6
    assert line("<p><a><b>all</b></a></p>", "all").link_share == 1
    assert line("<p>none</p>", "none").link_share == 0
    # The bullet is not of the page, and a link around blocks links all of them.
    html = "<ul><li><a>menu</a></li></ul><a><p>one</p><p>two</p></a>"
    assert [line(html, text).link_share for text in ("- menu", "one", "two")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("html", "roles"),
    [
        ("<nav><p>x</p></nav>", {"navigation"}),
        ("<footer><div class='Legal-notes'>x</div></footer>", {"footer", "legal"}),
        ("<div id='cookieConsent'>x</div>", {"cookie_banner"}),
        ("<article><div class='relatedPosts'><p>x</p></div></article>", {"content", "related"}),
        ("<div role='contentinfo'>x</div>", {"footer"}),
        ("<p itemprop='caption'>x</p>", {"caption"}),
        ("<div data-testid='share-bar'>x</div>", {"share_bar"}),
        ("<header class='entry-header'>x</header>", {"header"}),
        ("<div class='header'>x</div>", set()),
        ("<p><a rel='sponsored nofollow' href='/'>x</a></p>", set()),
        ("<p><a rel='comments' class='share'>x</a></p>", {"share_bar"}),
        ("<div class='adequate threads'>x</div>", set()),
        ("<div class='SignIn'>x</div>", {"paywall"}),
        ("<div class='box_aD7 navbarish'>x</div>", set()),
        ("<div class='\u0130 \u00e9 share'>x</div>", {"share_bar"}),
    ],
)
def test_elements_give_their_roles_to_what_is_in_them(html, roles):
    assert line(f"{html}<p>y</p>", "x").roles == roles
    assert line(f"{html}<p>y</p>", "y").roles == set()


def test_the_body_has_no_role():
    assert line("<body class='comments sidebar'><p>x</p></body>", "x").roles == set()


def test_lines_below_one_another_are_not_apart():
    html = "<ul><li>one</li><li>two</li></ul><p>three</p>"
    assert [line(html, text).blank_before for text in ("- one", "- two", "three")] == [0, 0, 1]


HOSTILE = [
    "<p>one</p><ul><li>two<br>three</li></ul>\n<table><tr><td>a<td>b</table><pre>c\n\nd</pre>",
    "<li>" * 300 + "x",
    "<a><p><a><div>x</a>y</p>z<table>w<td>v",
    "<frameset><noframes>x</noframes></frameset>",
    "text only",
    "<p>\x1c\x85\u2028x</p><p>\u00ad</p><pre>\u200b</pre>",
    "<pre>\r\na\r\nb\rc</pre>",
    "<body><body class='x'>a</body>b",
    """<p a<b='1>2' "="" c"=x>x</p><p title='<p>&lt;/p>'>y</p><d<e>z</d<e>""",
    "<!-- <p>a > b <!-- c --><p>x</p><!-- > --><!---->y<!--z",
    "<select><option>a<select></select><p>x</p><object><object>b</object>c</object>y<textarea></p>",
    "<xmp><p>&lt;</xmp><noembed><!-- </noembed>x<plaintext></div><script>",
    "<math><p>a</math><svg><p>b</svg><template><style>a<b></style></template>x<img/><br/><wbr>y</br></p>z",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_the_columns_of_the_markup_line_up(html):
    document = page(html)
    markup = document.markup
    count = len(markup.parent)
    assert {len(column) for column in (markup.depth, markup.kind, markup.first_block)} == {count}
    assert len(markup.kind_tag) == len(markup.kind_marks) == max(markup.kind) + 1
    # One element for each line that can be seen, and each of those is told apart from the blank ones alike.
    visible = [i for i, line in enumerate(document.lines) if line.text]
    assert list(document.visible) == visible
    assert len(markup.block_element) == len(visible)
    assert markup.parent[0] == -1
    assert -1 not in markup.parent[1:]
    for element, (parent, depth) in enumerate(zip(markup.parent, markup.depth, strict=True)):
        assert -1 <= parent < element
        assert depth == (markup.depth[parent] + 1 if element else 0)
    assert list(markup.first_block) == sorted(markup.first_block)
    assert all(0 <= element < count for element in markup.block_element)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("""<p a<b='1' title='> "x" <p>'>x &lt;b&gt; &amp;amp; "y"</p>""", ['x <b> &amp; "y"']),
        ("a<!-- <p>b > c -->d<!-- <!-- -->e", ["ade"]),
        ("<xmp>1 < 2 &amp; <p>3</xmp>4", ["1 < 2 &amp; <p>34"]),
        ("<object>a<object>b</object>c</object>d<select><option>e</select>f", ["df"]),
        ("<template><style>a<b></style><p>c</template>d<style>e<f></style>g", ["dg"]),
        ("<div><template><script>'</template></div></div>'</script>a</template>b</div>c", ["b", "", "c"]),
        ("<p>a<plaintext></p> b</plaintext>c", ["a", "", "</p> b</plaintext>c"]),
        ("<div><select><!-- </select> --></select>a</div>b", ["a", "", "b"]),
        ("<div><math><!--<math>--></math>a</div>b", ["a", "", "b"]),
        ("<div><video><xmp></video></div></xmp></video>a</div>b", ["a", "", "b"]),
        # Written out, the second is left open: the walk ends with the page, and nothing is closed that is not open.
        ("<svg><title><math><noframes><td>a<script><svg/></script><noframes><noembed></p>", []),
    ],
)
def test_what_looks_like_a_tag_and_is_none(html, lines):
    assert [line.text for line in page(html).lines] == lines


SOUP = [
    *(f"<{slash}{name}>" for slash in ("", "/") for name in ["div", "p", "a", "b", "table", "tr", "td", "svg", "math", "style", "script", "template", "noscript", "iframe", "xmp", "plaintext", "noembed", "noframes", "select", "option", "textarea", "title", "object", "video", "head", "body", "html", "frameset", "br", "hr", "li", "pre", "button", "form", "annotation-xml", "foreignObject"]),
    "<p class=\"a>b\" x<y='\"'>", "text ", "<!--", "-->", "<", ">", "&lt;", '"', "'", "\n", "<![CDATA[", "]]>", "<?x", "</",
    "<svg/>", "<math/>", "\x00",
]  # fmt: skip


def test_tag_soup_is_read_to_its_end():
    # Three in 100,000 of these soups once closed more than was open: tags in comments, or in raw text, of skipped elements.
    luck = random.Random(11)
    for _ in range(3000):
        soup = "".join(luck.choices(SOUP, k=luck.randint(3, 25)))
        document = page(f"{soup}<p>the end</p>")
        assert len(document.markup.block_element) == len(document.visible)


def test_a_line_is_of_the_element_around_its_first_text():
    markup = page("<div class='card'> <b id='name'>Ann</b> and more</div><p class='x'><br>line</p>").markup
    kinds = [markup.kind[element] for element in markup.block_element]
    assert [(TAGS[markup.kind_tag[kind]], markup.kind_marks[kind]) for kind in kinds] == [("b", "#name"), ("p", "x")]


def test_marks_are_the_names_of_an_element():
    html = (
        "<div class='post  body' id='main' role='main' data-other='no'><a rel='nofollow me' style='color: red; Display : none'>x</a>"
        "<p hidden itemprop='text'>y</p></div>"
    )
    assert page(html).markup.kind_marks == [
        "",
        "post  body #main role=main",
        "rel=nofollow+me @hidden",
        "@hidden prop=text",
    ]


def test_what_looks_like_marks_in_another_value_is_none():
    # As on a page whose alternative text had a tag in it, and ended where the class of that began.
    html = '<img class="picture" alt="Ann <div class=" header"="">x<p title=" id=">y</p>'
    assert page(html).markup.kind_marks[1:] == ["picture", ""]


def test_marks_without_end_are_cut():
    markup = page(f"<p class='{'x ' * 100_000}'>y</p>").markup
    assert len(markup.kind_marks[1]) < 300


def test_hints_of_the_page_are_with_its_markup():
    assert page('<html><head><meta property="og:type" content="article"></head><p>x</p>').markup.hints == {"og_article"}


def test_a_frame_that_is_left_open_in_noscript_takes_nothing_with_it():
    html = '<noscript><iframe src="https://tags.example/ns" height="0"/></noscript><p>The text of the page.</p>'
    assert [line.text for line in segment(Record("page", "0", html, "html", "0" * 64)).lines] == [
        "The text of the page."
    ]


@pytest.mark.parametrize(
    ("kind", "content"), [("html", "<h1>one</h1><p>two <a href=x>three</a>"), ("text", "one\n\n two")]
)
def test_a_line_is_a_tuple_like_one_that_the_interpreter_makes(kind, content):
    """From Python 3.14 a tuple holds its hash, which what fills one must see to."""
    for line in segment(Record("page", "0", content, kind, "0" * 64)).lines:
        made = Line(*line)
        assert line == made
        assert hash(line) == hash(made)
        assert {made: "found"}[line] == "found"


XHTML = '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><head>{}</head><body>{}</body></html>'


@pytest.mark.parametrize(
    "empty",
    [
        "<title/>",
        '<script src="a.js"/>',
        "<style type='text/css' />",
        "<script data-x='/>' src=\"/b>\"/>",
        '<iframe src="/a/"/>',
        "<textarea rows='2'\n/>",
        # Those that are not empty, and what only looks like one that is.
        '<script>write("<title/><script/>")</script>',
        '<script src="a.js"></script>',
    ],
)
def test_an_empty_element_of_xhtml_takes_nothing_with_it(empty):
    assert texts(XHTML.format(empty, f"<p>One.</p>{empty}<p>Two.</p>")) == ["One.", "Two."]


def test_in_html_there_are_no_empty_elements():
    assert texts("<p>One.</p><textarea/><p>Two.</p>") == ["One."]


@pytest.mark.parametrize("name", ["noframes", "NOFRAMES"])
def test_a_page_in_frames_has_the_text_for_those_who_see_none(name):
    told = f"<{name}><body><p>Your <b>browser</b> has no frames.</p><p>Go in.</p></body></{name}>"
    assert texts(f'<html><frameset cols="1,2"><frame src="a.html">{told}</frameset></html>') == [
        "Your browser has no frames.",
        "Go in.",
    ]


@pytest.mark.parametrize("piece", ["<script ", "<script>", "<title ", '<title "', "<title/", "<noframes"])
def test_hostile_xhtml_takes_no_time(piece):
    start = time.process_time()
    texts(XHTML.format("", piece * 20_000))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "page",
    [
        "<p>é</p>",
        "<noscript><iframe src=x></noscript><p>é</p>",
        "<frameset><noframes><p>é</p></noframes></frameset>",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><title/><p>é</p></html>',
        "<select><button><selectedcontent></selectedcontent></button><option>a<option selected>b</select><p>é</p>",
        "",
    ],
)
def test_a_page_is_the_same_when_its_utf_8_is_at_hand(page):
    record = Record("page", "page", page, "html", "0" * 64)
    assert segment_html(replace(record, utf8=page.encode())) == segment_html(record)
