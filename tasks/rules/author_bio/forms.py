"""What a paragraph that presents an author, or the paper, reads like."""

from __future__ import annotations

import re

from tasks.given_names import has_given_name
from tasks.names import is_name
from tasks.rules.cues import Cues

_ROLES = (
    "correspondent|reporter|journalist|writer|editor|editor-in-chief|author|columnist|contributor|freelancer|blogger|"
    "professor|fellow|"
    "analyst|photographer|producer|founder|co-founder|consultant|lecturer|researcher|commentator|historian|novelist|"
    "poet|critic|"
    "bureau chief|chef|recipe developer|content creator|marketer|copywriter|strategist|attorney|lawyer|scientist|"
    "phd candidate|"
    "student|teacher|nutritionist|dietitian|physician|coach|speaker|enthusiast|intern|staffer|"
    "redakteur|redakteurin|journalistin|autorin|autor|korrespondent|korrespondentin|volontär|volontärin|bloggerin|"
    "journaliste|rédacteur|rédactrice|auteur|auteure|correspondant|correspondante|chroniqueur|"
    "periodista|redactor|redactora|autora|corresponsal|escritor|escritora|columnista|giornalista|scrittore|scrittrice|"
    "jornalista|escritor|redacteur|schrijver"
)
# "Jane Doe is a correspondent for …", "… covers health", "… ist Redakteurin bei …".
IS = re.compile(
    rf" (?:is|was|has been|works as|serves as|ist|est|es|è|é|is de|arbeitet als|war) [^.!?]{{0,90}}?\b(?:{_ROLES})s?\b"
    r"| (?:covers|writes (?:about|on|for)|reports on|reports from|has written (?:for|about)|has reported|has covered|"
    r"blogs (?:at|about)|lives in|"
    r"joined|schreibt (?:über|für)|berichtet (?:über|aus|für)|écrit (?:sur|pour)|escribe (?:sobre|para)|scrive (?:di|"
    r"per)) "
)
_FOLLOW = re.compile(
    r"\b(?:follow|find|reach|contact|email|e-mail|connect with|tweet) (?:him|her|them|me|the author|"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})"
    r"(?: (?:on|at|via|by)\b| (?:here|@))|\b[Ff]olgen Sie (?:ihm|ihr)\b|\b[Ss]uivez[- ](?:le|la)\b|\b[Ss]íguel[oa]\b|"
    r"PGP fingerprint",
)
# "About the author: Jane Doe takes pictures in …".
_ABOUT = re.compile(r"(?:about the (?:author|writer|reviewer)|author bio) ?[:–—-] ", re.IGNORECASE)
_FOLLOW_START = re.compile(
    r"(?:you can )?(?:follow|find|reach|contact|e-?mail|tweet) (?:him|her|them|me|the author) (?:on|at|via|by|@|"
    r"here)\b.{0,160}"
    r"|(?:(?:on )?(?:twitter|x) ?:? ?@\w{2,20})(?: on twitter)?|folgen sie (?:ihm|ihr)\b.{0,120}|"
    r"you can also (?:follow|find) (?:him|her|them|me)\b.{0,120}"
)
# "Mirel Zaman is the health director at PS. She has …": one person presented, in whatever trade. That it is said below
# the text decides; "Hugo Ortega is back at it with his newest restaurant" is news.
_PRESENTED = re.compile(
    r"(?:(?:Dr|Prof)\.? )?(?P<name>[A-ZÀ-Þ][\w.'’-]{1,30}(?: [A-ZÀ-Þ][\w.'’-]{0,30}){0,3})(?:, [^,]{1,40},?)? "
    r"(?:(?:is|was) (?:(?:an?|the|our|currently|based|one of)\b|[A-ZÀ-Þ][\w-]{1,30}['’]s |"
    r"(?:[A-ZÀ-Þ][\w-]{1,30} ){1,4}(?:at|for|of|with)\b)|"
    r"has (?:(?:over|more than|nearly|almost|been|worked|written|spent|an?)\b|\d)|"
    r"(?:joined|brings|holds|graduated|specializes|specialises|leads|earned|studied|founded|spends|loves|enjoys|lives|"
    r"works)\b|ist (?:eine?|der|die)\b|arbeitet\b|est (?:une?|le|la)\b|travaille\b)"
)
# "Matt Frankel, CFP, is a contributing analyst".
_TITLES = re.compile(r"^(?:,? \(?(?:[A-Z][A-Za-z]{0,2}[A-Z]{1,4}|[A-Z][a-z]?\.(?:[A-Z][a-z]?\.?)+)\)?)+,?(?= )")
_OF_ONE = re.compile(r"\b(?:he|she|his|her|him|er|sie|ihre?[rmns]?|seine?[rmns]?|il|elle)\b")
_NEWSROOM = re.compile(
    r"^(?:our |the )?.{0,60}\b(?:journalists|reporters|newsroom|correspondents|editors|team of \w+)\b (?:reports?|"
    r"covers?|brings?|delivers?|provides?)\b"
)
_MISSION = re.compile(
    r"\bwe (?:provide|bring|deliver|report|cover|publish|offer|aim to|are committed|believe in)\b|"
    r"\bis an? (?:independent|non-?profit|nonprofit|nonpartisan|award-winning)"
    r"[^.]{0,60}\b(?:news|media|newsroom|magazine|journalism|publication|website|outlet|organi[sz]ation)\b"
)
# "Island Radio is an independent newsroom that …", of the paper itself where it says "we", or what it lives on.
_ORGANISATION = re.compile(
    r"(?P<name>(?:The )?[A-ZÀ-Þ0-9][\w&.'’/+-]{0,30}(?: (?:(?:of|the|and|for|de|du|des|der|la) |& )?"
    r"[A-ZÀ-Þ0-9][\w&.'’/+-]{0,30}){0,5}) (?:is|are|was founded (?:in|by)|was established in|ist|est|es|è|é) "
    r"(?i:[^.!?]{0,100}?\b(?:newsroom|news (?:organi[sz]ation|agency|outlet|site|website|service|magazine|publication|"
    r"network|startup|start-up|platform)|magazine|newspaper|journal|broadcaster|radio station|publication|media outlet|"
    r"journalism (?:organi[sz]ation|project|platform)|online magazine|nachrichtenportal|nachrichtenagentur|magazin|"
    r"zeitung|redaktion|média|journal en ligne|agence de presse|medio|periódico|revista|testata|giornale|rivista|"
    r"jornal|portal de notícias)\b)"
)
# "Hi, I'm Jessica! Welcome to …", below the text.
_GREETING = re.compile(
    r"(?:hi+|hey|hello|welcome|hallo|bonjour|salut|hola|ciao|olá)\b[ ,!.–-]*"
    r"(?:there|friends?|everyone|y['’]?all)?[ ,!.–-]*"
    r"(?:i['’]?m|i am|my name is|ich bin|mein name ist|je suis|je m['’]appelle|moi c['’]est|soy|me llamo|sono|"
    r"mi chiamo|ik ben) "
    r"(?-i:(?P<name>[A-ZÀ-Þ][\w-]{1,30}))",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"\b(?:we|our|us|wir|unsere?\w?|nous|nos|notre|nosotros|nuestr\w+|noi|nostr\w+|nossos?|nossas?)\b|"
    r"\b(?:supported|funded|financed|owned) by (?:its |donations|readers|listeners|members|a trust|a foundation)|"
    r"\b(?:non-?profit|nonpartisan|reader-funded|member-supported|reader-supported|listener-supported)\b"
)

CUES = Cues(
    inside=(
        *(f"{role}{plural}" for role in _ROLES.split("|") for plural in ("", "s")),
        "covers", "writes about", "writes on", "writes for", "reports on", "reports from", "has written",
        "has reported", "has covered", "blogs at", "blogs about", "lives in", "joined", "schreibt über", "schreibt für",
        "berichtet über", "berichtet aus", "berichtet für", "écrit sur", "écrit pour", "escribe sobre", "escribe para",
        "scrive di", "scrive per", "follow", "find", "reach", "contact", "email", "e-mail", "connect with", "tweet",
        "folgen sie", "pgp fingerprint", "journalists", "reporters", "newsroom", "correspondents", "editors", "team of",
        "nachrichtenportal", "nachrichtenagentur", "magazin", "zeitung", "redaktion", "média", "journal", "medio",
        "periódico", "revista", "testata", "giornale", "rivista", "jornal", "magazine", "newspaper", "broadcaster",
        "radio station", "publication", "media outlet", "agence de presse", "portal de notícias",
    ),
    start=("you can", "on twitter", "on x", "twitter", "x"),
    stems=("suivez", "síguel", "news ", "journalism "),
)  # fmt: skip
BULLETS = " \t\u00a0•*|-–—>_"
LONGEST = 160
"""Words of a biography; longer ones are pages about a person."""

NOTICES = 3
"""Paragraphs that may follow what a paper says of itself: legal notices, which are another family's."""


def is_bio(text: str) -> str:
    """The form of self-description that a paragraph has, empty where it is none.

    The forms are `about`, `author`, `follow`, `newsroom` and `organisation`. The place decides: the same sentence
    among the paragraphs presents somebody whom the text quotes.
    """
    words = text.strip(BULLETS).split()
    if not 4 <= len(words) <= LONGEST:
        return ""
    plain = " ".join(words)
    if _ABOUT.match(plain):
        return "about"
    if len(words) <= 30 and _FOLLOW_START.fullmatch(plain.lower().rstrip(".")):
        return "follow"
    opening = plain[:220]
    subject = subject_of(plain)
    if subject and IS.match(_TITLES.sub("", opening[len(subject) :], count=1).lower()):
        return "author"
    if subject and len(words) <= 90 and _FOLLOW.search(plain[:1000]):
        return "author"
    lower = plain[:600].lower()
    if _NEWSROOM.search(lower) and _MISSION.search(lower):
        return "newsroom"
    if organisation_of(plain):
        return "organisation"
    return ""


def organisation_of(text: str) -> str:
    """The name in what an organisation says of itself ("Island Radio is a newsroom …, we …"), empty without one."""
    plain = plain_of(text)[:600]
    match = _ORGANISATION.match(plain[:400])
    return match["name"].removeprefix("The ") if match and _OWN_VOICE.search(plain.lower()) else ""


def own_form(text: str, noticed: bool) -> str:
    """The form of a paragraph that no cue announces; `noticed` is whether a legal notice stands below it."""
    greeting = _GREETING.match(plain_of(text[:120]))
    if greeting is None and noticed:
        return ""
    plain = plain_of(text[:2_000])
    if plain.count(" ") >= LONGEST:
        return ""
    if greeting and has_given_name(greeting["name"]):
        return "greeting"
    return "author" if not noticed and presented_in(plain) else ""


def plain_of(text: str) -> str:
    """A line without bullets and doubled blanks."""
    return " ".join(text.strip(BULLETS).split())


def subject_of(plain: str) -> str:
    """The full name, or "The author", that opens the paragraph."""
    tokens = plain.split(" ", 5)
    if plain[:20].lower().startswith(("the author ", "the writer ", "der autor ", "die autorin ", "l'auteur ")):
        return " ".join(tokens[:2])
    for count in (4, 3, 2):
        name = " ".join(tokens[:count])
        if len(tokens) > count and tokens[count - 1][0].isupper() and not name.endswith((".", ":")) and is_name(name):
            return name.rstrip(",")
    return ""


def presented_in(plain: str) -> str:
    """The name, full or first, that opens a paragraph about one person, empty where it is none."""
    match = _PRESENTED.match(plain)
    if match is None or not _OF_ONE.search(plain.lower(), match.end()):
        return ""
    name = match["name"]
    return name if is_name(name, fewest=1) and name.lower() not in {"he", "she", "they"} else ""
