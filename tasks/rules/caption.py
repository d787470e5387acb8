"""What a picture shows, told in a line that stands where the picture stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import PROSE_WORDS, Action, Decision, Document, once_per_document
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.credit import credit_lines, is_credit
from tasks.rules.cues import Cues, lines_with

_FILE = re.compile(
    r"in this (?:[^ ,]+,? ){0,5}file (?:photo|image|picture|photograph|footage)\b|"
    r"in this (?:[^ ,]+,? ){0,4}(?:photo|image|picture|frame grab|screen ?grab)(?: from video)?,? "
    r"(?:provided|released|distributed|made available|supplied) by\b|"
    r"(?:auf|in) diesem archiv(?:bild|foto)|(?:sur|dans) cette photo d'archives|en esta (?:foto|imagen) de archivo|"
    r"in questa foto d'archivio|op deze archieffoto|nesta foto de arquivo|"
    r"file ?(?:-+|:|photo ?[:-]|image ?[:-]|picture ?[:-]|photo -+)|\(?file photo\)?|archivbild|archivfoto|"
    r"symbolbild|foto d'archivio|photo d'archives"
)
_SIDE = re.compile(
    r"\((?:(?:pictured|seen|far|top|bottom|front|back|center|centre)[ ,]{1,2})?(?:left|right|centre|center|"
    r"middle|pictured|seated|standing|"
    r"links|rechts|mitte|gauche|droite|à gauche|à droite|izquierda|derecha|sinistra|destra)\)"
    r"|\b(?:left to right|from left|pictured (?:above|below|left|right|here)|shown (?:above|left|right) |von links|"
    r"v\.l\.n\.r|de gauche à droite|"
    r"de izquierda a derecha|da sinistra)\b"
)
# A letter for a side stands behind a name: "Jane Doe (l), John Roe (c) and Ann Poe (r)". "(c)" alone proves nothing,
# it is a sign and an item of a list, and so are "(i)" and "(d)".
_LETTER = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,20},? \((?:[lLrR]|li\.?|re\.?)\)(?! ?\d)")
_LABEL = re.compile(
    r"(?:photo|image|picture|pictured|in the photo|caption|foto|bild|im bild|auf dem bild|legende|légende)(?: above|"
    r" below)? ?:"
)
_TAIL_CREDIT = re.compile(
    r"[.!?…\"”’)] ?[(\[]?(?:photo(?:graph)?s?|image|picture|credit|foto|bild|©|ap photo|reuters|afp|getty)\b.{0,60}$"
)

# "… out the rest of this interior. Photo: Jane Doe", "The queen in 2004 (Picture credit: Getty)": no sentence of a text
# ends so. On labelled pages 1 such line of 81 that are captions and 21 that the classifier took for text is content.
_LABELLED = r"(?:photos?|fotos?|pictures?|images?|bild(?:er)?)(?: (?:credits?|courtesy|source|by)){0,2}:"
_SIGNED = re.compile(
    rf"(?:[(\[](?:(?:ap |file |stock )?{_LABELLED}|symbolbild|archivbild|archivfoto|symbolfoto|file photo|photo by |"
    rf"photo courtesy )[^()\[\]]{{0,60}}[)\]]?|[.!?…\"”’)] ?{_LABELLED} ?[^.:;?!]{{2,50}})[. ]{{0,3}}$"
)
_SIGNED_CUES = Cues(
    stems=(
        *(f"{bracket}{word}" for bracket in "([" for word in ("photo", "foto", "picture", "image", "bild", "ap photo",
          "stock photo", "file photo", "symbolbild", "symbolfoto", "archivbild", "archivfoto")),
        *(f"{end}{space}{word}" for end in ".!?…\")" for space in ("", " ")
          for word in ("photo", "foto", "picture", "image", "bild")),
    )
)  # fmt: skip
SIGNED_WORDS = (4, 60)
"""Words of a caption that ends with its credit; without any it is a credit, with more a paragraph."""

_WHEN = re.compile(r"\b(?:on|in|am|im|le|el|il) (?:[^ ]{3,10},? ){0,2}(?:#, )?(?:#|[^ ]{3,10} #,? #)$")
_ENDS = frozenset('.!?)"”’»。')
# No sentence of a text begins so: "In this file photo" points at nothing there.
_FILED = (
    "in this", "auf diesem", "in diesem", "sur cette", "dans cette", "en esta", "in questa", "op deze", "nesta foto",
)  # fmt: skip

_CREDITS = ("photo", "image", "picture", "credit", "foto", "bild", "©", "ap photo", "reuters", "afp", "getty")
_CUES = Cues(
    stems=(
        *(f"\n{label}" for label in ("photo", "image", "picture", "in the photo", "caption", "foto", "bild")),
        *(f"\n{opening}" for opening in _FILED),
        "\nim bild", "\nauf dem bild", "\nlegende", "\nlégende", "\nfile", "\narchiv", "\nsymbolbild",
        *(
            f"{side})"
            for side in (
                "left", "right", "centre", "center", "middle", "pictured", "seated", "standing", "links", "rechts",
                "mitte", "gauche", "droite", "izquierda", "derecha", "sinistra", "destra",
            )
        ),
        "left to right", "from left", "pictured above", "pictured below", "pictured left", "pictured right",
        "pictured here", "shown above ", "shown left ", "shown right ", "von links", "v.l.n.r", "de gauche",
        "de izquierda", "da sinistra", " (l", " (r",
        *(
            f"{end}{space}{bracket}{credit}"
            for end in ".!?\")" for space in ("", " ") for bracket in ("", "(", "[") for credit in _CREDITS
        ),
    )
)  # fmt: skip

SAME_LINE_WORDS = 10
"""Words from which a line that stands twice in a row is a caption and its copy in a light box; the refrain of a
song, which is content, stays under it."""
MOST_REPEATED = 4
"""Lines above the text that stand in such pairs. With more, the page is a list of cards, each with its teaser
folded and open."""
LONGEST = 120
"""Words; agency captions of three long sentences have about a hundred."""


def is_caption(text: str, folded: str, words: int) -> str:
    """The form of caption that a line of so many words has (`file`, `side`, `label`, `credit`), empty where it is none.

    Only the place of the line tells a caption from a sentence of the text that is worded alike.
    """
    if words < 4 or words > LONGEST:
        return ""
    if _FILE.match(folded[:60]):
        return "file"
    if _LABEL.match(folded[:60]):
        # "Photo: Jane Doe/Harbour Pictures" says who, and is the credit.
        return "" if is_credit(text) else "label"
    if words <= 45 and (_SIDE.search(folded[:400]) or ("(" in text and _LETTER.search(text[:400]))):
        return "side"
    return "credit" if words <= 60 and _TAIL_CREDIT.search(folded[-90:]) else ""


@once_per_document
def captions(document: Document) -> dict[int, str]:
    """The lines that have the form of a caption, in order, and the form."""
    return {i: form for i in lines_with(document, _CUES) if (form := _form_of(document, i))}


def _form_of(document: Document, i: int) -> str:
    return is_caption(document.lines[i].text, document.folded[i], document.words[i])


@once_per_document
def lead_captions(document: Document, claimed: frozenset[int]) -> dict[int, str]:
    """The captions above the first paragraph of the text, which are paragraphs by their length themselves."""
    aside = {*repeated(document), *claimed}
    found = {
        i: form
        for i, form in captions(document).items()
        if i not in claimed and (form != "side" or _one_sentence(document, i))
    }
    first = next((i for i in document.paragraphs if i not in aside and i not in found), len(document.lines))
    return {i: form for i, form in found.items() if i < first}


@once_per_document
def repeated(document: Document) -> frozenset[int]:
    """The lines of `SAME_LINE_WORDS` and more that stand twice in a row, with at most a credit between.

    Only above the first paragraph: between paragraphs, the folded and the open form of a teaser and a quoted
    sentence with its quote above it repeat themselves, and are content once.
    """
    found: set[int] = set()
    visible = document.visible
    for at, i in enumerate(visible):
        # A sentence: the menu of a page stands twice in a row as well, for wide and narrow screens.
        if document.words[i] < SAME_LINE_WORDS or i in found or document.lines[i].text.rstrip()[-1:] not in _ENDS:
            continue
        below = visible[at + 1 : at + 4]
        j = next((j for j in below[:2] if _is_copy(document, i, j)), None)
        beside = j is not None and (j == below[0] or below[0] in credit_lines(document))
        if j is not None and beside and _depicts(document, i, below):
            found |= {i, j}
        if document.prose[i] and i not in found and i not in captions(document):
            break
    # There must be a text left below that it is a caption of.
    left = [i for i in document.paragraphs if i not in found] if found else []
    return frozenset(found) if len(left) >= 2 and len(found) <= MOST_REPEATED else frozenset()


def _is_copy(document: Document, i: int, j: int) -> bool:
    same_words = document.words[j] == document.words[i]
    return same_words and document.lines[j].text.strip() == document.lines[i].text.strip()


def _depicts(document: Document, i: int, below: tuple[int, ...]) -> bool:
    # A standfirst that the first paragraph repeats stands twice in a row, too, and on more pages than captions.
    # A caption says who stands where or when it was taken, or has its credit beside it.
    return _one_sentence(document, i) and (
        i in captions(document)
        or _WHEN.search(document.folded[i][-60:]) is not None
        or not credit_lines(document).keys().isdisjoint(below)
    )


def _one_sentence(document: Document, i: int) -> bool:
    # "Ms Doe (left) said so. Later she …" is a paragraph, a caption is one sentence, or two with the credit.
    return len(re.findall(r"[a-zà-ÿ)\"”]{3}[.!?] [A-ZÀ-Þ]", document.lines[i].text[:1000])) == 0


def _signed(document: Document, context: Context) -> Iterator[Decision]:
    fewest, most = SIGNED_WORDS
    for i in lines_with(document, _SIGNED_CUES):
        if i == context.title or context.zones[i] is Zone.COMMENTS or not fewest <= document.words[i] <= most:
            continue
        if _SIGNED.search(document.folded[i][-120:]):
            yield SIGNED.decide(i, i + 1, Action.ROUTE, LIKELY, "ends with its credit")


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    lead = lead_captions(document, context.claimed)
    twice = repeated(document)
    forms = captions(document)
    for i in sorted({*twice, *forms}):
        if i == context.title or context.zones[i] is Zone.COMMENTS:
            continue
        if i in twice:
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, "twice in a row", "twice")
        form = forms.get(i, "")
        leads = i in lead and (form != "side" or document.words[i] <= PROSE_WORDS * 2)
        if leads or (form == "file" and document.folded[i].startswith(_FILED)):
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, form, form)
        elif form in {"file", "label"}:
            yield RULE.decide(i, i + 1, Action.ROUTE, WEAK, form, form)


RULE = LineRule("caption.line", "caption", _propose)
SIGNED = LineRule("caption.signed", "caption", _signed)

RULES = (
    PhraseRule(
        "caption.phrase",
        "caption",
        Action.ROUTE,
        start=(
            "file - in this", "file- in this", "file -in this", "file - this", "file photo dated", "file photo taken",
        ),
        max_words=LONGEST,
    ),
    RULE,
    SIGNED,
)  # fmt: skip
