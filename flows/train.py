"""Training: labelled pages in, the classifier's artefacts out."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from flows import orchestrator

orchestrator.configure()

from prefect import flow  # noqa: E402

from flows.progress import training_progress  # noqa: E402
from tasks.classifier.store import check_replaceable  # noqa: E402
from tasks.errors import UsageError  # noqa: E402
from tasks.steps import replace_model_step, train_step  # noqa: E402


@dataclass(frozen=True, slots=True)
class TrainResult:
    """What a training did: `pages` of `rows` were trained on, `left_out` says which were not and why."""

    folder: str
    digest: str
    rows: int
    pages: int
    left_out: tuple[str, ...]


@flow(name="train")
def train(pages: list[str], out: str = "model", folds: int = 0, attribution: str = "unknown") -> TrainResult:
    """Train on the pages of Parquet files and put the model at `out`, in place of the one that is there.

    `folds` more models go into `out/folds`, each trained without the pages of one fold. `attribution` is what the
    model card says of whose the pages are.

    Raises:
        UsageError: a file of pages is not what it should be, or `out` cannot be written or holds what is no model.
    """
    target = Path(out).resolve()
    check_replaceable(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, so that it can be moved there in one step.
        scratch = tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise UsageError(f"{out}: the model cannot be written there: {error.strerror}") from None
    with scratch as folder, training_progress() as progress:
        made = Path(folder) / "made"
        counts = train_step(pages, str(made), folds, attribution, progress)
        digest = replace_model_step(str(target), str(made), str(Path(folder) / "before"))
    return TrainResult(out, digest, counts["rows"], counts["pages"], tuple(counts["left_out"]))
