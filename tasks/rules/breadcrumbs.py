"""Where a page belongs: the trail to it, "Home > News > Local", and where a blog files it, "Filed Under: Garden"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule, Zone
from tasks.rules.cues import Cues, lines_with

LABEL = PhraseRule(
    "breadcrumbs.label", "breadcrumbs",
    whole=(
        "you are here", "breadcrumb", "breadcrumbs", "breadcrumb navigation", "you are currently here",
        "sie sind hier", "sie befinden sich hier", "du bist hier", "brotkrumennavigation", "vous êtes ici",
        "fil d'ariane", "usted está aquí", "estás aquí", "está aquí", "ruta de navegación", "sei qui",
        "ti trovi qui", "ti trovi in", "percorso di navigazione", "u bent hier", "je bent hier", "kruimelpad",
        "você está aqui", "está em",
    ),
)  # fmt: skip
# "current page" and "zur startseite" are ends of a trail, and headings of nothing.
END = PhraseRule(
    "breadcrumbs.end",
    "breadcrumbs",
    score=WEAK,
    whole=("current page", "zur startseite", "zurück zur startseite", "back to homepage", "back to home page"),
)

# "You are here: Home / Garden / How to prune". The colon keeps "You are here because you asked" out.
_LABELLED = (
    "you are here:", "you are in:", "sie sind hier:", "sie befinden sich hier:", "du bist hier:", "vous êtes ici :",
    "vous êtes ici:", "usted está aquí:", "estás aquí:", "está aquí:", "sei qui:", "ti trovi qui:", "ti trovi in:",
    "u bent hier:", "je bent hier:", "você está aqui:",
)  # fmt: skip
ROOTS = (
    "home", "homepage", "home page", "start", "startseite", "front page", "main page", "main", "index", "blog",
    "accueil", "inicio", "portada", "página inicial", "página principal", "início", "strona główna", "forside",
    "hem", "etusivu", "hoofdpagina", "forums", "board index", "shop", "all products",
)  # fmt: skip
_OPENINGS = Cues(start=_LABELLED + ROOTS)
_ALONE = Cues(whole=ROOTS)
_SIGNS = ">›»→▸▶❯/|\\"
# A step is a sign between spaces, or any of the pointed ones: "Home>News", "Home / News"; "24/7" is none. Bars and
# dots stand in menus: "Home | News | Sport".
_STEP = re.compile(r"\s*[>›»→▸▶❯]+\s*|\s+(?:[/\\]|::)\s+|\s+[/\\]$")
LONGEST = 40
"""Words; the last step of a trail is often the headline, and the longest of 1,470 annotated titles has 36."""
_STEP_WORDS = 5


def trail(text: str) -> bool:
    """Whether a raw line is a trail: steps of a few words behind a root, the last of any length.

    "Home / Office" is none: what follows a slash, a dash or a bar needs a third step. A pointed sign needs none.
    """
    head = text[:400]
    steps = [step.strip() for step in _STEP.split(head) if step.strip()]
    if len(steps) < 2 or steps[0].lower() not in ROOTS:
        return False
    if any(len(step.split()) > _STEP_WORDS for step in steps[:-1]):
        return False
    return len(steps) > 2 or any(sign in head for sign in "›»→▸▶❯>")


def _trails(document: Document, context: Context) -> Iterator[Decision]:
    """Trails on a line of their own, and those that flattening broke into a line a step."""
    for i in lines_with(document, _OPENINGS):
        if document.words[i] > LONGEST:
            continue
        if document.folded[i].startswith(_LABELLED):
            yield TRAIL.decide(i, i + 1, Action.DROP, STRONG, "a trail behind its label", "labelled")
        elif trail(document.lines[i].text):
            yield TRAIL.decide(i, i + 1, Action.DROP, STRONG, "steps behind a root")
    yield from _broken(document, context)


def _is_sign(text: str) -> bool:
    stripped = text.strip()
    return 0 < len(stripped) <= 3 and all(char in _SIGNS for char in stripped)


def _broken(document: Document, context: Context) -> Iterator[Decision]:
    """The same with every step and sign on a line of its own, above or below the text."""
    visible = document.visible
    done = 0
    for first in lines_with(document, _ALONE):
        at = end = bisect_left(visible, first)
        if at >= done and context.zones[first] is not Zone.BODY:
            while end + 2 < len(visible) and _step_follows(document, context, visible, end):
                end += 2
            if end == at and _leads(document, context, visible, at):
                end = _led_end(document, context, visible, at)
        if end > at:
            yield TRAIL.decide(first, visible[end] + 1, Action.DROP, LIKELY, "a step a line", "broken")
            done = end + 1


def _step_follows(document: Document, context: Context, visible: tuple[int, ...], end: int) -> bool:
    step = visible[end + 2]
    return (
        _is_sign(document.lines[visible[end + 1]].text)
        and step != context.title
        and 0 < document.words[step] <= _STEP_WORDS
    )


def _leads(document: Document, context: Context, visible: tuple[int, ...], at: int) -> bool:
    return at + 1 < len(visible) and _led_step(document, context, visible[at + 1])


def _led_step(document: Document, context: Context, i: int) -> bool:
    """A step that brings its sign along: "› News"."""
    text = document.lines[i].text.strip()
    return i != context.title and text[:1] in _SIGNS and len(text) > 1 and document.words[i] <= _STEP_WORDS + 1


def _led_end(document: Document, context: Context, visible: tuple[int, ...], at: int) -> int:
    end = at
    while end + 1 < len(visible) and _led_step(document, context, visible[end + 1]):
        end += 1
    return end


# Where blogs file a post, below it. "Category: fiction" is a row of a text, too, and a library's catalogue says of
# every book what it is "Filed under": only behind the text. "Tagged with" only themes of WordPress say.
_TAGGED = "tagged with:"
_KEYWORDS = (
    "filed under:", "tags:", "categories:", "category:", "posted in:", "labels:", "schlagwörter:", "schlagworte:",
    "kategorien:", "kategorie:", "étiquettes :", "étiquettes:", "catégories :", "catégories:", "etiquetas:",
    "categorías:", "etichette:", "categorie:", "trefwoorden:", "tagi:", "categorias:",
)  # fmt: skip
_FILING = Cues(start=(_TAGGED, *_KEYWORDS))
LONGEST_FILING = 25
"""Words of a list of tags."""


def _filed(document: Document, context: Context) -> Iterator[Decision]:
    for i in context.lines_with(document, _FILING):
        if document.words[i] > LONGEST_FILING or document.lines[i].text.rstrip().endswith((".", "!", "?")):
            continue
        if document.folded[i].startswith(_TAGGED):
            yield FILED.decide(i, i + 1, Action.DROP, STRONG, "where a post is filed")
        elif context.zones[i] in {Zone.TAIL, Zone.COMMENTS}:
            yield FILED.decide(i, i + 1, Action.DROP, WEAK, "where a post is filed", "weak")


TRAIL = LineRule("breadcrumbs.trail", "breadcrumbs", _trails)
FILED = LineRule("breadcrumbs.filed", "breadcrumbs", _filed)

RULES = (LABEL, END, TRAIL, FILED)
