"""What is known of a run before the orchestrator is asked for anything, and what it ends with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.dataset.manifest import read_manifest
from tasks.dataset.publish import current_version
from tasks.dataset.target import Target
from tasks.errors import NoInputError
from tasks.fingerprint import fingerprint
from tasks.planning import Plan, plan_run
from tasks.readers.discover import discover
from tasks.settings import Settings, load_settings


class AuditFailedError(Exception):
    """The staged version does not meet the expectations; nothing was published."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did.

    `dataset` is the path or URL that always leads to the published version, `version` that version's folder,
    `unreadable` those of the sources it was given that nothing could be read from.
    """

    published: bool
    dataset: str
    version: str
    counts: dict[str, int]
    new_sources: int
    unreadable: tuple[str, ...]


def prepare(raw: Sequence[str], target: Target, config: Path | None, rebuild: bool) -> tuple[Settings, Plan]:
    """Settings and plan of a run: what can be known, and what a user can get wrong, before anything starts.

    A folder that holds nothing is a mistake, unless its dumps were ingested before: then nothing is new.

    Raises:
        UsageError: the configuration or a path is wrong.
    """
    settings = load_settings(config)
    before = None if rebuild else current_version(target.folder)
    try:
        sources = discover(raw, Path.cwd())
    except NoInputError:
        if before is None:
            raise
        sources = []
    plan = plan_run(sources, read_manifest(before) if before else None, fingerprint(settings), settings.shards.bytes)
    return settings, plan


def nothing_new(target: Target, plan: Plan, rebuild: bool) -> RunResult | None:
    """What a run with nothing to do ends with, None where there is something to do."""
    before = None if rebuild else current_version(target.folder)
    return result_of(False, target, before, plan) if before is not None and not plan.shards else None


def result_of(published: bool, target: Target, version: Path, plan: Plan) -> RunResult:
    """What a run that ends with `version` published has done."""
    manifest = read_manifest(version)
    unreadable = tuple(source.path for source in manifest.sources if source.unreadable and source.path in plan.named)
    place = target.place_of(version)
    return RunResult(published, target.dataset, place, manifest.counts, len(plan.entries), unreadable)
