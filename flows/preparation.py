"""What is known of a run before the orchestrator is asked for anything, and what it ends with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.dataset.manifest import Manifest, read_manifest
from tasks.dataset.publish import current_version
from tasks.dataset.target import Target
from tasks.errors import UsageError
from tasks.fingerprint import fingerprint
from tasks.page import check_models
from tasks.planning import Plan, plan_run
from tasks.readers import Source, suffix_of
from tasks.readers.discover import discover, named_from
from tasks.settings import Settings, load_settings


class AuditFailedError(Exception):
    """The staged version does not meet the expectations; nothing was published."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did.

    `dataset` is the path or URL that always leads to the published version, `version` that version's folder,
    `unreadable` those of the sources it was given that nothing could be read from, or that a worker died of,
    `unsupported` those whose names end like no raw format, `readable` how many are neither. `taken` says how many lines
    each family took out of what is published now, most first; blank lines do not count.
    """

    published: bool
    dataset: str
    version: str
    counts: dict[str, int]
    new_sources: int
    unreadable: tuple[str, ...]
    unsupported: tuple[str, ...]
    readable: int
    taken: tuple[tuple[str, int], ...]


def check_runner(runner: str, dask_address: str | None) -> None:
    """Refuse the address of a scheduler that nobody would ask.

    Raises:
        UsageError: there is one without `--runner dask`.
    """
    if dask_address and runner != "dask":
        raise UsageError("--dask-address is for --runner dask, add that or leave the address out")


def prepare(raw: Sequence[str], target: Target, config: Path | None, rebuild: bool) -> tuple[Settings, Plan, Path]:
    """Settings and plan of a run: what can be known, and what a user can get wrong, before anything starts.

    The third is the folder that the plan's paths are relative to.

    Raises:
        UsageError: the configuration, the model or a path is wrong.
    """
    settings = load_settings(config)
    check_models(settings)  # else it shows in a worker, and again in every other
    before = None if rebuild else current_version(target.folder)
    published = read_manifest(before) if before else None
    base, sources = _named_as_before(raw, target, published)
    return settings, plan_run(sources, published, fingerprint(settings), settings.shards.bytes), base


def _named_as_before(raw: Sequence[str], target: Target, published: Manifest | None) -> tuple[Path, list[Source]]:
    """The files to read, and the folder that their paths are relative to.

    It is the folder that the published paths are relative to: a run by hand and one that cron starts elsewhere would
    else publish everything twice. Where less of what is published is found so, as in a copy of the project, or where
    that folder is gone, it is the working directory.
    """
    here = Path.cwd()
    ingested = {source.path for source in published.sources} if published else set()
    before = Path(published.base) if published and published.base and os.path.isdir(published.base) else here
    sources = discover(raw, here, target.contents, ingested, before)
    as_before = named_from(sources, before)
    found, found_as_before = (sum(source.path in ingested for source in named) for named in (sources, as_before))
    return (here, sources) if found > found_as_before else (before, as_before)


def nothing_new(target: Target, plan: Plan, rebuild: bool) -> RunResult | None:
    """What a run with nothing to do ends with, None where there is something to do."""
    before = None if rebuild else current_version(target.folder)
    nothing = not plan.shards and not plan.replaced
    return result_of(False, target, before, plan) if before is not None and nothing else None


def result_of(
    published: bool, target: Target, version: Path, plan: Plan, taken: tuple[tuple[str, int], ...] = ()
) -> RunResult:
    """What a run that ends with `version` published has done."""
    manifest = read_manifest(version)
    bad = {source.path for source in manifest.sources if source.unreadable or source.crashed}
    unreadable = bad & plan.named
    unsupported = {path for path in plan.named - unreadable if suffix_of(path) is None}
    return RunResult(
        published=published,
        dataset=target.dataset,
        version=target.place_of(version),
        counts=manifest.counts,
        new_sources=len(plan.entries),
        unreadable=tuple(sorted(unreadable | plan.missed)),
        unsupported=tuple(sorted(unsupported)),
        readable=len(plan.named - unreadable - unsupported),
        taken=taken,
    )
