"""Looks for the families' strongest phrases in published text, apart from the code that should have removed them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from ahocorasick_rs import AhoCorasick

from tasks.document import Action
from tasks.rules import families
from tasks.rules.base import STRONG, PhraseRule

SHORTEST = 3
"""Words. A line that is one or two words, like "Share this", may be anything in a text nobody foresaw."""


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    phrases: dict[str, str] = {}
    for family, rules in families().items():
        for rule in rules:
            if isinstance(rule, PhraseRule) and rule.score >= STRONG and rule.action is Action.DROP:
                for phrase in rule.whole:
                    if "#" not in phrase and SHORTEST <= len(phrase.split()) <= rule.max_words:
                        phrases[f"\n{phrase}\n"] = f"{family}: {phrase}"
    return AhoCorasick(list(phrases), store_patterns=False), tuple(phrases.values())


def leftover(text: str, protected: Collection[str] = ()) -> str | None:
    """The family and phrase of the first line that is a strong phrase and nothing else, None for a clean text.

    `protected` are lines that a vote kept, in lower case: an article may well be called "Terms of service".
    """
    automaton, names = _automaton()
    # Plain lower case, not `fold()`: what the rules and this check shared could not be caught here.
    lines = "\n" + text.lower() + "\n"
    for pattern, start, end in automaton.find_matches_as_indexes(lines, overlapping=True):
        if lines[start + 1 : end - 1] not in protected:
            return names[pattern]
    return None
