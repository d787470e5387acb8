"""Elements of a page, as the parser has them."""

import pytest

from tasks.segment.html import parse
from tasks.segment.tree import Element


def root(html):
    return Element.of(parse(html))


def test_an_element_has_a_name_attributes_and_what_is_around_it():
    (title,), _, _ = root("<head id='Top' hidden><title>A &amp; b</title></head>").find()
    head = title.parent
    assert (title.tag, head.tag, head.parent.tag, head.parent.parent) == ("title", "head", "html", None)
    assert (head.get("id"), head.get("hidden"), head.get("class")) == ("Top", "", "")
    assert (head.has("id"), head.has("hidden"), head.has("class")) == (True, True, False)
    assert head.values(("class", "hidden", "id")) == ["", "", "Top"]
    assert title.text() == "A & b"
    assert {head, title.parent, title} == {head, title}
    assert head != title


def test_a_name_in_a_drawing_keeps_its_capitals():
    html = "<svg><foreignObject class=date></foreignObject></svg><foreignobject class=date></foreignobject>"
    for _ in range(2):
        assert [element.tag for element in root(html * 2).find()[1]] == ["foreignObject", "foreignobject"] * 2


@pytest.mark.parametrize(
    ("html", "said", "named"),
    [
        ("<title>x</title><meta name=x><p>x</p>", ["title", "meta"], []),
        ("<h1>x</h1><time>x</time>", ["h1", "time"], ["h1"]),
        ("<link rel='x canonical'><link rel=canonicals><link rel=icon>", ["link"], []),
        ("<a rel='Author x'>x</a><a rel=authors>x</a><b rel=tag>x</b><i rel=CATEGORY>x</i>", ["a", "b", "i"], []),
        ("<script type='application/LD+JSON'>{}</script><script>x</script>", ["script"], []),
        ("<p itemprop>x</p><p class='byLine'>x</p>", ["p"], ["p"]),
        ("<b class=x-publisher>x</b><a href='/Authors/x'>x</a><a href=/author>x</a>", [], ["b", "a"]),
        ("<u class='DATED author' itemprop=author rel=author>x</u>", ["u"], ["u"]),
        ("<i class='aut hor dat pubish'>x</i><s class=!uthor>x</s><u class=daauthors>x</u>", [], ["u"]),
        ("<b class=xuser>x</b><i class='up date'>x</i><u class=bbyline-1>x</u><s class=a>x</s>", [], ["b", "i", "u"]),
        ("<a href=/authors>x</a><b href=/author/>x</b><i href=//x/AUTHORS/y>x</i><a href=''>x</a>", [], ["b", "i"]),
    ],
)
def test_what_speaks_to_machines_is_found_once_and_in_order(html, said, named):
    found = root(html).find()
    assert [[element.tag for element in elements] for elements in found] == [said, named, []]


def test_what_is_named_is_found_among_what_is_said_where_it_is_to_be():
    said, named, _ = root("<b class=author>1</b><time>2</time><a href=/author/x rel=tag>3</a>").find(together=True)
    assert [[element.text() for element in elements] for elements in (said, named)] == [["1", "2", "3"], ["1", "3"]]


def test_no_more_are_found_than_are_asked_for():
    page = root("<time>1</time>" * 9 + "<h1>2</h1>")
    said, named, _ = page.find(most=3)
    assert [[element.text() for element in elements] for elements in (said, named)] == [["1", "1", "1"], ["2"]]


def test_what_leads_to_a_license_is_found():
    others = "<a href=/x>x</a><a href=ommons.org/>x</a><a href=//creativecommons.org>x</a>"
    _, _, links = root(
        f"{others}<a href='https://CreativeCommons.org/by'>y</a><a href=creativecommons.org/>z</a>"
    ).find()
    assert [link.text() for link in links] == ["y", "z"]


def test_the_first_item_of_a_name_is_one_below():
    page = root("<p itemprop='name author'><b itemprop='x name'>A</b><b itemprop=name>B</b></p>")
    outer = page.find()[0][0]
    assert outer.first_item("name").text() == "A"
    assert outer.first_item("author") is None


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p itemprop=x>a<b>b</b>c</p>", " a+bc"),
        ("<p itemprop=x>a<br>c</p>", " a c"),
        ("<b itemprop=x>a<i><u>d</u></i></b>", "+a++d"),
        ("<div itemprop=x><div>a</div>b</div>", "  a b"),
        ("<div itemprop=x>a<noscript><div><p><b>no</b></div></noscript>b</div>", " a b"),
        ("<noscript itemprop=x>no</noscript>", " "),
        ("<p itemprop=x>a<!-- no -->b</p>", " a b"),
        ("<p itemprop=x>eleven char</p>", None),
    ],
)
def test_a_line_is_what_is_shown_of_an_element(html, line):
    element = root(html).find()[0][0]
    assert element.line(10, "+", frozenset({"b", "i", "u"}), frozenset({"noscript"})) == line


def test_elements_outlive_the_name_of_their_page():
    elements = [root(f"<h1>{number}</h1>").find()[0][0] for number in range(50)]
    assert [element.text() for element in elements] == [str(number) for number in range(50)]


def test_a_page_may_be_nested_deep():
    page = root("<b>" * 300 + "<h1>x</h1>")
    (heading,), _, _ = page.find()
    assert heading.text() == "x"
    assert page.line(10, "", frozenset({"b"}), frozenset()).split() == ["x"]
