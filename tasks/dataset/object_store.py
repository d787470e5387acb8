"""A dataset on an object store: versions under their names, and `current.json`, which says which one is published.

A store has no links and cannot rename. So a version is made in a folder of this machine, with the parts that workers
put beside the versions in `.staging/`, uploaded whole, and becomes the published one by a single conditional put: only
if `current.json` is still the one that the run began with. Readers that follow it never see half a version.
"""

from __future__ import annotations

import json
import posixpath
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.dataset.manifest import FILE
from tasks.dataset.positions import FOLDER as POSITIONS
from tasks.dataset.publish import CURRENT, STAGING, VERSIONS
from tasks.dataset.schemas import TABLES
from tasks.errors import UsageError
from tasks.readers.storage import filesystem, is_url

POINTER = "current.json"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What `current.json` said: the version that is published, and the tag that the object had; None for nothing."""

    version: str | None
    etag: str | None


class ObjectStore:
    """The dataset below one URL.

    Raises:
        UsageError: its protocol is none that has conditional puts here.
    """

    def __init__(self, url: str) -> None:
        if not url.startswith("s3://"):
            raise UsageError(f"{url}: datasets are published to folders and to s3:// (for its conditional put)")
        self.url = url.rstrip("/")
        self._system, self._root = filesystem(self.url)

    def current(self) -> Pointer:
        """Which version is published.

        Raises:
            UsageError: the store does not answer, or does not let us in.
        """
        bucket, _, key = self._path(POINTER).partition("/")
        try:
            answer = self._system.call_s3("get_object", Bucket=bucket, Key=key)
            content = json.loads(self._system.cat_file(self._path(POINTER), version_id=answer.get("VersionId")))
        except FileNotFoundError:
            self._writable()
            return Pointer(None, None)
        except Exception as error:
            raise UsageError(f"{self.url}: cannot be read: {type(error).__name__}: {error}") from None
        return Pointer(str(content["version"]), str(answer["ETag"]))

    def _writable(self) -> None:
        bucket = self._root.partition("/")[0]
        if not self._system.exists(bucket):
            raise UsageError(f"{self.url}: there is no bucket {bucket!r}")

    def fetch(self, version: str, folder: Path, only: tuple[str, ...] = ()) -> Path:
        """Copy a version into a folder, or only some of its files; where it is then."""
        target = folder / version
        root = self._path(VERSIONS, version)
        for name in only or sorted(self._system.find(root)):
            relative = name if only else posixpath.relpath(name, root)
            self._get(posixpath.join(root, relative), target / relative)
        return target

    def fetch_stage(self, version: str, stage: Path) -> None:
        """Copy what workers have put into the stage of a version."""
        root = self._path(STAGING, version)
        self._system.invalidate_cache()
        for name in sorted(self._system.find(root)):
            self._get(name, stage / posixpath.relpath(name, root))

    def stage_url(self, version: str) -> str:
        """Where workers put the parts of a version."""
        return f"{self.url}/{STAGING}/{version}"

    def publish(self, folder: Path, before: Pointer) -> str:
        """Upload a version and make it the published one, unless another run has published meanwhile; its URL.

        What was carried over from the version before, which lies beside `folder` then, is copied inside of the store. A
        part of the same name need not be: it comes from what was cleaned, and with `--rebuild` that is cleaned again.

        Raises:
            UsageError: another run has published; nothing has changed.
        """
        # The manifest comes last: what has one is whole.
        for path in sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: (p.name == FILE, p)):
            relative = path.relative_to(folder).as_posix()
            target = self._path(VERSIONS, folder.name, relative)
            if before.version is not None and _same(path, folder.parent / before.version / relative):
                self._system.cp_file(self._path(VERSIONS, before.version, relative), target)
            else:
                self._system.put_file(str(path), target)
        self._point(folder.name, before)
        return f"{self.url}/{VERSIONS}/{folder.name}"

    def reject(self, folder: Path) -> str:
        """Upload what says why a version was not published; where its report is."""
        for name in (FILE, "audit.json", "report/index.html"):
            if (folder / name).exists():
                self._system.put_file(str(folder / name), self._path(STAGING, folder.name, name))
        return f"{self.stage_url(folder.name)}/report/index.html"

    def put_report(self, folder: Path) -> str:
        """Upload a report that was made again."""
        relative = "report/index.html"
        self._system.put_file(str(folder / relative), self._path(VERSIONS, folder.name, relative))
        return f"{self.url}/{VERSIONS}/{folder.name}/{relative}"

    def clear_parts(self, version: str) -> None:
        """Remove the parts that workers have put into a stage; why it was rejected stays."""
        for table in (*TABLES, "samples", POSITIONS):
            with suppress(FileNotFoundError):
                self._system.rm(self._path(STAGING, version, table), recursive=True)

    def _point(self, version: str, before: Pointer) -> None:
        bucket, _, key = self._path(POINTER).partition("/")
        condition = {"IfMatch": before.etag} if before.etag else {"IfNoneMatch": "*"}
        body = json.dumps({"version": version, "path": f"{VERSIONS}/{version}"}) + "\n"
        try:
            self._system.call_s3("put_object", Bucket=bucket, Key=key, Body=body.encode(), **condition)
        except OSError as error:  # s3fs knows two names for it: the file exists, and an invalid argument
            if self.current() == before:
                raise
            raise UsageError(
                f"{self.url}: another run has published meanwhile; this one changed nothing, run it again"
            ) from error

    def _get(self, source: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self._system.get_file(source, str(target))

    def _path(self, *names: str) -> str:
        return "/".join((self._root, *names))


def _same(path: Path, before: Path) -> bool:
    """Whether a file is that of the version before, under another name."""
    return before.exists() and path.samefile(before)


@contextmanager
def workspace(out: str) -> Iterator[Path]:
    """The folder that a dataset is made in: `out` itself, or for a store one of this machine, for as long as needed."""
    if not is_url(out):
        yield Path(out)
        return
    with tempfile.TemporaryDirectory(prefix="winnow-") as folder:
        yield Path(folder)


def mirror(store: ObjectStore, pointer: Pointer, target: Path, only: tuple[str, ...] = ()) -> None:
    """Lay the published version into a workspace as if it had been published there."""
    if pointer.version is None:
        return
    store.fetch(pointer.version, target / VERSIONS, only)
    (target / CURRENT).symlink_to(Path(VERSIONS) / pointer.version)


def put_part(stage: str, write: Callable[[Path], Any]) -> Any:
    """What `write` returns; what it wrote into the folder that it was given is then in the stage."""
    if not is_url(stage):
        return write(Path(stage))
    system, root = filesystem(stage)
    with tempfile.TemporaryDirectory(prefix="winnow-part-") as folder:
        result = write(Path(folder))
        for path in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
            system.put_file(str(path), posixpath.join(root, path.relative_to(folder).as_posix()))
        return result
