"""Who took the picture: agency lines, "Photo by …", "(c) Agency"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.any_case import AnyCase
from tasks.document import Action, Decision, Document, once_per_document
from tasks.names import are_names
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.copyright import in_footer
from tasks.rules.cues import Cues, lines_with

_AGENCY = (
    r"(?:getty(?: images)?(?: [a-z]+)?|gettyimages|(?:the )?associated press|ap(?: photo| images)?|reuters|afp|"
    r"epa(?:-efe)?|efe|dpa|"
    r"picture[- ]alliance|imago(?: images)?|shutterstock|istock(?:photo)?|alamy(?: stock photo)?|unsplash|pexels|"
    r"pixabay|adobe ?stock|"
    r"fotolia|bloomberg|xinhua|keystone|ansa|tass|sipa(?: usa)?|zuma(?: press| wire)?|wireimage|filmmagic|corbis|upi|"
    r"rex(?: features)?|"
    r"press association|pa(?: images| wire)?|canadian press|anadolu(?: agency| images)?|nurphoto|eyevine|"
    r"magnum(?: photos)?|depositphotos|"
    r"dreamstime|freepik|flickr|wikimedia(?: commons)?|wikipedia|creative commons|ap via|apa|belga|anp|"
    r"ullstein(?: bild)?|laif|mary evans|"
    r"everett collection|nasa|archiv|privat|handout|courtesy photo|file|pool|stock photo|bigstock(?:photo)?|thinkstock)"
)
_ALONE = frozenset((
    "getty images", "gettyimages", "shutterstock", "istock", "istockphoto", "alamy stock photo", "pixabay", "unsplash",
    "adobe stock", "adobestock", "ap photo", "afp via getty images", "picture alliance", "imago images",
    "wikimedia commons", "the associated press", "associated press file photo", "courtesy photo", "file photo",
    "stock photo",
))  # fmt: skip
# "AP Photo/Jane Doe", "Jane Doe/AFP/Getty Images", "REUTERS / Jane Doe", "dpa | Jane Doe".
_SLASHED = re.compile(
    rf"(?:{_AGENCY}(?: file(?: photo)?)? ?[/|] ?.{{2,50}}|.{{2,50}} ?[/|"
    rf"] ?{_AGENCY}(?: file(?: photo)?)?(?: via .{{2,30}})?)"
)
_SIGN = AnyCase(r"(?:\(c\)|©|copyright:?) ?")
_LABEL = AnyCase(
    # With its colon, a label that heads nothing but credits;
    r"(?P<sure>(?:photos?|photograph|image|picture|video|(?:featured?|cover|header|lead|hero|main|title) (?:image|"
    r"photo)|illustration|graphic) (?:credits?|source|copyright) ?:?"
    r"|(?:photos?|photographs?|images?|pictures?|video|illustrations?|graphic) courtesy(?: of)? ?:?"
    r"|(?:credits?|courtesy|fotocredits?|bildquellen?|bildnachweis|fotoquelle|titelbild|beitragsbild|fotohinweis|"
    r"bildrechte|crédit(?:s)? ?photos?|crédits?|créditos?) ?:)"
    # names must follow the rest: "Photo by photo, the town got its history back" is a headline.
    r"|(?P<by>(?:photos?|photographs?|photography|images?|pictures?|illustrations?|video|(?:featured?|cover|header|"
    r"lead|hero|main) (?:image|photo)|graphic|artwork) (?:by|from|via|credit)"
    r"|foto (?:von|por|di|door|de)|fotos von|bild von|photo de|fotografía de|bildquelle|courtesy of) ?:? "
    r"|(?P<plain>photos?|photographs?|photography|images?|pictures?|fotos?|bild|bilder|quelle|source|fuente|"
    r"abbildung|grafik|illustrations?) ?[:/©]+ ?"
)


_CUES = Cues(
    whole=_ALONE,
    start=(
        "photo", "photos", "photograph", "photographs", "photography", "image", "images", "picture",
        "pictures", "video", "feature", "featured", "cover", "header", "lead", "hero", "main", "title", "illustration",
        "illustrations", "graphic", "artwork", "credit", "credits", "courtesy", "fotocredit", "fotocredits",
        "bildquelle", "bildquellen", "bildnachweis", "fotoquelle", "titelbild", "beitragsbild", "fotohinweis",
        "bildrechte", "crédit", "crédits", "crédito", "créditos", "foto", "fotos", "bild", "bilder", "fotografía",
        "quelle", "source", "fuente", "abbildung", "grafik",
    ),
    stems=("/", "|", "\ncopyright", "\nc)"),
)  # fmt: skip

# "Photo: Jane Doe/Harbour Picture Desk": a person, and for whom. Only pictures are signed so.
_PICTURES = ("photo", "image", "picture", "foto", "bild")
_DESK = re.compile(
    r"(?:the )?(?:[\w'’&.-]+ ){0,4}(?:picture|photo|news|video)? ?"
    r"(?:desk|pictures?|photos?|images?|agency|press|service)"
)

LONGEST = 14
"""Words of a credit."""


def is_credit(text: str) -> str:
    """The form of credit that a line has (`agency`, `desk`, `sign`, `label`), empty where it is none."""
    # A paragraph is not cut up to the end. The brackets around a credit may be words of their own.
    words = text.strip(" \t\u00a0•*|-–—>[]").split(None, LONGEST + 2)
    if len(words) > LONGEST + 2:
        return ""
    plain = " ".join(words)
    if plain.startswith("(") and plain.endswith(")") and not plain.lower().startswith("(c)"):
        plain = plain[1:-1].strip()
    words = plain.split()
    if not words or len(words) > LONGEST or len(plain) > 120 or plain.endswith(("?", "!", ";")):
        return ""
    lower = plain.lower().rstrip(".")
    slashed = "/" in lower or "|" in lower
    if lower in _ALONE or (slashed and _SLASHED.fullmatch(lower) and _who(plain)):
        return "agency"
    sign = _SIGN.match(plain)
    if sign:
        rest = plain[sign.end() :]
        # With a year it is the page's copyright notice, which is another family's.
        return "sign" if rest and len(rest.split()) <= 6 and not re.search(r"\d{4}|reserved", rest) else ""
    label = _LABEL.match(plain)
    if not label or label.end() == len(plain):
        return ""
    rest = plain[label.end() :]
    if label["plain"] and "/" in rest and label["plain"].lower().startswith(_PICTURES) and _who(rest):
        return "desk"
    return "label" if _who(rest) or (label["sure"] and len(rest.split()) <= 8) else ""


def _who(text: str) -> bool:
    """Whether every part of "Jane Doe/AFP via Getty Images" is a name, an agency or a site."""
    for part in re.split(r"[/|,©]| via | für | for | on ", text):
        piece = re.sub(r"^[Tt]he ", "", part.strip(" .()@:"))
        if not piece or is_site(piece) or re.fullmatch(_AGENCY, piece.lower()) or _is_desk(piece):
            continue
        if not are_names(piece, 1):
            return False
    return True


def _is_desk(piece: str) -> bool:
    return piece[0].isupper() and len(piece) <= 50 and _DESK.fullmatch(piece.lower()) is not None


def is_site(text: str) -> bool:
    """Whether `text` is a bare domain or handle."""
    return " " not in text and re.fullmatch(r"@?[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}", text) is not None


@once_per_document
def credit_lines(document: Document) -> dict[int, str]:
    """The lines that have the form of a credit, in order, and the form."""
    candidates = sorted({*lines_with(document, _CUES), *document.lines_saying("©")})
    return {i: form for i in candidates if (form := is_credit(document.lines[i].text))}


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    for i, form in credit_lines(document).items():
        if i == context.title or context.zones[i] is Zone.COMMENTS or document.words[i] > LONGEST:
            continue
        if form == "sign" and in_footer(document, i):
            # "© Site Name" closes the page; under a picture it would not stand in its footer.
            continue
        # In the body "Source: …" is the foot of a table and "Credit: …" a row of a statement.
        sure = form in {"agency", "desk"} or context.zones[i] is not Zone.BODY
        yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY if sure else WEAK, form, form)


RULE = LineRule("credit.line", "credit", _propose)

RULES = (
    PhraseRule(
        "credit.label",
        "credit",
        Action.ROUTE,
        score=WEAK,
        whole=(
            "getty images", "photo by", "photo credit", "image credit", "image credits", "photo credits", "reuters",
            "afp", "ap",
            "image by", "photos by", "bildquelle", "bildnachweis",
        ),
        max_words=4,
    ),
    RULE,
)  # fmt: skip
