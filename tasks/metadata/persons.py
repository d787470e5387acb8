"""Names of persons: which strings are one, and which names a byline holds."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import names
from tasks.any_case import AnyCase, any_case
from tasks.metadata.cleaning import one_line

LONGEST_BYLINE = 240
"""Characters of a byline that are read: the longest of 900 annotated ones has 150."""
LONGEST_NAME = 60
LONGEST_ROLE = 8
MOST = 20
"""Names in one byline; papers with more list them in `citation_author` tags, one each."""

# No person is called so. Roles, publishers' generic accounts, organisations, and the words of sentences.
NEVER = frozenset(
    re.findall(
        r"\S+",
        """
        about abteilung account admin administrator advertiser ag agencies agency agentur all alle amt analytics
        and anonymous anónimo app archive archives article artikel association at auteur author authors autor
        autorin beiträge bio blog blogger board brand breaking bundesamt bundesministerium bureau business by
        center centre club co co. collective college com comment commentary committee communications community
        company contact content contributed contributing contributor contributors copywriter corp corporation
        correspondent correspondents council daily departement department desk deutscher deutsches deutschland
        dienst digest digital director e.v e.v. edited edition editor editorial editors eidgenössisches
        entertainment expert experts facebook fact-checked features feed feuerwehr follow for foundation
        freelance from full gazette gmbh group guest guide guides health herald hochschule home how in inc
        insights instagram institute intern is jetzt journal journalist kg kontakt learn ligne limited linkedin
        llc login ltd magazin magazine mail manager marketing media mehr member ministerium ministry ministère
        minutes more my nachrichten network news newsdesk newsletter newspaper newsroom no of office official on
        online open opinion organisation organization our own owner partner partners podcast policy politics
        posted posts press presse privacy private producer profile published publisher read reader redacción
        redacteur redactie redakteur redakteurin redaktion redazione reporter reporters research reviewed
        rédaction school science se see senior services share shop sign site society solutions specialist
        sponsored sport sports stadt staff stiftung store strategist studio studios subscribe support system
        team tech technologies technology the their this times to today travel tribune tv twitter universidad
        university universität université unknown update updated us user verband verein verlag video view views
        warum was we webmaster website weekly welcome what when who why wire with wordpress world writer written
        writers your zeitung über
        """,
    )
)
_CREDENTIALS = re.compile(
    r"^(?:[A-Z]{2,6}|(?:[A-Z][a-z]?\.){2,4}|[A-Z]\.?[A-Z]{1,4}|[Pp][Hh]\.?\s?[Dd]\.?|[JS]r\.?|I{2,3}|Esq\.?|[MB]S[cN]?|"
    r"MEd|EdD|CFP®?|CFA®?|E-RYT.{0,6})$"
)
# The same without a comma before them. A list, since French papers write "Jean-Paul SARTRE".
_TITLES = frozenset({
    "BSN", "CFA", "CFP", "CPA", "CPP", "DDS", "DPT", "DVM", "LCSW", "LPC", "LPN", "MBA", "MD", "MPH", "MSN", "MSc",
    "PMP", "PSP", "Ph.D", "Ph.D.", "PhD", "PharmD", "RD", "RDN", "RN",
})  # fmt: skip
_BY = (
    r"by|von|par|por|di|da|door|av|af|przez|автор(?: текста| статьи)?|text|texte|texto|testo|tekst|текст|words|story|"
    r"szerző|írta|penulis|oleh|autor(?:in|es|a|en)?|author(?:s|\(s\))?|auteurs?|autore|autori|escriben?|reporter|"
    r"posted by|written by|published by|napisała?|opracowała?|napsala?|kirjoittanut|kirjoittaja|teksti|yazan|yazar|"
    r"scris de|tác giả|авторка|подготовила?|συντάκτης"
)
_LEAD = AnyCase(
    rf"(?:(?:eine?\s+(?:gast)?(?:beitrag|kommentar|analyse|interview|essay|kolumne|bericht|reportage|rezension|porträt)"
    rf"|propos recueillis|une? (?:chronique|tribune|analyse|enquête|reportage)|a cura)\s+(?:von|par|de|di)\s+"
    rf"|(?:(?:article|story|words|text|photos|reporting|reviewed|analysis|opinion|guest post|posted|written|"
    rf"erstellt|beitrag|gastbeitrag|"
    rf"published|authored|created|submitted|edited|reported|compiled|contributed|verfasst|geschrieben|veröffentlicht|"
    rf"escrito|publicado|écrit|publié|scritto|pubblicato|geschreven|skriven|skrevet|napisane|redactado|redatto|"
    rf"redigido|ditulis)(?: and \w{{3,12}})?\s+)?"
    rf"(?:{_BY})(?:\s*[:：]\s*|\s+)|redaktion\s?:\s|@)"
)
# A small "von" is a part of a name but at the beginning: "Ferdinand von Schirach".
_BY_INSIDE = re.compile(r"(?:(?:^|[\d,|•·:\s])(?:[Bb]y|BY|Von|[Pp]ar|[Pp]or)|(?:^|[\d,|•·:]\s?)von)\s+(?=[^\W\d_a-z])")
_ENDS_OF_BY = ("y ", "Y ", "on ", "ar ", "or ")
_BRACKETS = re.compile(r"\s?\([^()]{1,40}\)")
_COUNTED = re.compile(
    r"\d[\d,.k]* (?:posts?|messages|replies|points|views)|\bbot\b|moderator|^\W*\d+\W*$", re.IGNORECASE
)
_CONTACT = AnyCase(
    r"^(?:contact|email|e-mail|follow|about|(?:(?:read|see) )?(?:more|all|latest)(?: articles| posts| stories)? "
    r"(?:by|from)|meet|recipe by|guide by)\s+"
)
# Where the names end: separators, numbers, and words that open something else.
_STOP = re.compile(
    rf"\s*(?:[|•·⋅∙●▪◆→>()\[\]<\n\t]|\s[–—-]+\s|\b\d|{any_case('https?:', 'www[.]')}|\S{{1,60}}@|\s@\w|\b(?:"
    + any_case(
        "updated", "published", "posted", "last", "on", "in", "at", "for", "from", "is", "was", "has", "contact",
        "follow", "min read", "share", "via", "dated?", "edited", "reviewed", "veröffentlicht", "aktualisiert",
        "publié", "publicado", "pubblicato", "special to", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday",
    )
    # People are called Jan, June, Sun and Le, too: only a date behind them says that they are none.
    + r")\b(?![’'.-]\w)\.?(?=[\s:,\d]|$)|\b(?:"
    + any_case(
        "am", "um", "le", "el", "stand", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "montag",
        "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "jan", "feb", "mar", "apr", "jun", "jul",
        "aug", "sept?", "oct", "nov", "dec", "january", "february", "march", "june", "july", "august", "september",
        "october", "november", "december",
    )
    + r")\b(?![’'.-]\w)(?=[\s:.,]*\d|,?\s[^\W\d_]{3,9}\.?\s\d)|\b(?i:am|um|le|el)$|"
    # Whoever took the pictures, helped, or gave what was written from: "Text: Jane Doe Foto: John Roe", "avec AFP".
    r"[.,]?\s(?i:fotos?|photos?|photographs|bild(?:er)?|illustrations?|illustrationen|videos?|grafik)\s?(?::|(?i:by)\b)|"
    r",?\s(?i:(?:with )?additional reporting)\b"
    r"|\s(?i:avec|mit|con)\s(?i:afp|dpa|epd|kna|sid|ap|reuters|efe|ansa|material)\b)"
)  # fmt: skip
# What follows a name without a sign between: "Jane Doe Senior Autos Reporter".
_ROLES = frozenset(
    re.findall(
        r"\S+",
        """
        analyst assistant associate author autor autorin blogger ceo chief co-founder columnist contributing
        contributor copywriter correspondent deputy director editor editor-in-chief executive expert former
        founder freelance guest head journalist lead manager managing owner photographer president producer
        redakteur redakteurin reporter reviewer senior special specialist staff strategist writer
        """,
    )
)
# One of which whatever ends the names has: a sign or a figure, letters that stand for others in any case, or a word.
_STOP_SIGN = re.compile(r"[|•·⋅∙●▪◆→>()\[\]<\n\t–—:@\dſıİK]|-\s")
_STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        https http www updated published posted last on in at for from is was has contact follow min share via date
        dated edited reviewed veröffentlicht aktualisiert publié publicado pubblicato special monday tuesday wednesday
        thursday friday saturday sunday am um le el with additional avec mit con
        """,
    )
)
_STOP_PARTS = ("www.", "foto", "photo", "bild", "illustration", "video", "grafik")
_WORD = re.compile(r"\w+")
_NO_NAME = re.compile(r'[@/\\|<>{}\[\]=#%$:!?…"]|\.com|www\.')
_AND = re.compile(r"\s+(?:and|und|et|og|och|with|mit)\s+|\s*[&;/＆、]\s*", re.IGNORECASE)
# The same where it may be a part of a name: "José Moura e Silva", "Santiago Ramón y Cajal".
_SMALL_AND = re.compile(r"\s+(?:e|y|en|i|и|és|ja|ve|dan)\s+")
NOT_WROTE = AnyCase(
    r"(?:(?:medically |fact[- ]?|expert |clinically )?(?:reviewed|checked|verified|approved|edited|translated"
    r"|illustrated|photographed)"
    r"|(?:photo(?:s|graphs?|graphy)?|images?|pictures?|illustrations?|videos?|artwork)(?: credits?)?) by\b"
    r"|(?:photos?|images?|pictures?|fotos?|bild(?:er)?|illustrations?|videos?|grafik|cr[ée]dits?|kredit|übersetzung"
    r"|traduction|traducción|traduzione)(?: credits?)?\s?:"
    # "AFP/The Local" signs.
    r"|(?:(?:ap|afp|dpa|epa) (?:photos?|images)|reuters|getty(?: images)?)\s?/"
)
"""How a line opens that names who answers for the facts, turned it into another language, or took the pictures."""
AGENCIES = frozenset({
    "afp", "ansa", "ap", "apa", "dpa", "efe", "epa", "epd", "getty", "kna", "ntb", "pap", "reuters", "sda", "sid",
    "tass", "tt", "unsplash",
})  # fmt: skip
"""Whom a text is from besides the person that signs: "Jane Doe/dpa"."""


def is_name(text: str) -> bool:
    """Whether `text` may be what an author is called: a name of up to six words, a pen name, a user name."""
    tokens = text.split()
    if not tokens or len(tokens) > 6 or len(text) > LONGEST_NAME or len(text) < 2:
        return False
    if _NO_NAME.search(text) or not any(map(str.isalpha, text)):
        return False
    return not NEVER & {token.strip(".,()").lower() for token in tokens}


# The head's names, and those beside the headline, are asked for wherever they stand.
@lru_cache(maxsize=64)
def is_full_name(text: str) -> bool:
    """Whether `text` has the form of a person's name: two to five capitalised words, no word of a sentence."""
    return is_name(text) and names.is_name(text)


def is_handle(text: str) -> bool:
    """Whether `text` looks like the name of an account: one word without a capital, or with figures."""
    return len(text.split()) == 1 and (text == text.lower() or any(char.isdigit() for char in text)) and text.isascii()


def is_account(text: str) -> bool:
    """Whether `text` may be the name of an account: up to four words, and no count of posts."""
    return 0 < len(text.split()) <= 4 and 2 <= len(text) <= 40 and text[0].isalnum() and not _COUNTED.search(text)


def has_role(text: str) -> bool:
    """Whether `text`, of up to `LONGEST_ROLE` words, says what somebody works as."""
    tokens = [token.strip(".,()&").lower() for token in text.split()]
    return len(tokens) <= LONGEST_ROLE and any(token in _ROLES for token in tokens)


def unsigned(text: str) -> str:
    """`text` without what makes it a byline: "By", "Written by", dates behind it."""
    line = _without(_LEAD, _without(_LEAD, one_line(text, LONGEST_BYLINE)))
    stop = _SIGN_OR_YEAR.search(line)
    return (line[: stop.start()] if stop else line).strip(" ,.;:-–—|•·@")


_SIGN_OR_YEAR = re.compile(r"\s[|•·]|\d{4}")


def _without(opening: re.Pattern[str] | AnyCase, line: str) -> str:
    """`line` without what it opens with."""
    found = opening.match(line)
    return line[found.end() :] if found else line


def is_signed(text: str) -> bool:
    """Whether `text` opens like a byline: "By …", "Geschrieben von …"."""
    return _LEAD.match(text[:LONGEST_BYLINE]) is not None


def tidy_name(text: str) -> str:
    """A name without credentials, roles, surrounding signs, itself over again, and capitals throughout."""
    name = one_line(text, 300).strip(" ,.;:-–—|•·●*'\"“”‘")
    parts = [part.strip() for part in name.split(",")]
    kept = [parts[0], *(part for part in parts[1:] if part and not _CREDENTIALS.match(part))]
    words = ", ".join(kept).split()
    while len(words) > 2 and words[-1].strip(",®") in _TITLES:
        words.pop()
    role = next((i for i, word in enumerate(words) if i >= 2 and word.strip(",").lower() in _ROLES), len(words))
    words = words[:role]
    if len(words) % 2 == 0 and len(words) >= 4 and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    name = " ".join(words)
    if len(name.split()) > 1 and name.isupper():
        name = " ".join(word if len(word) < 3 and word.endswith(".") else word.title() for word in name.split())
    return name.rstrip(" ,")


def _may_stop(line: str) -> bool:
    """Whether `_STOP` may find something, which takes ten times as long to find nothing."""
    low = line.lower()
    return (
        _STOP_SIGN.search(line) is not None
        or not _STOP_WORDS.isdisjoint(_WORD.findall(low))
        or any(part in low for part in _STOP_PARTS)
    )


# The head says the same name in JSON-LD, in tags and in marked elements.
@lru_cache(maxsize=32)
def read_byline(text: str, structured: bool = False) -> tuple[str, ...]:
    """The persons in a byline, in order: "By Jane Doe and John Roe | Updated …" has two.

    `structured` is for values that markup calls an author: there a name may be a single word or a user name,
    and a comma parts names. In running text what follows a comma is as often a role or a place.
    """
    line = _BRACKETS.sub(" ", one_line(text, LONGEST_BYLINE)).strip()
    if NOT_WROTE.match(line):
        return ()
    inside = _BY_INSIDE.search(line) if any(end in line for end in _ENDS_OF_BY) else None
    # A name may hold a "von"; only English says nothing but "by" with its word.
    if inside and not _LEAD.match(line) and (not structured or inside.group().strip(" ,|•·:").lower() == "by"):
        line = line[inside.end() :]
    for _ in range(2):
        line = _without(_CONTACT, _without(_LEAD, line))
    stop = _STOP.search(line) if _may_stop(line) else None
    while stop and stop.start() == 0 and stop.end() > 0:
        line = line[stop.end() :].lstrip(" ,:")
        stop = _STOP.search(line)
    line = _parted(line[: stop.start()] if stop else line)
    several = _AND.search(line) is not None
    alone = structured and not several and "," not in line
    found: dict[str, str] = {}
    for part in _AND.split(line):
        pieces = [piece.strip() for piece in part.split(",")] if structured or several else [part.split(",")[0]]
        for piece in pieces:
            name = tidy_name(piece)
            # Of several, each must look like a person: "Frankfurt, Germany" is a byline to some systems.
            lenient = alone or (structured and several and "," not in part)
            if (is_name(name) and not _CREDENTIALS.fullmatch(name)) if lenient else is_full_name(name):
                found.setdefault(name.casefold(), name)
    persons = {key: name for key, name in found.items() if key not in AGENCIES}
    return tuple((persons or found).values())[:MOST]


def _parted(line: str) -> str:
    """`line` with a sign between names where a word says "and" that may be a part of one, and both sides are names."""
    pieces = _SMALL_AND.split(line)
    whole = len(pieces) > 1 and all(is_full_name(piece.rsplit(",", 1)[-1].strip()) for piece in pieces)
    return " & ".join(pieces) if whole else line
