"""Winnow as the benchmarks run it: batches of contents to clean texts, by models that never saw the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.cache import DEFAULT
from benchmarks.pages import DATA, FOLDS, LabelledPage
from tasks.classifier.judgement import Judgement
from tasks.classifier.store import MANIFEST
from tasks.document import Kind, Record, Rejected
from tasks.garbage import uncollected
from tasks.page import Cleaner, Opened, Page, cleaner_of
from tasks.settings import ClassifierSettings, Settings
from tasks.shard import BATCH_RECORDS

Clean = Callable[[Sequence[str]], list[str]]
"""Contents to clean texts, "" for what would go to quarantine."""
Confide = Callable[[Sequence[str]], list[float]]
"""Contents to the confidence that is published with each, NaN for what has none."""
Output = TypeVar("Output")
MODELS = DEFAULT / "models"
"""Where the models of the folds are kept: training them takes a quarter of an hour. Delete it when features change."""


@dataclass(frozen=True, slots=True)
class Winnow:
    """One trained state of Winnow: how it cleans a batch of HTML pages and a batch of flattened dumps.

    `confidence` is of HTML pages.
    """

    cleaner: Cleaner
    html: Clean
    text: Clean
    confidence: Confide


def record_of(content: str, kind: Kind) -> Record:
    """A record that holds nothing but `content`."""
    return Record("benchmark", "1", content, kind, "0" * 64)


def judged(
    cleaner: Cleaner, contents: Sequence[str], kind: Kind
) -> Iterator[tuple[Opened | Rejected, Judgement | None]]:
    """Every content opened and judged, in batches as a shard does it; no judgement on what was rejected."""
    for at in range(0, len(contents), BATCH_RECORDS):
        records = [record_of(content, kind) for content in contents[at : at + BATCH_RECORDS]]
        opened = [cleaner.open(record, with_head=False) for record in records]
        judgements = iter(cleaner.judge([item for item in opened if isinstance(item, Opened)]))
        for item in opened:
            yield item, None if isinstance(item, Rejected) else next(judgements)


@uncollected()
def clean(cleaner: Cleaner, contents: Sequence[str], kind: Kind) -> list[str]:
    """The text of every content, without its metadata; "" for what would go to quarantine.

    As a shard does it: in batches, without the garbage collector.
    """
    texts = []
    for item, judgement in judged(cleaner, contents, kind):
        outcome = item if isinstance(item, Rejected) else cleaner.decide(item, judgement)
        texts.append("" if isinstance(outcome, Rejected) else outcome.text)
    return texts


@uncollected()
def confidences(cleaner: Cleaner, contents: Sequence[str]) -> list[float]:
    """What the engine says of the F1 to expect of every HTML page, NaN where nothing was judged."""
    judgements = [judgement for _, judgement in judged(cleaner, contents, "html")]
    return [math.nan if one is None or one.confidence is None else one.confidence for one in judgements]


@uncollected()
def with_metadata(contents: Sequence[str], kind: Kind, detect_language: bool) -> int:
    """Clean every record as `winnow run` does, metadata and all; how many of them can be published."""
    cleaner = cleaner_of(Settings())
    opened = [cleaner.open(record_of(content, kind)) for content in contents]
    good = [item for item in opened if isinstance(item, Opened)]
    judged = zip(good, cleaner.judge(good), strict=True)
    outcomes = [cleaner.close(item, judgement, detect_language) for item, judgement in judged]
    return sum(isinstance(outcome, Page) for outcome in outcomes)


def winnow_of(settings: Settings) -> Winnow:
    """Winnow with these settings."""
    cleaner = Cleaner(settings)
    return Winnow(
        cleaner=cleaner,
        html=partial(clean, cleaner, kind="html"),
        text=partial(clean, cleaner, kind="text"),
        confidence=partial(confidences, cleaner),
    )


def committed() -> Winnow:
    """Winnow as it is in the repository."""
    return winnow_of(Settings())


def cross_validated(folder: Path = MODELS) -> tuple[Winnow, ...]:
    """For every fold the Winnow that was trained on the others; the models are trained when they are not there."""
    own = [folder / "folds" / str(fold) for fold in range(FOLDS)]
    if not all((model / MANIFEST).exists() for model in own):
        from tasks.training.model import train_into

        inputs = [DATA / "wcxb_dev.parquet", DATA / "multilingual_dev.parquet"]
        train_into(folder, inputs, FOLDS, "see docs/attribution.md", print)
    return tuple(winnow_of(Settings(classifier=ClassifierSettings(model=str(model)))) for model in own)


def out_of_fold(
    cleaners: Sequence[Callable[[Sequence[str]], list[Output]]], contents: Sequence[str], folds: Sequence[int]
) -> list[Output]:
    """What is made of every content by the cleaner of its own fold, in the order of the contents.

    Raises:
        ValueError: there are not as many folds as contents.
    """
    if len(contents) != len(folds):
        raise ValueError(f"{len(contents)} contents and {len(folds)} folds")
    found: dict[int, Output] = {}
    for fold, clean in enumerate(cleaners):
        members = [i for i, own in enumerate(folds) if own == fold]
        found.update(zip(members, clean([contents[i] for i in members]), strict=True))
    return [found[i] for i in range(len(contents))]


def html_out_of_fold(models: Sequence[Winnow], pages: Sequence[LabelledPage]) -> list[str]:
    """The text of every labelled page, by the model of its own fold."""
    return out_of_fold([model.html for model in models], [page.html for page in pages], [page.fold for page in pages])


def confidence_out_of_fold(models: Sequence[Winnow], pages: Sequence[LabelledPage]) -> list[float]:
    """The confidence of every labelled page, by the model of its own fold."""
    return out_of_fold(
        [model.confidence for model in models], [page.html for page in pages], [page.fold for page in pages]
    )
