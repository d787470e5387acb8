import re

import pytest

from tasks.any_case import AnyCase, any_case, by_opening


@pytest.mark.parametrize(
    "text",
    ["updated", "Updated", "UPDATED", "was uPdate today", "© 2021", "Обновлено", "reborn", "born", "Until", "upd"],
)
def test_finds_what_ignoring_case_finds(text):
    words = ("updated?", "©", "обновлено", r"b(?<!\wb)orn\b", "until|unto", "up")
    quick, slow = re.compile(any_case(*words)), re.compile("|".join(words), re.IGNORECASE)
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in slow.finditer(text)]


@pytest.mark.parametrize(
    "text", ["he said", "unsaid", "says: it", "said_x", "aldus", "so, puts it", "", "ésaid", "a-said"]
)
def test_words_by_their_openings_are_found_where_they_stand(text):
    words = ("said", "says", "puts? it", "aldus")
    quick, slow = re.compile(rf"\b(?:{by_opening(*words)})\b"), re.compile(rf"\b(?:{'|'.join(words)})\b")
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in slow.finditer(text)]


@pytest.mark.parametrize(
    "text", ["By Jane", "BY JANE", "by jane", "posſed by", "POSTED BY X", "İby", "\u212aurz: x", "Autor: é"]
)
def test_lower_case_stands_for_any(text):
    pattern = r"(?:by|posted (?P<by>by)|kurz:|autor:) ?"
    ours, flagged = AnyCase(pattern).match(text), re.compile(pattern, re.IGNORECASE).match(text)
    assert (ours and (ours.span(), ours.span("by"))) == (flagged and (flagged.span(), flagged.span("by")))
