"""What a run has to do: which sources are new or changed, and how they are cut into shards."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from io import FileIO
from typing import cast

from tasks.dataset.manifest import Manifest, SourceEntry
from tasks.readers import Slice, Source
from tasks.readers.splitting import slices
from tasks.readers.storage import is_url, opened

SHARDS = 256
"""Into how many shards a large run is cut, about: enough for all cores of a cluster to end at the same time, and few
enough for the published files to have a size that suits their readers."""
LARGEST_SHARD = 2**30
"""1 GiB, a file of Common Crawl: 40,000 pages, some minutes of work, a Parquet file of some 50 MB."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Slices that one task cleans into one part of each table. `part` names it by content, not by time."""

    part: str
    slices: tuple[Slice, ...]

    @property
    def bytes(self) -> int:
        """Raw size."""
        return sum(piece.size for piece in self.slices)


@dataclass(frozen=True, slots=True)
class Plan:
    """`shards` to clean, whose sources are `entries` without counts yet, and `carried` entries to keep as they are.

    `earlier` are the entries whose rows in the version before must go: their sources are cleaned again, or were folders
    that can be listed now. `named` are the paths of all sources that the run was given, changed or not; `missed` those
    of them whose rows stay although the file could not be opened this time, or a worker died of it.
    """

    shards: tuple[Shard, ...]
    entries: tuple[SourceEntry, ...]
    carried: tuple[SourceEntry, ...]
    earlier: tuple[SourceEntry, ...]
    named: frozenset[str]
    missed: frozenset[str]

    @property
    def replaced(self) -> frozenset[str]:
        """The paths of `earlier`."""
        return frozenset(entry.path for entry in self.earlier)


def plan_run(
    sources: Sequence[Source],
    published: Manifest | None,
    fingerprint: str,
    shard_bytes: int,
) -> Plan:
    """Which sources to clean, given what is published.

    A source is unchanged when its path, its content and the code and settings that cleaned it are the same, unless a
    worker died of it (of too little memory, perhaps, as another night it will not), or could not get what was there
    when the run was planned.
    Sources of earlier runs that are not named this time stay published: crawls delete what was ingested. So do those
    that cannot be opened this time: a mount that is gone for one night must not empty the dataset.
    Shards have `shard_bytes`, and more where there would be too many.
    """
    before = {entry.path: entry for entry in published.sources} if published else {}
    new: list[tuple[Source, str | None]] = []
    missed: set[str] = set()
    for source in sources:
        digest = _content(source)
        entry = before.get(source.path)
        if entry is not None and entry.sha256 is not None and digest is None:
            missed.add(source.path)
        elif (
            entry is None
            or (entry.crashed and digest is not None)
            or (entry.sha256, entry.fingerprint) != (digest, fingerprint)
        ):
            new.append((source, digest))
    named = frozenset(source.path for source in sources)
    replaced = {source.path for source, _ in new if source.path in before}
    for path, entry in before.items():
        # A folder that could not be listed was a source; it is none where there are files in it now.
        if entry.sha256 is None and any(name.startswith(f"{path}/") for name in named):
            replaced.add(path)
    shards, entries = _cut(new, fingerprint, shard_size(sum(source.size for source, _ in new), shard_bytes))
    carried = tuple(entry for entry in before.values() if entry.path not in replaced)
    earlier = tuple(entry for entry in before.values() if entry.path in replaced)
    return Plan(shards, entries, carried, earlier, named, frozenset(missed))


def shard_size(total: int, least: int) -> int:
    """Bytes of a shard for a run over `total` bytes: never by who does the work, so that names stay the same."""
    return max(least, min(LARGEST_SHARD, total // SHARDS))


def _cut(
    new: Sequence[tuple[Source, str | None]], fingerprint: str, size: int
) -> tuple[tuple[Shard, ...], tuple[SourceEntry, ...]]:
    """Sources in the order of their paths, as many to a shard as fit into `size`, at least one.

    The slices of a big one have shards of their own.
    """
    groups: list[list[Slice]] = []
    held = 0
    joinable = False
    for source, _ in new:
        pieces = slices(source, size)
        if len(pieces) > 1:
            groups += [[piece] for piece in pieces]
            joinable = False
            continue
        if not joinable or held + source.size > size:
            groups.append([])
            held = 0
        groups[-1] += pieces
        held += source.size
        joinable = True
    digests = {source.path: digest for source, digest in new}
    shards = tuple(_shard(group, digests, fingerprint) for group in groups)
    return shards, _entries(new, fingerprint, shards)


def _shard(group: Sequence[Slice], digests: dict[str, str | None], fingerprint: str) -> Shard:
    key = repr([(piece.source.path, digests[piece.source.path], piece.start, piece.end) for piece in group])
    part = hashlib.sha256((key + fingerprint).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Shard(part, tuple(group))


def _entries(
    new: Iterable[tuple[Source, str | None]], fingerprint: str, shards: Sequence[Shard]
) -> tuple[SourceEntry, ...]:
    parts: dict[str, list[str]] = {}
    for shard in shards:
        for piece in shard.slices:
            parts.setdefault(piece.source.path, []).append(shard.part)
    return tuple(
        SourceEntry(source.path, digest, source.size, fingerprint, tuple(parts[source.path])) for source, digest in new
    )


def uncut(plan: Plan, paths: Collection[str]) -> tuple[Plan, tuple[Shard, ...]]:
    """The plan with some sources whole that cannot be cut, and their new shards."""
    gone = [shard for shard in plan.shards if any(piece.source.path in paths for piece in shard.slices)]
    sources = {piece.source.path: piece.source for shard in gone for piece in shard.slices}
    return _cut_otherwise(plan, gone, [[Slice(source, size=source.size)] for _, source in sorted(sources.items())])


def halved(plan: Plan, shard: Shard) -> tuple[Plan, tuple[Shard, ...]]:
    """The plan with two shards for one, each with half of its sources, and those two; none where it has but one."""
    middle = len(shard.slices) // 2
    if not middle:
        return plan, ()
    return _cut_otherwise(plan, [shard], [shard.slices[:middle], shard.slices[middle:]])


def _cut_otherwise(
    plan: Plan, gone: Collection[Shard], groups: Iterable[Sequence[Slice]]
) -> tuple[Plan, tuple[Shard, ...]]:
    """The plan with some shards replaced by others, of the same sources, none of which is cut; and the others."""
    digests = {entry.path: entry.sha256 for entry in plan.entries}
    prints = {entry.path: entry.fingerprint for entry in plan.entries}
    new = tuple(_shard(group, digests, prints[group[0].source.path]) for group in groups)
    parts = {piece.source.path: (shard.part,) for shard in new for piece in shard.slices}
    entries = tuple(replace(entry, parts=parts.get(entry.path, entry.parts)) for entry in plan.entries)
    kept = tuple(shard for shard in plan.shards if shard not in gone)
    return replace(plan, shards=(*kept, *new), entries=entries), new


def weight(piece: Slice) -> int:
    """Bytes that count as crashed where the worker of a slice died: an empty file crashed, too."""
    return max(1, piece.size)


def spare(plan: Plan, crashed: Collection[Shard]) -> Plan:
    """The plan without the sources of crashed shards that came out better before: their rows stay, and they are missed.

    Code that crashes must not empty the dataset either. What came out of other slices of them this time is left out,
    since it may be of another content; as their entries stay, too, the next run cleans them again.
    """
    lost: Counter[str] = Counter()
    for shard in crashed:
        for piece in shard.slices:
            lost[piece.source.path] += weight(piece)
    spared = {e.path: e for e in plan.earlier if e.sha256 is not None and e.crashed < lost[e.path]}
    left = [(shard, tuple(p for p in shard.slices if p.source.path not in spared)) for shard in plan.shards]
    return replace(
        plan,
        shards=tuple(replace(shard, slices=slices) for shard, slices in left if slices),
        entries=tuple(entry for entry in plan.entries if entry.path not in spared),
        carried=(*plan.carried, *spared.values()),
        earlier=tuple(entry for entry in plan.earlier if entry.path not in spared),
        missed=plan.missed | spared.keys(),
    )


def _content(source: Source) -> str | None:
    """What tells one content of a source from another: its SHA-256, of an object the store's own tag.

    To hash what lies in an object store would be to fetch all of it; that is done only where the store tells nothing.
    """
    if source.etag is not None:
        return f"etag:{source.etag}"
    try:
        # Not `open`: a pipe in the folder would hold the run for ever.
        with opened(source.location) as file:
            return _sha256(cast(FileIO, file), is_url(source.location))
    except OSError:
        # The reader says why, in a quarantine row.
        return None


_Untouched = tuple[int, int, int, int]
_KNOWN: ContextVar[dict[_Untouched, str]] = ContextVar("hashes of files")


@contextmanager
def hashed_once() -> Iterator[None]:
    """While it lasts, a local file that nobody touches is hashed once, however often it is planned to clean it.

    A run by hand is planned before there is a server, and then by its flow; to hash a terabyte takes half an hour.
    """
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def _sha256(file: FileIO, remote: bool) -> str:
    if remote:
        return hashlib.file_digest(file, "sha256").hexdigest()
    known, stat = _KNOWN.get({}), os.fstat(file.fileno())  # where no stretch was begun nobody keeps it
    # Whoever writes to a file changes the last of these, and nobody can set it.
    key = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_ctime_ns)
    if key not in known:
        known[key] = hashlib.file_digest(file, "sha256").hexdigest()
    return known[key]
