"""`winnow train`: the training by hand, with what a person wants to see before and after it."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows import exit_codes, orchestrator
from flows.printing import printing
from flows.server import with_server
from tasks.classifier.store import CARD, FOLDS, check_replaceable, read_manifest
from tasks.errors import UsageError
from tasks.training.pages import check_file

if TYPE_CHECKING:
    from flows.train import TrainResult

_EXTRA = ("lightgbm", "resiliparse", "scipy")

MOST_LEFT_OUT = 20
"""Rows that are named of those that were left out."""


def train(args: argparse.Namespace) -> int:
    """Train, and say where the model is and what it was not trained on; the exit code of the contract."""
    # By hand the summary is what is read. Prefect's own log would repeat it, with a traceback for each mistake.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    orchestrator.configure()
    if not all(find_spec(library) for library in _EXTRA):
        raise UsageError("training needs the extra: pip install 'winnow-etl[train]'")
    check_replaceable(args.out)
    for path in args.pages:
        check_file(path)  # a wrong file shows before the server is waited for
    attribution = _attribution(args.attribution)
    started = time.monotonic()
    result = with_server(partial(_flow, args, attribution))
    with printing():
        _summary(Console(), result, args.folds, time.monotonic() - started)
    return exit_codes.OK


def _flow(args: argparse.Namespace, attribution: str) -> Callable[[], TrainResult]:
    from flows.train import train as train_flow

    pages = [str(path) for path in args.pages]
    return partial(train_flow, pages=pages, out=str(args.out), folds=args.folds, attribution=attribution)


def _attribution(value: str) -> str:
    """The content of the file that is named, else the value itself."""
    try:
        return Path(value).read_text(encoding="utf-8").strip()
    except UnicodeDecodeError as error:
        raise UsageError(f"{value}: not a text in UTF-8: {error}") from None
    except (OSError, ValueError):  # no such file, or nothing that could be the name of one
        return value


def _summary(console: Console, result: TrainResult, folds: int, seconds: float) -> None:
    sizes = [entry["bytes"] for entry in read_manifest(Path(result.folder))["files"].values()]
    lines = [
        f"Trained model {result.digest[:12]} on {result.pages:,} of {result.rows:,} pages in {seconds:.0f} s",
        *(f"left out  {line}" for line in result.left_out[:MOST_LEFT_OUT]),
    ]
    if len(result.left_out) > MOST_LEFT_OUT:
        lines.append(f"left out  {len(result.left_out) - MOST_LEFT_OUT:,} more")
    lines.append(f"model     {result.folder}, {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB unpacked")
    if folds:
        lines.append(f"folds     {result.folder}/{FOLDS}/0 to {folds - 1}, to judge it by pages that it did not see")
    lines.append(f"card      {result.folder}/{CARD}")
    lines.append(f'use it    model = "{result.folder}" in section [classifier] of winnow.toml')
    for line in lines:
        console.print(line, highlight=False, soft_wrap=True, markup=False)
