"""All phrases of all families, found with the cues in one pass over a document, whatever their number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from tasks.document import Decision, Document
from tasks.folding import fold
from tasks.matches import glued
from tasks.rules.base import STRONG, WEAK, PhraseRule
from tasks.rules.cues import Cues, lines_with
from tasks.rules.mention import is_mention

_SENTENCE_END = re.compile(r"[.!?]+ ")


class PhraseMatcher:
    """Finds every phrase of the given rules in a document's folded lines.

    Which lines have one is found with the cues of all other rules; what stands where is asked of those lines alone.

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
        # Apart: most lines that are a phrase hold no part of another.
        self._whole_cues = Cues(whole=self._whole)
        self._part_cues = Cues(
            start=[phrase for _, phrase, at_start, _ in self._owners if at_start],
            inside=[phrase for _, phrase, at_start, _ in self._owners if not at_start],
        )

    def propose(self, document: Document) -> Iterator[Decision]:
        """A decision for every phrase that a line says itself, and that is short enough for its rule."""
        for i in lines_with(document, self._whole_cues):
            folded = document.folded[i]
            for rule in self._whole[folded]:
                if document.words[i] <= rule.max_words:
                    yield _decision(rule, i, folded, STRONG if _is_button(document, i) else rule.score)
        for i in lines_with(document, self._part_cues):
            yield from self._inside(document, i)

    def _inside(self, document: Document, i: int) -> Iterator[Decision]:
        folded = document.folded[i]
        text = f"\n{folded}\n"
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            rule, phrase, at_start, at_end = self._owners[pattern]
            if not at_start and glued(text[start - 1], text[start]):
                continue
            if not at_end and glued(text[end], text[end - 1]):
                continue
            if document.words[i] > rule.max_words:
                continue
            here = max(0, start - 1), min(len(folded), end - 1)
            if not is_mention(document.lines[i].text, folded, *here):
                yield _decision(rule, i, phrase, _score(rule, folded, *here))


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
