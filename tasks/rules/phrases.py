"""All phrases of all families in one automaton: one pass over a document, whatever their number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from tasks.document import Decision, Document
from tasks.folding import fold
from tasks.matches import glued
from tasks.rules.base import STRONG, WEAK, PhraseRule
from tasks.rules.mention import is_mention

_SENTENCE_END = re.compile(r"[.!?]+ ")


class PhraseMatcher:
    """Finds every phrase of the given rules in a document's folded lines.

    Raises:
        ValueError: a phrase is not in folded form, so it could never match.
    """

    def __init__(self, rules: Iterable[PhraseRule]) -> None:
        self._whole: defaultdict[str, list[PhraseRule]] = defaultdict(list)
        patterns: list[str] = []
        self._owners: list[tuple[PhraseRule, str, bool, bool]] = []
        for rule in rules:
            for phrases, at_start, at_end in (
                (rule.whole, True, True),
                (rule.start, True, False),
                (rule.end, False, True),
                (rule.inside, False, False),
            ):
                for phrase in phrases:
                    if fold(phrase) != phrase:
                        raise ValueError(f"{rule.rule_id}: {phrase!r} is not folded, write {fold(phrase)!r}")
                    if at_start and at_end:
                        self._whole[phrase].append(rule)
                        continue
                    # The newlines around a line are the anchors of its beginning and end.
                    patterns.append(("\n" if at_start else "") + phrase + ("\n" if at_end else ""))
                    self._owners.append((rule, phrase, at_start, at_end))
        self._automaton = AhoCorasick(patterns, store_patterns=False)

    def propose(self, document: Document) -> Iterator[Decision]:
        """A decision for every phrase that a line says itself, and that is short enough for its rule."""
        folded = document.folded
        if not folded:
            return
        for i, rules in enumerate(map(self._whole.get, folded)):
            for rule in rules or ():
                if document.words[i] <= rule.max_words:
                    yield _decision(rule, i, folded[i], STRONG if _is_button(document, i) else rule.score)
        joined, starts = document.folded_text, document.folded_starts
        for pattern, start, end in self._automaton.find_matches_as_indexes(joined, overlapping=True):
            rule, phrase, at_start, at_end = self._owners[pattern]
            if not at_start and glued(joined[start - 1], joined[start]):
                continue
            if not at_end and glued(joined[end], joined[end - 1]):
                continue
            line = bisect_right(starts, start + at_start) - 1
            if document.words[line] > rule.max_words:
                continue
            offset = starts[line]
            here = max(0, start - offset), min(len(folded[line]), end - offset)
            if not is_mention(document.lines[line].text, folded[line], *here):
                yield _decision(rule, line, phrase, _score(rule, folded[line], *here))


def _is_button(document: Document, i: int) -> bool:
    """Whether a line is the label of a button: there a word is no heading and no cell ("Like", "Share", "Reply")."""
    return "button" in (document.lines[i].roles or ())


def _score(rule: PhraseRule, folded: str, start: int, end: int) -> float:
    """The rule's score, or little where the phrase goes on to something that the rule is not about."""
    if rule.beside is None or not folded[end:].strip("!?. ") or _SENTENCE_END.match(folded, end):
        return rule.score
    around = f"{folded[:start]} {folded[end:]}"
    return rule.score if rule.beside.search(around) else WEAK


def _decision(rule: PhraseRule, line: int, phrase: str, score: float) -> Decision:
    return Decision(line, line + 1, rule.action, rule.family, rule.rule_id, rule.version, score, phrase)
