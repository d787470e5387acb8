"""Where a dataset is published: a folder, or a URL of an object store. A run sees a folder in both cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tasks.dataset.manifest import FILE
from tasks.dataset.object_store import POINTER, ObjectStore, Pointer, mirror, workspace
from tasks.dataset.publish import CURRENT, VERSIONS, current_version, only_writer, publish
from tasks.readers.storage import is_url


@dataclass(frozen=True, slots=True)
class Target:
    """`out` as the user named it, and the `folder` that versions are made in; for a store, what is published there."""

    out: str
    folder: Path
    store: ObjectStore | None = None
    before: Pointer | None = None
    staged: list[str] = field(default_factory=list)
    """The versions whose parts workers put into the store's stage."""

    @property
    def dataset(self) -> str:
        """The path or URL that always leads to the published version."""
        return f"{self.store.url}/{POINTER}" if self.store else str(Path(self.out) / CURRENT)

    @property
    def contents(self) -> tuple[str, ...]:
        """What the paths, without links, or the URLs of all that is published here begin with."""
        if self.store:
            return f"{self.store.url}/{VERSIONS}/", self.dataset
        return (os.path.join(os.path.realpath(self.folder / VERSIONS), ""),)

    def place_of(self, version: Path) -> str:
        """The path or URL of a version."""
        return f"{self.store.url}/{VERSIONS}/{version.name}" if self.store else str(version)

    def fetch_before(self) -> Path | None:
        """All of the published version as a folder, None where nothing is published."""
        if self.store and self.before and self.before.version:
            return self.store.fetch(self.before.version, self.folder / VERSIONS)
        return current_version(self.folder)

    def stage_for_workers(self, stage: Path) -> str:
        """Where workers, which may run on other machines, put what they have cleaned."""
        if self.store is None:
            return str(stage)
        self.staged.append(stage.name)
        return self.store.stage_url(stage.name)

    def collect(self, stage: Path) -> None:
        """Fetch what the workers have put there."""
        if self.store:
            self.store.fetch_stage(stage.name, stage)

    def publish(self, stage: Path) -> Path:
        """Make an audited stage the published version; its folder.

        Raises:
            UsageError: another run has published to the store meanwhile.
        """
        version = publish(stage, self.folder)
        if self.store and self.before:
            self.store.publish(version, self.before)
        return version

    def reject(self, stage: Path) -> str:
        """Where the report of a stage that is not published can be read."""
        return self.store.reject(stage) if self.store else f"{stage}/report/index.html"


@contextmanager
def writable(out: str) -> Iterator[Target]:
    """The target of a run. A folder is held against other runs; on a store the last step is made conditional instead.

    Raises:
        UsageError: another run holds it, or it cannot be written.
    """
    with workspace(out) as folder:
        if is_url(out):
            store = ObjectStore(out)
            before = store.current()
            mirror(store, before, folder, only=(FILE,))
            target = Target(out, folder, store, before)
            try:
                yield target
            finally:
                for version in target.staged:
                    store.clear_parts(version)
        else:
            with only_writer(folder):
                yield Target(out, folder)


@contextmanager
def published(out: str, only: tuple[str, ...] = ()) -> Iterator[tuple[Target, Path | None]]:
    """The target, to read, and its published version as a folder, None for none; of a store only some files."""
    with workspace(out) as folder:
        if not is_url(out):
            yield Target(out, folder), current_version(folder)
            return
        store = ObjectStore(out)
        before = store.current()
        mirror(store, before, folder, only)
        yield Target(out, folder, store, before), current_version(folder)
