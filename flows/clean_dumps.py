"""The main job: raw dumps in, an audited and published dataset out."""

from __future__ import annotations

import atexit
import errno
import gc
import hashlib
import os
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flows import orchestrator

orchestrator.configure()

from prefect import State, flow, runtime  # noqa: E402
from prefect.artifacts import create_link_artifact, create_table_artifact  # noqa: E402
from prefect.flow_engine import FlowRunTimeoutError  # noqa: E402
from prefect.futures import as_completed  # noqa: E402
from prefect.logging import get_run_logger  # noqa: E402
from prefect.states import Failed  # noqa: E402
from prefect.task_runners import TaskRunner  # noqa: E402

from flows.events import announce  # noqa: E402
from flows.lifeline import end_with_service  # noqa: E402
from flows.preparation import AuditFailedError, RunResult, nothing_new, prepare, result_of  # noqa: E402
from flows.progress import shard_progress  # noqa: E402
from flows.runners import Runner, given_up_at_once, task_runner  # noqa: E402
from tasks import VERSION  # noqa: E402
from tasks.audit.run import SUITES  # noqa: E402
from tasks.classifier.store import digest, model_folder  # noqa: E402
from tasks.dataset.card import write_card  # noqa: E402
from tasks.dataset.manifest import Counts, Manifest, Model, with_counts, write_manifest  # noqa: E402
from tasks.dataset.object_store import put_part  # noqa: E402
from tasks.dataset.part import keep_parts  # noqa: E402
from tasks.dataset.publish import (  # noqa: E402
    carry_over,
    finish_samples,
    open_stage,
)
from tasks.dataset.settle import settle_duplicates  # noqa: E402
from tasks.dataset.target import Target, writable  # noqa: E402
from tasks.errors import UsageError  # noqa: E402
from tasks.fingerprint import fingerprint  # noqa: E402
from tasks.planning import Plan, Shard, halved, spare, uncut  # noqa: E402
from tasks.readers.storage import is_url, of_storage  # noqa: E402
from tasks.settings import Settings  # noqa: E402
from tasks.shard import crashed_shard  # noqa: E402
from tasks.steps import audit_step, clean_shard_step, publish_step, report_step  # noqa: E402

# At its end Python looks through 600,000 objects that Prefect and Great Expectations made, for a second and a half.
atexit.register(gc.freeze)

SCHEDULED_TIMEOUT_SECONDS = 6 * 3600
"""A scheduled run that hangs is ended before the next night's, so that it cannot hold its place for ever. By
hand there is no limit: the person who started it can see it."""

MOST_TRIES = 200
"""Pools that are started to find the sources that workers die of: one of 1,600 takes some 22. Where everything
crashes, of a machine without memory, more would only take the night."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


Outcome = dict[str, Counts] | None
"""The counts of a shard, None where it was cut inside of a record."""


@dataclass(frozen=True)
class _Work:
    """What all shards of a run have in common."""

    stage: str
    settings: Settings
    run_id: str
    new_runner: Callable[[], TaskRunner[Any]]


@flow(name="clean-dumps", timeout_seconds=SCHEDULED_TIMEOUT_SECONDS)
def clean_dumps(
    raw: list[str],
    out: str = "clean",
    workers: int | None = None,
    runner: Runner = "processes",
    dask_address: str | None = None,
    config: str | None = None,
    rebuild: bool = False,
) -> RunResult | State[Any]:
    """Clean what is new in the raw dumps, audit the dataset with it, publish it.

    A run of a deployment ends as failed, with the message, where one that is called raises: nobody is there to catch
    it, and Prefect would log what the message says at the end of a traceback.

    Raises:
        AuditFailedError: an expectation failed; the last published version stays.
        UsageError: the configuration or a path is wrong, or another run is writing to `out`.
    """
    end_with_service()
    try:
        return _run(raw, out, workers, runner, dask_address, config, rebuild)
    except (UsageError, AuditFailedError) as error:
        if not runtime.deployment.id:
            raise
        get_run_logger().error("%s", error)
        return Failed(message=str(error))


def _run(
    raw: list[str],
    out: str,
    workers: int | None,
    runner: Runner,
    dask_address: str | None,
    config: str | None,
    rebuild: bool,
) -> RunResult:
    log = get_run_logger()
    with writable(out) as target:
        settings, plan, base = prepare(raw, target, Path(config) if config else None, rebuild)
        if result := nothing_new(target, plan, rebuild):
            log.info("Nothing is new since %s", result.version)
            return result
        before = None if rebuild else target.fetch_before()
        started = datetime.now(UTC)
        run_id = str(runtime.flow_run.id or hashlib.sha256(started.isoformat().encode()).hexdigest()[:32])
        new_runner = partial(task_runner, runner, workers, dask_address)
        new_runner()  # a scheduler that does not answer shows before anything is written
        # Absolute: a Dask worker need not run in this folder.
        stage = open_stage(target.folder, f"{started:%Y%m%dT%H%M%SZ}-{run_id[:8]}").absolute()
        log.info("Cleaning %d sources in %d shards", len(plan.entries), len(plan.shards))
        work = _Work(target.stage_for_workers(stage), settings, run_id, new_runner)
        plan, counts = _clean(plan, work)
        target.collect(stage)
        keep_parts(stage, {shard.part for shard in plan.shards})
        settle_duplicates(stage, plan.entries, counts)
        carried = carry_over(before, stage, plan.carried, plan.replaced) if before else ()
        finish_samples(stage)
        manifest = Manifest(
            version=stage.name,
            run_id=run_id,
            created=started.isoformat(timespec="seconds"),
            winnow_version=VERSION,
            fingerprint=fingerprint(settings),
            settings=settings.model_dump(),
            previous=before.name if before else None,
            sources=tuple(sorted((*carried, *with_counts(plan.entries, counts)), key=lambda s: s.path)),
            model=Model(digest(model_folder(settings.classifier.model)), settings.classifier.model),
            # A folder whose name is no UTF-8 is not found again, and the working directory is taken.
            base=os.fsencode(base).decode("utf-8", "backslashreplace"),
        )
        write_manifest(stage, manifest)
        return _audit_and_publish(stage, target, manifest, plan)


def _clean(plan: Plan, work: _Work) -> tuple[Plan, dict[str, Counts]]:
    """Every shard in a worker; the plan as it was carried out, and the counts of each source by its path.

    A source that was cut where it cannot be cut is cleaned again, whole. Of what a worker died of, the rows that are
    published stay; where there are none, its slices are quarantined.
    """
    with shard_progress(sum(shard.bytes for shard in plan.shards)) as advance:
        plan, results, failed = _attempt(plan, plan.shards, work, advance)
        wrong = {piece.source.path for shard, found in results.items() if found is None for piece in shard.slices}
        if wrong:
            plan, whole = uncut(plan, wrong)
            plan, done, again = _attempt(plan, whole, work, advance)
            results, failed = results | done, failed | again
    details = {shard.part: f"{type(error).__name__}: {error}"[:500] for shard, error in failed.items()}
    plan = spare(plan, [shard for shard in plan.shards if shard in failed])
    counts: dict[str, Counts] = {}
    for shard in plan.shards:
        if shard.part in details:
            crashed = partial(crashed_shard, shard, run_id=work.run_id, detail=details[shard.part])
            of_sources = put_part(work.stage, crashed)
        else:
            of_sources = results[shard] or {}
        for path, found in of_sources.items():
            counts.setdefault(path, Counts()).add(found)
    return plan, counts


def _attempt(
    plan: Plan, shards: Sequence[Shard], work: _Work, advance: Callable[[int], None]
) -> tuple[Plan, dict[Shard, Outcome], dict[Shard, Exception]]:
    """The plan as these shards of it were carried out, what became of each, and the errors of those that crashed.

    A worker that dies takes the whole pool with it, and with that the shards beside the one it died of. So what
    failed is tried again half by half, each half in a pool of its own with all workers: shards in groups down to
    single ones, then the sources of a shard. What still crashed are single sources, shards that could not be written,
    or all that is left after `MOST_TRIES`.
    """
    done, failed = _pass(shards, work, advance)
    groups = deque(_halves(list(failed)))
    tries = 0
    while groups and tries < MOST_TRIES:
        group = groups.popleft()
        tries += 1
        found, again = _pass(group, work, advance)
        for shard in found:
            del failed[shard]
        done |= found
        failed |= again
        if len(group) > 1:
            groups += _halves(list(again))
            continue
        for shard, error in again.items():
            plan, halves = (plan, ()) if of_storage(error) else halved(plan, shard)
            if halves:
                del failed[shard]
            failed |= dict.fromkeys(halves, error)
            groups += [[half] for half in halves]
    return plan, done, failed


def _halves(shards: list[Shard]) -> list[list[Shard]]:
    middle = len(shards) // 2
    return [half for half in (shards[:middle], shards[middle:]) if half]


def _pass(
    shards: Sequence[Shard], work: _Work, advance: Callable[[int], None]
) -> tuple[dict[Shard, Outcome], dict[Shard, Exception]]:
    """One try at each shard: what became of those that are done, and the errors of the others.

    Raises:
        UsageError: of a model that the workers cannot read, say; what is wrong with all of a run is no shard's fault.
        OSError: the disk is full.
        FlowRunTimeoutError: the run takes longer than it may.
    """
    done: dict[Shard, Outcome] = {}
    failed: dict[Shard, Exception] = {}
    with work.new_runner() as pool, given_up_at_once():
        futures: dict[Any, Shard] = {}
        for shard in shards:
            parameters = {
                "shard": shard,
                "stage": work.stage,
                "settings": work.settings,
                "run_id": work.run_id,
            }
            futures[pool.submit(clean_shard_step, parameters)] = shard
        for future in as_completed(list(futures)):
            try:
                done[futures[future]] = future.result()
                advance(futures[future].bytes)
            except (UsageError, FlowRunTimeoutError):
                raise
            except Exception as error:
                if isinstance(error, OSError) and error.errno in _NO_ROOM:
                    raise
                failed[futures[future]] = error
    return done, failed


def _audit_and_publish(stage: Path, target: Target, manifest: Manifest, plan: Plan) -> RunResult:
    audit = audit_step(str(stage))
    write_card(stage, manifest)
    taken = report_step(str(stage))
    if not audit.success:
        create_table_artifact(
            key="audit-failures", table=[{"failure": line} for line in audit.failures()], description="Audit"
        )
        raise AuditFailedError(
            "the audit failed, nothing was published\n"
            + "\n".join(f"  {line}" for line in audit.failures())
            + f"\nThe report of the rejected version: {target.reject(stage)}"
            + f"\nWhat each expectation is for, and its limit: {SUITES}"
        )
    version = Path(publish_step(str(stage), target))
    create_table_artifact(
        key="counts",
        table=[{"what": name, "count": count} for name, count in manifest.counts.items()],
        description=f"Version {version.name}",
    )
    report = f"{target.place_of(version)}/report/index.html"
    link = report if is_url(report) else Path(report).resolve().as_uri()
    create_link_artifact(key="report", link=link, link_text=f"Data-quality report of {version.name}")
    announce(target.dataset, version.name, manifest.counts, report)
    return result_of(True, target, version, plan, taken)
