"""The compiled passes over characters say what Python and its regular expressions say."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.document import Line
from tasks.metadata.characters import Openings, Searched, casefolded, compared, dated, is_clean, words_among
from tasks.metadata.cleaning import comparable, one_line
from tasks.metadata.moments import MONTHS

# Signs, spaces of all kinds, what is not seen, and letters that case folding makes others or several of.
ODD = "a Z_-./& <>'’·|ßéİǅΣσςﬁ\u00a0\u00ad\u0085\u1680\u200b\u200d\u2003\u202e\u3000\ufeff\ud800\x00\x1c\x7f\n中😀٣９"
TEXTS = st.one_of(st.text(), st.text(ODD), st.text("ab 12_-", min_size=240, max_size=300))
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
DATE = re.compile(r"\d(?:(?<=[12])\d\d\d|[./-]\d\d?[./-]\d\d)")


@given(TEXTS)
def test_what_is_compared_is_folded_letters_and_digits(text: str) -> None:
    folded = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    assert comparable(text) == folded
    assert compared(text) in {folded, None}


@given(TEXTS)
def test_case_folding(text: str) -> None:
    assert casefolded(text) == text.casefold()


@pytest.mark.parametrize("start", range(0, 0x110000, 0x11000))
def test_every_character_is_folded_as_by_python(start: int) -> None:
    for text in map(chr, range(start, start + 0x11000)):
        assert casefolded(text) == text.casefold()
        assert comparable(text) == re.sub(r"[\W_]+", " ", text.casefold()).strip()


@given(TEXTS)
def test_of_a_clean_value_nothing_is_taken(text: str) -> None:
    if is_clean(text, 250):
        assert " ".join(INVISIBLE.sub("", html.unescape(text)).split())[:250] == text
        assert "<" not in text
    else:
        assert one_line(text, 250) != text or set(text) & {"&", "<", "\u200c", "\u200d"}


@given(st.lists(st.tuples(st.one_of(st.text("12 ./-٣", max_size=12), st.text(max_size=5)), st.integers(0, 3))))
def test_dates_are_looked_for_in_each_line_that_is_not_long(found: list[tuple[str, int]]) -> None:
    lines, words = tuple(Line(text, 0, len(text)) for text, _ in found), tuple(count for _, count in found)
    assert dated(lines, words, 2) == [i for i, (text, count) in enumerate(found) if count <= 2 and DATE.search(text)]


WORDS_ALONE = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
LISTED, BARRED = frozenset({"the", "harbour", "l'eau", "ferry-man", "οδος"}), frozenset({"by", "автор", "am"})
WORDS = st.sampled_from(
    [
        "The",
        "harbour",
        "L'Eau",
        "Ferry-man",
        "ΟΔΟΣ",
        "by",
        "Baby",
        "АВТОР",
        "autorin",
        "Tutor",
        "İam",
        "½",
        "2",
        "_",
        "",
        "a\u0307m",
    ]
)


def among(text: str) -> int | None:
    """The same by regular expressions."""
    if WORDS_ALONE.fullmatch(text) is None or re.search(r"\b(?:by|автор|am|autor\w*)\b", text.lower()):
        return None
    return sum(word.lower() in LISTED for word in text.split())


@given(
    st.one_of(
        TEXTS, st.lists(WORDS, max_size=6).flatmap(lambda words: st.sampled_from(" -'’").map(lambda by: by.join(words)))
    )
)
def test_words_of_a_text_of_words_alone(text: str) -> None:
    assert words_among(text, LISTED, BARRED, "autor") == among(text)


def test_words_are_told_one_by_one() -> None:
    assert words_among("The harbour of the ferry", LISTED, BARRED, "autor") == 3
    assert words_among("Autorinnen", LISTED, BARRED, "autor") is None


@given(
    st.one_of(TEXTS, st.lists(st.sampled_from(["Jan", "JÄN", "MÄR", "jA", "n", "ſep", "я", "ЯНВ", "中"])).map("".join))
)
def test_what_opens_a_word_is_in_a_text(text: str) -> None:
    low = "".join(folded if len(folded := char.casefold()) == 1 and char < "\u3000" else "\0" for char in text)
    found = Openings(["january", "jan", "jänner", "märz", "september", "январь"]).may_be_in(text)
    assert found is any(opening in low for opening in ("jan", "jän", "mär", "sep", "янв"))


def test_every_month_is_found_in_any_case() -> None:
    openings = Openings(MONTHS)
    for name in MONTHS:
        assert all(map(openings.may_be_in, (f"5 {name} 2020", name.upper(), name.title())))
    assert not any(map(openings.may_be_in, ("2020-05-06 12:00", "")))


# Words are found beside signs and letters of one to four bytes, and among halves of surrogate pairs.
PIECES = st.sampled_from(
    ["silver", "ring", " ", "-", "'", "’", "_", "é", "中", "😀", "𝒜", "\ud800", "\udc80", "²", "a", "\x00"]
)
SAID = st.lists(PIECES, max_size=12).map("".join)


@given(SAID, st.one_of(SAID, st.sampled_from(["silver", "ring"])))
def test_words_are_found(text: str, word: str) -> None:
    found = Searched(text)
    assert (word in found) is (word in text)
    if word:
        assert found.times(word, 10**6) == text.count(word)
        assert found.times(word, 2) == min(2, text.count(word))
        alone = re.search(rf"(?<![\w'’-]){re.escape(word)}(?!\w)", text)
        assert found.has_word(word) is (alone is not None)


def test_a_text_is_searched_to_its_end() -> None:
    text = "x" * 100_000 + " silver"
    found = Searched(text)
    assert "silver" in found
    assert found.has_word("silver")
    assert found.times("x", 9) == 9
    assert "gold" not in Searched("")
