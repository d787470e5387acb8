"""Which lines make the best text, from the probability of each that it is content."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.sums import UNIT, prefix_sums
from tasks.classifier.text_batch import COPIED_WORDS, Floats, TextBatch
from tasks.classifier.tokens import END

Flags = NDArray[np.bool_]

CLEAN = 0.8
"""Share of a document's words that is expected to be content, from which little can be won in it and much lost."""
CHROME_SCORE, CHROME_SHARE = 0.05, 0.1
"""A document is clean, too, when fewer of its lines than this share score so low. Nine in ten of whole flattened dev
pages have more of them than .07, nine in ten of the texts that trafilatura left fewer than .03."""
SMALL = 300
"""Words up to which a document counts as clean: a wrong line costs much in it, and whole pages have more."""
CLEAN_SCORE, CLEAN_CAP = 0.3, 0.05
"""In a clean document that is no article, the score from which a line is kept whatever the expected F1 says, and what
may be expected in the lines taken from it, of the content expected in all. On what trafilatura left of dev pages the
best expected F1 lost on service pages and manuals; with these, no page type lost. With .1 and .02 (.4 and .08) its
listings gain .0066 (.0030), not .0054, its manuals .0021 (.0016), not .0019, and of what `main` leaves of articles .6
points less (.5 more) of the boilerplate goes."""
MAYBE_SCORE, MAYBE_CAP = 0.5, 0.2
"""The same of a clean document that may be an article (`MAYBE_ARTICLE`): with its readers' letters or the news of other
days below, a text looks less like one than it is. Of what `main` leaves of articles .7 points more of the boilerplate
goes, and .03 more of the content; F1 rises by .0007."""
ARTICLE_SCORE = 0.63
"""The score from which a line of a clean article is kept. There the expected F1 takes too little: where nearly all is
content, any line costs much. On flattened dev articles `main` loses 46 % of its boilerplate, not 43, for .90 % of the
content, not .74, and F1 rises by .001; with .68 it is 47 % for 1.03 %. Later models and rules: 50.0 % for .99 %."""
ARTICLE_CAP = 0.5
"""What may be expected in the lines taken from a clean article, of the content expected in all: a list of books that
was one line of 291 words, content with probability .52, was taken whole."""
SPOTLESS = 0.9
"""Share of a document's words that is expected to be content from which it must be an article all the more surely."""
MAYBE_ARTICLE, LIKELY_ARTICLE, SURELY_ARTICLE = 0.3, 0.5, 0.75
"""Probabilities from which a document may be an article, counts as one, and counts as one where it is spotless: manuals
look like articles there, and are cut at their examples."""
ISOLATED = 2
"""Lines up to which a gap between kept lines is filled unless the model is sure."""
SURE, CLEAN_SURE = 0.15, 0.3
"""Score below which a lone line is taken from between kept ones, and a short one from above a kept one: headings, list
items, table rows and lines of code look like chrome by themselves. In clean documents it may be higher: what stands
between paragraphs there is "Get a quote" and "See the rating" under each of thirty shops. .3 for whole pages, too,
costs the headings above their text, and .001 of F1 on articles."""
HEADING_WORDS = 12
"""Words up to which a line right above a kept one may be its heading."""
LEAD_SHARE, LEAD_LINES, LEAD_WORDS, LEAD_SCORE = 0.25, 4, 3, 0.3
"""In the first quarter of the kept words a line that ends a sentence, at most so many lines above a kept one, may be a
standfirst, if it has so many words and no lower score: annotators of WCXB leave two standfirsts of three out ("Totally
won't be awkward.", between a caption and a date), those of other pages have them."""


def select(batch: TextBatch, scores: Floats, precision_weight: float) -> tuple[Flags, NDArray[np.float64]]:
    """(keep (V,), expected F1 (D,)): in each document the lines of the highest scores that make the best expected F1.

    `precision_weight` is what precision weighs against recall: 1 is F1, more keeps less.
    """
    words = batch.tokens.words.astype(np.float64)
    order = np.lexsort((-scores, batch.document))
    document = batch.document[order]
    content = _running(batch, (scores * words)[order])
    taken = _running(batch, words[order])
    total = batch.total(scores * words)
    value = 2 * content / np.maximum(taken * precision_weight + total[document], 1e-9)
    best = np.zeros(len(total))
    full = np.flatnonzero(np.diff(batch.bounds) > 0)
    last = np.full(len(total), -1)
    if len(full):
        starts = batch.bounds[full]
        best[full] = np.maximum.reduceat(value, starts)
        last[full] = np.maximum.reduceat(np.where(value >= best[document], batch.at, -1), starts)
    keep = np.zeros(len(words), np.bool_)
    keep[order] = batch.at <= last[document]
    return keep, np.minimum(best, 1.0)


def _running(batch: TextBatch, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums within each document, the line's own value included."""
    sums = prefix_sums(values)
    return (sums[1:] - sums[batch.first]) / UNIT


def protect(batch: TextBatch, scores: Floats, keep: Flags, article: NDArray[np.float64], bias: float = 1.0) -> Flags:
    """The selection (V,) with what must not be lost given back; in clean documents another one.

    `article` (D,) is the probability of an article, `bias` what the odds that a line is content are multiplied by.
    """
    total = batch.total(batch.tokens.words)
    share = batch.total(scores * batch.tokens.words) / np.maximum(total, 1)
    lines = np.maximum(np.diff(batch.bounds), 1)
    without_chrome = batch.total(scores < CHROME_SCORE) < CHROME_SHARE * lines
    clean = (share >= CLEAN) | without_chrome | (total < SMALL)
    kinds = [article < MAYBE_ARTICLE, article < np.where(share >= SPOTLESS, SURELY_ARTICLE, LIKELY_ARTICLE)]
    none, maybe, one = (at / (at + bias * (1 - at)) for at in (CLEAN_SCORE, MAYBE_SCORE, ARTICLE_SCORE))
    least = np.select(kinds, [none, maybe], one)
    keep = np.where(clean[batch.document], scores >= least[batch.document], keep)
    cap = np.where(clean, np.select(kinds, [CLEAN_CAP, MAYBE_CAP], ARTICLE_CAP), np.inf)
    sure = np.where(clean, CLEAN_SURE, SURE)[batch.document]
    return _led(batch, scores, _filled(batch, scores, _capped(batch, scores, keep, cap), sure))


def _capped(batch: TextBatch, scores: Floats, keep: Flags, cap: NDArray[np.float64]) -> Flags:
    """Give back the likeliest of the taken lines where too much content would be expected among them.

    A copy of a line above takes nothing with it: a carousel of praise was given back with its second round.
    """
    content = (scores * batch.tokens.words).astype(np.float64)
    copied = (batch.sighted[1] > 0) & (batch.tokens.words >= COPIED_WORDS)
    order = np.lexsort((scores, batch.document))
    lost = _running(batch, np.where(keep | copied, 0, content)[order])
    capped = keep.copy()
    over = lost > (cap * np.maximum(batch.total(content), 1))[batch.document[order]]
    capped[order] |= over & ~copied[order]
    return capped


def _filled(batch: TextBatch, scores: Floats, keep: Flags, sure: NDArray[np.float64]) -> Flags:
    """Keep what stands alone between kept lines, or right above one, unless the model is `sure` (V,) of it."""
    last, following = batch.last(keep), batch.next(keep)
    alone = (last >= 0) & (following >= 0) & (following - last - 1 <= ISOLATED)
    heads = (following == batch.at + 1) & (batch.tokens.words <= HEADING_WORDS) & (last >= 0)
    return keep | ((alone | heads) & (scores >= sure))


def _led(batch: TextBatch, scores: Floats, keep: Flags) -> Flags:
    """Keep what may be a standfirst."""
    following, kept = batch.next(keep), batch.tokens.words * keep
    begins = batch.above(kept) <= LEAD_SHARE * batch.total(kept)[batch.document]
    above = begins & (following >= 0) & (following - batch.at <= LEAD_LINES)
    sentence = ((batch.tokens.last & END) > 0) & (batch.tokens.words >= LEAD_WORDS)
    return keep | (above & sentence & (scores >= LEAD_SCORE))
