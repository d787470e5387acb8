"""What is searched in a page's bytes: the same as by a regular expression."""

import random
import re

import pytest

from tasks.segment.scan import around, count, frames

OPEN = re.compile(r"(<(?i:iframe)\b[^<>]{0,2000}>)(\s{0,100}</(?i:noscript))")
PIECES = (
    "<noscript>", "<iframe src=x>", "<iframe/>", "<IFRAME a='é'>", "<iFrame>", "</iframe>", "</noscript>", "</n",
    "</NOSCRIPT >", "</noscript", " ", "\xa0", "\u3000", "\n" * 50, "a", "<p>", "<", "</", ">", "<n", "<i", "\ud800",
)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", (False, False)),
        ("<", (False, False)),
        ("<p>noframes</p>", (False, False)),
        ("<noframes>x", (True, False)),
        ("<NOFRAMES", (True, False)),
        ("<noscript><iframe></noscript>", (False, True)),
        ("<noscript><iframe a='b'>\n</NOSCRIPT>", (False, True)),
        ("<noscript><iframe></iframe></noscript>", (False, False)),
        ("<noscript><p></noscript><iframe>", (False, False)),
    ],
)
def test_frames(html, found):
    assert frames(html) == frames(html.encode()) == found


def test_no_frame_is_missed_that_a_regular_expression_finds():
    dice = random.Random(2026)
    for _ in range(5_000):
        html = "<noscript><iframe>" + "".join(dice.choices(PIECES, k=dice.randrange(10)))
        assert frames(html)[1] or not OPEN.search(html)


@pytest.mark.parametrize("length", [0, 1, 254, 255, 256, 1_000, 70_000])
def test_signs_are_counted_in_a_page_as_in_its_utf_8(length):
    html = "<" * length + "é<\u3000>" * 3
    assert count(html, b"<") == count(html.encode(), b"<") == html.count("<")
    assert around(html, b">", 4, 1, 2) == around(html.encode(), b">", 4, 1, 2) == ["<\u3000>".encode()] * 2


def test_half_a_pair_of_surrogates_is_a_question_mark():
    assert count("<\ud800<", b"?") == 1
