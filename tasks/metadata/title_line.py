"""Which line of a flattened dump is its title, asked again once it is decided which lines are text.

The rules look for the headline before anything is decided (`tasks.headline`), to protect it. Here it is known which
lines are kept, and that the first line may be the page's `<title>`, as in Common Crawl's WET: it says the headline, and
the site's name behind it. A sum over a few facts about every line is sure enough in half of all dumps; where it is not,
trees look at more facts about the likeliest lines (`tasks.metadata.title_line_rows`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tasks.document import Action
from tasks.headline import may_be_headline
from tasks.metadata.base import Page
from tasks.metadata.title_line_rows import rows_of_lines
from tasks.metadata.title_line_scores import LineScores, prose_of

if TYPE_CHECKING:
    from tasks.metadata.rankers import LineRanker

SURE = 0.9
"""Probability, among the lines that may be it, from which the line with the highest score is the title. Of the dumps of
articles that hold their title (`wet`, `main`, `lines`) it is reached in .60, .65 and .26, and right in .98, .97 and .95
of these, as trees are there."""
LEAST = 0.15
"""Probability from which a line is the title where trees choose. With .15 it is found on .92, .94 and .86 of all those
dumps and a wrong line given on .08, .06 and .13; with .25 on .92, .94 and .85, and on .07, .06 and .11."""

_MENU = "navigation.menu"
_CLASSIFIER = "classifier."


def title_line(page: Page, ranker: LineRanker) -> int | None:
    """The index of the line that is the title of a flattened dump, None where none is likely to be.

    Both ways to choose weigh the lines against each other, so that a line alone is sure to win: "Subscribe to our
    newsletter" below two paragraphs was their title. Hence a text that begins with a paragraph has none (of 1,948 dumps
    of dev pages 188 do; the line chosen was the title of 3), nor one none of whose lines has the form of a headline
    (1 of 13), and what the rules took is none but a menu's item, which names the page it is on (0 of 19; 8 of 16).
    """
    prose = prose_of(page)
    if prose and prose[0] == page.document.visible[0]:
        return None
    scored = LineScores(page)
    likely = scored.likeliest()
    fitting = [i for i in likely if may_be_headline(page.document, i)]
    taken = _taken_by_rules(page)
    free = [i for i in likely if i not in taken]
    if not fitting or not free:
        return None
    top = scored.scores[fitting[0]]
    if fitting[0] not in taken and 1 / sum(math.exp(scored.scores[i] - top) for i in fitting) >= SURE:
        return fitting[0]
    # What was taken is weighed, too: without it the others would be surer than the weights were fitted for.
    chances = dict(zip(likely, ranker.chances(rows_of_lines(page, scored, likely)), strict=True))
    first = max(free, key=chances.__getitem__)
    return first if chances[first] >= LEAST else None


def _taken_by_rules(page: Page) -> set[int]:
    """The lines that a rule knows to be something else; the classifier only found them unlike the text."""
    return {
        i
        for decision in page.decisions
        if decision.action is not Action.KEEP
        and decision.rule_id != _MENU
        and not decision.rule_id.startswith(_CLASSIFIER)
        for i in range(decision.line_start, decision.line_end)
    }
