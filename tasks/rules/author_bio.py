"""Who the author is, and who the paper is, told after the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from tasks.document import Action, Decision, Document, once_per_document
from tasks.given_names import has_given_name, may_be_called
from tasks.names import is_name
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.byline import is_byline
from tasks.rules.cues import Cues, lines_with

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
_IS = re.compile(
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
_OWN_VOICE = re.compile(
    r"\b(?:we|our|us|wir|unsere?\w?|nous|nos|notre|nosotros|nuestr\w+|noi|nostr\w+|nossos?|nossas?)\b|"
    r"\b(?:supported|funded|financed|owned) by (?:its |donations|readers|listeners|members|a trust|a foundation)|"
    r"\b(?:non-?profit|nonpartisan|reader-funded|member-supported|reader-supported|listener-supported)\b"
)

_CUES = Cues(
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
_BULLETS = " \t\u00a0•*|-–—>_"
LONGEST = 160
"""Words of a biography; longer ones are pages about a person."""

NOTICES = 3
"""Paragraphs that may follow what a paper says of itself: legal notices, which are another family's."""


def is_bio(text: str) -> str:
    """The form of self-description that a paragraph has, empty where it is none.

    The forms are `about`, `author`, `follow`, `newsroom` and `organisation`. The place decides: the same sentence
    among the paragraphs presents somebody whom the text quotes.
    """
    words = text.strip(_BULLETS).split()
    if not 4 <= len(words) <= LONGEST:
        return ""
    plain = " ".join(words)
    if _ABOUT.match(plain):
        return "about"
    if len(words) <= 30 and _FOLLOW_START.fullmatch(plain.lower().rstrip(".")):
        return "follow"
    opening = plain[:220]
    subject = _subject(plain)
    if subject and _IS.match(opening[len(subject) :].lower()):
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
    plain = " ".join(text.strip(_BULLETS).split())[:600]
    match = _ORGANISATION.match(plain[:400])
    return match["name"].removeprefix("The ") if match and _OWN_VOICE.search(plain.lower()) else ""


def _subject(plain: str) -> str:
    """The full name, or "The author", that opens the paragraph."""
    tokens = plain.split(" ", 5)
    if plain[:20].lower().startswith(("the author ", "the writer ", "der autor ", "die autorin ", "l'auteur ")):
        return " ".join(tokens[:2])
    for count in (4, 3, 2):
        name = " ".join(tokens[:count])
        if len(tokens) > count and tokens[count - 1][0].isupper() and not name.endswith((".", ":")) and is_name(name):
            return name.rstrip(",")
    return ""


def _presented(text: str) -> str:
    """The name, full or first, that opens a paragraph about one person, empty where it is none."""
    plain = " ".join(text[:2_000].strip(_BULLETS).split())
    if plain.count(" ") >= LONGEST:
        return ""
    match = _PRESENTED.match(plain)
    if match is None or not _OF_ONE.search(plain.lower(), match.end()):
        return ""
    name = match["name"]
    return name if is_name(name, fewest=1) and name.lower() not in {"he", "she", "they"} else ""


MOST_BIOS = 20
"""Biographies that are judged, each against all paragraphs. An article has a handful of authors; a page with more
is one of staff or speakers, and what it says of them is its text."""


@once_per_document
def closing_bios(document: Document, claimed: frozenset[int], end: int | None) -> dict[int, str]:
    """The biographies between the last paragraph of the text and `end`, the first line of the comment section.

    Walked from the end upwards: a biography with a paragraph of the text below it is part of the text. So is
    one of a person whom the text names: a profile may well end with "Jane Doe is a writer and lives in York".
    """
    found: dict[int, str] = {}
    paragraphs = [i for i in document.paragraphs if i not in claimed]
    cued = frozenset(lines_with(document, _CUES))
    notices = judged = 0
    for i in sorted(cued.union(paragraphs), reverse=True):
        if (end is not None and i >= end) or i in claimed:
            continue
        form = is_bio(document.lines[i].text) if i in cued else ""
        if not form and not notices and document.prose[i] and _presented(document.lines[i].text):
            form = "author"
        judged += bool(form)
        if judged > MOST_BIOS:
            return {}
        if form == "newsroom":
            right = _is_late(document, i, paragraphs)
        elif form == "organisation":
            right = _is_late(document, i, paragraphs) and not _told_about(document, i, paragraphs)
        elif form == "about":
            right = True
        else:
            right = bool(form) and not notices and not (form == "author" and _told_about(document, i, paragraphs))
        if right:
            found[i] = form
        elif document.prose[i]:
            notices += 1
            if notices > NOTICES:
                break
    found |= _named(document, paragraphs, found, end) | _sections(document, paragraphs, end)
    if not found:
        return {}
    # A page of nothing but biographies is a page of staff, not an article with an author.
    text = [i for i in paragraphs if i not in found and i < min(found)]
    return found if sum(document.words[i] for i in text) >= 2 * sum(document.words[i] for i in found) else {}


SIGNED_WORDS = 8
"""Words from which a line below a name may say who that is."""
SIGNED_BELOW = 75
"""Words of paragraphs that may stand below a biography with its name above it: calls for newsletters and offers. With
twice as many a list of teachers of design, of a sentence each, loses its last two."""
_BY = re.compile(r"(?:(?:written|researched|reviewed|edited|posted) )?by:? ", re.IGNORECASE)
# "Jane Doe, MD, PhD".
_DEGREES = re.compile(r"(?:,? (?:[A-Z][A-Za-z]{0,2}[A-Z]{1,4}|[A-Z][a-z]?\.(?:[A-Z][a-z]?\.?)+)\W?)+$")
# "Andrius is a consistent writer", or who is told of with "she": "Paris" and "Rocky Hill Ranch" are called like people.
_OF_SOMEBODY = re.compile(r"\b(?:he|she|his|her|him|i|i'm|my|me|er|ihre?[rmn]?|il|elle)\b")
_GOES_ON = re.compile(r"\b(?:he|she|his|her)\b")


def _named(document: Document, paragraphs: list[int], bios: Mapping[int, str], end: int | None) -> dict[int, str]:
    """What stands at the end below somebody's name and says it, whatever else it says.

    "Mike Marshall", and below it "With over seven years at …, Mike has played a part in …". Where others are told of in
    that way further up, people are what the text is about, or its sections.
    """
    found: dict[int, str] = {}
    below = 0
    prose = frozenset(paragraphs)
    for i in reversed(document.visible[: None if end is None else bisect_left(document.visible, end)]):
        if below > SIGNED_BELOW:
            break
        if i in bios:
            continue
        if SIGNED_WORDS <= document.words[i] <= LONGEST and (name := _name_above(document, i)):
            surname = max(name.split()[-2:], key=len)
            if not any(surname in document.lines[j].text for j in paragraphs if j < i):
                found[i] = "named"
                continue
        if i in prose:
            below += document.words[i]
    if not found:
        return {}
    for i in sorted(found):
        # "He's an expert with over 12 years of experience", below who he is.
        while (i := document.line_below(i)) in prose and _GOES_ON.search(document.lines[i].text[:60].lower()):
            found[i] = "named"
    others = [i for i in paragraphs if i < min(found) and i not in bios and document.words[i] <= LONGEST]
    return {} if any(_name_above(document, i) for i in others) else found


def _name_above(document: Document, i: int) -> str:
    """The name on one of the three lines above, with a role between at most, of which the line says a part."""
    above = i
    for _ in range(3):
        above = document.line_above(above)
        if above < 0 or document.words[above] > 8:
            return ""
        name = _BY.sub("", document.lines[above].text[:80].strip(_BULLETS + ":"), count=1)
        bare = _DEGREES.sub("", name)
        name = bare if " " in bare else name
        if is_name(name, fewest=1) and has_given_name(name) and may_be_called(name):
            opening = " ".join(document.lines[i].text[:220].split())
            lower = opening.lower().replace("’", "'")
            said = any(re.search(rf"\b{re.escape(part)}\b", opening[:160]) for part in name.split() if len(part) > 2)
            return name if said and opening[0].isupper() and (_OF_SOMEBODY.search(lower) or _IS.search(lower)) else ""
    return ""


SECTION_WORDS, SECTION_SHARE = 320, 0.12
"""Words of paragraphs that may follow a heading like "About our expert", and what share they may be of those above it:
an "Author" beside each post of a forum, and a report on a team, have more."""
_GAP = 2
"""Lines between the paragraphs of such a section: a heading, a name with a role."""


def _sections(document: Document, paragraphs: list[int], end: int | None) -> dict[int, str]:
    """The paragraphs below a heading like "About our expert" at the end of the text, whoever speaks in them."""
    found: dict[int, str] = {}
    for heading in lines_with(document, _SECTION):
        below = [i for i in paragraphs if i > heading and (end is None or i < end)]
        words = sum(document.words[i] for i in below)
        above = sum(document.words[i] for i in paragraphs if i < heading)
        if not below or words > min(SECTION_WORDS, SECTION_SHARE * above):
            continue
        at, last = bisect_left(document.visible, heading), bisect_left(document.visible, below[0])
        # Below the heading a name may stand, a role, and where else the author writes.
        if last - at > _GAP + 2:
            continue
        found[below[0]] = "section"
        for i in below[1:]:
            here = bisect_left(document.visible, i)
            # "About the expert", who that is, and then the questions and answers of the text.
            if here - last > _GAP + 1 or not _OF_SOMEBODY.search(document.lines[i].text[:220].lower()):
                break
            found[i], last = "section", here
    return found


def _told_about(document: Document, bio: int, paragraphs: list[int]) -> bool:
    plain = " ".join(document.lines[bio].text.strip(_BULLETS).split())
    organisation = organisation_of(plain)
    if organisation:
        return any(organisation in document.lines[i].text for i in paragraphs if i < bio)
    subject = _subject(plain) or _presented(plain)
    surname = subject.split()[-1] if subject and not subject.lower().startswith("the ") else ""
    named = sum(surname in document.lines[i].text for i in paragraphs if i < bio) if surname else 0
    return named >= 2 or (named == 1 and (" " not in subject or _in_headline(document, subject, min(paragraphs))))


def _in_headline(document: Document, subject: str, end: int) -> bool:
    """Whether a line above the text is about a person: "Ruth Amsel: fifty years of clay", not "By Ruth Amsel"."""
    return any(
        subject in document.lines[i].text
        and document.words[i] >= len(subject.split()) + 2
        and not is_byline(document.lines[i].text)
        for i in document.visible[: bisect_left(document.visible, end)]
    )


def _is_late(document: Document, newsroom: int, paragraphs: list[int]) -> bool:
    before = sum(document.words[i] for i in paragraphs if i < newsroom)
    return before >= 2 * sum(document.words[i] for i in paragraphs if i > newsroom)


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    section = context.zones.index(Zone.COMMENTS) if Zone.COMMENTS in context.zones else None
    for i, form in closing_bios(document, context.claimed, section).items():
        if i != context.title:
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, form, form)
    for heading in lines_with(document, _HEADED):
        i = document.line_below(heading)
        if i >= 0 and context.zones[i] in {Zone.TAIL, Zone.HEAD}:
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, document.folded[heading], "headed")


_HEADINGS = frozenset(
    {
        "about the author", "about the writer", "about the authors", "about author", "über den autor",
        "über die autorin",
        "à propos de l'auteur", "sobre el autor", "sobre la autora", "sobre o autor", "l'autore", "zur person",
        "author bio", "meet the author", "about our expert", "about our experts", "about the expert", "meet our expert",
        "about the reviewer",
        "over de auteur", "article written by", "o autorze", "zum autor", "zur autorin",
    }
)  # fmt: skip

_HEADED = Cues(whole=_HEADINGS)
# Above the text these two are bylines.
_SECTION = Cues(whole=_HEADINGS | {"written by", "researched by"})

RULE = LineRule("author_bio.line", "author_bio", _propose)

RULES = (
    PhraseRule(
        "author_bio.heading",
        "author_bio",
        Action.ROUTE,
        score=WEAK,
        whole=tuple(sorted(_HEADINGS)),
        max_words=6,
    ),
    PhraseRule(
        "author_bio.more",
        "author_bio",
        Action.DROP,
        whole=(
            "more from this author", "more by this author", "view all posts by this author",
            "see all posts by this author", "mehr vom autor", "more from author",
        ),
        start=(
            "view all posts by", "see all posts by", "alle beiträge von", "alle artikel von", "read more by",
            "ver todas las entradas de", "voir tous les articles de",
        ),
        max_words=9,
    ),
    RULE,
)  # fmt: skip
