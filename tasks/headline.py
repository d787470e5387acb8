"""Which line is the headline. Found before any rule can drop it: headlines look like chrome to rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tasks.document import Document
from tasks.folding import fold
from tasks.rules.byline import is_byline
from tasks.rules.caption import is_caption, repeated
from tasks.rules.credit import is_credit
from tasks.rules.dateline import DATE, parts_of_date_line

# Headings of a page's furniture, and what the families' weaker phrases leave to their context.
_NOT_A_HEADLINE = re.compile(
    r"(?:posted|published|updated|written|photo|image|credit|source|share|tags?|categor(?:y|ies)|filed under|topics?|"
    r"follow|subscribe|sign (?:in|up)|"
    r"log ?in|register|skip to|back to|jump to|menu|search|advertisement|related|more from|read more|contents|"
    r"table of contents|in this article|on this page|"
    r"home ?[/>»|›·-]|startseite ?[/>»|›·-]|you are here|sie sind hier|key takeaways?|author|autor|disclosure|"
    r"affiliate disclosure|updated on|print|listen to)\b.{0,60}"
    r"|(?:breaking news|latest news|top stories|most read|most popular|trending(?: now)?|editor'?s'? picks?|featured|"
    r"news|opinion|sports?|business|politics|"
    r"entertainment|lifestyle|technology|health|science|world|home|main navigation|primary navigation|main menu|"
    r"site navigation|our (?:team|story|services)|"
    r"about (?:us|me)|contact(?: us)?|privacy policy|terms (?:of use|and conditions|of service)|cookie (?:policy|"
    r"settings)|my account|shopping cart|your cart|"
    r"quick links?|popular posts?|recent posts?|recent comments?|welcome(?: back)?|hauptmenü|hauptnavigation|"
    r"navigation|suche|neueste beiträge|das könnte sie auch interessieren|"
    r"jump to recipe|print recipe|table of contents|follow us|share this.{0,20})"
    r"|\W*"
)
LONGEST = 40
"""Words; the longest of 1,470 annotated titles has 36."""
ENOUGH = 3.0
"""Score from which a line counts as the headline. On cleaned dev articles 2, 3 and 4 find .927, .922 and .904 of the
headlines and take a wrong line in .027, .024 and .019; on flattened ones 4 is wrong in .233 and right in .683,
3 in .273 and .701."""
MOST_LINES = 1_500
"""Visible lines that are looked at: a bound on hostile pages, not tuned."""
LEAD = 1.0
"""What a line must score above a candidate up to three lines higher to be preferred to it. On cleaned dev articles it
finds .922 of the headlines, .910 without; flattened ones do not change."""
REACH = 30
"""Visible lines between the headline and the next paragraph: byline, dates, share bar, pictures."""
PROSE_ABOVE = 0.3
"""Share of the page's prose that may stand above the headline: cookie notices, teasers."""

# "By The News Team", "Last updated on … by …": bylines without a name in them.
_DATED = re.compile(rf"^(?:by|von|par|por) (?:the |der |die )?(?:\S+ ){{0,3}}\S+$|{DATE}")
_CRUMB = re.compile(r" ?[»›>|/·] ?")
_WORD = re.compile(r"\w{4,30}")


def find_headline(document: Document, claimed: frozenset[int]) -> int | None:
    """The index of the headline's line, None where the document has none.

    A title that came with the record, or the page's first `h1`, decides. In flattened text it is the best
    short line that a paragraph follows: it shares its words with the text, has a byline or a date below it,
    is said again elsewhere, is long enough for a sentence, and has little prose above. A document that
    begins with a paragraph has none. `claimed` lines are never it.
    """
    given = fold(document.fields.get("title", ""))
    for i in document.visible:
        line = document.lines[i]
        if (given and document.folded[i] == given) or (line.path or "").endswith("/h1"):
            return i
    if document.kind == "html":
        return None
    twice = repeated(document)
    lines = [i for i in document.visible if i not in claimed]
    prose = [i for i in lines if document.prose[i] and i not in twice]
    if not prose or lines[0] in prose:
        return None
    text = _topic(document, prose)
    said = Counter(document.folded[i] for i in document.visible)
    limit = max(PROSE_ABOVE * sum(document.words[i] for i in prose), 1)
    best, found, where, above = ENOUGH, None, 0, 0
    for at, i in enumerate(lines[:MOST_LINES]):
        if document.prose[i] and i not in twice:
            above += document.words[i]
            if above > limit:
                break
        elif _may_be(document, i):
            score = _score(document, lines, at, text, said) - min(above / 40, 4)
            # The standfirst shares more words with the text than the headline right above it.
            if score > best + (LEAD if found is not None and at - where <= 3 else 0):
                best, found, where = score, i, at
    return found


def _topic(document: Document, prose: Sequence[int]) -> dict[str, float]:
    """The words of the paragraphs: 1 for what the text keeps coming back to, a half for what it says once."""
    seen = Counter(word for i in prose for word in set(_WORD.findall(document.folded[i])))
    often = 2 if len(prose) > 4 else 1
    return {word: 1.0 if count >= often else 0.5 for word, count in seen.items()}


def _may_be(document: Document, i: int) -> bool:
    text = document.lines[i].text.strip()
    folded = document.folded[i]
    return (
        1 <= document.words[i] <= LONGEST
        and (document.words[i] >= 2 or len(text) >= 8)
        and sum(char.isalpha() for char in text[:300]) >= len(text[:300]) / 2
        and not text.endswith((":", ",", ";", "…", "...", "»", ">", "/", "|"))
        and not text.startswith(("•", "|", "/", ">", "*", "#", "@", ",", ".", "("))
        and not _NOT_A_HEADLINE.fullmatch(folded)
        and not parts_of_date_line(text)
        and not is_byline(text)
        and not is_credit(text)
        and not _DATED.search(text.lower())
        and len(_CRUMB.findall(text)) < 2
        and not is_caption(text, folded)
    )


def _score(document: Document, lines: Sequence[int], at: int, text: dict[str, float], said: Counter[str]) -> float:
    i = lines[at]
    folded = document.folded[i]
    count = document.words[i] if document.words[i] * 12 >= len(folded) else len(folded) // 3
    score = 0.4 * min(count, 6) if count <= 14 else 1.6 if count <= 20 else 1.0
    # A cleaned dump opens with it.
    score += 1.0 * (at == 0 and count >= 3)
    words = set(_WORD.findall(folded))
    score += 4 * sum(text.get(word, 0.0) for word in words) / max(len(words), 3)
    # The byline and the date stand right below the headline, or under the standfirst.
    below = [document.lines[j].text for j in lines[at + 1 : at + 6]]
    if any(parts_of_date_line(line) or is_byline(line) for line in below):
        score += 1.5
    # Breadcrumbs, the text for sharing and the content of <title> say it again; a menu's words are said twice, too.
    if count >= 4:
        score += 1.0 * (said[folded] > 1)
        score += 1.0 * any(document.folded[j].startswith(folded + " ") for j in lines[max(0, at - 200) : at])
    following = next((k for k, j in enumerate(lines[at + 1 : at + 1 + REACH]) if document.prose[j]), None)
    score -= 2.0 if following is None else following * 1.5 / REACH
    # Among the items of a menu, an item.
    around = [*lines[max(0, at - 3) : at], *lines[at + 1 : at + 4]]
    if count <= 4 and len(around) >= 5 and all(document.words[j] <= 4 for j in around):
        score -= 1.0
    score -= 0.5 * (document.lines[i].indent > 0)
    return score - 2 * document.lines[i].text.rstrip().endswith(".")
