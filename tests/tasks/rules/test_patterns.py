"""Patterns that are written to be searched for quickly find what the plain ones find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.headline import _MAY_BE_DATED
from tasks.rules.legal.links import _SEPARATOR
from tasks.rules.mention import _REPORTED, _REPORTED_BY

PARTS = st.lists(
    st.sampled_from(
        [
            "said",
            "a dit",
            "écrit",
            "says",
            "x",
            "_",
            "é",
            "1",
            "9",
            "19",
            "20",
            "٣",
            "-",
            " ",
            ",",
            "/",
            "|",
            "–",
            "\n",
            ".",
        ]
    ),
    max_size=12,
).map("".join)


@given(PARTS)
def test_quick_patterns_find_what_plain_ones_find(text):
    assert bool(_MAY_BE_DATED.search(text)) == bool(re.search(r"(?:19|20)\d\d|\d[-/.]\d", text))
    assert bool(_REPORTED.search(f" {text}")) == bool(re.search(rf"\b(?:{_REPORTED_BY})\b", text))
    assert _SEPARATOR.split(text) == re.split(r"[|·•∙/–—>]|,(?=\s)|(?<=\s)-(?=\s)", text)


@pytest.mark.parametrize("text", ["said", "he said", "(said)", "a dit", "élu, écrit-elle"])
def test_who_is_reported_at_the_beginning_is_found(text):
    assert _REPORTED.search(f" {text}")
