"""One shard from raw bytes to staged Parquet: the work of one task, without the orchestrator."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tasks.classifier.judgement import Judgement
from tasks.dataset.part import PartWriter
from tasks.deadline import CpuGuard, CpuTimeExceeded
from tasks.document import Record, Rejected
from tasks.page import Cleaner, Opened, Page, cleaner_of, reject
from tasks.planning import Shard
from tasks.readers import Limits, Source, read
from tasks.settings import Settings

BATCH_RECORDS, BATCH_CHARS = 50, 2_000_000
"""Records, and characters of text, that are judged at once: from some 50 pages on more make nothing quicker."""


def clean_shard(shard: Shard, stage: Path, settings: Settings, run_id: str) -> dict[str, dict[str, Any]]:
    """Clean every record of a shard into its part of the staged version.

    Returns the counts of each source by its path, in the names of `SourceEntry`. Doing it twice is the same
    as doing it once: the part's files have fixed names and are moved into place whole.
    """
    counts: dict[str, dict[str, Any]] = {}
    ids: set[str] = set()
    with (
        uncollected(),
        PartWriter(stage, shard.part, run_id) as part,
        CpuGuard(settings.limits.record_cpu_seconds) as guard,
    ):
        for source in shard.sources:
            tally: Counter[str] = Counter()
            reasons: Counter[str] = Counter()
            for outcome in _outcomes(source, settings, guard, ids):
                tally["records"] += 1
                if isinstance(outcome, Page):
                    part.add_page(outcome)
                    tally["documents"] += 1
                    tally["raw_words"] += sum(outcome.cleaned.document.words)
                    tally["kept_words"] += len(outcome.cleaned.text.split())
                else:
                    part.add_rejected(outcome)
                    tally["quarantined"] += 1
                    reasons[outcome.reason] += 1
            counts[source.path] = dict(tally) | {"unreadable": reasons["unreadable"] == tally["records"] > 0}
    gc.collect()  # a worker lives for many shards
    return counts


@contextmanager
def uncollected() -> Iterator[None]:
    """A stretch without the cyclic garbage collector, which takes a fifth of the time and finds next to nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _outcomes(source: Source, settings: Settings, guard: CpuGuard, ids: set[str]) -> Iterator[Page | Rejected]:
    """What becomes of each record, in order: exactly one outcome for each, whatever happens to it."""
    cleaner = cleaner_of(settings)
    batch: list[Opened | Rejected] = []
    size = 0
    for item in _records(source, settings, guard):
        opened = item if isinstance(item, Rejected) else _open(cleaner, item, settings, guard)
        batch.append(opened)
        size += 0 if isinstance(opened, Rejected) else len(opened.document.content)
        if len(batch) >= BATCH_RECORDS or size >= BATCH_CHARS:
            yield from _close_all(cleaner, batch, settings, guard, ids)
            batch, size = [], 0
            gc.collect(0)
    yield from _close_all(cleaner, batch, settings, guard, ids)


def _close_all(
    cleaner: Cleaner, batch: list[Opened | Rejected], settings: Settings, guard: CpuGuard, ids: set[str]
) -> Iterator[Page | Rejected]:
    """The outcomes of a batch: what can be published of it, and each record only once."""
    judged = iter(_judge(cleaner, [item for item in batch if isinstance(item, Opened)]))
    for item in batch:
        if isinstance(item, Rejected):
            yield item
            continue
        judgement = next(judged)
        doc_id = item.document.doc_id
        if doc_id in ids:
            yield reject(item.record, "duplicate", "the same record again, byte for byte", duplicate_of=doc_id)
        elif isinstance(judgement, Exception):
            yield _failed(item.record, judgement)
        else:
            outcome = _guarded(item.record, settings, guard, partial(cleaner.close, item, judgement))
            if isinstance(outcome, Page):
                ids.add(doc_id)
            yield outcome


def _judge(cleaner: Cleaner, batch: list[Opened]) -> Sequence[Judgement | Exception | None]:
    """A judgement on each of a batch, or what went wrong: where one record breaks all, each is judged by itself."""
    try:
        return cleaner.judge(batch)
    except Exception as error:
        if len(batch) == 1:
            return [error]
        return [judgement for item in batch for judgement in _judge(cleaner, [item])]


def _records(source: Source, settings: Settings, guard: CpuGuard) -> Iterator[Record | Rejected]:
    """The records of a source; decoding takes processor time too, and hostile bytes make it take much."""
    reader = read(source, Limits(max_record_bytes=settings.limits.record_bytes))
    while True:
        try:
            with guard.block():
                item = next(reader, None)
        except CpuTimeExceeded:
            detail = f"reading took more than {settings.limits.record_cpu_seconds:g} s; the rest was not read"
            yield Rejected(source.path, source.relative, "read", "timeout", detail)
            return
        if item is None:
            return
        yield item


def _open(cleaner: Cleaner, record: Record, settings: Settings, guard: CpuGuard) -> Opened | Rejected:
    return _guarded(record, settings, guard, partial(cleaner.open, record))


Outcome = TypeVar("Outcome")


def _guarded(record: Record, settings: Settings, guard: CpuGuard, work: Callable[[], Outcome]) -> Outcome | Rejected:
    """What `work` makes of a record, or the row that says why it made nothing."""
    try:
        with guard.block():
            return work()
    except CpuTimeExceeded:
        return reject(record, "timeout", f"took more than {settings.limits.record_cpu_seconds:g} s of processor time")
    except Exception as error:
        # A page nobody foresaw must not take the rest of its shard with it; its row says what to report.
        return _failed(record, error)


def _failed(record: Record, error: Exception) -> Rejected:
    return reject(record, "failed", f"{type(error).__name__}: {error}"[:500])


def crashed_shard(shard: Shard, stage: Path, run_id: str, detail: str) -> dict[str, dict[str, Any]]:
    """The part of a shard whose worker died or that could not be written: one quarantine row a source.

    Returns the counts as `clean_shard` does; each source counts as unreadable, so that the run says so.
    """
    counts: dict[str, dict[str, Any]] = {}
    with PartWriter(stage, shard.part, run_id) as part:
        for source in shard.sources:
            part.add_rejected(
                Rejected(source.path, source.relative, "clean", "crashed", detail, raw_length=source.size)
            )
            counts[source.path] = {"records": 1, "quarantined": 1, "unreadable": True}
    return counts
