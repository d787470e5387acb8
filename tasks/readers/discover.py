"""From what the user names (files, folders, globs; paths or URLs) to the files that are read."""

from __future__ import annotations

import glob
import os
import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tasks.errors import NoInputError, UsageError
from tasks.readers.base import Source
from tasks.readers.storage import filesystem, is_url


def discover(raw: Sequence[str], base: Path) -> list[Source]:
    """The files that `raw` names, sorted by path, each of them once.

    Folders are walked, without what begins with a dot. Paths are taken and recorded relative to `base`, those
    outside of it absolute; a URL is recorded as it is. A file that several arguments lead to is named by the outermost
    of them, in whatever order they were given. What cannot be listed is a source too, so that reading it says why.

    Raises:
        UsageError: nothing was named, a path does not exist, a folder or glob holds no file, or a store cannot be
            reached.
    """
    if not raw:
        raise UsageError("nothing to read: name a file, a folder or a glob")
    found: dict[str, Source] = {}
    for argument in raw:
        for key, source in _sources(argument.removeprefix("file://"), base):
            known = found.get(key)
            if known is None or _outermost(source) < _outermost(known):
                found[key] = source
    return sorted(found.values(), key=lambda source: (source.path, source.relative))


def _outermost(source: Source) -> tuple[int, str, str]:
    return (-len(source.relative), source.relative, source.path)


def _sources(argument: str, base: Path) -> Iterator[tuple[str, Source]]:
    """Every file that one argument names, and what it is the same file by."""
    if is_url(argument):
        yield from ((source.location, source) for source in _objects(argument))
    else:
        for location, root in _files(argument, base):
            yield os.path.realpath(location), _source(location, root, base)


def _objects(argument: str) -> Iterator[Source]:
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
    visible = [source for source in sources if not any(p.startswith(".") for p in source.relative.split("/"))]
    if not visible:
        raise NoInputError(f"{argument}: holds or matches no object, check the name and put a pattern in quotes")
    yield from visible


def _object(url: str, relative: str, info: dict[str, Any]) -> Source:
    tag = next((info[key] for key in ("ETag", "etag", "md5Hash", "content_md5", "mtime") if info.get(key)), "")
    size = int(info.get("size") or 0)
    return Source(_printable(url), url, _printable(relative), size, f"{str(tag).strip(chr(34))}-{size}")


def _files(argument: str, base: Path) -> Iterator[tuple[str, str]]:
    """The location of every file that one argument names, and the folder that it was found from."""
    path = os.path.abspath(base / argument)
    if os.path.isdir(path):
        files = sorted(_walk(path))
        if not files:
            raise NoInputError(f"{argument}: the folder holds no files, put raw dumps into it or name another")
        yield from ((file, path) for file in files)
    elif os.path.exists(path):
        yield path, os.path.dirname(path)
    elif glob.has_magic(argument):
        yield from _matches(argument, path)
    else:
        raise UsageError(f"{argument}: no such file or folder, check the name or run from the folder it is in")


def _matches(argument: str, pattern: str) -> Iterator[tuple[str, str]]:
    root = pattern
    while glob.has_magic(root):
        root = os.path.dirname(root)
    matches = sorted(glob.glob(pattern, recursive=True))
    files = sorted({file for match in matches for file in (_walk(match) if os.path.isdir(match) else [match])})
    if not files:
        raise NoInputError(f"{argument}: matches no file, check the pattern and put it in quotes")
    yield from ((file, root) for file in files)


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
    inside = Path(location).is_relative_to(os.path.abspath(base))
    recorded = os.path.relpath(location, base) if inside else location
    try:
        size = os.stat(location).st_size
    except OSError:  # a link to nothing: reading it says so
        size = 0
    relative = os.path.relpath(location, root)
    return Source(_printable(recorded), location, _printable(relative), size)


def _printable(path: str) -> str:
    """The path with `/` between its parts, and bytes that are no UTF-8 as `\\xff`: two files stay two."""
    posix = path if is_url(path) else Path(path).as_posix()
    return os.fsencode(posix).decode("utf-8", "backslashreplace")
