"""The seam to the orchestrator: every Prefect task is here, and nothing else in `tasks/` imports prefect.

Tasks take paths and return counts. Each is idempotent, because runners run a task twice when a worker dies.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.audit.run import Audit, audit_version
from tasks.classifier.store import digest, replace
from tasks.dataset.manifest import Counts
from tasks.dataset.object_store import put_part
from tasks.dataset.target import Target
from tasks.planning import Shard
from tasks.readers import WrongCutError
from tasks.report.page import write_report
from tasks.report.removals import removal_figures
from tasks.settings import Settings
from tasks.shard import clean_shard

# Prefect's cache knows a task's own lines only, not the rules below them; the ledger in the manifest knows both.
_OPTIONS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="clean shard", task_run_name="clean {shard.part}", retries=1, **_OPTIONS)
def clean_shard_step(shard: Shard, stage: str, settings: Settings, run_id: str) -> dict[str, Counts] | None:
    """Clean one shard into the stage; counts by source path. None where a slice was cut inside of a record."""
    try:
        return put_part(stage, lambda folder: clean_shard(shard, folder, settings, run_id))
    except WrongCutError:
        return None


@task(name="audit", **_OPTIONS)
def audit_step(stage: str) -> Audit:
    """Hold the staged version against the expectation suites."""
    return audit_version(Path(stage))


@task(name="report", **_OPTIONS)
def report_step(version: str) -> tuple[tuple[str, int], ...]:
    """Write the report page of a version; how many lines each family took that are not blank, most first."""
    removals = removal_figures(Path(version))
    write_report(Path(version), removals)
    return removals.visible_lines


@task(name="publish", **_OPTIONS)
def publish_step(stage: str, target: Target) -> str:
    """Swap the staged version in; the folder where it is now."""
    return str(target.publish(Path(stage)))


@task(name="train", **_OPTIONS)
def train_step(
    pages: list[str], stage: str, folds: int, attribution: str, progress: Callable[[str], None]
) -> dict[str, Any]:
    """Train the models into the stage; how many `rows` were read and `pages` trained on, and what was `left_out`."""
    # Here, not above: LightGBM takes a second to import, and nothing but training needs all of it.
    from tasks.training.model import train_into

    files = train_into(Path(stage), [Path(path) for path in pages], folds, attribution, progress)
    return {
        "rows": sum(file.rows for file in files),
        "pages": sum(len(file.pages) for file in files),
        "left_out": [line for file in files for line in file.left_out],
    }


@task(name="replace model", **_OPTIONS)
def replace_model_step(folder: str, made: str, before: str) -> str:
    """Put a trained model at its place; its digest."""
    replace(Path(folder), Path(made), Path(before))
    return digest(Path(folder))
