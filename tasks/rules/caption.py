"""What a picture shows, told in a line that stands where the picture stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import PROSE_WORDS, Action, Decision, Document
from tasks.rules.base import LIKELY, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.credit import is_credit

_FILE = re.compile(
    r"file ?(?:-+|:|photo ?[:-]|image ?[:-]|picture ?[:-]|photo -+)|\(?file photo\)?|archivbild|archivfoto|symbolbild|foto d'archivio|photo d'archives"
)
_SIDE = re.compile(
    r"\((?:(?:pictured|seen|far|top|bottom|front|back|center|centre)[ ,]{1,2})?(?:l|r|c|left|right|centre|center|middle|pictured|seated|standing|"
    r"links|rechts|mitte|li\.?|re\.?|gauche|droite|à gauche|à droite|izquierda|derecha|i|d|sinistra|destra)\)"
    r"|\b(?:left to right|from left|pictured (?:above|below|left|right|here)|shown (?:above|left|right) |von links|v\.l\.n\.r|de gauche à droite|"
    r"de izquierda a derecha|da sinistra)\b"
)
_LABEL = re.compile(r"(?:photo|image|picture|pictured|in the photo|caption|foto|bild|im bild|auf dem bild|legende|légende)(?: above| below)? ?:")
_TAIL_CREDIT = re.compile(r"[.!?…\"”’)] ?[(\[]?(?:photo(?:graph)?s?|image|picture|credit|foto|bild|©|ap photo|reuters|afp|getty)\b.{0,60}$")

SAME_LINE_WORDS = 10
"""Words from which a line that stands twice in a row is a caption and its copy in a light box; the refrain of a
song, which is content, stays under it."""
LONGEST = 120
"""Words; agency captions of three long sentences have about a hundred."""


def is_caption(text: str, folded: str) -> str:
    """The form of caption that a line has (`file`, `side`, `label`, `credit`), empty where it is none.

    Only the place of the line tells a caption from a sentence of the text that is worded alike.
    """
    words = len(text.split())
    if words < 4 or words > LONGEST:
        return ""
    if _FILE.match(folded[:60]):
        return "file"
    if _LABEL.match(folded[:60]):
        return "label"
    if words <= 45 and _SIDE.search(folded[:400]):
        return "side"
    return "credit" if words <= 60 and _TAIL_CREDIT.search(folded[-90:]) else ""


def lead_captions(document: Document, claimed: frozenset[int]) -> dict[int, str]:
    """The captions above the first paragraph of the text, which are paragraphs by their length themselves."""
    found: dict[int, str] = {}
    for i in document.visible:
        if i in claimed:
            continue
        form = is_caption(document.lines[i].text, document.folded[i])
        if form and form != "side" or (form and _one_sentence(document, i)):
            found[i] = form
        elif document.prose[i] and i not in repeated(document):
            break
    return found


def repeated(document: Document) -> frozenset[int]:
    """The lines of `SAME_LINE_WORDS` and more that stand twice in a row, with at most a credit between.

    Only above the first paragraph: between paragraphs, the folded and the open form of a teaser and a quoted
    sentence with its quote above it repeat themselves, and are content once.
    """
    found: set[int] = set()
    visible = document.visible
    for at, i in enumerate(visible):
        if document.words[i] < SAME_LINE_WORDS or i in found:
            continue
        for j in visible[at + 1 : at + 3]:
            if document.folded[j] == document.folded[i] and document.lines[j].text.strip() == document.lines[i].text.strip():
                found |= {i, j}
                break
            if not is_credit(document.lines[j].text):
                break
        if document.prose[i] and i not in found and not is_caption(document.lines[i].text, document.folded[i]):
            break
    # There must be a text left below that it is a caption of.
    below = [i for i in visible if document.prose[i] and i not in found]
    return frozenset(found) if len(below) >= 2 else frozenset()


def _one_sentence(document: Document, i: int) -> bool:
    # "Ms Doe (left) said so. Later she …" is a paragraph, a caption is one sentence, or two with the credit.
    return len(re.findall(r"[a-zà-ÿ)\"”]{3}[.!?] [A-ZÀ-Þ]", document.lines[i].text[:1000])) == 0


def _propose(document: Document, context: Context) -> Iterator[Decision]:
    lead = lead_captions(document, context.claimed)
    twice = repeated(document)
    for i in document.visible:
        if i == context.title or context.zones[i] is Zone.COMMENTS:
            continue
        if i in twice:
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, "twice in a row", "twice")
        form = is_caption(document.lines[i].text, document.folded[i])
        if i in lead and (form != "side" or document.words[i] <= PROSE_WORDS * 2):
            yield RULE.decide(i, i + 1, Action.ROUTE, LIKELY, form, form)
        elif form in {"file", "label"}:
            yield RULE.decide(i, i + 1, Action.ROUTE, WEAK, form, form)


RULE = LineRule("caption.line", "caption", _propose)

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
)  # fmt: skip
