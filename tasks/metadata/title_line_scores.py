"""How much every line of a flattened dump looks like its title, by a sum over few facts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from tasks.document import Document
from tasks.folding import fold
from tasks.headline import may_be_headline, topic_of
from tasks.line_passes import gaps_to
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
MOST_LINES = 400
"""Visible lines that are looked at."""
MOST_LIKELY = 16
"""Lines with the highest scores among which the title is looked for; of `lines`, the hardest, they hold .98 of those
that are there, where 12 hold .97."""
PROSE_ABOVE = 0.3
"""Share of the prose that may stand above it."""
REACH = 30
"""Lines to the next paragraph from which more make no difference."""
BESIDE, DATED_WITHIN = 5, 15
"""Lines below the title in which its date and its byline are looked for, and from which more to a date make no
difference to the trees."""

_SEPARATOR = re.compile(r"(?=[\s|｜:])(?:\s+[|»«›•·–—-]+\s+|\s*[|｜]\s*|\s+::?\s+|:\s+)")
_SIGN = re.compile("[|｜:»«›•·–—-]")  # one of which every separator has
_NUMBERED = re.compile(r"\d(?:\.|\)) ")


class LineScores:
    """The lines of a dump that are no paragraph, down to where too much of the text stands above.

    By index of the line: `scores`, `topics` (0 to 1, how much of its words the line shares with the text) and `places`
    (0 is the first visible line). Of the visible lines that are looked at, in order: `visible` (their indexes), `below`
    (lines to the next paragraph, up to `REACH`), `to_date` (to the next date, up to `DATED_WITHIN`) and `opening`, the
    words of the first. `kept` are the indexes of all
    lines that are, `prose` those of the paragraphs among them, of all paragraphs where none is kept; `first_kept` is
    the first other line that is and may be a headline.
    """

    def __init__(self, page: Page) -> None:
        document = page.document
        self.visible = document.visible[:MOST_LINES]
        self.kept = frozenset(page.lines.kept())
        self.prose = prose_of(page)
        self.scores: dict[int, float] = {}
        self.topics: dict[int, float] = {}
        self.places: dict[int, int] = {}
        self.opening: list[str] = document.folded[self.visible[0]].split() if self.visible else []
        self.paragraphs = frozenset(self.prose)
        self.below = gaps_to(self.visible, self.paragraphs, REACH)
        self.to_date = gaps_to(self.visible, date_lines(document), DATED_WITHIN)
        self.first_kept = next(
            (i for i in self.visible
             if i in self.kept and i not in self.paragraphs and may_be_headline(document, i)), None,
        )  # fmt: skip
        self._score(page)

    def likeliest(self) -> list[int]:
        """The `MOST_LIKELY` lines of the highest scores, those first."""
        return sorted(self.scores, key=lambda i: (-self.scores[i], i))[:MOST_LIKELY]

    def _score(self, page: Page) -> None:
        document, w, kept, scores, topics = page.document, WEIGHTS, self.kept, self.scores, self.topics
        topic = topic_of(document, self.prose)
        total = sum(document.words[i] for i in self.prose) or 1
        opening_words = frozenset(self.opening)
        parts = _parts(document, self.visible[0]) if self.visible else frozenset()
        signed = gaps_to(self.visible, signed_lines(document), BESIDE)
        kept_above = above = 0
        for at, i in enumerate(self.visible):
            words = document.words[i]
            if i in self.paragraphs:
                above += words
                if above > PROSE_ABOVE * total and scores and above > words:
                    break
                kept_above += 1
                continue
            folded, text = document.folded[i], document.lines[i].text.strip()
            said = folded.split()
            self.places[i] = at
            topics[i] = share = topic.share(folded)
            # Term by term: as a dictionary of facts this took longer than all other metadata of a dump.
            scores[i] = (
                w["first_kept"] * (i == self.first_kept)
                + w["part_of_first"] * (at > 0 and folded in parts)
                + w["at_top"] * (at == 0)
                + w["kept_above"] * math.log1p(kept_above)
                + w["kept"] * (i in kept)
                + w["words_to_8"] * min(words, 8)
                + w["words_8_20"] * max(0, min(words, 20) - 8)
                + w["topic"] * share
                + w["dated"] * (self.to_date[at] < BESIDE)
                + w["signed"] * (signed[at] < BESIDE)
                + w["to_paragraph"] * (self.below[at] / REACH)
                + w["prose_above"] * min(1.0, above / total)
                + w["numbered"] * (_NUMBERED.match(text) is not None)
                + w["like_first"] * (word_f1(said, self.opening) if at and not opening_words.isdisjoint(said) else 0.0)
                + w["full_stop"] * text.endswith(".")
                + w["below_paragraph"] * (i > page.first_paragraph)
            )
            kept_above += i in kept


def prose_of(page: Page) -> tuple[int, ...]:
    """The indexes of the paragraphs that are kept, of all paragraphs where none is."""
    return page.paragraphs or page.document.paragraphs


def _parts(document: Document, i: int) -> frozenset[str]:
    """What of the title on line `i` stands between its separators, and before each; of two words and more."""
    text = document.lines[i].text[:500]
    if not _SIGN.search(text) and len(text) < 500:
        return frozenset([document.folded[i]]) if " " in document.folded[i] else frozenset()
    pieces, at = [], 0
    for number, cut in enumerate(_SEPARATOR.finditer(text)):
        pieces.append(text[at : cut.start()])
        if number < 12:
            pieces.append(text[: cut.start()])
        at = cut.end()
    pieces.append(text[at:])
    return frozenset([folded for piece in pieces if len((folded := fold(piece)).split()) >= 2])


def word_f1(words: Sequence[str], others: Sequence[str]) -> float:
    """Twice the words that two lines share, each as often as it occurs in both, of the words of both."""
    left = list(others)
    both = 0
    for word in words[:40]:
        if word in left:
            left.remove(word)
            both += 1
    return 2 * both / max(1, len(words) + len(others))
