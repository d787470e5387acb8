"""Prices of sellers, and buttons to them, below each product that a text tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, Context, LineRule
from tasks.rules.cues import Cues

_WORD = r"(?-i:[A-Z0-9])[\w.&'’!-]{0,30}"
_SELLER = rf"{_WORD}(?: (?:&|and|home|sporting|goods|{_WORD})){{0,3}}(?: \([^)]{{2,20}}\))?"
_PRICE = r"(?:(?:US|CA|AU)?[$£€¥] ?\d[\d.,]*|\d[\d.,]* ?[$£€])"
_AT = r"(?:at|from|on|@|bei|chez|sur|en|su|bij|na)"
# "$349 now $325 at Amazon", as often as there are sellers.
_PRICED = (
    rf"(?:(?:now|from|only|was|save|msrp:?|price:?|ab|nur) )*{_PRICE}(?: (?:now |from |was |only )*{_PRICE})* "
    rf"{_AT} {_SELLER}"
)
# "Check price at REI", "See Details & Buying Options".
_WHAT = r"(?:prices?|deals?|offers?|(?:details (?:&|and) )?buying options|details (?:&|and) prices?)"
_CHECKED = (
    r"(?:check|see|view|compare|find|get|show) (?:the )?(?:(?:latest|current|best|today['’]s|lowest|full|all|more) )*"
    rf"{_WHAT}(?: now)?(?: ?(?:{_AT}|for|[-–:]) {_SELLER})?"
)
_COMPARED = rf"price comparison from (?:(?:over )?[\d.,]+ (?:stores|shops|retailers)(?: worldwide)?|{_SELLER})"
_BOUGHT = rf"(?:buy|order|shop) (?:it )?now (?:at|from|on) {_SELLER}"
# "Get a Quote (212) 555-0134", of movers and insurers.
_QUOTED = (
    r"(?:get|request) (?:(?:an?|your|my|the|free|instant|online) )*(?:quotes?|price quotes?|estimates?|pricing)"
    r"(?:[ :]+\+?\(?\d[\d ().-]{5,20})?"
)
_TRANSLATED = "|".join(
    (
        rf"(?:jetzt |hier )*(?:bei|auf) {_SELLER} (?:kaufen|ansehen|bestellen|anschauen)",
        rf"(?:preise? (?:prüfen|ansehen|vergleichen)|zum angebot)(?: (?:bei|auf) {_SELLER})?",
        rf"(?:voir|vérifier|comparer) (?:le prix|les prix|l['’]offre)(?: (?:sur|chez) {_SELLER})?",
        rf"(?:acheter|commander) (?:sur|chez) {_SELLER}",
        rf"(?:ver|comprobar|comparar) (?:el )?(?:precios?|oferta)(?: en {_SELLER})?",
        rf"comprar en {_SELLER}",
        rf"(?:vedi|controlla|confronta) (?:il prezzo|i prezzi|l['’]offerta)(?: su {_SELLER})?",
        rf"(?:acquista|vedi|compra) su {_SELLER}",
        rf"bekijk (?:de )?(?:prijs|prijzen|aanbieding)(?: bij {_SELLER})?",
        rf"koop bij {_SELLER}",
        rf"(?:ver|conferir) (?:o )?preço(?: na {_SELLER})?",
    )
)
_OFFER = rf"(?:{_PRICED}|{_CHECKED}|{_COMPARED}|{_BOUGHT}|{_QUOTED}|{_TRANSLATED})"
# Flattening joins what stands side by side: "$298 on Amazon$319 on Breville".
_OFFERS = re.compile(rf"[^\w$£€¥]{{0,3}}{_OFFER}(?:[ |,/·•›»-]*{_OFFER}){{0,7}}[^\w$£€¥]{{0,3}}", re.IGNORECASE)
# A button opens with a capital. In the middle of a sentence whose links stand on lines of their own nothing does.
_OPENS = re.compile(r"[^\w$£€¥]{0,3}(?:[A-ZÀ-Þ\d]|[$£€¥])")

LONGEST = 24
"""Words of a line with the prices of several sellers."""


def _offers(document: Document, context: Context) -> Iterator[Decision]:
    for i in context.lines_with(document, _CUES):
        if document.words[i] <= LONGEST:
            text = " ".join(document.lines[i].text.split())
            if _OPENS.match(text) and _OFFERS.fullmatch(text):
                yield SELLERS.decide(i, i + 1, Action.DROP, LIKELY, "a price or a button, and a seller")


# Where a line may open; "#" stands for a number, with the sign of its currency.
_CUES = Cues(
    start=(
        *(f"{said}#{at}" for said in ("", "now ", "from ", "only ", "save ", "msrp ", "price ", "ab ", "nur ") for at in
          (" at", " from", " on", " now", " bei", " chez", " sur", " en", " su", " bij", " na", " was")),
        "check", "see", "view", "compare", "find", "get", "show", "price comparison from", "buy now", "buy it now",
        "order now", "order it now", "shop now", "request", "jetzt", "hier", "bei", "auf", "preis", "preise",
        "zum angebot", "voir", "vérifier", "comparer", "acheter", "commander", "ver", "comprobar", "comparar",
        "comprar", "vedi", "controlla", "confronta", "acquista", "compra", "bekijk", "koop", "conferir",
    ),
)  # fmt: skip

SELLERS = LineRule("offer.seller", "offer", _offers)

RULES = (SELLERS,)
