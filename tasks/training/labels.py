"""Which lines of a page are content, learnt from the page's gold text or from snippets of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"\w+")

RUN = 3
"""Words in a row that make a match certain; shorter ones count when they fill their line or stand near one that is
certain: "the" is found anywhere."""
MOVED_RUN = 4
"""The same for words that the gold text has in another order: the second alignment, of what the first left over."""


def soft_labels(texts: Sequence[str], gold: str) -> NDArray[np.float32]:
    """The share of each text's words that stand in the gold text, (len(texts),), 0 to 1; 0 where there are no words.

    The words of the page are aligned with those of the gold text by their longest common subsequence, then what is
    left of both once more, for what the annotators moved.
    """
    lines = [_WORD.findall(text.lower()) for text in texts]
    page = [word for words in lines for word in words]
    wanted = _WORD.findall(gold.lower())
    bounds = {0, *accumulate(map(len, lines))}
    hit = bytearray(len(page))
    used = bytearray(len(wanted))
    _align(page, wanted, range(len(page)), range(len(wanted)), RUN, bounds, hit, used)
    rest = [i for i, flag in enumerate(hit) if not flag]
    open_ = [i for i, flag in enumerate(used) if not flag]
    if len(open_) >= MOVED_RUN:
        _align([page[i] for i in rest], [wanted[i] for i in open_], rest, open_, MOVED_RUN, None, hit, used)
    labels = np.zeros(len(lines), np.float32)
    at = 0
    for i, words in enumerate(lines):
        if words:
            labels[i] = sum(hit[at : at + len(words)]) / len(words)
        at += len(words)
    return labels


def _align(
    page: Sequence[str],
    wanted: Sequence[str],
    page_at: Sequence[int],
    wanted_at: Sequence[int],
    run: int,
    bounds: set[int] | None,
    hit: bytearray,
    used: bytearray,
) -> None:
    """Mark the words of both texts that are certain to correspond."""
    matches = [op for op in LCSseq.opcodes(page, wanted) if op.tag == "equal"]
    for i, op in enumerate(matches):
        certain = op.src_end - op.src_start >= run
        if not certain and bounds is not None:
            certain = (op.src_start in bounds and op.src_end in bounds) or any(
                other.src_end - other.src_start >= run
                and (0 <= op.src_start - other.src_end <= RUN or 0 <= other.src_start - op.src_end <= RUN)
                for other in matches[max(0, i - 1) : i + 2]
            )
        if certain:
            for k in range(op.src_end - op.src_start):
                hit[page_at[op.src_start + k]] = 1
                used[wanted_at[op.dest_start + k]] = 1


def snippet_labels(texts: Sequence[str], content: Sequence[str], boilerplate: Sequence[str]) -> NDArray[np.float32]:
    """1 for the text that holds a content snippet, 0 for those that hold a boilerplate one, NaN for all others.

    A content snippet that several texts hold labels the longest of them: teasers quote an article's first words.
    """
    labels = np.full(len(texts), np.nan, np.float32)
    folded = [" ".join(text.split()) for text in texts]
    for snippet in boilerplate:
        wanted = " ".join(snippet.split())
        if wanted:
            labels[[i for i, text in enumerate(folded) if wanted in text]] = 0
    for snippet in content:
        wanted = " ".join(snippet.split())
        holders = [i for i, text in enumerate(folded) if wanted and wanted in text]
        if holders:
            labels[max(holders, key=lambda i: len(folded[i]))] = 1
    return labels
