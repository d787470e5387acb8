"""Pages that are a policy or an agreement themselves: their paragraphs are the text, whatever other pages quote."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import STRONG, Context, LineRule
from tasks.rules.cues import Cues, lines_with

# How such a page is headed. Menus and footers name it, too: the heading counts right above its paragraphs only.
_HEADED = re.compile(
    r"(?:.{0,60}\b)?(?:privacy|cookies?|data protection|acceptable use|refund|shipping|returns?|security)"
    r"(?: and cookies?| & cookies?)? (?:policy|policies|notice|statement|declaration)\b.{0,60}"
    r"|(?:.{0,60}\b)?(?:terms (?:of (?:use|service|sale)|and conditions|& conditions)|user agreement|"
    r"conditions of use|legal notice|disclaimer|end user licen[cs]e agreement)\b.{0,60}"
    r"|(?:.{0,60}\b)?(?:datenschutz(?:erklärung|hinweise|bestimmungen|richtlinie)?|nutzungsbedingungen|impressum|agb|"
    r"allgemeine geschäftsbedingungen|cookie-richtlinie|haftungsausschluss)\b.{0,60}"
    r"|(?:.{0,60}\b)?(?:politique de (?:confidentialité|cookies)|politique relative aux cookies|mentions légales|"
    r"conditions (?:générales|d'utilisation)|política de (?:privacidad|cookies|privacidade)|aviso legal|"
    r"términos y condiciones|termos de uso|informativa (?:sulla privacy|sui cookie|privacy)|privacy policy|note legali|"
    r"privacybeleid|privacyverklaring|cookiebeleid|cookieverklaring|algemene voorwaarden)\b.{0,60}"
)
# A word of each of these headings. Few pages have one outside their menus, and paragraphs are read on those alone.
_CUES = Cues(
    stems=(
        "policy", "policies", "notice", "statement", "declaration", "terms", "agreement", "conditions", "disclaimer",
        "datenschutz", "nutzungsbedingungen", "impressum", "agb", "geschäftsbedingungen", "cookie-richtlinie",
        "haftungsausschluss", "politique", "mentions légales", "política", "aviso legal", "términos", "termos",
        "informativa", "note legali", "privacybeleid", "privacyverklaring", "cookiebeleid", "cookieverklaring",
        "voorwaarden",
    ),
)  # fmt: skip
# What their paragraphs say. A search for all of these through a paragraph takes 25 µs.
_LEGAL = Cues(
    stems=(
        "cookie", "privacy", "personal data", "personal information",
        *(f"your {what}" for what in ("data", "information", "device", "browser", "account")), "third part", "consent",
        "processing", "gdpr", "ccpa", "liab", "warrant", "terms", "agreement", "applicable law", "jurisdiction",
        "copyright", "trademark", "these services", "our site", "our website", "our service", "this site",
        "this website", "this policy", "this notice",
        *(f"we {what}" for what in ("collect", "may", "use", "share", "store")),
        "personenbezogen", "daten", "haftung", "nutzung", "einwilligung", "verarbeitung", "données", "consentement",
        "traitement", "responsab", "datos", "consentimiento", "tratamiento", "dati personali", "trattamento",
        "consenso", "persoonsgegevens", "verwerk", "gegevens", "dados",
    )
)  # fmt: skip
FEWEST_PARAGRAPHS = 5
"""Paragraphs of the shortest policy. A banner with its settings has as many, and an article beside it, or no
such heading."""
SHARE = 0.7
"""Of the words of a document's paragraphs that must be legal ones: there is no article on the page. An article about
privacy that reaches it is kept by the same votes, which does no harm."""
NEAR = 3
"""Visible lines from the heading to the first legal paragraph: a date and a line of address between."""


def _documents(document: Document, context: Context) -> Iterator[Decision]:
    if len(document.paragraphs) < FEWEST_PARAGRAPHS or not any(
        _may_head(document, context, i) for i in lines_with(document, _CUES)
    ):
        return
    total = sum([document.words[i] for i in document.paragraphs])
    said = {*lines_with(document, _LEGAL)}
    legal: list[int] = []
    heading = None
    others = 0
    for i in document.paragraphs:
        if i in said:
            legal.append(i)
            heading = heading if len(legal) > 1 else _heading(document, context, i)
        else:
            others += document.words[i]
        # Most pages are known to be none after two paragraphs.
        if (legal and heading is None) or total - others < SHARE * total:
            return
    if heading is None or len(legal) < FEWEST_PARAGRAPHS:
        return
    for i in (heading, *legal):
        yield DOCUMENT.decide(i, i + 1, Action.KEEP, STRONG, document.folded[heading][:60])


def _may_head(document: Document, context: Context, i: int) -> bool:
    return (document.words[i] <= 10 or i == context.title) and _HEADED.fullmatch(document.folded[i][:160]) is not None


def _heading(document: Document, context: Context, first: int) -> int | None:
    """The headline, or a line right above the first legal paragraph, that says what the page is."""
    if context.title is not None and _may_head(document, context, context.title):
        return context.title
    at = bisect_left(document.visible, first)
    above = document.visible[max(0, at - NEAR) : at]
    return next((i for i in above if _may_head(document, context, i)), None)


DOCUMENT = LineRule("legal.document", "legal", _documents)

RULES = (DOCUMENT,)
