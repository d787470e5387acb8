"""From page to page and from post to post: "Page 2 of 5", "1 2 3 … Next", "Previous post"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues, lines_with

PAGES = PhraseRule(
    "pagination.page", "pagination",
    # "Page 5" alone is a reference or a heading of a scanned book: see WEAK below.
    whole=(
        "page # of #", "page # / #", "page #/#", "go to page", "go to page #", "go to next page",
        "go to previous page", "go to first page", "go to last page", "jump to page", "first page", "last page",
        "next page", "previous page", "next page previous page", "previous page next page", "prev page",
        "pagination", "posts pagination", "posts navigation", "post navigation", "page navigation",
        "comment navigation", "continued on next page", "continue to next page", "continue to page #",
        "article continues on next page", "single page", "view as one page", "view all pages", "view on one page",
        "show all pages", "read on one page", "next #", "previous #", "prev next", "previous next", "next previous",
        "next last", "first prev", "first previous", "prev # next", "results per page", "items per page",
        "posts per page", "load more posts", "load more articles", "load more results", "show more results",
        "load more stories", "see more results", "load older posts", "showing # to # of #",
        "showing #-# of # results", "#-# of #", "showing # of #", "seite # von #", "seite # / #", "nächste seite",
        "vorherige seite", "vorige seite", "letzte seite", "erste seite", "zur nächsten seite",
        "auf einer seite lesen", "auf einer seite anzeigen", "beitrags-navigation", "beitragsnavigation",
        "artikel-navigation", "seitennummerierung", "seitennummerierung der beiträge", "zurück weiter",
        "weiter zurück", "mehr laden", "weitere artikel laden", "mehr artikel laden", "page # sur #",
        "page suivante", "page précédente", "dernière page", "première page", "précédent suivant",
        "suivant précédent", "navigation de l'article", "navigation des articles", "pagination des publications",
        "página # de #", "página siguiente", "página anterior", "siguiente página", "última página",
        "primera página", "anterior siguiente", "siguiente anterior", "navegación de entradas", "paginación",
        "paginación de entradas", "cargar más", "pagina # di #", "pagina successiva", "pagina precedente",
        "ultima pagina", "prima pagina", "precedente successivo", "navigazione articoli", "paginazione",
        "pagina # van #", "volgende pagina", "vorige pagina", "laatste pagina", "eerste pagina", "vorige volgende",
        "berichtnavigatie", "berichten paginering", "próxima página", "página # de # próxima", "anterior próximo",
        "navegação de post", "navegação de posts", "carregar mais",
    ),
    max_words=8,
)  # fmt: skip
POSTS = PhraseRule(
    "pagination.post", "pagination",
    whole=(
        "next post", "previous post", "next post previous post", "previous post next post", "prev post",
        "older post", "newer post", "older posts", "newer posts", "older entries", "newer entries", "next entries",
        "previous entries", "older comments", "newer comments", "older articles", "newer articles", "older stories",
        "newer stories", "older post newer post", "newer post older post", "newer post older post home",
        "newer post home older post", "next article", "previous article", "prev article", "next story",
        "previous story", "next in line", "next project", "previous project", "next topic", "previous topic",
        "next thread", "previous thread", "next newest", "next oldest", "previous previous post", "next next post",
        "previous article next article", "next article previous article", "older newer", "newer older",
        "view next topic", "view previous topic", "nächster beitrag", "vorheriger beitrag", "voriger beitrag",
        "nächster artikel", "vorheriger artikel", "voriger artikel", "ältere beiträge", "neuere beiträge",
        "ältere artikel", "neuere artikel", "älterer post", "neuerer post", "älterer beitrag", "neuerer beitrag",
        "ältere kommentare", "neuere kommentare", "ältere einträge", "neuere einträge", "nächster eintrag",
        "vorheriger eintrag", "nächstes thema", "vorheriges thema", "article suivant", "article précédent",
        "article précédent article suivant", "articles plus anciens", "articles plus récents",
        "articles précédents", "articles suivants", "message plus ancien", "message plus récent",
        "commentaires plus anciens", "entrada siguiente", "entrada anterior", "siguiente entrada",
        "entradas anteriores", "entradas siguientes", "entradas antiguas", "entradas más recientes",
        "entrada antigua", "entrada más reciente", "artículo anterior", "artículo siguiente", "siguiente artículo",
        "noticia anterior", "noticia siguiente", "articolo successivo", "articolo precedente",
        "articoli precedenti", "articoli più vecchi", "post precedente", "post successivo", "post più vecchio",
        "post più recente", "volgend bericht", "vorig bericht", "volgende bericht", "vorige bericht",
        "oudere berichten", "nieuwere berichten", "volgend artikel", "vorig artikel", "postagem anterior",
        "próxima postagem", "post anterior", "próximo post", "artigo anterior", "próximo artigo",
        "próximo artículo", "posts antigos", "postagens mais antigas", "postagens mais recentes",
        "prev in thread", "next in thread", "prev in thread] [next in thread", "date prev", "date next", "thread prev",
        "thread next", "date prev] [date next", "date prev][date next", "thread prev] [thread next",
        "thread prev][thread next", "date prev][date next][thread prev][thread next][date index][thread index",
        "date prev] [date next] [thread prev] [thread next] [date index] [thread index", "date index", "thread index",
        "date index] [thread index", "date index][thread index",
        "messages sorted by: [ date ] [ thread ] [ subject ] [ author", "messages sorted by: [ date ] [ thread",
        "messages sorted by",
    ),
)  # fmt: skip
# Words that also head the last section of an instruction ("Next") or a column of a table ("Page", "Previous").
TURN = PhraseRule(
    "pagination.turn", "pagination",
    score=WEAK,
    whole=(
        "next", "previous", "prev", "first", "last", "older", "newer", "page", "pages", "page #", "pages #",
        "next up", "navigate_next", "navigate_before", "chevron_right", "chevron_left", "arrow_forward",
        "arrow_back", "weiter", "nächste", "nächster", "vorherige", "vorheriger", "ältere", "neuere", "seite",
        "seiten", "seite #", "suivant", "précédent", "suivante", "précédente", "siguiente", "anterior", "página",
        "página #", "successivo", "successiva", "precedente", "pagina", "pagina #", "volgende", "vorige", "próximo",
        "próxima",
    ),
)  # fmt: skip

# "Previous post: Ten ways to prune". A heading would not end its first two words with a colon.
_LED = (
    "previous post:", "next post:", "previous article:", "next article:", "previous story:", "next story:",
    "previous message:", "next message:", "previous message (by thread):", "next message (by thread):",
    "previous by date:", "next by date:", "previous by thread:", "next by thread:",
    "previous: previous post:", "next: next post:", "previous topic:", "next topic:", "vorheriger beitrag:",
    "nächster beitrag:", "vorheriger artikel:", "nächster artikel:", "voriger beitrag:", "article précédent :",
    "article suivant :", "article précédent:", "article suivant:", "entrada anterior:", "siguiente entrada:",
    "articolo precedente:", "articolo successivo:", "vorig bericht:", "volgend bericht:", "post anterior:",
    "próximo post:",
)  # fmt: skip
# Only outside the body, where "Next: the second frost" is no subhead.
_LED_WEAKLY = (
    "previous:", "prev:", "next:", "older:", "newer:", "vorheriger:", "nächster:", "précédent :", "suivant :",
    "siguiente:",
)  # fmt: skip
_BESIDE = Cues(stems=(f"\n{turn}" for turn in (*_LED, *_LED_WEAKLY)))
_ALONE = Cues(whole=("#",))
LED_WORDS = 30
"""Words of a turn with the headline it leads to."""

_TURN = (
    r"(?:next|prev|previous|first|last|older|newer|page|pages|weiter|zurück|vor|nächste|vorherige|letzte|erste"
    r"|seite|suivante?|précédente?|dernière|siguiente|anterior|última|successiv[oa]|precedente|ultima|volgende"
    r"|vorige|próxim[oa])"
)
_MARK = r"[<>«»‹›←→.…|·-]"
_STRIP = re.compile(rf"(?:{_TURN}\b|{_MARK}|\d|\s)+")
_HAS_TURN = re.compile(rf"\b{_TURN}\b|[«»‹›←→]|\d ?(?:…|\.\.\.) ?\d")
_NUMBER = re.compile(r"\d+")
LONGEST = 120
"""Characters; "First Prev 1 2 3 4 5 … 120 Next Last" has 36."""
RUN = 3
"""Page numbers in a row, counted up by one, that make a pager when a turn stands beside them."""


def pager(text: str) -> bool:
    """Whether a raw line is a row of page numbers: from two on, two neighbours a step of one apart, and a turn.

    "1 2 3" without "Next", an arrow or dots is a row of a table, "... [1, 2, 3]" a line of an interpreter's session.
    """
    if len(text) > 4 * LONGEST:
        return False
    lowered = text.strip().lower()
    if not 3 <= len(lowered) <= LONGEST or not _STRIP.fullmatch(lowered) or not _HAS_TURN.search(lowered):
        return False
    numbers = [int(number[:9]) for number in _NUMBER.findall(lowered)]
    return len(numbers) >= 2 and any(b - a == 1 for a, b in pairwise(numbers))


def _pagers(document: Document, context: Context) -> Iterator[Decision]:
    for i in document.numbered:
        if pager(document.lines[i].text):
            yield PAGER.decide(i, i + 1, Action.DROP, STRONG, "page numbers and a turn")
    yield from _broken(document)


def _broken(document: Document) -> Iterator[Decision]:
    """A pager of which every number stands on a line of its own."""
    visible = document.visible
    alone = lines_with(document, _ALONE)
    done = 0
    for i in alone if len(alone) >= RUN else ():
        at = bisect_left(visible, i)
        if at < done:
            continue
        while at > done and _part(document.lines[visible[at - 1]].text) is not None:
            at -= 1
        end, numbers, turns = at, list[int](), 0
        while end < len(visible) and (part := _part(document.lines[visible[end]].text)) is not None:
            if part >= 0:
                numbers.append(part)
            else:
                # Dots alone turn nothing: "0", "1", "2", "…" are the marks of an axis.
                turns += _HAS_TURN.search(document.folded[visible[end]]) is not None
            end += 1
        if turns and len(numbers) >= RUN and numbers[1] - numbers[0] == numbers[2] - numbers[1] == 1:
            yield PAGER.decide(visible[at], visible[end - 1] + 1, Action.DROP, LIKELY, "a page number a line", "broken")
        done = end


def _part(text: str) -> int | None:
    """A page number, -1 for a turn or dots, None for anything else."""
    if len(text) > LONGEST:
        return None
    stripped = text.strip().lower()
    if len(stripped) <= 4 and stripped.isascii() and stripped.isdigit():
        return int(stripped)
    if len(stripped) <= 24 and _STRIP.fullmatch(stripped) and not _NUMBER.search(stripped):
        return -1
    return None


def _led(document: Document, context: Context) -> Iterator[Decision]:
    """A turn beside the headline of the page it leads to."""
    for i in lines_with(document, _BESIDE):
        if document.words[i] > LED_WORDS:
            continue
        if document.folded[i].startswith(_LED):
            yield NEIGHBOUR.decide(i, i + 1, Action.DROP, STRONG, "a turn and a headline")
        else:
            yield NEIGHBOUR.decide(i, i + 1, Action.DROP, WEAK, "a turn and a headline", "weak")


NEIGHBOUR = LineRule("pagination.neighbour", "pagination", _led)
PAGER = LineRule("pagination.pager", "pagination", _pagers)

RULES = (PAGES, POSTS, TURN, NEIGHBOUR, PAGER)
