"""Lists of teasers below a heading, and prompts with the headline that they lead to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, Zone
from tasks.rules.cues import Cues, lines_with
from tasks.rules.related.labels import HEADING
from tasks.zones import opens_comments

_LED = (
    "read more:", "read more on:", "read more about:", "also read:", "read also:", "read next:", "must read:",
    "read this:", "related:", "related article:", "related articles:", "related story:", "related stories:",
    "related post:", "related posts:", "related reading:", "related news:", "related video:", "related content:",
    "related coverage:", "more:", "more from us:", "don't miss:", "see also our:", "you may also like:",
    "you might also like:", "you may also enjoy:", "recommended reading:", "recommended article:",
    "recommended story:", "in case you missed it:", "icymi:", "read full article:", "read the full story:",
    "continue reading:", "read more here:", "lesen sie auch:", "lesen sie dazu auch:", "lesen sie hier:",
    "lesen sie mehr:", "lesen sie dazu:", "lies auch:", "lies dazu:", "mehr zum thema:", "mehr dazu:",
    "auch interessant:", "auch interessant -", "passend dazu:", "weiterlesen:",
    "das könnte sie auch interessieren:", "das könnte dich auch interessieren:", "zum thema:", "lire aussi :",
    "lire aussi:", "à lire aussi :", "à lire aussi:", "à lire également :", "voir aussi :", "sur le même sujet :",
    "lee también:", "lea también:", "leer también:", "te puede interesar:", "también te puede interesar:",
    "te recomendamos:", "lea además:", "más información:", "lee además:", "leé también:", "leggi anche:",
    "leggi anche -", "potrebbe interessarti:", "guarda anche:", "lees ook:", "lees verder:", "bekijk ook:",
    "leia também:", "leia mais:", "veja também:", "saiba mais:", "vea también:", "ver también:", "à lire aussi \"",
    "lire aussi \"", "à lire également \"", "czytaj też:", "czytaj także:", "zobacz też:", "zobacz także:",
    "przeczytaj też:", "przeczytaj także:", "lue myös:", "läs också:", "läs även:", "les også:", "læs også:",
)  # fmt: skip
# Among paragraphs annotators leave these in on every third page that has them, as a sentence of the text.
_LED_WEAKLY = ("read more:", "also read:", "must read:", "read next:", "related:", "more:", "related reading:")
LED_WORDS = 30
"""Words of a prompt with the headline it leads to."""
TEASERS = 2
"""Headline-like lines below a heading that make a list; one line may be the last word of the article."""
_LONGEST_LIST = 60
TEASER_WORDS = 22
"""Words up to which a line may be the title of a teaser."""
_SENTENCE_END = re.compile(r"[.;:][\"')\]]*$")
# Flattening joins a box of teasers to what stands below it: an ingredient, hours, a heading of the text, small print.
_UNITS = (
    "k?g|mg|m?l|[cd]l|oz|lbs?|pounds?|ounces?|cups?|tbsps?|tsps?|tablespoons?|teaspoons?|pinch|sprigs?|cloves?|bunch|"
    "tl|el|esslöffel|teelöffel|prisen?|bund|päckchen|dosen?|zehen?|stangen?|gramm|liter|litres?|gr(?:ammes)?|cuillères?|"
    "pincées?|gousses?|sachets?|cucharad\\w+|tazas?|dientes?|pizca|gramos|litros?|cucchiai\\w*|spicchi\\w*|pizzico|"
    "grammi|litr[oi]|eetlepels?|theelepels?|snufje|teentjes?|colher\\w*|xícaras?|dentes?|pitada"
)
_QUANTITY = re.compile(rf"[-•*▢□☐ ]*(?:\d+(?:[.,/–-]\d+)?|\d* ?[¼½¾⅓⅔⅛]) ?(?:{_UNITS})\.? +\(?[^\W\d_]", re.IGNORECASE)
_DAYS = (
    r"(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)(?:days?|\b)|wednesdays?|thursdays?|saturdays?|(?:mo|di|mi|do|fr|sa|so)\b|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|"
    r"samedis?|dimanches?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|lunedì|martedì|mercoledì|giovedì|"
    r"venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|segunda|terça|quarta|quinta|"
    r"sexta|daily|täglich|tous les jours|todos los días|tutti i giorni"
)
_HOUR = r"\d{1,2}(?:[:.]\d\d| ?h(?: ?\d\d)?\b)? ?(?:[ap]\.?m\.?|uhr)?"
# "Monday's 5-2 win" and "Sunday: what 5 to 10 minutes can do" are teasers.
_HOURS = re.compile(
    rf"(?:(?:from|von|vom|du|de|dal) )?(?:{_DAYS})"
    rf"(?:[ ,:.&-]*(?:to|through|and|bis|und|au|et|al?|y|en?|tot|t/m|{_DAYS})\b){{0,4}}[ ,:.-]{{0,4}}"
    rf"(?:(?:from|von|de|des|dalle|das|van) )?(?:{_HOUR} ?(?:-|to|until|till|bis|à|al?|alle|às|tot) ?{_HOUR}"
    r"(?![\d./-])|(?:closed|geschlossen|ruhetag|fermée?|cerrado|chiuso|gesloten|fechado)$)"
)
_TEXT_BELOW = frozenset(
    {
        "ingredients", "method", "instructions", "directions", "nutrition", "equipment", "opening hours",
        "opening times", "business hours", "admission", "zutaten", "zubereitung", "öffnungszeiten", "eintritt",
        "anfahrt", "ingrédients", "préparation", "horaires", "horaires d'ouverture", "tarifs", "ingredientes",
        "preparación", "elaboración", "horario", "horarios", "horario de apertura", "ingredienti", "preparazione",
        "procedimento", "orari", "orari di apertura", "ingrediënten", "bereiding", "openingstijden",
        "modo de preparo", "preparação", "horário de funcionamento", "składniki", "przygotowanie", "godziny otwarcia",
    }
)  # fmt: skip
_SMALL_PRINT = re.compile(
    r"\W*(?:©|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|"
    r"tutti i diritti|(?:legal notice|impressum|datenschutz|aviso legal|mentions légales|note legali)$)"
)


def _led(document: Document, context: Context) -> Iterator[Decision]:
    """A prompt with the headline on the same line: "Read more: How to prune"."""
    for i in lines_with(document, _PROMPTED):
        if document.words[i] <= LED_WORDS:
            score = WEAK if document.folded[i].startswith(_LED_WEAKLY) else STRONG
            yield LED.decide(i, i + 1, Action.DROP, score, "a prompt and a headline")


def _lists(document: Document, context: Context) -> Iterator[Decision]:
    """The teasers below a heading of related pages, above or below the text, up to the first paragraph."""
    visible = document.visible
    done = 0
    for i in lines_with(document, _HEADINGS):
        at = end = bisect_right(visible, i)
        if at <= done or context.zones[i] is Zone.BODY:
            continue
        commented = context.zones[i] is Zone.COMMENTS
        while (
            end < len(visible)
            and end - at < _LONGEST_LIST
            and _is_teaser(document, context, visible[end])
            and (commented or not _ends_teasers(document, context, visible[end]))
        ):
            end += 1
        if end - at >= TEASERS and not _swallows_headline(context, visible[end - 1]):
            yield LIST.decide(i, visible[end - 1] + 1, Action.DROP, LIKELY, f"teasers below «{document.folded[i]}»")
            done = end


def _is_teaser(document: Document, context: Context, i: int) -> bool:
    """A line that could be the headline, date or section of a teaser; never one that ends like a sentence of prose."""
    return (
        not is_headline(document, context, i)
        and not document.prose[i]
        and context.zones[i] is not Zone.BODY
        and document.words[i] <= TEASER_WORDS
        and not (document.words[i] > 6 and _SENTENCE_END.search(document.lines[i].text[-6:].rstrip()))
    )


def _ends_teasers(document: Document, context: Context, i: int) -> bool:
    """A line that stands below a list of teasers and never in it: of a recipe, of opening hours, of comments."""
    raw = document.lines[i].text.strip()
    folded = document.folded[i]
    return (
        context.zones[i] is Zone.COMMENTS
        or folded in _TEXT_BELOW
        or opens_comments(document, i)
        or _QUANTITY.match(raw[:60]) is not None
        or _SMALL_PRINT.match(raw[:60].lower()) is not None
        or _HOURS.match(" ".join(raw[:120].lower().replace("–", "-").split())) is not None
    )


def is_headline(document: Document, context: Context, i: int) -> bool:
    """The headline, or the line "Headline | Site" that opens dumps with the content of `<title>`."""
    return context.title is not None and document.folded[i].startswith(document.folded[context.title])


def _swallows_headline(context: Context, last: int) -> bool:
    """Above the text a list without a known headline below it may hold the headline itself."""
    return context.zones[last] is Zone.HEAD and (context.title is None or context.title < last)


LED = LineRule("related.led", "related", _led)
LIST = LineRule("related.list", "related", _lists)
_HEADINGS = Cues(HEADING.whole)
_PROMPTED = Cues(stems=(f"\n{prompt}" for prompt in _LED))

RULES = (LED, LIST)
