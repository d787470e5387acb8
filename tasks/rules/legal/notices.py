"""What a reader agrees to by using a form or a page, and what a state says of a publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues, lines_with
from tasks.rules.mention import is_mention

_AGREEING = re.compile(
    r"(?:by|in|if you) (?:using|accessing|continu|clicking|creating|logging|submitting|proceeding|registering"
    r"|signing|posting|completing|checking|entering|purchasing|placing|visiting|browsing|utilizing|joining"
    r"|subscribing|providing|tapping)"
)
_AGREEMENTS = Cues(start=("by", "if you", "in"))
_AGREED = (
    "you agree", "you are agreeing", "you accept", "you acknowledge", "you consent", "i agree", "i consent",
    "you confirm", "you certify",
)  # fmt: skip
# "By signing the lease you agree to its terms and conditions" is advice: the papers have to be the site's own.
_OURS = ("our ", "this site", "this website", "this form", "this page", "privacy", "i agree", "i consent", "'s terms")
_PAPERS = (
    "terms", "privacy policy", "privacy notice", "privacy statement", "conditions", "user agreement", "disclaimer",
)  # fmt: skip

LONGEST_CONSENT = 90
"""Words of the longest line that says what its reader agrees to."""


def _agreements(document: Document, context: Context) -> Iterator[Decision]:
    for i in lines_with(document, _AGREEMENTS):
        text = document.folded[i]
        if document.words[i] <= LONGEST_CONSENT and _AGREEING.match(text):
            said = next((phrase for phrase in _AGREED if phrase in text), None)
            paper = next((word for word in _PAPERS if word in text), None)
            if (
                said
                and paper
                and any(word in text for word in _OURS)
                and not is_mention(document.lines[i].text, text, text.find(said), text.find(said) + len(said))
            ):
                yield AGREEMENT.decide(i, i + 1, Action.DROP, LIKELY, f"{said} … {paper}")


# What the state says of a publisher, or threatens its readers with; such lines stand on every page of the publisher.
_NOTICES = (
    "fines or imprisonment for", "prosecution for sharing", "criminal liability for sharing",
    "undesirable organization", "undesirable organisation", "foreign agent", "extremist organization",
    "extremist organisation", "for sharing, liking, commenting", "has been blocked in", "affiliate commission",
    "affiliate links", "earn a commission", "privacy policy", "terms of use",
)  # fmt: skip

_ASIDE = re.compile(
    r"(?:to (?:find out|learn|read|know) more,? |for (?:more|further) (?:information|details),? )?"
    r"(?:(?:please )?(?:click|see|read|visit|tap) (?:here|below|this link)"
    r"|(?:read|learn|find out) more(?: here)?|more information)"
    r"|(?:read|see|view|check) (?:our|the) (?:full )?(?:privacy policy|disclosure|disclaimer|terms)"
    r"(?: (?:here|for more|for details|for more information))?"
    r"|mehr (?:dazu|informationen|erfahren)(?: hier)?|en savoir plus|más información"
    r"|maggiori informazioni|meer informatie|saiba mais"
)
_ASIDES = Cues(
    start=(
        "to find out", "to learn", "to read", "to know", "for more", "for further", "please", "click", "see", "read",
        "visit", "tap", "learn more", "find out more", "more information", "view", "check", "mehr", "en savoir plus",
        "más información", "maggiori informazioni", "meer informatie", "saiba mais",
    )
)  # fmt: skip


def _asides(document: Document, context: Context) -> Iterator[Decision]:
    # "To find out more, click here." says nothing by itself; right below a notice it is the notice's end.
    notices: dict[int, int] = {}  # the notice that a line goes with
    for i in lines_with(document, _ASIDES):
        text = document.folded[i]
        above = document.line_above(i)
        above = notices.get(above, above)
        if above >= 0 and document.words[i] <= 12 and _ASIDE.fullmatch(text):
            if any(phrase in document.folded[above] for phrase in _NOTICES):
                yield ASIDE.decide(i, i + 1, Action.DROP, LIKELY, text)
                notices[i] = above
            elif text.startswith(("to ", "for ")):
                yield ASIDE.decide(i, i + 1, Action.DROP, WEAK, text)


# "You could face fines" is said of every traffic rule; this warns readers, by where they are, of reading this page.
_WHERE = re.compile(
    r"(?:note: |please note: |warning: |attention: )?(?:if you (?:are|live|reside|stay)(?: currently)? in|"
    r"(?:for |to )?(?:our )?(?:readers|users|visitors|residents|citizens) (?:in|of|from)) "
)
_WARNED = Cues(
    stems=(
        *(f"if you {stay}{now} in" for stay in ("are", "live", "reside", "stay") for now in ("", " currently")),
        *(
            f"{who} {where} "
            for who in ("readers", "users", "visitors", "residents", "citizens")
            for where in ("in", "of", "from")
        ),
    )
)
_FACED = re.compile(
    r"\b(?:could|may|might|can|will) (?:also )?(?:face|be (?:fined|prosecuted|punished|jailed|held liable)|risk)\b|"
    r"\b(?:fines?|imprisonment|prosecution|criminal liability) (?:for|under)\b"
)
_OUR_CONTENT = re.compile(
    r"\b(?:our|this) (?:content|articles?|site|website|stories|story|materials?|posts?|channel|publications?|page)\b|"
    r"\b(?:contacting|supporting|donating to|sharing|reading|following) us\b"
)
LONGEST_WARNING = 90
"""Words; publishers that are banned list what readers must not do, and where."""


def _warnings(document: Document, context: Context) -> Iterator[Decision]:
    for i in lines_with(document, _WARNED):
        text = document.folded[i]
        if document.words[i] > LONGEST_WARNING or not _WHERE.match(text):
            continue
        faced, ours = _FACED.search(text), _OUR_CONTENT.search(text)
        if faced and ours and not is_mention(document.lines[i].text, text, *faced.span()):
            yield WARNING.decide(i, i + 1, Action.DROP, LIKELY, f"{faced.group()} … {ours.group()}")


WARNING = LineRule("legal.reader_warning", "legal", _warnings)
AGREEMENT = LineRule("legal.agreement", "legal", _agreements)
ASIDE = LineRule("legal.aside", "legal", _asides)

_STATUS = (
    'an "undesirable organization', "an undesirable organization", 'an "undesirable organisation',
    "an undesirable organisation", 'a "foreign agent', "a foreign agent", 'an "extremist organization', "undesirable",
)  # fmt: skip

RULES = (
    AGREEMENT,
    WARNING,
    ASIDE,
    # "You could face fines" is said of every traffic rule; only these warnings are about reading and sharing.
    PhraseRule(
        "legal.warning",
        "legal",
        inside=(
            "fines or imprisonment for sharing", "fines or imprisonment for reading",
            "fines or imprisonment for liking", "prosecution for sharing our content",
            "criminal liability for sharing our", "распространено иностранным агентом",
            "выполняющим функции иностранного агента",
        ),
        max_words=90,
    ),
    # News of it is a sentence of the article, with who decided and when: longer, or among the paragraphs.
    PhraseRule(
        "legal.status",
        "legal",
        score=WEAK,
        inside=(
            *(
                f"has been {declared} {what}"
                for declared in ("declared", "designated", "labeled", "labelled", "designated as", "recognized as")
                for what in _STATUS
            ),
            "признан нежелательной организацией", "признана нежелательной организацией",
            "организация признана нежелательной",
            "übermittelt durch news aktuell",
        ),
        max_words=16,
    ),
)  # fmt: skip
