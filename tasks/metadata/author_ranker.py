"""Whom of all that a page names it is by: trees that learnt it from labelled pages."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tasks.classifier import store
from tasks.classifier.booster import Booster
from tasks.errors import UsageError
from tasks.metadata.author_rows import FEATURES, Rows
from tasks.metadata.base import Candidate
from tasks.metadata.cleaning import comparable
from tasks.metadata.signatures import Authors

TREES = "html_authors.txt"
"""The file of the model."""
LEAST = 0.2
"""Probability from which somebody is named rather than nobody. On pages of sites that the trees did not see, .1 finds
.02 more authors and invents them on .02 more of the pages without one; at .2 it is as much the other way."""


MUCH = 0.5
"""Share of the highest probability from which a longer list of names that has all of the likeliest is taken for it."""


class AuthorRanker:
    """Trained trees that tell authors from other names.

    Raises:
        UsageError: the model's text cannot be read, or it was trained on other features.
    """

    def __init__(self, model: str) -> None:
        self._trees = Booster(model)
        if self._trees.features != len(FEATURES):
            raise UsageError(
                f"{TREES}: has {self._trees.features} features, not {len(FEATURES)}; train it again with `winnow train`"
            )

    def best(self, rows: Rows) -> Candidate[Authors] | None:
        """Whoever wrote it most probably, with the probability as score; None where nobody is probable enough."""
        if not rows.candidates:
            return None
        chances = self._trees.predict(rows.features).tolist()
        most = max(chances)
        if most < LEAST:
            return None
        first = rows.candidates[chances.index(most)]
        wanted = set(map(comparable, first.value))
        # "By Jane Doe and two others" names one of the three that JSON-LD lists.
        whole = [
            candidate
            for candidate, chance in zip(rows.candidates, chances, strict=True)
            if chance >= most * MUCH and wanted < set(map(comparable, candidate.value))
        ]
        return replace(max(whole, key=lambda candidate: len(candidate.value), default=first), score=most)


def model_with_authors(model: str) -> Path:
    """The folder of the model that the setting `classifier.model` names, the project's own where it knows no authors.

    Raises:
        UsageError: there is no model.
    """
    folder = store.model_folder(model)
    return folder if TREES in store.read_manifest(folder)["files"] else store.OWN


@lru_cache(maxsize=8)
def ranker_of(model: str = "") -> AuthorRanker:
    """The ranker of a model; a process reads it once.

    Raises:
        UsageError: it cannot be read.
    """
    return AuthorRanker(store.load_file(model_with_authors(model), TREES).decode())
