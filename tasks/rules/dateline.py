"""When an article was posted or updated, and how long it takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.document import Action, Decision, Document, once_per_document
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.cues import Cues, lines_with

_MONTH = (
    "jan(?:uary|uar|vier|uari)?|jänner|ene(?:ro)?|gen(?:naio)?|janeiro|feb(?:ruary|ruar|rero|braio|ruari)?|"
    "févr?(?:ier)?|fev(?:ereiro)?|mar(?:ch|zo|ço|s)?|märz|mrz|maart|mrt|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|"
    "may|mai|mayo|mei|maggio|mag|maio|june?|juni|juin|junio|giugno|giu|junho|july?|juli|juil(?:let)?|julio|"
    "luglio|lug|julho|aug(?:ust|ustus)?|août|ago(?:sto)?|sept?(?:ember|embre|tembre|iembre)?|set(?:tembre|embro)?|"
    "o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|"
    "de[cz](?:ember|embre|embro)?|dic(?:embre|iembre)?|déc(?:embre)?|"
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
)
_WEEKDAY = (
    "(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|"
    "freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|"
    "miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|mo|di|mi|do|fr|"
    "sa|so"
)
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:\b(?:{_WEEKDAY})\b[.,]*,? ?(?:the |den |le |el )?)?(?:"
    rf"\b(?:{_MONTH})\b\.? ?\d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|[.ºª])? ?(?:de |of )?(?:{_MONTH})\b[.,]?(?: de| del)? ?{_YEAR}\b"
    rf"|\b{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_YEAR}|\d\d)\b"
    rf"|\b{_YEAR}年\d{{1,2}}月\d{{1,2}}日)"
)
"""A calendar date with its year, in a lower-case line; months in eleven languages."""
TIME = (
    r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\b\.?)?(?: uhr| hrs?\b| ist\b| [ecmpbg][sdm]?t\b|"
    r" utc\b| cest\b)?"
    r"|\b(?:1[0-2]|[1-9]) ?[ap]\.?m\b\.?"
)
"""A time of day in a lower-case line."""
AGO = (
    r"\b(?:\d{1,3}|an?|one) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mos?|months?|y|yrs?|"
    r"years?) ago\b"
    r"|\b(?:vor|hace|il y a|há) (?:\d{1,3}|einer?|einem|un|une) (?:sekunden?|minuten?|stunden?|tag(?:e|en)?|wochen?|"
    r"monat(?:e|en)?|jahr(?:e|en)?|minutos?|horas?|días?|dias?|semanas?|mes(?:es)?|años?|anos?|minutes?|heures?|jours?|"
    r"semaines?|mois|ans?)\b|\byesterday\b|\bjust now\b"
)
"""How long ago, in a lower-case line."""
_LABEL = (
    r"\b(?:this (?:article|post|entry|story|page) was )?(?:(?:first|originally|last|latest|date|article|story) )?"
    r"(?:posted|published|updated?|modified|created|edited|reviewed|revised)(?: on| at)?\b"
    r"|\b(?:publish(?:ed)?|publication|posting) date\b|\bdate\b"
    r"|\b(?:zuletzt |letzte |erstmals )?(?:veröffentlicht|aktualisiert|geändert|erstellt|publiziert|aktualisierung|"
    r"änderung)(?: am)?\b"
    r"|\bstand(?: vom)?\b|\b(?:publié|mis à jour|modifié|posté|mise à jour|créé)e?(?: le)?\b"
    r"|\b(?:publicado|actualizado|atualizado|modificado)(?: el| em| en)?\b|\b(?:pubblicato|aggiornato|"
    r"ultimo aggiornamento)(?: il)?\b"
    r"|\b(?:gepubliceerd|bijgewerkt|laatst gewijzigd|geplaatst)(?: op)?\b|\b(?:opublikowano|aktualizacja|"
    r"опубликовано|обновлено)\b"
)
_READ = (
    r"\b(?:estimated )?(?:(?:reading|read) time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|"
    r"tempo de leitura|czas czytania|leestijd)\b(?: ?:? ?(?:ca\.? |circa |about )?\d{1,3}\b)?"
    r"|(?<!\d)\d{1,3}[ -]?(?:min(?:ute)?s?|minuten|minutos|minuti)(?: (?:to )?read| lesezeit| de lecture| de lectura|"
    r" di lettura| de leitura| czytania)\b"
)
_AGE = (
    r"\bthis (?:article|story|post) is (?:more than |over )?"
    r"(?:\d{1,2}|an?|one|two|three|four|five) (?:years?|months?) old\b"
)
_PART = re.compile(
    f"(?P<date>{DATE})|(?P<time>{TIME})|(?P<ago>{AGO})|(?P<read>{_READ})|(?P<age>{_AGE})|(?P<label>{_LABEL})"
    r"|\b(?:at|on|um|à|le|am|el|il|a las|alle|às|et|est|gmt|utc|uhr|min|mins|minutes|minuten|minutos|minuti|minut)\b"
)
# The first word of any line that is made of these parts, unless a digit opens it: nearly every line of a page is
# told from a date by this alone, and the pattern is dear.
_FIRST = re.compile(
    rf"\W*(?:\d|(?:{_MONTH}|{_WEEKDAY}|this|first|originally|last|latest|date|article|story|posted|publish(?:ed)?|updated?|"
    r"modified|created|edited|reviewed|revised|publication|posting|zuletzt|letzte|erstmals|veröffentlicht|aktualisiert|"
    r"geändert|erstellt|publiziert|aktualisierung|änderung|stand|publiée?|mise?|modifiée?|postée?|créée?|publicado|"
    r"actualizado|atualizado|modificado|pubblicato|aggiornato|ultimo|gepubliceerd|bijgewerkt|laatst|geplaatst|"
    r"opublikowano|aktualizacja|опубликовано|обновлено|estimated|reading|read|lesezeit|temps|tiempo|tempo|czas|leestijd|"
    r"an?|one|vor|hace|il|há|yesterday|just|at|on|um|à|le|am|el|alle|às|et|est|gmt|utc|uhr|mins?|minutes|minuten)\b)"
)
# The same, for finding the few lines that begin so; months and days by their first letters.
_OPENINGS = (
    "a ", "an ", "one ",
    "jan", "jän", "ene", "gen", "feb", "fév", "fev", "mar", "mär", "mrz", "maa", "mrt", "apr", "avr", "abr", "may",
    "mai", "maj", "mei", "mag",
    "jun", "jui", "giu", "jul", "lug", "aug", "aoû", "ago", "sep", "set", "oct", "okt", "ott",
    "out", "nov", "dec", "dez", "dic", "déc", "sty", "lut", "kwi", "cze", "lip", "sie", "wrz", "paź", "lis", "gru",
    "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "oca", "şub", "nis", "haz",
    "tem", "ağu", "eyl", "eki", "kas", "ara", "mon", "tue", "wed", "thu", "fri", "fre", "sat",
    "sun", "die", "mit", "don",
    "sam", "son", "lun", "mer", "jeu", "ven", "dim", "mié", "jue", "vie", "sáb", "dom", "gio", "sab",
)  # fmt: skip
_CUES = Cues(
    stems=(f"\n{opening}" for opening in _OPENINGS),
    start=(
        "mo", "di", "mi", "do", "fr", "sa", "so", "this", "first", "originally", "last", "latest", "date", "article",
        "story", "posted", "publish", "published", "update", "updates", "updated", "modified", "created", "edited",
        "reviewed", "revised", "publication", "posting", "zuletzt", "letzte", "erstmals", "veröffentlicht",
        "aktualisiert", "geändert", "erstellt", "publiziert", "aktualisierung", "änderung", "stand", "publié",
        "publiée", "mis", "mise", "modifié", "modifiée", "posté", "postée", "créé", "créée", "publicado",
        "actualizado", "atualizado", "modificado", "pubblicato", "aggiornato", "ultimo", "gepubliceerd", "bijgewerkt",
        "laatst", "geplaatst", "opublikowano", "aktualizacja", "опубликовано", "обновлено", "estimated", "reading",
        "read", "lesezeit", "temps", "tiempo", "tempo", "czas", "leestijd", "vor", "hace", "il", "há", "yesterday", "#",
        "%", "just", "at", "on", "um", "à", "le", "am", "el", "alle", "às", "et", "est", "gmt", "utc", "uhr", "min",
        "mins", "minutes", "minuten",
    ),
)  # fmt: skip
_SIGNS = " \t\u00a0,.;:|/()[]•·*+-–—>@"
LONGEST = 120
"""Characters of a date line; two dates with labels, times and a reading time stay under it."""


def parts_of_date_line(text: str) -> frozenset[str]:
    """What a line is made of, if it holds nothing but dates and what goes with them; else the empty set.

    The parts are `date`, `time`, `ago`, `read`, `age` and `label`.
    """
    if len(text) > LONGEST:
        return frozenset()
    lower = " ".join(text.lower().split())
    if not _FIRST.match(lower):
        return frozenset()
    parts: set[str] = set()
    at, end = 0, len(lower)
    while at < end:
        if lower[at] in _SIGNS:
            at += 1
            continue
        # Every part opens with a letter or a digit: what begins none here is no part of any.
        match = _PART.match(lower, at)
        if not match:
            return frozenset()
        if match.lastgroup:
            parts.add(match.lastgroup)
        at = match.end()
    # "Reading time" alone is a label; a bare "on" or "at" is none.
    return frozenset(parts)


@once_per_document
def date_lines(document: Document) -> dict[int, frozenset[str]]:
    """The lines that hold nothing but dates and what goes with them, in order, and their parts."""
    return {i: parts for i in lines_with(document, _CUES) if (parts := parts_of_date_line(document.lines[i].text))}


def lines_beginning_with_date(document: Document) -> Sequence[int]:
    """The lines whose first word is one that a date line may begin with: no other line begins with a date."""
    return lines_with(document, _CUES)


FEW = 4
"""Lines with a date in one document; an article has its own two and those of some related ones. With more it is a
list of posts, releases or videos, and the dates belong to its entries."""


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    found = [
        (i, parts)
        for i, parts in date_lines(document).items()
        if i != context.title and context.zones[i] is not Zone.COMMENTS and document.words[i] <= 20
    ]
    # Claimed lines do not count: they are gone when the cleaned text is looked at again.
    if sum(bool(parts & {"date", "ago", "read"}) for i, parts in found if i not in context.claimed) > FEW:
        return
    for i, parts in found:
        if parts & {"age", "read"}:
            yield RULE.decide(i, i + 1, Action.DROP, LIKELY, " ".join(sorted(parts)), "reading")
        elif "label" in parts and parts & {"date", "ago"}:
            yield RULE.decide(i, i + 1, Action.DROP, LIKELY, " ".join(sorted(parts)), "labelled")
        elif parts & {"date", "ago"} and not (context.title is None and "time" in parts):
            # To the minute and without a headline: the header of a post in a thread, which is content.
            # "March 3, 2021" heads an entry of a diary and a row of a chronology as well.
            yield RULE.decide(i, i + 1, Action.DROP, WEAK, " ".join(sorted(parts)), "date")


# Under every entry of a live blog: "Updated at 22.04 GMT".
_LIVE_ZONES = ("gmt", "bst", "cet", "cest", "est", "edt", "utc", "aest", "aedt")

RULE = LineRule("dateline.line", "dateline", _propose)

RULES = (
    PhraseRule(
        "dateline.label",
        "dateline",
        whole=(
            "posted on", "published on", "last updated", "last updated on", "first published", "last modified",
            "last modified on", "originally published", "originally published on", "date published",
            "published last updated",
            "published date", "veröffentlicht am", "aktualisiert am", "zuletzt aktualisiert",
            "zuletzt aktualisiert am", "erstellt am",
            "publié le", "mis à jour le", "publicado el", "actualizado el", "publicado em", "atualizado em",
            "pubblicato il", "aggiornato il", "gepubliceerd op", "laatst bijgewerkt", "opublikowano", "опубликовано",
            *(f"updated at {clock} {zone}" for clock in ("#", "#:#") for zone in _LIVE_ZONES),
        ),
        start=("this article is more than #", "this story is more than #"),
        max_words=12,
    ),
    PhraseRule(
        "dateline.age",
        "dateline",
        start=tuple(
            f"this {what} is {over} # {units} old"
            for what in ("post", "article", "story")
            for over in ("over", "more than")
            for units in ("years", "months")
        ),
    ),
    # "Published" and "Updated" are also a state in a table and a heading of a changelog.
    PhraseRule(
        "dateline.weak_label",
        "dateline",
        score=WEAK,
        whole=(
            "published", "updated", "posted", "modified", "reading time", "min read", "minutes read", "lesezeit",
            "updated on", "veröffentlicht", "aktualisiert", "publicado", "publié", "temps de lecture",
            "tiempo de lectura",
        ),
    ),
    RULE,
)  # fmt: skip
