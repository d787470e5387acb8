"""One shard from raw bytes to staged Parquet: the work of one task, without the orchestrator."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from tasks import metadata
from tasks.classifier.judgement import Judgement
from tasks.dataset.manifest import Counts
from tasks.dataset.part import PartWriter
from tasks.deadline import Block, CpuGuard, CpuTimeExceeded
from tasks.document import Record, Rejected
from tasks.garbage import uncollected
from tasks.metadata import Candidate, Signed
from tasks.metadata.language import Spoken, detect
from tasks.page import Cleaner, Opened, Page, cleaner_of, reject
from tasks.pipeline import Cleaned
from tasks.planning import Shard, weight
from tasks.readers import Limits, Skipped, Slice, WrongCutError, read
from tasks.readers.storage import failures
from tasks.settings import Settings

BATCH_RECORDS, BATCH_CHARS = 50, 2_000_000
"""Records, and characters of text, that are judged at once: from some 50 pages on more make nothing quicker."""
BATCH_RAW = 12_000_000
"""Characters of raw records, markup included, that are held at once, or one record: forty pages have as many, fifty of
the largest that are read 1.6 billion. What is made of a page to judge it takes up to seventy times its characters."""


Outcome = TypeVar("Outcome")
Arguments = ParamSpec("Arguments")


def clean_shard(shard: Shard, stage: Path, settings: Settings, run_id: str) -> dict[str, Counts]:
    """Clean every record of a shard into its part of the staged version.

    Returns the counts of each source by its path. Doing it twice is the same as doing it once: the part's files have
    fixed names and are moved into place whole.

    Raises:
        WrongCutError: a slice ends inside of a record; nothing was written.
    """
    counts: dict[str, Counts] = {}
    ids: set[str] = set()
    with (
        uncollected(),
        PartWriter(stage, shard.part, run_id, not all(piece.whole for piece in shard.slices)) as part,
        CpuGuard(settings.limits.record_cpu_seconds) as guard,
        failures() as failed,
    ):
        for piece in shard.slices:
            tally = counts.setdefault(piece.source.path, Counts())
            for outcome in _outcomes(piece, settings, guard, ids):
                if isinstance(outcome, Skipped):
                    tally.skipped[outcome.what] += 1
                    continue
                tally.records += 1
                if isinstance(outcome, Page):
                    part.add_page(outcome)
                    tally.documents += 1
                    tally.raw_words += sum(outcome.cleaned.document.words)
                    tally.kept_words += outcome.cleaned.word_count
                else:
                    part.add_rejected(outcome)
                    tally.quarantined += 1
                    tally.unreadable += outcome.reason == "unreadable"
            if piece.source.location in failed:
                tally.crashed += weight(piece)
    # A worker lives for many shards. Nothing made for this one is old, and to look through all that was imported takes
    # as long as a dozen pages.
    gc.collect(1)
    return counts


def _outcomes(piece: Slice, settings: Settings, guard: CpuGuard, ids: set[str]) -> Iterator[Page | Rejected | Skipped]:
    """What becomes of each record, in order: exactly one outcome for each, whatever happens to it."""
    cleaner = cleaner_of(settings)
    batch: list[_Passing | Rejected] = []
    size = raw = 0
    for item in _records(piece, settings, guard):
        if isinstance(item, Skipped):
            yield item
            continue
        length = 0 if isinstance(item, Rejected) else len(item.content)
        if batch and raw + length > BATCH_RAW:  # before it is opened, so that a large one is held alone
            yield from _close_all(cleaner, batch, ids)
            batch, size, raw = [], 0, 0
            gc.collect(0)
        if isinstance(item, Rejected):
            batch.append(item)
        else:
            one = _Passing(item, settings, guard.block())
            one.opened = one.step(cleaner.segment, item)
            batch.append(one)
            size += len(one.opened.document.content) if one.opened is not None else 0
        raw += length
        if len(batch) >= BATCH_RECORDS or size >= BATCH_CHARS:
            yield from _close_all(cleaner, batch, ids)
            batch, size, raw = [], 0, 0
            gc.collect(0)
    yield from _close_all(cleaner, batch, ids)


def _close_all(cleaner: Cleaner, batch: list[_Passing | Rejected], ids: set[str]) -> Iterator[Page | Rejected]:
    """The outcomes of a batch: what can be published of it, and each record only once.

    Step by step for all of it, not record by record: the code, models and tables of a step stay in a processor's caches
    then, which takes a fifth of a dump's time and a fifteenth of a page's. What is done before records are judged has
    as much time as what is done after that.
    """
    passing = [item for item in batch if isinstance(item, _Passing)]
    for search in cleaner.searches:
        for one in passing:
            if one.opened is not None and one.record.kind == "text":
                one.step(search, one.opened.document)
    for one in passing:
        if one.opened is not None:
            one.opened = one.step(cleaner.prepare, one.opened)
    opened = [(one, one.opened) for one in passing if one.opened is not None]
    judgements = _judge(cleaner, [page for _, page in opened])
    for (one, _), judgement in zip(opened, judgements, strict=True):
        one.judgement, one.block.spent = judgement, 0.0
    for page_search in cleaner.page_searches:
        for one, page in opened:
            if isinstance(one.judgement, Judgement) and one.record.kind == "html":
                one.step(page_search, page.document, one.judgement)
    for one, _ in opened:
        one.decide(cleaner)
    for one, _ in opened:
        one.tell_language()
    for one, _ in opened:
        one.entitle(cleaner)
    for one, _ in opened:
        one.sign(cleaner)
    for item in batch:
        if isinstance(item, Rejected):
            yield item
        elif item.opened is not None and (doc_id := item.opened.document.doc_id) in ids:
            yield reject(item.record, "duplicate", "the same record again, byte for byte", duplicate_of=doc_id)
        else:
            published = item.page(cleaner)
            if published is not None:
                ids.add(published.cleaned.document.doc_id)
                yield published
            elif item.rejected is not None:
                yield item.rejected


@dataclass(slots=True)
class _Passing:
    """A record on its way to its outcome; `block` knows how much processor time it has had of what it may have."""

    record: Record
    settings: Settings
    block: Block
    opened: Opened | None = None
    judgement: Judgement | Exception | None = None
    cleaned: Cleaned | None = None
    spoken: Spoken | None = None
    titled: tuple[metadata.Page, Candidate[str] | None] | None = None
    signed: Signed | None = None
    rejected: Rejected | None = None

    def step(
        self, work: Callable[Arguments, Outcome | Rejected], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Outcome | None:
        """What `work` makes of it in the time that is left; None once it is rejected."""
        if self.rejected is not None:
            return None
        try:
            with self.block:
                outcome = work(*args, **kwargs)
        except CpuTimeExceeded:
            seconds = self.settings.limits.record_cpu_seconds
            outcome = reject(self.record, "timeout", f"took more than {seconds:g} s of processor time")
        except Exception as error:
            # A page nobody foresaw must not take the rest of its shard with it; its row says what to report.
            outcome = reject(self.record, "failed", f"{type(error).__name__}: {error}"[:500])
        if isinstance(outcome, Rejected):
            self.rejected = outcome
            return None
        return outcome

    def decide(self, cleaner: Cleaner) -> None:
        """Take what is decided on its lines."""
        if self.opened is not None:
            self.cleaned = self.step(_decide, cleaner, self.opened, self.judgement)

    def tell_language(self) -> None:
        """Take what its text is written in."""
        if self.cleaned is not None:
            self.spoken = self.step(detect, self.cleaned.text)

    def entitle(self, cleaner: Cleaner) -> None:
        """Take its title."""
        if self.opened is not None and self.cleaned is not None:
            self.titled = self.step(cleaner.entitle, self.opened, self.cleaned)

    def sign(self, cleaner: Cleaner) -> None:
        """Take who wrote it."""
        if self.titled is not None:
            self.signed = self.step(cleaner.sign, *self.titled)

    def page(self, cleaner: Cleaner) -> Page | None:
        """What is published of it, None where it is rejected."""
        if self.opened is None or self.cleaned is None:
            return None
        # Its language is told, or too little to tell: it is not to be looked for again.
        return self.step(cleaner.describe, self.opened, self.cleaned, False, self.spoken, self.signed)


def _decide(cleaner: Cleaner, opened: Opened, judgement: Judgement | Exception | None) -> Cleaned | Rejected:
    if isinstance(judgement, Exception):
        raise judgement
    return cleaner.decide(opened, judgement)


def _judge(cleaner: Cleaner, batch: list[Opened]) -> Sequence[Judgement | Exception | None]:
    """A judgement on each of a batch, or what went wrong: where one record breaks all, each is judged by itself."""
    try:
        return cleaner.judge(batch)
    except Exception as error:
        if len(batch) == 1:
            return [error]
        return [judgement for item in batch for judgement in _judge(cleaner, [item])]


def _records(piece: Slice, settings: Settings, guard: CpuGuard) -> Iterator[Record | Rejected | Skipped]:
    """The records of a slice; decoding takes processor time too, and hostile bytes make it take much."""
    reader = read(piece, Limits(max_record_bytes=settings.limits.record_bytes))
    while True:
        try:
            with guard.block():
                item = next(reader, None)
        except CpuTimeExceeded:
            detail = f"reading took more than {settings.limits.record_cpu_seconds:g} s; the rest was not read"
            yield Rejected(piece.source.path, piece.source.relative, "read", "timeout", detail)
            return
        except WrongCutError:
            raise
        except Exception as error:
            # No reader raises for bad input; where one does, what it read before is not lost with it.
            detail = f"reading: {type(error).__name__}: {error}; the rest was not read"[:500]
            yield Rejected(piece.source.path, piece.source.relative, "read", "failed", detail)
            return
        if item is None:
            return
        yield item


def crashed_shard(shard: Shard, stage: Path, run_id: str, detail: str) -> dict[str, Counts]:
    """The part of a shard whose worker died or that could not be written: one quarantine row a slice.

    Returns the counts as `clean_shard` does; each slice counts as unreadable, so that the run says so, and its bytes as
    crashed, so that the next run tries again.
    """
    counts: dict[str, Counts] = {}
    with PartWriter(stage, shard.part, run_id) as part:
        for piece in shard.slices:
            source = piece.source
            offset = None if piece.whole else piece.start
            part.add_rejected(
                Rejected(
                    source.path, source.relative, "clean", "crashed", detail, raw_offset=offset, raw_length=piece.size
                )
            )
            found = Counts(records=1, quarantined=1, unreadable=1, crashed=weight(piece))
            counts.setdefault(source.path, Counts()).add(found)
    return counts
