"""Which line of a flattened dump is its title, asked again once it is decided which lines are text.

The rules look for the headline before anything is decided (`tasks.headline`), to protect it. Here it is known which
lines are kept, and that the first line may be the page's `<title>`, as in Common Crawl's WET: it says the headline, and
the site's name behind it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping, Sequence
from itertools import chain

from tasks.folding import fold
from tasks.headline import may_be_headline, topic_of
from tasks.metadata.base import Page
from tasks.rules.byline import signed_lines
from tasks.rules.dateline import date_lines

WEIGHTS: Mapping[str, float] = {
    "first_kept": 1.0, "part_of_first": 3.8, "at_top": 1.8, "kept_above": -1.0, "kept": -1.0, "words_to_8": 0.37,
    "words_8_20": -0.06, "topic": 5.2, "dated": 2.1, "signed": 1.9, "to_paragraph": -2.5, "prose_above": 1.6,
    "numbered": -7.5, "like_first": 2.3, "full_stop": -4.2, "below_paragraph": -1.8,
}  # fmt: skip
"""What each fact about a line adds to its score: a conditional logit over the lines of a dump, fitted on the `wet`,
`main` and `lines` flattenings of the WCXB dev pages of folds 0 to 2. On the articles of folds 3 and 4 the line with the
highest score is the title in .93, .92 and .79, that of `find_headline` in .81, .88 and .77."""
LEAST = 0.25
"""Probability, among the lines that may be it, from which a line is the title. With .25 the title is given where it is
there in .80, .76 and .57 of those flattenings and a wrong line in .18, .17 and .25; with .5 in .77, .67 and .45 and
in .14, .10 and .11."""
MOST_LINES = 400
"""Visible lines that are looked at."""
MOST_ASKED = 12
"""Lines with the highest scores that are asked whether they have the form of a headline, which takes longest."""
PROSE_ABOVE = 0.3
"""Share of the prose that may stand above it."""
REACH = 30
"""Lines to the next paragraph from which more make no difference."""
BESIDE = 5
"""Lines below the title in which its date and its byline are looked for."""

_SEPARATOR = re.compile(r"\s+[|»«›•·–—-]+\s+|\s*[|｜]\s*|\s+::?\s+|:\s+")
_NUMBERED = re.compile(r"\d(?:\.|\)) ")


def title_line(page: Page) -> int | None:
    """The index of the line that is the title of a flattened dump, None where none is likely to be."""
    scores = _scores(page)
    asked = sorted(scores, key=lambda i: (-scores[i], i))[:MOST_ASKED]
    likely = [i for i in asked if may_be_headline(page.document, i)]
    if not likely:
        return None
    top = likely[0]
    probability = 1 / sum(math.exp(scores[i] - scores[top]) for i in likely)
    return top if probability >= LEAST else None


def _scores(page: Page) -> dict[int, float]:
    """The score of every line that is no paragraph, down to where too much of the text stands above."""
    document, w = page.document, WEIGHTS
    visible = document.visible[:MOST_LINES]
    if not visible:
        return {}
    kept = {line.at for line in page.lines if line.kept}
    prose = [i for i in document.paragraphs if i in kept] or list(document.paragraphs)
    paragraphs = set(prose)
    topic = topic_of(document, prose)
    total = sum(document.words[i] for i in prose) or 1
    first_kept = next((i for i in visible if i in kept and i not in paragraphs and may_be_headline(document, i)), None)
    opening = document.folded[visible[0]].split()
    opening_words = frozenset(opening)
    parts = _parts(document.lines[visible[0]].text)
    below = _gaps(visible, paragraphs, REACH)
    dated = _gaps(visible, date_lines(document), BESIDE)
    signed = _gaps(visible, signed_lines(document), BESIDE)
    scores: dict[int, float] = {}
    kept_above = above = 0
    for at, i in enumerate(visible):
        words = document.words[i]
        if i in paragraphs:
            above += words
            if above > PROSE_ABOVE * total and scores and above > words:
                break
            kept_above += 1
            continue
        folded, text = document.folded[i], document.lines[i].text.strip()
        said = folded.split()
        # Term by term: as a dictionary of facts this took longer than all other metadata of a dump.
        scores[i] = (
            w["first_kept"] * (i == first_kept)
            + w["part_of_first"] * (at > 0 and folded in parts)
            + w["at_top"] * (at == 0)
            + w["kept_above"] * math.log1p(kept_above)
            + w["kept"] * (i in kept)
            + w["words_to_8"] * min(words, 8)
            + w["words_8_20"] * max(0, min(words, 20) - 8)
            + w["topic"] * topic.share(folded)
            + w["dated"] * (dated[at] < BESIDE)
            + w["signed"] * (signed[at] < BESIDE)
            + w["to_paragraph"] * (below[at] / REACH)
            + w["prose_above"] * min(1.0, above / total)
            + w["numbered"] * (_NUMBERED.match(text) is not None)
            + w["like_first"] * (_f1(said, opening) if at and not opening_words.isdisjoint(said) else 0.0)
            + w["full_stop"] * text.endswith(".")
            + w["below_paragraph"] * (i > page.first_paragraph)
        )
        kept_above += i in kept
    return scores


def _parts(text: str) -> set[str]:
    """What of a title stands between its separators, and what stands before each; of two words and more."""
    cuts = list(_SEPARATOR.finditer(text[:500]))[:12]
    pieces = chain(_SEPARATOR.split(text[:500]), (text[: cut.start()] for cut in cuts))
    return {folded for piece in pieces if len((folded := fold(piece)).split()) >= 2}


def _gaps(visible: Sequence[int], wanted: Container[int], most: int) -> list[int]:
    """How many lines stand between each line and the next that is wanted, `most` where as many do or none comes."""
    gaps, gap = [], most
    for i in reversed(visible):
        gaps.append(gap)
        gap = 0 if i in wanted else min(most, gap + 1)
    return gaps[::-1]


def _f1(words: Sequence[str], others: Sequence[str]) -> float:
    """Twice the words that two lines share, each as often as it occurs in both, of the words of both."""
    left = list(others)
    both = 0
    for word in words[:40]:
        if word in left:
            left.remove(word)
            both += 1
    return 2 * both / max(1, len(words) + len(others))
