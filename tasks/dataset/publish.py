"""Staging, carrying over and the swap: nobody ever sees a half-written version."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.dataset.manifest import SourceEntry, read_manifest, write_atomically
from tasks.dataset.part import merge_samples, whole_sample, write_table
from tasks.dataset.schemas import TABLES
from tasks.errors import UsageError

CURRENT, VERSIONS, STAGING, LOCK = "current", "versions", ".staging", ".lock"


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Hold the dataset for writing; the lock goes with the process, however it ends.

    Folders that were made for it go again when nothing was written there: a mistyped name must leave nothing.

    Raises:
        UsageError: another run holds it, or the folder cannot be written.
    """
    path = out / LOCK
    made = [folder for folder in (out, *out.parents) if not os.path.exists(folder)]
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = open(path, "w")  # noqa: SIM115 - held, not read
    except OSError as error:
        _remove_empty(made)
        raise UsageError(f"{out}: cannot write the dataset there: {error.strerror}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = os.fstat(lock.fileno()).st_nlink > 0  # else whoever made the folder took it away in between
        except BlockingIOError:
            held = False
        if not held:
            raise UsageError(f"{out}: another run is writing there; wait for it, or use another --out")
        try:
            yield
        finally:
            if made and os.listdir(out) == [LOCK]:
                path.unlink()
                _remove_empty(made)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove each of the folders, inner ones first, that holds nothing."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def current_version(out: Path) -> Path | None:
    """The folder of the published version, None where nothing is published.

    Raises:
        UsageError: it is gone. Taken for nothing, all that was published there would be lost without a word.
    """
    link = out / CURRENT
    if link.exists():
        return link.resolve()
    if link.is_symlink():
        raise UsageError(
            f"{link}: leads to {os.readlink(link)}, which is not there; put it back, or `winnow run --rebuild` makes "
            "the dataset of RAW alone"
        )
    return None


def open_stage(out: Path, version: str) -> Path:
    """An empty folder to write a version into. What earlier runs left behind there is removed."""
    shutil.rmtree(out / STAGING, ignore_errors=True)
    stage = out / STAGING / version
    for table in TABLES:
        (stage / table).mkdir(parents=True)
    (stage / "samples").mkdir()
    return stage


def left_behind(out: Path, published: str) -> Path | None:
    """The stage of a run after the version of that name, which it did not publish or is still at; None for none."""
    stages = sorted((out / STAGING).glob("*"))
    return stages[-1] if stages and stages[-1].name > published else None


def carry_over(
    before: Path, stage: Path, carried: tuple[SourceEntry, ...], replaced: frozenset[str]
) -> tuple[SourceEntry, ...]:
    """Put the rows of the `carried` sources of the version `before` into the stage.

    Parts without a replaced source are linked, not copied. From the others the rows of replaced sources are
    taken out, and the part gets a name of its own. Returns the entries with the parts they are in now.

    Raises:
        UsageError: a published file is damaged.
    """
    gone: dict[str, set[str]] = {}
    for entry in read_manifest(before).sources:
        for part in entry.parts if entry.path in replaced else ():
            gone.setdefault(part, set()).add(entry.path)
    renamed: dict[str, str] = {}
    for part in sorted({part for entry in carried for part in entry.parts}):
        renamed[part] = part
        if part in gone:
            key = part + repr(sorted(gone[part]))
            renamed[part] = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]
            _without(before, part, gone[part], stage, renamed[part])
        else:
            for table in TABLES:
                source = before / table / f"{part}.parquet"
                with _named_if_damaged(source):
                    _check_end(source)
                _link(source, stage / table / f"{part}.parquet")
    _carry_samples(before, stage, frozenset(entry.path for entry in carried))
    return tuple(replace(entry, parts=tuple(renamed[part] for part in entry.parts)) for entry in carried)


def finish_samples(stage: Path) -> None:
    """The report's samples of all parts in one file."""
    files = sorted((stage / "samples").glob("*.json"))
    samples: list[dict[str, Any]] = []
    for file in files:  # one after the other: a part's samples have up to a megabyte
        samples = merge_samples([samples, json.loads(file.read_text(encoding="utf-8"))])
        file.unlink()
    whole = json.dumps([whole_sample(sample) for sample in samples], ensure_ascii=False)
    write_atomically(stage / "samples" / "samples.json", whole + "\n")


def publish(stage: Path, out: Path) -> Path:
    """Move the audited stage to its place and point `current` at it, each in one step.

    All of it is on the disk before: after a loss of power `current` must not lead to empty files.
    """
    for folder, _, files in os.walk(stage):
        for name in files:
            _on_disk(os.path.join(folder, name))
        _names_on_disk(Path(folder))
    version = out / VERSIONS / stage.name
    version.parent.mkdir(exist_ok=True)
    os.rename(stage, version)
    _names_on_disk(version.parent)
    link = out / f".{CURRENT}.partial"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(VERSIONS) / version.name)
    os.replace(link, out / CURRENT)
    _names_on_disk(out)
    return version


def _on_disk(path: str | Path) -> None:
    """Wait until a file's content is where a loss of power does not take it; of one that is there already no time."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _names_on_disk(folder: Path) -> None:
    with suppress(OSError):  # not every file system knows that of folders
        _on_disk(folder)


def _without(before: Path, part: str, gone: Set[str], stage: Path, name: str) -> None:
    paths = pa.array(sorted(gone), pa.string())
    documents = _rows(before / "documents" / f"{part}.parquet")
    documents = documents.filter(pc.invert(pc.is_in(documents["source_path"], paths)))
    decisions = _rows(before / "decisions" / f"{part}.parquet")
    decisions = decisions.filter(pc.is_in(decisions["doc_id"], documents["doc_id"].combine_chunks()))
    quarantine = _rows(before / "quarantine" / f"{part}.parquet")
    quarantine = quarantine.filter(pc.invert(pc.is_in(quarantine["source_path"], paths)))
    for table, rows in (("documents", documents), ("decisions", decisions), ("quarantine", quarantine)):
        write_table(rows, stage / table / f"{name}.parquet", table)


def _rows(file: Path) -> pa.Table:
    with _named_if_damaged(file):
        return pq.read_table(file)


def _check_end(file: Path) -> None:
    """Raise where a file does not end as Parquet files do: a copy broke off, or a disk was full.

    Reading the metadata takes a millisecond for each file of documents, and a version may link thousands.
    """
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(0, size - 8))
        end = opened.read()
    if end[4:] != b"PAR1" or int.from_bytes(end[:4], "little") > size - 12:
        raise OSError("the end of the file is missing")


@contextmanager
def _named_if_damaged(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # Arrow's and JSON's errors are of the latter kind
        what = "no such file" if isinstance(error, FileNotFoundError) else f"damaged: {error}"
        raise UsageError(
            f"{file}: {what}; put it back, or `winnow run --rebuild` makes the dataset of RAW alone"
        ) from None


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _carry_samples(before: Path, stage: Path, paths: frozenset[str]) -> None:
    file = before / "samples" / "samples.json"
    with _named_if_damaged(file):
        published = json.loads(file.read_text(encoding="utf-8"))
    samples = [sample for sample in published if sample["source_path"] in paths]
    write_atomically(stage / "samples" / "carried.json", json.dumps(samples, ensure_ascii=False) + "\n")
