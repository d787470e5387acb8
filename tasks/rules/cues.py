"""Cues: what must stand in a line before a line rule looks at it, found for all rules in one pass over a document.

A page has hundreds of lines and few of them concern any one rule, so a rule does not walk the page. It declares the
words without which it would never propose anything, once, in its module, and walks the lines that have one:

    _CUES = Cues(start=("by", "written by"), whole=("author",))

    def _propose(document, context):
        for i in context.lines_with(document, _CUES):
            ...

A cue decides nothing: it may be found in any number of lines that the rule then lets pass, but a line without one is
never seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from tasks.document import Document
from tasks.matches import lines_of


class Cues:
    """Words in the folded form of `tasks.folding.fold`, any of which makes a line worth looking at.

    `whole` cues are the entire line, `start` its beginning and `inside` any part of it, at word boundaries; `stems` are
    any part of it, parts of words too, of its beginning when they open with a newline.
    """

    def __init__(
        self,
        whole: Iterable[str] = (),
        start: Iterable[str] = (),
        inside: Iterable[str] = (),
        stems: Iterable[str] = (),
    ) -> None:
        self.whole, self.start = frozenset(whole), frozenset(start)
        self.inside, self.stems = frozenset(inside), frozenset(stems)
        _DECLARED.append(self)


_DECLARED: list[Cues] = []


def lines_with(document: Document, cues: Cues) -> Sequence[int]:
    """Indexes of the lines in which one of the cues stands, in order."""
    return sightings(document).get(cues, ())


def sightings(document: Document) -> Mapping[Cues, Sequence[int]]:
    """The lines of all cues, found once in a document."""
    # As `once_per_document`, but that every rule asks.
    found: Mapping[Cues, Sequence[int]] | None = document.findings.get(_Index)
    if found is None:
        found = document.findings[_Index] = _index(len(_DECLARED)).find(document)
    return found


@cache
def _index(declared: int) -> _Index:
    # A module that is imported late declares late: one index for each number of declarations, in practice one.
    return _Index(_DECLARED[:declared])


class _Index:
    """All cues in one dictionary of lines and one automaton."""

    def __init__(self, declared: Iterable[Cues]) -> None:
        whole: defaultdict[str, list[Cues]] = defaultdict(list)
        # A pattern, and whether words must begin and end where it does.
        patterns: defaultdict[tuple[str, bool, bool], list[Cues]] = defaultdict(list)
        for cues in declared:
            for line in cues.whole:
                whole[line].append(cues)
            for words in cues.start:
                patterns[f"\n{words}", False, True].append(cues)
            for words in cues.inside:
                patterns[words, True, True].append(cues)
            for words in cues.stems:
                patterns[words, False, False].append(cues)
        self._whole = {line: tuple(owners) for line, owners in whole.items()}
        self._longest = max(map(len, whole), default=0)
        self._owners = [(left, right, tuple(owners)) for (_, left, right), owners in patterns.items()]
        # A deterministic automaton is a third faster where memory is near, has 98 MB and takes .12 s to compile; this
        # has 5 MB and takes .01 s.
        self._automaton = AhoCorasick([pattern for pattern, *_ in patterns], store_patterns=False)

    def find(self, document: Document) -> Mapping[Cues, Sequence[int]]:
        """The lines of each of the cues that the document has."""
        text = document.folded_text
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        starts, lines = document.folded_starts, document.folded
        return lines_of(matches, text, starts, self._owners, lines, self._whole, self._longest)
