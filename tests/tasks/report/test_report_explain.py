"""One document explained: every line with its fate, on a page and in a terminal, and nothing in it that acts."""

import io
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from report_cases import Metadata, explained
from rich.console import Console

from tasks.document import Action
from tasks.report.explain import LINE_CHARACTERS, explain_html, explain_terminal

PROSE = "The ferry stayed in the harbour on Sunday because of the wind, and nobody on the island minded much."


@pytest.fixture
def ferry():
    return explained(
        f"Skip to content\n\nFerry stays in harbour\n\nBy Ada Quist\n{PROSE}\nSign up today",
        (1, Action.DROP, "navigation", "navigation.skip_link", 0.9, "skip to content"),
        (3, Action.KEEP, "title", "title", 1.0, "headline"),
        (5, Action.ROUTE, "byline", "byline.by", 0.75, "by <name>"),
        (7, Action.DROP, "newsletter_prompt", "newsletter_prompt.start", 0.4, "sign up"),
        headline=2,
    )


def lines_of(html):
    """`(number, class, text, why)` of every visible line."""
    found = []
    for item in re.findall(r'<li class="line ([^"]*)">(.*?)</li>', html, re.DOTALL):
        number = re.search(r'class="no">(\d+)<', item[1])
        if number:
            text = re.search(r'class="text" dir="auto">(.*?)</(?:del|span)>', item[1], re.DOTALL)
            why = re.search(r'class="why">(.*)</span>', item[1], re.DOTALL)
            plain = " ".join(re.sub(r"<[^>]*>", " ", why[1]).split()) if why else ""
            found.append((int(number[1]), item[0].split(), text[1], plain))
    return found


def test_the_page_shows_every_line_with_number_fate_family_rule_score_and_evidence(ferry):
    rows = lines_of(explain_html(ferry, None))
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (1, "Skip to content", "dropped as navigation · 0.90 navigation.skip_link “skip to content”"),
        (3, "Ferry stays in harbour", "kept as title · 1.00 title “headline”"),
        (5, "By Ada Quist", "routed as byline · 0.75 byline.by “by &lt;name&gt;”"),
        (6, PROSE, ""),
        (7, "Sign up today", "dropped as newsletter prompt · 0.40 newsletter_prompt.start “sign up”"),
    ]
    assert [row[1][0] for row in rows] == ["drop", "keep", "route", "keep", "drop"]
    assert ["gone" in row[1] for row in rows] == [True, False, True, False, True]


def test_families_have_colours_of_their_own(ferry):
    rows = lines_of(explain_html(ferry, None))
    colours = [row[1][1] for row in rows if "gone" in row[1]]
    assert len(set(colours)) == 3
    assert {"f0", "f1", "f2"} == set(colours)


def test_the_page_counts_what_the_document_holds(ferry):
    html = explain_html(ferry, None)
    kept, words = len(ferry.text.split()), sum(ferry.document.words)
    assert f"{kept} of {words} kept" in html
    assert f'<dd class="big">{100 * ferry.removed_ratio:.1f} %</dd>' in html
    assert "<title>Ferry stays in harbour" in html


def test_metadata_of_any_dataclass_is_shown(ferry):
    metadata = Metadata(
        title="<b>Ferry</b>", authors=("Ada Quist", "Bo Lund"), published=datetime(2020, 5, 1, tzinfo=UTC),
        score=0.0, sources={"title": "h1"},
    )  # fmt: skip
    html = explain_html(ferry, metadata)
    values = dict(re.findall(r'<th scope="row">(.*?)</th><td class="text-cell" dir="auto">(.*?)</td>', html))
    assert values == {
        "title": "&lt;b&gt;Ferry&lt;/b&gt;",
        "authors": "Ada Quist · Bo Lund",
        "published": "2020-05-01T00:00:00+00:00",
        "score": "0.0",
        "sources": "title: h1",
    }
    assert "Metadata" not in explain_html(ferry, None)


def test_the_empty_document_has_a_page_and_a_listing():
    empty = explained("")
    assert "The document has no lines." in explain_html(empty, Metadata())
    assert "0 lines kept" in shown(empty)


def test_endless_lines_and_endless_line_counts_are_bounded(monkeypatch):
    long = explained("x" * 1_000_000)
    html = explain_html(long, None)
    assert f"… [{1_000_000 - LINE_CHARACTERS:,} more characters]" in html
    assert len(html) < 40_000
    assert len(shown(long)) < 10_000
    monkeypatch.setattr("tasks.report.explain.MOST_LINES", 100)
    many = explained("word\n" * 112)
    assert "12 more lines are not shown here" in explain_html(many, None)
    assert "… 12 more lines" in shown(many)


STEERING = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202elasrever",
    "\x1b]0;title\x07\x1b[2J",
    "[red]m[/red]",
]


def test_hostile_lines_fields_and_evidence_are_only_text():
    made = [(i, Action.DROP, text, text, 0.9, text) for i, text in enumerate(STEERING, 1)]
    hostile = explained("\n".join(STEERING), *made, headline=0, record=STEERING[1])
    html = explain_html(hostile, Metadata(title=STEERING[0], authors=tuple(STEERING)))
    assert not re.search(r"<(script|img)", html)
    assert not set("\x1b\x07\u202e") & set(html)
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4
    assert "[red]m[/red]" in html


def shown(cleaned, colour=False, width=120):
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=colour, color_system="standard" if colour else None).print(
        explain_terminal(cleaned)
    )
    return out.getvalue()


def test_the_terminal_shows_every_line_with_fate_family_rule_and_score(ferry):
    rows = [" ".join(row.split()) for row in shown(ferry).splitlines()]
    assert rows == [
        "1 drop Skip to content ‹navigation navigation.skip_link 0.90 “skip to content”›",
        "2",
        "3 keep Ferry stays in harbour ‹title title 1.00 “headline”›",
        "4",
        "5 route By Ada Quist ‹byline byline.by 0.75 “by <name>”›",
        f"6 keep {PROSE}",
        "7 drop Sign up today ‹newsletter_prompt newsletter_prompt.start 0.40 “sign up”›",
        "",
        f"2 lines kept, 2 dropped, 1 routed; {100 * ferry.removed_ratio:.1f} % of the words removed",
    ]


def test_the_terminal_colours_families_and_only_what_is_removed(ferry):
    rows = shown(ferry, colour=True).splitlines()
    colours = {re.search(r"\x1b\[(3\d)m\s*" + word, row)[1] for word, row in (("Skip", rows[0]), ("Sign", rows[6]))}
    assert len(colours) == 2
    assert re.search(r"\x1b\[3\dm", rows[5]) is None


def test_a_dump_cannot_steer_the_terminal():
    made = [(i, Action.DROP, text, text, 0.9, text) for i, text in enumerate(STEERING, 1)]
    hostile = explained("\n".join(STEERING), *made)
    plain = shown(hostile, width=400)
    assert not set("\x1b\x07\u202e") & set(plain)
    assert plain.count("[red]m[/red]") == 4
    # With colours on, the only escape sequences are those that set colours.
    coloured = shown(hostile, colour=True)
    assert "\x1b" not in re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert "\x07" not in coloured


def test_explaining_imports_none_of_the_heavy_packages():
    code = (
        "import sys, tasks.report.explain;"
        "print([m for m in ('prefect', 'great_expectations', 'pandas', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
