"""What a dump may hold and nobody meant: broken, huge, deep, disguised."""

import subprocess
import sys
import time

import pytest

from tasks.metadata.head import read_head
from tasks.metadata.json_ld import read_graph


def script(block):
    return f'<script type="application/ld+json">{block}</script>'


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Article", "headline": "Harbour closed",}',
        '{"@type": "Article", "headline": "Harbour closed"} {"@type": "Thing"}',
        '<!-- {"@type": "Article", "headline": "Harbour closed"} -->',
        '{"@type": "Article", "headline": "Harbour closed", "text": "line\nbreak"}',
        '{"@type": "Article", "headline": "Harbour closed", "text": "a "quoted" word"}',
        '[[{"@graph": [{"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "Harbour closed"}]}]]',
    ],
)
def test_broken_json_ld_gives_what_it_has(from_html, block):
    found = from_html(script("{nonsense") + script(block))
    assert (found.title, found.sources["title"]) == ("Harbour closed", "json-ld:headline")


@pytest.mark.parametrize(
    "block",
    ["", "null", "[" * 100_000, '{"a":' * 50_000, "1" * 200_000, '{"@type": {"@type": []}, "author": [[[]]], "name": 7}',
     '{"@type": "Article", "@id": [1], "author": {"@id": {"x": 1}}, "headline": {"@value": 3}}'],
)  # fmt: skip
def test_hostile_json_ld_gives_nothing(from_html, block):
    found = from_html(script(block) + "<title>Harbour closed today</title>")
    assert (found.title, found.authors, found.sources["title"]) == ("Harbour closed today", (), "title")


def test_a_reference_to_itself_ends():
    graph = read_graph(['{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}, "name": "Harbour"}'])
    assert [list(graph.named(node, "author")) for node in graph.nodes] == [[("Harbour", frozenset({"article"}))]]


def test_a_megabyte_in_a_tag_is_cut(from_html):
    found = from_html(
        f'<meta property="og:title" content="{"harbour " * 130_000}"><meta name="description" content="{"x y z " * 100_000}">'
    )
    assert found.title is not None
    assert len(found.title) <= 500
    assert found.description is not None
    assert len(found.description) <= 2_000
    assert found.sources["title"] == "meta:og:title"


def test_control_characters_and_markup_are_taken_out(from_html):
    found = from_html('<meta property="og:title" content="Har\x01bour\u202e \x7f&lt;b&gt;closed&lt;/b&gt;\u200b">')
    assert (found.title, found.sources["title"]) == ("Harbour closed", "meta:og:title")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 4_000 + '<h1>Deep</h1><a class="author">X</a>',
        "<script" * 60_000,
        "<meta " * 60_000,
        '<meta name="a" content="b">' * 30_000,
        '<p class="author date">' * 20_000,
        "<head>" + "<style>" * 40_000,
        '<time datetime="' + "9" * 500_000 + '">',
        '<span class="byline">' + "By " * 100_000 + "</span>",
    ],
    ids=lambda page: page[:20],
)
def test_cost_stays_bounded(from_html, page):
    start = time.process_time()
    read_head(page)
    found = from_html("", page)
    assert time.process_time() - start < 5
    assert found.published is None


@pytest.mark.parametrize(
    "line",
    ["By " + "A" * 100_000, "a " * 50_000, "Marta " * 20_000 + "is a correspondent for X", "© " + "2021-" * 20_000],
)
def test_cost_of_a_line_stays_bounded(from_lines, paragraph, line):
    start = time.process_time()
    rows = [("title", "Harbour closed"), ("", paragraph)]
    found = from_lines(
        rows + [(family, line) for family in ("byline", "author_bio", "dateline", "legal", "copyright", "credit")]
    )
    assert time.process_time() - start < 2
    assert (found.authors, found.published) == ((), None)


def test_importing_metadata_is_light():
    code = (
        "import sys, tasks.metadata; "
        "heavy = {'trafilatura', 'prefect', 'pyarrow', 'pandas', 'py3langid', 'bs4', 'htmldate'} & set(sys.modules); "
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
