"""Trees that learnt from labelled pages what a page or a dump is called, and whom of all that it names it is by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.classifier import store
from tasks.classifier.booster import Booster
from tasks.errors import UsageError
from tasks.given_names import small_words
from tasks.metadata import author_rows, title_line_rows, title_rows
from tasks.metadata.author_rows import Rows
from tasks.metadata.base import Candidate, best
from tasks.metadata.cleaning import comparable
from tasks.metadata.persons import LONGEST_NAME
from tasks.metadata.signatures import Authors
from tasks.metadata.title_rows import TitleRows

TITLES, AUTHORS = "html_titles.txt", "html_authors.txt"
TITLE_LINES, TEXT_AUTHORS = "text_titles.txt", "text_authors.txt"
FILES = (TITLES, AUTHORS, TITLE_LINES, TEXT_AUTHORS)
"""The files of the model, of pages and of flattened dumps."""
LEAST, TEXT_LEAST = 0.2, 0.25
"""Probability from which somebody is named rather than nobody, on pages and in dumps. On pages of sites that the trees
did not see, .1 finds .01 more authors and invents them on .02 more of the pages without one; in dumps .2 finds .015
more and invents them in .01 more."""
ALONE = 0.4
"""The same of a single word that nothing on the page calls an author: "Berlin | March 5" and "Merken" stand where
names do."""
MUCH = 0.5
"""Share of the highest probability from which a longer list of names that has all of the likeliest is taken for it."""


class _Ranker:
    """Trained trees that look at `features`, from the text of `file`.

    Raises:
        UsageError: it cannot be read, or was trained on other features.
    """

    file: ClassVar[str]
    features: ClassVar[Sequence[str]]

    def __init__(self, text: str) -> None:
        self._trees = Booster(text)
        if self._trees.features != len(self.features):
            raise UsageError(
                f"{self.file}: has {self._trees.features} features, not {len(self.features)}; train it again with "
                "`winnow train`"
            )

    def _chances(self, rows: NDArray[np.float32]) -> list[float]:
        """What the trees predict for each row."""
        chances: list[float] = self._trees.predict(rows).tolist()
        return chances


class TitleRanker(_Ranker):
    """Tells the title of a page from all else that it may be called."""

    file, features = TITLES, title_rows.FEATURES

    def best(self, rows: TitleRows) -> Candidate[str] | None:
        """The likeliest title, with its probability as score if there are several; None where there is none."""
        if len(rows.candidates) == 1:
            return rows.candidates[0]
        scored = zip(rows.candidates, self._chances(rows.features), strict=True)
        return best(candidate._replace(score=chance) for candidate, chance in scored)


class AuthorRanker(_Ranker):
    """Tells authors of pages from other names."""

    file, features = AUTHORS, author_rows.FEATURES
    least: ClassVar[float] = LEAST

    def best(self, rows: Rows) -> Candidate[Authors] | None:
        """Whoever wrote it most probably, with the probability as score; None where nobody is probable enough."""
        if not rows.candidates:
            return None
        called = map(any, (rows.features[:, author_rows.OF_AUTHORS] > 0).tolist())
        scored = zip(rows.candidates, self._chances(rows.features), called, strict=True)
        found = [
            candidate._replace(score=chance)
            for candidate, chance, known in scored
            if _can_sign(candidate.value) and (known or chance >= ALONE or " " in candidate.value[0])
        ]
        first = best(found)
        if first is None or first.score < self.least:
            return None
        first = _in_full(first, found)
        wanted = set(map(comparable, first.value))
        # "By Jane Doe and two others" names one of the three that JSON-LD lists.
        whole = [
            candidate
            for candidate in found
            if candidate.score >= first.score * MUCH and wanted < set(map(comparable, candidate.value))
        ]
        return max(whole, key=lambda candidate: len(candidate.value), default=first)._replace(score=first.score)


def _in_full(first: Candidate[Authors], found: Sequence[Candidate[Authors]]) -> Candidate[Authors]:
    """A single name as the head says it in full: "Eric" signs a column whose JSON-LD names "Eric Levitz"."""
    word = comparable(first.value[0])
    if len(first.value) > 1 or " " in word:
        return first
    said = [item for item in found if len(item.value) == 1 and item.source.startswith(("json-ld:", "meta:"))]
    whole = best(item for item in said if word in comparable(item.value[0]).split())
    return first if whole is None else whole._replace(score=first.score)


def _can_sign(own: Authors) -> bool:
    """Whether all that is named is short, and some of it no words alone: "By the way" opens like a byline, too."""
    if max(map(len, own)) > LONGEST_NAME:
        return False
    return not all(name.islower() and small_words().issuperset(name.split()) for name in own)


class TextAuthorRanker(AuthorRanker):
    """Tells authors of flattened dumps from other names."""

    file, least = TEXT_AUTHORS, TEXT_LEAST


class LineRanker(_Ranker):
    """Tells the line of a flattened dump that is its title from others."""

    file, features = TITLE_LINES, title_line_rows.FEATURES

    def chances(self, rows: NDArray[np.float32]) -> list[float]:
        """Of each line how likely it is the title, if one of them is; they add up to 1."""
        sums = np.array(self._chances(rows))
        weights = np.exp(sums - sums.max(initial=-np.inf))
        chances: list[float] = (weights / weights.sum()).tolist()
        return chances


class Rankers(NamedTuple):
    """Those of one model."""

    titles: TitleRanker
    authors: AuthorRanker
    title_lines: LineRanker
    text_authors: TextAuthorRanker


def model_with(file: str, model: str) -> Path:
    """The folder of the model that the setting `classifier.model` names, the project's own where it lacks the file.

    Pages without titles and authors are labelled well enough to tell texts.

    Raises:
        UsageError: there is no model.
    """
    folder = store.model_folder(model)
    return folder if file in store.read_manifest(folder)["files"] else store.OWN


@lru_cache(maxsize=8)
def rankers_of(model: str = "") -> Rankers:
    """The rankers of a model; a process reads them once.

    Raises:
        UsageError: they cannot be read.
    """
    return read_rankers(ranker_files(model))


def ranker_files(model: str = "") -> dict[str, bytes]:
    """The files of the rankers of a model, by name.

    Raises:
        UsageError: there is no model, or one of them is not the file that was trained.
    """
    return {file: store.load_file(model_with(file, model), file) for file in FILES}


def read_rankers(files: Mapping[str, bytes]) -> Rankers:
    """The rankers of which `files` has all `FILES`, by name.

    Raises:
        UsageError: they cannot be read.
    """
    titles, authors, lines, text_authors = (files[file].decode() for file in FILES)
    return Rankers(TitleRanker(titles), AuthorRanker(authors), LineRanker(lines), TextAuthorRanker(text_authors))
