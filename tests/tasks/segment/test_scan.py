"""What is searched in a page's bytes: the same as by a regular expression."""

import random
import re

import pytest

from tasks.segment.scan import frames

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
    assert frames(html) == found


def test_no_frame_is_missed_that_a_regular_expression_finds():
    dice = random.Random(2026)
    for _ in range(5_000):
        html = "<noscript><iframe>" + "".join(dice.choices(PIECES, k=dice.randrange(10)))
        assert frames(html)[1] or not OPEN.search(html)
