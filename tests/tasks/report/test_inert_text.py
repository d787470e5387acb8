"""Dump text that would act instead of being seen."""

import unicodedata

import pytest

from tasks.report.inert import inert_text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "⟨U+001B⟩[31mred⟨U+001B⟩[0m"),
        ("\x9b31mred", "⟨U+009B⟩31mred"),
        ("user\u202etxt.exe", "user⟨U+202E⟩txt.exe"),
        ("a\u2066b\u2069c\u200fd", "a⟨U+2066⟩b⟨U+2069⟩c⟨U+200F⟩d"),
        ("pay\u200bwall\ufeff", "pay⟨U+200B⟩wall⟨U+FEFF⟩"),
        ("half \ud83d pair", "half ⟨U+D83D⟩ pair"),
        ("hidden \U000e0041", "hidden ⟨U+E0041⟩"),
        ("a\tb\x00", "a b⟨U+0000⟩"),
        ("two\r\nlines\nhere", "two ↵ lines ↵ here"),
    ],
)
def test_what_acts_is_made_visible(raw, shown):
    assert inert_text(raw, 1_000) == shown
    assert inert_text(shown, 1_000) == shown


@pytest.mark.parametrize(
    "text", ["Grüße aus Köln", "می‌خواهم", "👩‍👩‍👧 family", "שלום עולם", "क्षेत्र", "co\u00adop", "<b>&amp;"]
)
def test_what_people_write_stays(text):
    assert inert_text(text, 1_000) == text


def test_no_control_or_bidi_character_survives():
    everything = "".join(map(chr, [*range(0x3000), *range(0xD800, 0xE000), *range(0xFE00, 0x10000)]))
    shown = inert_text(everything, len(everything))
    assert not {c for c in shown if unicodedata.category(c) in {"Cc", "Cs"}}
    assert not {
        c
        for c in shown
        if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    }
    shown.encode("utf-8")


def test_a_long_text_is_cut_and_says_so():
    assert inert_text("x" * 1_000_000, 10) == "x" * 10 + "… [999,990 more characters]"
    assert inert_text("x" * 10, 10) == "x" * 10
    assert len(inert_text("\u202e" * 1_000_000, 100)) < 1_100
