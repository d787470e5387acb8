"""Cues: where they are found, and that no rule is blind to a line that its own functions would take."""

import json
import re
from pathlib import Path

import pytest

from tasks.document import Record
from tasks.rules import dateline, families
from tasks.rules.author_bio.forms import CUES as BIO_CUES
from tasks.rules.author_bio.forms import is_bio
from tasks.rules.base import Context, Zone
from tasks.rules.byline import is_byline, signed_lines
from tasks.rules.caption import captions, is_caption
from tasks.rules.credit import credit_lines, is_credit
from tasks.rules.cues import Cues, lines_with
from tasks.rules.dateline import date_lines, parts_of_date_line
from tasks.rules.legal import documents
from tasks.rules.navigation.menus import _CUES as MENU_CUES
from tasks.rules.navigation.menus import menu_items
from tasks.segment import segment

CASES = Path(__file__).parents[2] / "cases"
SAMPLES = Path(__file__).parents[3] / "raw" / "samples"

WHOLE = Cues(whole=("deep water",))
START = Cues(start=("deep",))
INSIDE = Cues(inside=("deep",))
STEMS = Cues(stems=("deep", "\nwat"))


def document(*lines):
    return segment(Record("case", "0", "\n".join(lines), "text", "0" * 64))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


@pytest.fixture(scope="module")
def known():
    """Every line of every case and sample, and one of every month and weekday."""
    families()
    lines = [line for path in sorted(CASES.glob("*.json")) for line in strings(json.loads(path.read_text("utf-8")))]
    lines += [line for path in sorted(SAMPLES.glob("*.txt")) for line in path.read_text("utf-8", "replace").split("\n")]
    for words, text in (
        (dateline._MONTH, "{} 3, 2020"),
        (dateline._WEEKDAY, "{} 3 May 2020"),
    ):
        names = re.sub(r"\(\?:([^)|]*)[^)]*\)", r"\1", words).replace("[ck]", "c").replace("[cz]", "z").replace("?", "")
        lines += [text.format(name) for name in names.split("|")]
    page = document(*(line.replace("\n", " ") for line in lines))
    assert len(page.visible) > 2_000
    return page


@pytest.mark.parametrize(
    ("cues", "found"),
    [(WHOLE, [0]), (START, [0, 1]), (INSIDE, [0, 1, 3]), (STEMS, [0, 1, 2, 3, 4, 5])],
)
def test_where_cues_are_found(cues, found):
    page = document(
        "» Deep water «", "Deep in the wood", "Deepening", "How deep?", "Two-deeper", "Water", "", "Hot water"
    )
    assert list(lines_with(page, cues)) == found


def test_a_rule_does_not_look_at_the_headline():
    page = document("Deep", "Deep", "Shallow", "Deep")
    context = Context(frozenset(), (Zone.BODY,) * 4, 0)
    assert list(context.lines_with(page, START)) == [1, 3]


HEADINGS = (
    "Our privacy and cookie policy", "Cookies & cookies notice", "Data protection statement", "Refund policies",
    "Returns declaration", "Terms of use", "Terms and conditions", "Terms & conditions", "User agreement",
    "Conditions of use", "Legal notice", "Disclaimer", "End user licence agreement", "Datenschutz",
    "Datenschutzerklärung", "Nutzungsbedingungen", "Impressum", "AGB", "Allgemeine Geschäftsbedingungen",
    "Cookie-Richtlinie", "Haftungsausschluss", "Politique de confidentialité", "Politique relative aux cookies",
    "Mentions légales", "Conditions générales", "Política de privacidad", "Aviso legal", "Términos y condiciones",
    "Termos de uso", "Informativa sulla privacy", "Note legali", "Privacybeleid", "Privacyverklaring", "Cookiebeleid",
    "Cookieverklaring", "Algemene voorwaarden",
)  # fmt: skip


def test_policies_are_found_by_their_headings(known):
    for page, fewest in ((document(*HEADINGS), len(HEADINGS)), (known, 20)):
        headed = {i for i in page.visible if documents._HEADED.fullmatch(page.folded[i][:160])}
        assert len(headed) >= fewest
        assert headed <= set(lines_with(page, documents._CUES))


def test_dates_are_found_by_their_first_words(known):
    parts = {i: found for i in known.visible if (found := parts_of_date_line(known.lines[i].text))}
    assert len(parts) > 150
    assert [known.lines[i].text for i in parts if i not in date_lines(known)] == []
    assert date_lines(known) == parts


def test_captions_and_credits_are_found_by_their_words(known):
    forms = {
        i: form for i in known.visible if (form := is_caption(known.lines[i].text, known.folded[i], known.words[i]))
    }
    assert len(forms) > 10
    assert captions(known) == forms
    credits = {i: form for i in known.visible if (form := is_credit(known.lines[i].text))}
    assert len(credits) > 10
    assert credit_lines(known) == credits


def test_bylines_and_biographies_are_found_by_their_words(known):
    bylines = {i for i in known.visible if is_byline(known.lines[i].text)}
    assert len(bylines) > 10
    assert bylines == signed_lines(known)
    bios = {i for i in known.visible if is_bio(known.lines[i].text)}
    assert len(bios) > 10
    assert bios <= {*lines_with(known, BIO_CUES)}


def test_menus_are_found_by_the_word_that_opens_them(known):
    menus = {i for i in known.visible if menu_items(known.folded[i])}
    assert len(menus) > 50
    assert menus <= {*lines_with(known, MENU_CUES)}
