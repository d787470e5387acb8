"""Models from labelled pages: the classifiers of HTML and of flattened text, and what their manifests say of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from tasks import VERSION
from tasks.classifier.store import CARD, FOLDS, save
from tasks.errors import UsageError
from tasks.training import html_corpus, html_training, text_corpus, text_training
from tasks.training.card import card
from tasks.training.folds import folds, registered_domain
from tasks.training.judging import judge
from tasks.training.metadata_training import train_metadata
from tasks.training.pages import LabelledFile, LabelledPage, read_file

Progress = Callable[[str], None]
"""Called with what is being done now, in a few words."""
Bools = NDArray[np.bool_]
AnyCorpus = TypeVar("AnyCorpus")

_LIBRARIES = ("lightgbm", "numpy", "scipy", "selectolax", "resiliparse")
_SEED = re.compile(rb"^\[seed: (\d+)\]$", re.MULTILINE)


def train_into(
    stage: Path, inputs: Sequence[Path], count: int, attribution: str, progress: Progress
) -> tuple[LabelledFile, ...]:
    """Train on the pages of the files and write the model into `stage`, and what its files held.

    Into `stage/folds/0` and so on go `count` more models, each trained without the pages of one fold of `count`, so
    that each can be judged on pages of sites that it did not see. `attribution` says whose the pages are.

    Raises:
        UsageError: the files are not what `tasks.training.pages.read_file` reads, or hold too little to learn from.
    """
    files = []
    for path in inputs:
        progress(f"reading {path.name}")
        files.append(read_file(path))
    pages = [page for file in files for page in file.pages]
    models = train_models(pages, count, progress)
    own = folds([page.url for page in pages], count) if count else []
    for fold, model in enumerate(models[1:]):
        save(stage / FOLDS / str(fold), model, facts(files, model, len(pages) - own.count(fold), (fold, count)))
    said = facts(files, models[0], len(pages), None)
    save(stage, models[0], said)
    if count:
        progress("judging the models of the folds")
    figures = judge(pages, own, models[1:]) if count else None
    (stage / CARD).write_text(card(said, models[0], pages, attribution, figures), encoding="utf-8")
    return tuple(files)


def train_models(pages: Sequence[LabelledPage], count: int, progress: Progress) -> list[dict[str, bytes]]:
    """The files by name of the model of all pages, and of `count` models, each without the pages of one fold.

    The same pages and versions of the libraries give the same bytes.

    Raises:
        UsageError: the pages of one of the models are too few, or of too few sites to learn from one what holds for
            another.
    """
    for fold in [None, *range(count)]:
        _check_sites(pages, fold, count)
    try:
        # One after the other: their features are what takes memory.
        html = _trained(
            "HTML pages", "blocks", html_corpus.read_corpus, html_training.train_corpus, pages, count, progress
        )
        text = _trained(
            "flattened text", "lines", text_corpus.read_corpus, text_training.train_corpus, pages, count, progress
        )
        models = [one | other for one, other in zip(html, text, strict=True)]
        for at, (fold, files) in enumerate(zip([None, *range(count)], models, strict=True), start=1):
            progress(f"titles and authors: model {at} of {len(models)}")
            chosen = _chosen(pages, fold, count)
            files.update(train_metadata([page for page, own in zip(pages, chosen, strict=True) if own], files))
    except lgb.basic.LightGBMError as error:
        raise UsageError(
            f"the labelled pages are too few to learn from, all {len(pages):,} of them or those of one fold: LightGBM "
            f"says {str(error).strip()}"
        ) from None
    return models


def _trained(
    what: str,
    units: str,
    read: Callable[[Sequence[LabelledPage]], AnyCorpus],
    train: Callable[[AnyCorpus, Bools], dict[str, bytes]],
    pages: Sequence[LabelledPage],
    count: int,
    progress: Progress,
) -> list[dict[str, bytes]]:
    """The files of one classifier, for the model of all pages and for those that leave out a fold each."""
    progress(f"{what}: {units} and labels")
    corpus = read(pages)
    models = []
    for at, fold in enumerate([None, *range(count)], start=1):
        progress(f"{what}: model {at} of {count + 1}")
        models.append(train(corpus, _chosen(pages, fold, count)))
    return models


def facts(
    inputs: Sequence[LabelledFile], files: Mapping[str, bytes], pages: int, left_out: tuple[int, int] | None
) -> dict[str, Any]:
    """What a model's manifest says beside its files; nothing that differs from one training to the next.

    `pages` are those that were trained on, all but those of one fold where `left_out` names one: (fold, of how many).
    """
    return {
        "winnow_version": VERSION,
        "libraries": {name: version(name) for name in _LIBRARIES},
        "seeds": sorted({int(seed) for data in files.values() for seed in _SEED.findall(data)}),
        "inputs": [
            {"name": one.name, "sha256": one.sha256, "rows": one.rows, "pages": len(one.pages)} for one in inputs
        ],
        "pages": pages,
        "left_out_fold": None if left_out is None else {"fold": left_out[0], "of": left_out[1]},
    }


def _chosen(pages: Sequence[LabelledPage], fold: int | None, count: int) -> Bools:
    if fold is None:
        return np.ones(len(pages), np.bool_)
    return np.array(folds([page.url for page in pages], count)) != fold


def _check_sites(pages: Sequence[LabelledPage], fold: int | None, count: int) -> None:
    chosen = [page for page, own in zip(pages, _chosen(pages, fold, count), strict=True) if own]
    urls = [page.url for page in chosen]
    # Groups of sites within the training: what one model says of pages that it did not see, the next one learns from.
    if all(len(set(folds(urls, groups))) > 1 for groups in (html_corpus.FOLDS, text_corpus.FOLDS)):
        return
    sites = len({registered_domain(page.url) for page in chosen})
    of = "" if fold is None else f" without fold {fold} of {count}"
    raise UsageError(
        f"the labelled pages{of} are of {sites} site{'' if sites == 1 else 's'} by the registered domains of their "
        "URLs, all in one of the groups of sites that check what is learnt from the others; add pages of more sites"
    )
