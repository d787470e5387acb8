"""Looks for the families' strongest phrases in published text, apart from the code that should have removed them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

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
