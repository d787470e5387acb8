"""The seam to the orchestrator: every Prefect task is here, and nothing else in `tasks/` imports prefect.

Tasks take paths and return counts. Each is idempotent, because runners run a task twice when a worker dies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.audit.run import Audit, audit_version
from tasks.dataset.publish import publish
from tasks.planning import Shard
from tasks.report.page import write_report
from tasks.settings import Settings
from tasks.shard import clean_shard

# Prefect's cache knows a task's own lines only, not the rules below them; the ledger in the manifest knows both.
_OPTIONS: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="clean shard", task_run_name="clean {shard.part}", retries=1, **_OPTIONS)
def clean_shard_step(shard: Shard, stage: str, settings: Settings, run_id: str) -> dict[str, dict[str, Any]]:
    """Clean one shard into the stage; counts by source path."""
    return clean_shard(shard, Path(stage), settings, run_id)


@task(name="audit", **_OPTIONS)
def audit_step(stage: str) -> Audit:
    """Hold the staged version against the expectation suites."""
    return audit_version(Path(stage))


@task(name="report", **_OPTIONS)
def report_step(version: str) -> str:
    """Write the report page of a version; its path."""
    return str(write_report(Path(version)))


@task(name="publish", **_OPTIONS)
def publish_step(stage: str, out: str) -> str:
    """Swap the staged version in; the folder where it is now."""
    return str(publish(Path(stage), Path(out)))
