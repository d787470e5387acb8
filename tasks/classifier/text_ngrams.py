"""A linear model over hashed words and pairs of words: what the wording of a line alone says of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.tokens import Lines
from tasks.classifier.word_passes import fill_weights

BUCKETS = 1 << 16
"""Weights; words and pairs share them by hash. A byte each."""
_PAIR = np.uint64(0xD6E8FEB86659FD93)
_FIRST, _LAST = np.uint64(0x9FB21C651E98DF25), np.uint64(0xC13FA9A902A6328F)
_MIX = np.uint64(0x94D049BB133111EB)


def ngrams(tokens: Lines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(buckets, lines) of all words and pairs of words in a batch, the first and the last of a line also as such."""
    hashes, line = tokens.hashes, tokens.word_line
    if not len(hashes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    pairs = np.flatnonzero(line[1:] == line[:-1])
    firsts = np.flatnonzero(np.concatenate(([True], line[1:] != line[:-1])))
    lasts = np.flatnonzero(np.concatenate((line[1:] != line[:-1], [True])))
    keys = np.concatenate(
        (hashes, hashes[pairs] * _PAIR + hashes[pairs + 1], hashes[firsts] ^ _FIRST, hashes[lasts] ^ _LAST)
    )
    keys = (keys ^ (keys >> np.uint64(32))) * _MIX
    buckets = (keys >> np.uint64(64 - 16)).astype(np.int64)
    return buckets, np.concatenate((line, line[pairs], line[firsts], line[lasts])).astype(np.int64)


def ngram_scores(tokens: Lines, weights: NDArray[np.int8], scale: float) -> NDArray[np.float32]:
    """The log-odds of every line, (L,), by the weights (`BUCKETS`,) of its n-grams over the root of their number."""
    sums, words = np.empty(len(tokens.chars)), np.diff(tokens.word_start)
    fill_weights(tokens.hashes, tokens.word_start, weights, _PAIR, _FIRST, _LAST, _MIX, sums)
    # Every word, every pair, and two at the ends.
    number = np.where(words > 0, 2 * words + 1, 1)
    return (sums * scale / np.sqrt(number)).astype(np.float32)
