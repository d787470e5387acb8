"""The lines of a flattened dump that may be its title, as rows of features: their words, and what is around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from tasks.headline import may_be_headline
from tasks.line_passes import gaps_to
from tasks.metadata.agreement import Agreement
from tasks.metadata.base import Page
from tasks.metadata.title_line_scores import LineScores, word_f1
from tasks.topic import Topic

_AROUND = ("above_5", "above_20", "below_5", "below_20")
FEATURES = (
    "score", "below_best_score", "topic", "below_best_topic", "below_best_topic_above", "topic_of_headings",
    "in_first_paragraph", "like_first", "first_kept", "kept", "may_be_headline", "headline", "from_headline",
    "from_first_kept", "from_first_paragraph", "place", "since_paragraph", "to_paragraph", "to_kept", "to_date",
    "times", "line_words", "characters", "word_length", "capitals", "year", "digits", "colon", "blank_above",
    "words_2_above", "words_above", "kept_above", "words_below", "words_2_below",
    *(f"words_{around}" for around in _AROUND), "kept_words_above_10", "kept_words_below_10", "kept_words_above",
    "paragraphs", "prose_words", "page_type", "in_others", "in_fewest_others", "inside", "inside_kept", "place_share",
    "end",
)  # fmt: skip
"""What the columns are, in order."""
LONGEST = 60
"""Words from which more of a line make no difference."""
_KEPT_WITHIN = 20
_FAR = 99.0
"""The distance to what a dump does not have."""
_NO_LINE = -1.0
_OFTEN = 9
"""Times that a line stands in others from which more make no difference."""
_ENDS = ".!?:"

_YEAR = re.compile(r"\b20[12]\d\b")
_DIGIT = re.compile(r"\d")


def rows_of_lines(page: Page, scored: LineScores, likely: Sequence[int]) -> NDArray[np.float32]:
    """`FEATURES` of the lines `likely`, indexes into the document; (lines, features)."""
    around = _Around(page, scored, likely)
    return np.array([around.row(i) for i in likely], np.float32).reshape(len(likely), len(FEATURES))


class _Around:
    """What stands around the lines of a dump."""

    def __init__(self, page: Page, scored: LineScores, likely: Sequence[int]) -> None:
        self._page, self._scored = page, scored
        document, visible, kept = page.document, scored.visible, scored.kept
        self._words = [min(LONGEST, document.words[i]) for i in visible]
        self._sums = list(accumulate(self._words, initial=0))
        own = (words if i in kept else 0 for i, words in zip(visible, self._words, strict=True))
        self._kept_sums = list(accumulate(own, initial=0))
        self._to_kept = gaps_to(visible, kept, _KEPT_WITHIN)
        self._since: list[int] = []
        last = -1
        for at, i in enumerate(visible):
            self._since.append(at - last)
            if i in scored.paragraphs:
                last = at
        self._headings = Topic([document.folded[i] for i in visible if i in kept and i not in scored.paragraphs], 0.0)
        self._opening = frozenset(document.folded[scored.prose[0]].split()) if scored.prose else frozenset()
        self._best = max(scored.scores.values(), default=0.0)
        self._best_topic = max(scored.topics.values(), default=0.0)
        self._best_above = dict(zip(scored.topics, accumulate(scored.topics.values(), max), strict=True))
        places = {i: at for at, i in enumerate(visible)}
        self._headline = places.get(page.headline) if page.headline is not None else None
        self._first_kept = places.get(scored.first_kept) if scored.first_kept is not None else None
        self._first_paragraph = next((at for at, i in enumerate(visible) if i in scored.paragraphs), None)
        prose_words = float(sum(document.words[i] for i in scored.prose))
        self._whole = [float(len(scored.prose)), prose_words, page.type_number]
        self._agreement = Agreement(document.folded[i].split() for i in likely)
        self._kept_text = "\n".join([document.folded[i] for i in visible if i in kept])

    def row(self, i: int) -> list[float]:
        """`FEATURES` of one line."""
        document, scored = self._page.document, self._scored
        at, folded, text = scored.places[i], document.folded[i], document.lines[i].text.strip()
        said, words = frozenset(folded.split()), text.split()
        sums, kept_sums, score, topic = self._sums, self._kept_sums, scored.scores[i], scored.topics[i]
        return [
            score, score - self._best, topic, topic - self._best_topic, topic - self._best_above[i],
            self._headings.share(folded), len(said & self._opening) / max(1, len(said)),
            word_f1(folded.split(), scored.opening) if at else 0.0, float(i == scored.first_kept),
            float(i in scored.kept), float(may_be_headline(document, i)), float(i == self._page.headline),
            _distance(at, self._headline), _distance(at, self._first_kept), _distance(at, self._first_paragraph),
            float(at), float(self._since[at]), float(scored.below[at]), float(self._to_kept[at]),
            float(scored.to_date[at]), float(document.folded.count(folded)), float(document.words[i]), float(len(text)),
            len(text) / max(1, len(words)), sum(word[0].isupper() for word in words) / max(1, len(words)),
            float(_YEAR.search(text) is not None), float(_DIGIT.search(text) is not None), float(":" in text),
            float(document.lines[i].blank_before), self._length(at - 2), self._length(at - 1), self._is_kept(at - 1),
            self._length(at + 1), self._length(at + 2), _between(sums, at - 5, at), _between(sums, at - 20, at),
            _between(sums, at + 1, at + 6), _between(sums, at + 1, at + 21), _between(kept_sums, at - 10, at),
            _between(kept_sums, at + 1, at + 11), float(kept_sums[at]), *self._whole,
            *self._agreement.of(said), float(min(_OFTEN, document.folded_text.count(folded))),
            float(min(_OFTEN, self._kept_text.count(folded))),
            at / len(self._words), float(_ENDS.find(text[-1:])),
        ]  # fmt: skip

    def _length(self, at: int) -> float:
        return float(self._words[at]) if 0 <= at < len(self._words) else _NO_LINE

    def _is_kept(self, at: int) -> float:
        return float(self._scored.visible[at] in self._scored.kept) if at >= 0 else _NO_LINE


def _distance(at: int, other: int | None) -> float:
    return _FAR if other is None else float(at - other)


def _between(sums: Sequence[int], start: int, end: int) -> float:
    """What `sums` grows by from line `start` to before line `end`, as far as there are lines."""
    return float(sums[max(0, min(end, len(sums) - 1))] - sums[max(0, start)])
