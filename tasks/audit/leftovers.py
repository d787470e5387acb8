"""Looks for the families' strongest phrases in published text, apart from the code that should have removed them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tasks.audit.line_search import find_lines, line_key, places_of
from tasks.dataset.text_bytes import bytes_of
from tasks.document import Action
from tasks.rules import families
from tasks.rules.base import STRONG, PhraseRule

SHORTEST = 3
"""Words. A line that is one or two words, like "Share this", may be anything in a text nobody foresaw."""


@cache
def _phrases() -> tuple[dict[str, str], int]:
    """Every phrase with its family in front, by the phrase, and the characters of the longest."""
    phrases: dict[str, str] = {}
    for family, rules in families().items():
        for rule in rules:
            if isinstance(rule, PhraseRule) and rule.score >= STRONG and rule.action is Action.DROP:
                for phrase in rule.whole:
                    if "#" not in phrase and SHORTEST <= len(phrase.split()) <= rule.max_words:
                        phrases[phrase] = f"{family}: {phrase}"
    return phrases, max(map(len, phrases))


@cache
def _places() -> tuple[NDArray[np.uint64], int]:
    """The ends of all phrases as `find_lines` looks them up, and the bytes of the longest line that may be one."""
    phrases = [phrase.encode() for phrase in _phrases()[0]]
    keys = np.unique(np.array([line_key(phrase) for phrase in phrases], np.uint64))
    # A capital has up to three times the bytes of its small letter: the sign for kelvin has.
    return places_of(keys[keys > 0]), 3 * max(map(len, phrases))


def suspects(texts: pa.StringArray) -> list[int]:
    """The texts in which `leftover` finds something where no line is protected, told without making strings of all."""
    phrases, _ = _phrases()
    starts, data = bytes_of(texts)
    lines = find_lines(starts, data, *_places())
    return sorted({row for row, begin, end in lines if str(data.data[begin:end], "utf-8").lower() in phrases})


def leftover(text: str, protected: Collection[str] = ()) -> str | None:
    """The family and phrase of the first line that is a strong phrase and nothing else, None for a clean text.

    `protected` are lines that a vote kept, in lower case: an article may well be called "Terms of service".
    """
    phrases, longest = _phrases()
    for line in text.split("\n"):
        # Plain lower case, not `fold()`: what the rules and this check shared could not be caught here. No letter
        # becomes shorter by it, so that paragraphs need not be written anew.
        if len(line) <= longest and (lower := line.lower()) in phrases and lower not in protected:
            return phrases[lower]
    return None
