"""What the classifier looks at in a page as a whole: to tell its type, and which selection of blocks is best."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.block_passes import fill_prefixes
from tasks.classifier.html_batch import Batch, BlockSums, Floats, Ints, share
from tasks.classifier.passes import fill_selection
from tasks.document import Document
from tasks.markup import TAG_NUMBERS
from tasks.segment.hints import HINTS

HTML_PAGE_TYPES = ("article", "forum", "product", "collection", "listing", "documentation", "service")
"""The page types of WCXB, in the order of the columns that the models of pages predict."""

_WEIGHTED = (
    "link_share", "word_length", "upper", "digit", "end", "pause", "money", "key_date", "key_person", "person_share",
    "stop_share", "prose", "heading", "key_comment", "key_shop", "key_share", "key_related", "key_author",
    "key_account", "in_li", "in_table", "in_article", "in_main", "in_section", "in_form", "in_pre", "in_p",
    "in_blockquote", "kin_count", "kin_mean", "c1_blocks", "c2_blocks", "c1_img", "c2_img", "c2_time", "c1_words",
    "c2_words", "words", "block_share", "since_h1",
)  # fmt: skip
_STRUCTURE = ("page_mass", "page_mass_share", "page_doubt", "page_confident", "page_confident_words", "mass_50_share",
              "mass_90_share", "mass_50_p", "segment_mass", "segment_p")  # fmt: skip
_TAGS = ("h1", "h2", "h3", "p", "li", "td", "a", "span", "div", "pre", "dd")

THRESHOLDS = (*(step / 20 for step in range(20)), 0.02)
"""Probabilities above which blocks may be taken, as alternatives to the selection by expected F1."""

LEAD_SCORE, LEAD_INTO, LEAD_WORDS = 0.15, 0.7, 12
"""Probability from which a heading right above a kept block that has the second is kept, and words of a line that
ends in a colon. On sites that the trees did not see 8 of 75 snippets that were missed are such lines, and 2 of 1,500
that are no content; F1 rises by .0003. From .1 on and above any kept block it is 9 and 8."""


def hint_columns(documents: Sequence[Document]) -> Floats:
    """Which of `HINTS` each page gives, (pages, hints), 1 or 0."""
    found = [document.markup.hints if document.markup else frozenset() for document in documents]
    return np.array([[hint in hints for hint in HINTS] for hints in found], np.float32).reshape(-1, len(HINTS))


def page_features(batch: Batch, columns: dict[str, Floats], structure: dict[str, Floats], hints: Floats) -> Floats:
    """One row a page: totals of the page, and means over its blocks weighted by their expected content."""
    start, end = batch.start[:-1], batch.start[1:]
    full = end > start
    first = np.minimum(start, max(len(batch.page) - 1, 0))
    mass = structure["p"] * columns["words"]
    total = np.maximum(BlockSums(mass)(start, end), 1e-6)
    out: list[NDArray[np.floating]] = []
    if len(batch.page):
        out += [columns[name][first] * full for name in columns if name.startswith("page_")]
        out += [structure[name][first] * full for name in _STRUCTURE]
        for name in _WEIGHTED:
            out.append(BlockSums(columns[name] * mass)(start, end) / total)
            if name.startswith("key"):
                out.append(BlockSums(columns[name])(start, end))
        out += [BlockSums((columns["tag"] == TAG_NUMBERS[name]) * mass)(start, end) / total for name in _TAGS]
    else:
        names = [name for name in columns if name.startswith("page_")]
        keys = sum(name.startswith("key") for name in _WEIGHTED)
        width = len(names) + len(_STRUCTURE) + len(_WEIGHTED) + keys + len(_TAGS)
        out = [np.zeros(len(start), np.float32)] * width
    out.append((end - start).astype(np.float32))
    return np.column_stack([*out, hints]).astype(np.float32)


def best_prefix(batch: Batch, p: Floats, words: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """The blocks that make the highest expected F1 on each page, (B,), and that F1, (pages,).

    With independent blocks the best set is a prefix of those sorted by probability: F1 is to be expected near
    2 sum(p n) / (sum n + sum over all blocks of p n), for n words each.
    """
    keep = np.zeros(len(p), np.bool_)
    expected = np.zeros(len(batch.start) - 1, np.float32)
    order = np.empty(len(p), np.int64)
    for a, b in pairwise(batch.start.tolist()):
        order[a:b] = np.argsort(-p[a:b], kind="stable")
    # In training they are columns of one table.
    words, mass = map(np.ascontiguousarray, (words, p * words))
    fill_prefixes(order, batch.start, words, mass, keep.view(np.uint8), expected)
    return keep, expected


def leads(batch: Batch, p: Floats, keep: NDArray[np.bool_], heading: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The selection with what leads into a block of it, (B,): headings, and short lines that end in a colon.

    By itself a heading between two paragraphs looks like one above a list of related pages.
    """
    chosen = keep.copy()
    sure = keep & (p >= LEAD_INTO)
    possible = ~keep & (p >= LEAD_SCORE)
    possible[batch.start[1:][batch.start[1:] > batch.start[:-1]] - 1] = False
    # From below: above a heading that is taken there may be another.
    for at in np.flatnonzero(possible)[::-1]:
        if (heading[at] and sure[at + 1]) or (chosen[at + 1] and _ends_in_colon(batch.texts[at])):
            chosen[at] = sure[at] = True
    return chosen


def _ends_in_colon(text: str) -> bool:
    return text.endswith((":", "\uff1a")) and text.count(" ") < LEAD_WORDS


def candidates(batch: Batch, p: Floats, chosen: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """The selections to choose from, each (B,): by threshold, then `chosen`, then nothing at all."""
    return [*(p > threshold for threshold in THRESHOLDS), chosen, np.zeros(len(p), np.bool_)]


def candidate_features(
    batch: Batch,
    columns: dict[str, Floats],
    p: Floats,
    selections: Sequence[NDArray[np.bool_]],
    expected: Floats,
    page_rows: Floats,
) -> Floats:
    """One row for every page and selection, (pages * selections, features), those of a page together."""
    start, end = batch.start[:-1], batch.start[1:]
    words, mass = columns["words"], p * columns["words"]
    total = np.maximum(BlockSums(words)(start, end), 1)
    content = BlockSums(mass)(start, end)
    doubt = BlockSums(p * (1 - p) * words)(start, end) / total
    unsure = BlockSums(((p > 0.3) & (p < 0.7)) * words)(start, end) / total
    sure = share(BlockSums((p > 0.9) * words)(start, end), np.maximum(content, 1e-6))
    highest = np.zeros(len(start), np.float32)
    if len(p):
        full = end > start
        highest[full] = np.maximum.reduceat(p, start[full])
    # In training they are columns of one table.
    words, mass, prose, heading = map(np.ascontiguousarray, (words, mass, columns["prose"], columns["heading"]))
    money = (columns["money"] > 0).view(np.uint8)
    sums = np.empty((len(selections), len(start), 8), np.float32)
    for keep, into in zip(selections, sums, strict=True):
        fill_selection(keep.view(np.uint8), batch.start, words, mass, batch.linked, prose, heading, money, into)
    kept, gained, blocks, linked, written, headings, priced, runs = np.moveaxis(sums, 2, 0)
    usual = kept[-2]
    value = 2 * gained / (kept + content + 1e-9)
    facts = (
        np.array([*THRESHOLDS, -1.0, -2.0])[:, None], kept, kept / total, value,
        gained / np.maximum(kept, 1), gained / np.maximum(content, 1e-6), expected, value - expected, content,
        doubt, blocks, blocks / np.maximum(end - start, 1), linked / np.maximum(kept, 1),
        written / np.maximum(kept, 1), headings, priced, runs, usual, kept - usual,
        (kept - usual) / np.maximum(usual, 1), highest, unsure, sure,
    )  # fmt: skip
    # Each fact is of all selections, or the same for all of them.
    table = np.empty((len(selections), len(start), len(facts) + page_rows.shape[1]), np.float32)
    for at, values in enumerate(facts):
        table[:, :, at] = values
    table[:, :, len(facts) :] = page_rows
    return np.moveaxis(table, 0, 1).reshape(len(start) * len(selections), -1)


def pick(scores: NDArray[np.float64], count: int, margin: float) -> Ints:
    """The number of the selection to take for every page: another than the usual one only if better by `margin`."""
    table = scores.reshape(-1, count).copy()
    table[:, count - 2] += margin
    return table.argmax(axis=1)
