"""What a version holds and where it came from: `manifest.json`, and the ledger that the next run reads."""

from __future__ import annotations

import json
import os
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from tasks.errors import UsageError

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One raw file in a version. `sha256` is None where the file could not be opened.

    For an object in a store `sha256` is the store's tag, "etag:…", if it has one. `fingerprint` is that of the code and
    settings that cleaned it, `parts` the names of the Parquet files that hold its rows; `unreadable` says that not one
    record could be read from it; `skipped` counts what its format carries beside pages, by kind (a WARC's requests).
    `crashed` are the bytes of those slices of it on which its worker died, or that it could not get: with any, the next
    run cleans it again.
    """

    path: str
    sha256: str | None
    bytes: int
    fingerprint: str
    parts: tuple[str, ...]
    records: int = 0
    documents: int = 0
    quarantined: int = 0
    raw_words: int = 0
    kept_words: int = 0
    unreadable: bool = False
    skipped: Mapping[str, int] = field(default_factory=dict)
    crashed: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """The trained classifier of a run: the digest of its files, and its folder, "" for the one of the project."""

    digest: str
    folder: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of the dataset. `base` is the folder that the paths of its sources are relative to."""

    version: str
    run_id: str
    created: str
    winnow_version: str
    fingerprint: str
    settings: Mapping[str, Any]
    previous: str | None
    sources: tuple[SourceEntry, ...]
    model: Model
    base: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the Parquet files in each table's folder, without the ending."""
        return tuple(sorted({part for source in self.sources for part in source.parts}))

    @property
    def counts(self) -> dict[str, int]:
        """Totals over all sources."""
        return {
            "records_read": sum(source.records for source in self.sources),
            "documents": sum(source.documents for source in self.sources),
            "quarantined": sum(source.quarantined for source in self.sources),
            "raw_bytes": sum(source.bytes for source in self.sources),
            "raw_words": sum(source.raw_words for source in self.sources),
            "kept_words": sum(source.kept_words for source in self.sources),
            "skipped": sum(sum(source.skipped.values()) for source in self.sources),
        }


@dataclass(slots=True)
class Counts:
    """What became of the records of a source, or of a slice of one, in the names of `SourceEntry`."""

    records: int = 0
    documents: int = 0
    quarantined: int = 0
    raw_words: int = 0
    kept_words: int = 0
    unreadable: int = 0
    """Records that could not be read at all."""
    skipped: Counter[str] = field(default_factory=Counter)
    crashed: int = 0
    """Bytes of the slices on which the worker died, or that could not be had."""

    def add(self, other: Counts) -> None:
        """Count what was counted elsewhere, too."""
        for name in ("records", "documents", "quarantined", "raw_words", "kept_words", "unreadable", "crashed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.skipped.update(other.skipped)

    def as_fields(self) -> dict[str, Any]:
        """The fields of an entry; a source is unreadable where none of its records could be read."""
        fields = {name: getattr(self, name) for name in ("records", "documents", "quarantined", "crashed")}
        words = {name: getattr(self, name) for name in ("raw_words", "kept_words")}
        skipped = dict(sorted(self.skipped.items()))
        return fields | words | {"unreadable": self.unreadable == self.records > 0, "skipped": skipped}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json`, with the totals, in one step."""
    content = asdict(manifest) | {"counts": manifest.counts, "parts": manifest.parts}
    write_atomically(folder / FILE, json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a version's folder.

    Raises:
        FileNotFoundError: the folder is no version.
        UsageError: the file is damaged.
    """
    text = (folder / FILE).read_text(encoding="utf-8", errors="replace")
    try:
        content = json.loads(text)
        content.pop("counts")
        content.pop("parts")
        sources = tuple(_entry(source) for source in content["sources"])
        return Manifest(**content | {"sources": sources, "model": Model(**content["model"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"{folder / FILE}: damaged, {type(error).__name__}: {error}"
        raise UsageError(f"{what}; `winnow run --rebuild` makes a new version") from None


def _entry(content: dict[str, Any]) -> SourceEntry:
    return SourceEntry(**content | {"parts": tuple(content["parts"])})


def with_counts(sources: Iterable[SourceEntry], counts: Mapping[str, Counts]) -> list[SourceEntry]:
    """The entries with what the shards counted for them, by path."""
    return [replace(source, **counts[source.path].as_fields()) for source in sources]


def write_atomically(path: Path, content: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}.partial")
    partial.write_text(content, encoding="utf-8")
    os.replace(partial, path)
