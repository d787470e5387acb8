"""What a run has to do: which sources are new or changed, and how they are cut into shards."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.dataset.manifest import Manifest, SourceEntry
from tasks.readers import Source


@dataclass(frozen=True, slots=True)
class Shard:
    """Sources that one task cleans into one part of each table. `part` names it by content, not by time."""

    part: str
    sources: tuple[Source, ...]

    @property
    def bytes(self) -> int:
        """Raw size."""
        return sum(source.size for source in self.sources)


@dataclass(frozen=True, slots=True)
class Plan:
    """`shards` to clean, whose sources are `entries` without counts yet, and `carried` entries to keep as they are.

    `replaced` are paths whose rows in the version before must go: their sources are cleaned again. `named` are
    the paths of all sources that the run was given, changed or not.
    """

    shards: tuple[Shard, ...]
    entries: tuple[SourceEntry, ...]
    carried: tuple[SourceEntry, ...]
    replaced: frozenset[str]
    named: frozenset[str]


def plan_run(
    sources: Sequence[Source],
    published: Manifest | None,
    fingerprint: str,
    shard_bytes: int,
) -> Plan:
    """Which sources to clean, given what is published.

    A source is unchanged when its path, its content and the code and settings that cleaned it are the same.
    Sources of earlier runs that are not named this time stay published: crawls delete what was ingested.
    """
    before = {entry.path: entry for entry in published.sources} if published else {}
    new: list[tuple[Source, str | None]] = []
    for source in sources:
        digest = _sha256(source)
        entry = before.get(source.path)
        if entry is None or (entry.sha256, entry.fingerprint) != (digest, fingerprint):
            new.append((source, digest))
    replaced = frozenset(source.path for source, _ in new if source.path in before)
    shards, entries = _cut(new, fingerprint, shard_bytes)
    carried = tuple(entry for entry in before.values() if entry.path not in replaced)
    return Plan(shards, entries, carried, replaced, frozenset(source.path for source in sources))


def _cut(
    new: Sequence[tuple[Source, str | None]], fingerprint: str, shard_bytes: int
) -> tuple[tuple[Shard, ...], tuple[SourceEntry, ...]]:
    """Sources in the order of their paths, as many to a shard as fit into `shard_bytes`, at least one."""
    groups: list[list[tuple[Source, str | None]]] = []
    size = 0
    for source, digest in new:
        if not groups or size + source.size > shard_bytes:
            groups.append([])
            size = 0
        groups[-1].append((source, digest))
        size += source.size
    shards, entries = [], []
    for group in groups:
        key = repr([(source.path, digest) for source, digest in group]) + fingerprint
        part = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        shards.append(Shard(part, tuple(source for source, _ in group)))
        entries += [SourceEntry(source.path, digest, source.size, fingerprint, part) for source, digest in group]
    return tuple(shards), tuple(entries)


def _sha256(source: Source) -> str | None:
    try:
        with open(source.location, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        # The reader says why, in a quarantine row.
        return None
