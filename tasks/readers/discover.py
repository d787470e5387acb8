"""From what the user names (files, folders, globs; paths or URLs) to the files that are read."""

from __future__ import annotations

import glob
import os
import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from tasks.errors import UsageError
from tasks.readers.base import Source
from tasks.readers.storage import filesystem, is_url


def discover(
    raw: Sequence[str],
    base: Path,
    published: tuple[str, ...] = (),
    ingested: Collection[str] = (),
    ingested_from: Path | None = None,
) -> list[Source]:
    """The files that `raw` names, sorted by path, each of them once.

    Folders are walked, without what begins with a dot. Paths are taken and recorded relative to `base`, those
    outside of it absolute; a URL is recorded as it is. A file that several arguments lead to is named by the outermost
    of them, in whatever order they were given. What cannot be listed is a source too, so that reading it says why.

    What begins with one of `published`, real paths and URLs of the dataset that is written to, is left out:
    `winnow run . --out clean` would else read what it wrote the night before. A folder or glob that holds nothing is a
    mistake, unless it led to one of the `ingested` paths before: then it is a night without new dumps. Those are
    relative to `base` or to `ingested_from`.

    Raises:
        UsageError: nothing was named, a path does not exist, a folder or glob holds no file, or a store cannot be
            reached.
    """
    if not all(raw) or not raw:
        raise UsageError("nothing to read: name a file, a folder or a glob")
    found: dict[str, Source] = {}
    origins = {base, ingested_from or base}
    for argument in (argument.removeprefix("file://") for argument in raw):
        listed = list(_objects(argument) if is_url(argument) else _files(argument, base))
        outside = [(key, source) for key, source in listed if not key.startswith(published)]
        if listed and not outside:
            raise UsageError(f"{argument}: is the dataset that is written to, name the raw dumps or another --out")
        if not listed and not any(_led_to(argument, base, origin, ingested) for origin in origins):
            raise UsageError(f"{argument}: holds or matches no file, check the name and put a pattern in quotes")
        for key, source in outside:
            known = found.get(key)
            if known is None or _outermost(source) < _outermost(known):
                found[key] = source
    return sorted(found.values(), key=_by_path)


def named_from(sources: Sequence[Source], base: Path) -> list[Source]:
    """The same files with their paths recorded relative to another folder."""
    named = [s if is_url(s.location) else replace(s, path=_recorded(s.location, base)) for s in sources]
    return sorted(named, key=_by_path)


def _by_path(source: Source) -> tuple[str, str]:
    return source.path, source.relative


def _outermost(source: Source) -> tuple[int, str, str]:
    return (-len(source.relative), source.relative, source.path)


def _led_to(argument: str, base: Path, origin: Path, ingested: Collection[str]) -> bool:
    """Whether one of the `ingested` paths, from `origin` on, lies in the folder, or fits the glob, that it names."""
    # What is no pattern of the user's is taken as it is called: a folder may be named `[1]`.
    pattern = argument if glob.has_magic(argument) else glob.escape(argument)
    if not is_url(argument):
        around = glob.escape(os.path.abspath(base))
        pattern = _recorded(os.path.normpath(os.path.join(around, pattern)), Path(glob.escape(os.path.abspath(origin))))
    # `**` stands for no folder, too; what `*` stands for here may hold a `/`.
    patterns = ("*",) if pattern == "." else (pattern.replace("**/", "*"), f"{pattern.rstrip('/')}/*")
    return any(fnmatchcase(path, pattern) for path in ingested for pattern in patterns)


# What tells one content of an object from another, by the names that fsspec's libraries give it: hashes before times.
_TAGS = (
    "ETag", "etag", "md5Hash", "content_md5", "Content-MD5", "Digest", "sha", "LastModified", "last_modified",
    "Last-Modified", "updated", "mtime", "created",
)  # fmt: skip


def _objects(argument: str) -> Iterator[tuple[str, Source]]:
    """The objects that a URL names: one, all below it, or those that match it."""
    system, path = filesystem(argument)
    try:
        root, found = path, {}
        if glob.has_magic(path):
            while glob.has_magic(root):
                root = posixpath.dirname(root)
            found = system.glob(path, detail=True)
        elif (info := system.info(path))["type"] == "directory":
            found = system.find(path, detail=True)
        else:
            root, found = posixpath.dirname(path), {path: info}
    except FileNotFoundError:
        raise UsageError(f"{argument}: no such object or folder, check the name") from None
    except Exception as error:  # each library has its own: no such host, no credentials, no permission
        raise UsageError(f"{argument}: cannot be listed: {type(error).__name__}: {error}") from None
    sources = [
        _object(system.unstrip_protocol(name), posixpath.relpath(name, root), info)
        for name, info in sorted(found.items())
        if info["type"] == "file"
    ]
    for source in sources:
        if not any(part.startswith(".") for part in source.relative.split("/")):
            yield source.location, source


def _object(url: str, relative: str, info: dict[str, Any]) -> Source:
    size = int(info.get("size") or 0)
    said = next((info[name] for name in _TAGS if info.get(name)), None)
    if isinstance(said, datetime):  # some libraries give a number where they list, and this where they are asked of one
        said = said.timestamp()
    tag = None if said is None else f"{str(said).strip(chr(34))}-{size}"
    return Source(_printable(url), url, _printable(relative), size, tag)


def _files(argument: str, base: Path) -> Iterator[tuple[str, Source]]:
    """Every file that a path or glob names, and what it is the same file by."""
    root = path = os.path.abspath(base / argument)
    if os.path.isdir(path):
        files = sorted(_walk(path))
    elif os.path.exists(path):
        root, files = os.path.dirname(path), [path]
    elif glob.has_magic(argument):
        pattern = inner = os.path.normpath(argument)
        while glob.has_magic(inner):
            inner = os.path.dirname(inner)
        root = os.path.abspath(base / inner)
        # From `base`, which may be called `[1]`, and that is no pattern.
        found = glob.glob(pattern, root_dir=base, recursive=True)
        matches = sorted(os.path.abspath(base / match) for match in found)
        files = sorted({file for match in matches for file in (_walk(match) if os.path.isdir(match) else [match])})
    else:
        raise UsageError(f"{argument}: no such file or folder, check the name or run from the folder it is in")
    for location in files:
        yield os.path.realpath(location), _source(location, root, base)


def _walk(folder: str) -> Iterator[str]:
    """Every file below `folder` that is not hidden; linked folders are followed, each once."""
    unlisted: list[str] = []
    seen = {os.path.realpath(folder)}
    for parent, folders, files in os.walk(
        folder, followlinks=True, onerror=lambda error: unlisted.append(str(error.filename))
    ):
        entered = []
        for name in sorted(folders):
            real = os.path.realpath(os.path.join(parent, name))
            if not name.startswith(".") and real not in seen:
                seen.add(real)
                entered.append(name)
        folders[:] = entered
        yield from (os.path.join(parent, name) for name in files if not name.startswith("."))
    yield from unlisted


def _source(location: str, root: str, base: Path) -> Source:
    try:
        size = os.stat(location).st_size
    except OSError:  # a link to nothing: reading it says so
        size = 0
    relative = os.path.relpath(location, root)
    return Source(_recorded(location, base), location, _printable(relative), size)


def _recorded(location: str, base: Path) -> str:
    inside = Path(location).is_relative_to(os.path.abspath(base))
    return _printable(os.path.relpath(location, base) if inside else location)


def _printable(path: str) -> str:
    """The path with `/` between its parts, and bytes that are no UTF-8 as `\\xff`: two files stay two."""
    posix = path if is_url(path) else Path(path).as_posix()
    return os.fsencode(posix).decode("utf-8", "backslashreplace")
