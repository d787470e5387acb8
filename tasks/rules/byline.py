"""Who wrote it: "By Jane Doe", "Jane Doe, Staff Writer", a lone name under the last paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.any_case import AnyCase
from tasks.document import Action, Decision, Document, once_per_document
from tasks.names import are_names, is_name
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.credit import credit_lines
from tasks.rules.cues import Cues, lines_with
from tasks.rules.dateline import lines_beginning_with_date, parts_of_date_line

_ROLE = re.compile(
    r"(?:(?:senior|junior|chief|staff|associate|assistant|managing|executive|deputy|contributing|guest|special|foreign|"
    r"political|business|science|sports?|news|features?|opinion|digital|national|white house|freelance|multimedia|"
    r"investigative|education|health|technology|tech|environment|economics?|legal|military|diplomatic|world|local|city|"
    r"web|lead|video|data|culture|arts?|music|film|food|travel|crime|courts?|politics|general assignment) ){0,3}"
    r"(?:writer|reporter|correspondent|editor|editor-in-chief|columnist|contributor|journalist|producer|blogger|"
    r"photographer|bureau chief|critic|author|redakteur(?:in)?|journalistin?|autor(?:in)?|korrespondent(?:in)?|"
    r"rédacteur|rédactrice|journaliste|periodista|redactor(?:a)?|corresponsal|colaborador(?:a)?|giornalista|redacteur|"
    r"associated press|ap|afp|reuters|bloomberg|dpa|efe|ansa)"
    r"(?:[,:]? (?:at |for |of |in |with |der |bei |von |de |du |del )?(?:the )?.{1,40})?"
)
_PREFIX = AnyCase(
    r"(?:(?P<strong>(?:written|posted|reported|edited|compiled|words|text|story|article|reporting|"
    r"additional reporting|reviewed|"
    r"fact[- ]checked|medically reviewed|authored|submitted|contributed|curated|produced|published) by|(?:authors?|"
    r"writer|reporter)(?: ?:| by)|"
    r"(?:ein (?:gast)?beitrag|geschrieben|verfasst|veröffentlicht|erstellt|text|interview|eine analyse|ein kommentar|"
    r"aus .{3,15}) von|"
    r"autor(?:in|en)? ?:|text ?:|(?:écrit|publié|rédigé|posté|propos recueillis) par|auteure? ?:|"
    r"(?:escrito|publicado|redactado|texto) por|autora? ?:|(?:scritto|pubblicato) da|a cura di|autore ?:|"
    r"(?:geschreven|geplaatst) door|auteur ?:)|(?P<plain>by|von|par|por|di|door|автор))"
    r":? +"
)
_CONTACT = re.compile(
    r"(?:contact|e-?mail|reach|write to|follow) (?P<name>.{3,50}?)(?:,? (?:at|via|on)\b.{0,80}|: .{0,60})",
    re.IGNORECASE,
)
# "Posted on 3 May 2024 by Jane Doe", "12 June 2023, by Jane Doe": the date comes first.
_BY = re.compile(r"(?P<date>.{6,50}?)[ ,|·•/–—-]{1,4}(?:by|von|par|por|di|da|door) (?P<names>.{3,60})", re.IGNORECASE)
_END_OF_NAMES = re.compile(r" [|·•/–—-] |[|·•]| - |\(|@|,? (?:for|on|at|in|via|für|pour|para) |\t| {3,}")

_CUES = Cues(
    start=(
        "written", "posted", "reported", "edited", "compiled", "words", "text", "story", "article", "reporting",
        "additional", "reviewed", "fact", "medically", "authored", "submitted", "contributed", "curated", "produced",
        "published", "author", "authors", "writer", "reporter", "ein", "geschrieben", "verfasst", "veröffentlicht",
        "erstellt", "interview", "eine analyse", "aus", "autor", "autorin", "autoren", "écrit", "publié", "rédigé",
        "posté", "propos", "auteur", "auteure", "escrito", "publicado", "redactado", "texto", "autora", "scritto",
        "pubblicato", "a cura", "autore", "geschreven", "geplaatst", "by", "von", "par", "por", "di", "door", "автор",
        "contact", "email", "e-mail", "reach", "write to", "follow",
    ),
    inside=(
        "writer", "reporter", "correspondent", "editor", "editor-in-chief", "columnist", "contributor", "journalist",
        "producer", "blogger", "photographer", "bureau chief", "critic", "author", "redakteur", "redakteurin",
        "journalisti", "journalistin", "autor", "autorin", "korrespondent", "korrespondentin", "rédacteur",
        "rédactrice", "journaliste", "periodista", "redactor", "redactora", "corresponsal", "colaborador",
        "colaboradora", "giornalista", "redacteur", "associated press", "afp", "reuters", "bloomberg", "dpa",
        "ansa",
    ),
    stems=(f"{sign}{agency}{after}" for sign in " /" for agency in ("ap", "efe") for after in " ,:\n"),
)  # fmt: skip
_BY_WORD = re.compile(r"(?:by|von|par|por|di|da|door) ")

LONGEST = 16
"""Words of a byline with role, paper and date."""


def is_byline(text: str) -> bool:
    """Whether the line names its author by a form of words: "By …", "Contact … at", "…, Staff Writer"."""
    plain = " ".join(text.strip(" \t\u00a0•*|-–—>").replace("\u00a0", " ").split())
    if not plain or len(plain.split()) > LONGEST or len(plain) > 160:
        return False
    contact = _CONTACT.fullmatch(plain)
    if contact and is_name(contact["name"]):
        return True
    prefix = _PREFIX.match(plain)
    if prefix:
        return _prefixed(plain[prefix.end() :], strong=prefix["strong"] is not None)
    head, sign, rest = _first_cut(plain)
    if is_dated(plain):
        return True
    return bool(sign) and is_name(head) and _ROLE.fullmatch(rest.strip(" .").lower()) is not None


@once_per_document
def signed_lines(document: Document) -> frozenset[int]:
    """The lines that name their author by a form of words."""
    return frozenset(
        i
        for i in {*lines_with(document, _CUES), *_date_and_by(document)}
        if document.words[i] <= 2 * LONGEST and is_byline(document.lines[i].text)
    )


@once_per_document
def _date_and_by(document: Document) -> tuple[int, ...]:
    return tuple(
        i
        for i in lines_beginning_with_date(document)
        if document.words[i] <= 2 * LONGEST and _BY_WORD.search(document.folded[i])
    )


@once_per_document
def _dated_lines(document: Document) -> tuple[int, ...]:
    """The lines that are a date and an author."""
    return tuple(i for i in _date_and_by(document) if document.words[i] <= LONGEST and is_dated(document.lines[i].text))


def is_dated(text: str) -> bool:
    """Whether the line is a date, with or without its label, and the author after it."""
    match = _BY.fullmatch(text.strip(" \t\u00a0•*|-–—>"))
    if not match:
        return False
    names = _END_OF_NAMES.split(match["names"], maxsplit=1)[0].strip(" .")
    return bool(parts_of_date_line(match["date"]) & {"date", "ago"}) and are_names(names, 1)


def _prefixed(rest: str, strong: bool) -> bool:
    names = _END_OF_NAMES.split(rest, maxsplit=1)[0].strip()
    # "By Tuesday Evening, Most Were Gone." is a sentence, and so is what ends in a question.
    if rest.endswith(("?", "!", ":", ";")) or (rest.endswith(".") and len(rest.split()) > 5):
        return False
    if are_names(names) or (strong and are_names(names, 1)):
        return True
    head, _, tail = _first_cut(names)
    role = tail.strip(" .").lower()
    return are_names(head) and bool(role) and (_ROLE.fullmatch(role) is not None or bool(parts_of_date_line(role)))


def _first_cut(text: str) -> tuple[str, str, str]:
    cuts = [(text.find(sign), sign) for sign in (", ", " | ", " - ", " – ", " — ", " / ", "/") if sign in text]
    if not cuts:
        return text, "", ""
    at, sign = min(cuts)
    return text[:at], sign, text[at + len(sign) :]


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    signed, dated = signed_lines(document), _dated_lines(document)
    labels = {document.line_below(label): label for label in lines_with(document, _LABELS)}
    for i in sorted({*signed, *labels}):
        if i >= 0 and i != context.title and context.zones[i] is not Zone.COMMENTS and document.words[i] <= LONGEST:
            score = WEAK if context.zones[i] is Zone.BODY else LIKELY
            if dated == (i,):
                # Once on a page; a blog's list and a forum have it on every entry. No sentence is worded so.
                yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, "date and author", "dated")
            elif i in signed:
                yield RULE.decide(i, i + 1, Action.ROUTE, score, "form of words", "form")
            elif are_names(document.lines[i].text):
                # The same byline, with the name in a link of its own and so on a line of its own.
                yield RULE.decide(labels[i], i + 1, Action.ROUTE, score, document.folded[labels[i]], "split")
    yield from _last_name(document, context)


def _last_name(document: Document, context: Context) -> Iterator[Decision]:
    """A lone name right under the last paragraph, with nothing after it but what is taken anyway.

    Under a paragraph only: the last name of a cast, a masthead or acknowledgements stands under another name,
    and taking it would take one more on every pass.
    """
    free = (i for i in reversed(document.visible) if i not in context.claimed)
    credits = credit_lines(document)
    last = next((i for i in free if context.zones[i] is not Zone.COMMENTS and i not in credits), None)
    if last is None or last == context.title or context.zones[last] is not Zone.TAIL:
        return
    above = next(free, None)
    names = document.lines[last].text.strip(" \t\u00a0-–—~*•")
    if above is not None and document.prose[above] and is_name(names):
        yield RULE.decide(last, last + 1, Action.ROUTE, LIKELY, "the last line, a name", "last")


_LABELS = Cues(
    whole={
        "by", "written by", "posted by", "author", "authors", "story by", "words by", "article by", "von", "par", "por",
        "autor", "autorin", "auteur", "text von", "geschrieben von", "escrito por", "publicado por", "écrit par",
        "scritto da",
        "a cura di", "published by", "reviewed by", "medically reviewed by", "edited by", "fact checked by", "di",
        "door",
    }
)  # fmt: skip

RULE = LineRule("byline.line", "byline", _propose)

RULES = (
    PhraseRule(
        "byline.nobody",
        "byline",
        Action.ROUTE,
        score=LIKELY,
        whole=(
            "by admin", "posted by admin", "written by admin", "published by admin", "by staff", "by staff writer",
            "by staff reporter", "by our correspondent", "by staff writers", "by staff reports", "by a staff reporter",
            "by web desk", "by news desk", "von redaktion", "von der redaktion", "von admin", "par la rédaction",
            "por redacción",
        ),
        max_words=5,
    ),
    # A "by" that lost its name to a link: a word of a sentence too, when a dump breaks lines at every link.
    PhraseRule(
        "byline.label",
        "byline",
        Action.ROUTE,
        score=WEAK,
        whole=(
            "by", "written by", "posted by", "story by", "words by", "geschrieben von", "escrito por", "écrit par",
            "scritto da", "reviewed by", "fact checked by", "medically reviewed by", "edited by",
        ),
    ),
    RULE,
)  # fmt: skip
