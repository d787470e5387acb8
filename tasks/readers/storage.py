"""Where raw files lie: on this machine, or behind a URL that fsspec knows. Both are opened, listed and read alike."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, BinaryIO, ParamSpec, TypeVar, cast

import fsspec

from tasks.errors import UsageError
from tasks.readers.base import WrongCutError

_Arguments = ParamSpec("_Arguments")
_Found = TypeVar("_Found")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
READ_AHEAD = 4 * 2**20
"""Bytes asked of an object store at a time: a request costs some 30 ms, as much as 4 MB at 1 Gbit/s."""
_LIBRARIES = {"aiobotocore", "aiohttp", "botocore", "fsspec", "gcsfs", "google", "requests", "urllib3"}
"""Whose errors say that an object could not be had."""
EXTRAS = {"s3": "s3", "s3a": "s3"}
"""The extra that brings the library for a protocol."""


def is_url(location: str) -> bool:
    """Whether a location is a URL and no path."""
    return _URL.match(location) is not None


def open_binary(location: str) -> BinaryIO:
    """The file, open for reading, seekable; of a URL only what is read is fetched.

    Raises:
        OSError: it cannot be opened, or is no regular file: opening a pipe would wait for ever.
    """
    if not is_url(location):
        if not stat.S_ISREG(os.stat(location).st_mode):
            raise OSError("not a regular file")
        return open(location, "rb", buffering=0)
    system, path = filesystem(location)
    return cast(BinaryIO, system.open(path, "rb", block_size=READ_AHEAD, cache_type="readahead"))


def filesystem(location: str) -> tuple[Any, str]:
    """Fsspec's file system for a URL, and the path in it.

    Raises:
        UsageError: no library here knows the protocol.
    """
    return _filesystem(location.split("://", 1)[0], os.getpid()), _stripped(location)


@lru_cache(maxsize=8)
def _filesystem(protocol: str, process: int) -> Any:
    # Once a process: a forked worker must not use the connections of the process that it came from.
    try:
        return fsspec.filesystem(protocol, skip_instance_cache=True)
    except ImportError:
        extra = EXTRAS.get(protocol)
        needs = f"pip install 'winnow-etl[{extra}]'" if extra else f"install the fsspec library for {protocol}"
        raise UsageError(f"{protocol}:// needs a library that is not here: {needs}") from None
    except ValueError:
        raise UsageError(f"{protocol}:// is no protocol that fsspec knows") from None


def _stripped(location: str) -> str:
    return str(fsspec.get_filesystem_class(location.split("://", 1)[0])._strip_protocol(location))


_FAILED: ContextVar[set[str] | None] = ContextVar("locations whose bytes could not be had", default=None)


@contextmanager
def failures() -> Iterator[set[str]]:
    """While it lasts, the locations that could not be opened or read: a mount is gone, a store does not answer.

    Readers take that for damage, which it is not: the same bytes may be had another time.
    """
    failed: set[str] = set()
    token = _FAILED.set(failed)
    try:
        yield failed
    finally:
        _FAILED.reset(token)


def of_storage(error: Exception) -> bool:
    """Whether an error is one of a disk, a mount or an object store, whatever is read or written there."""
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _LIBRARIES


def _note(location: str, error: Exception) -> None:
    # Others come of a number of bytes that a damaged file asks for.
    if of_storage(error) and (failed := _FAILED.get()) is not None:
        failed.add(location)


def _noting(location: str, work: Callable[_Arguments, _Found]) -> Callable[_Arguments, _Found]:
    """The same work; that a location's bytes could not be had is noted."""

    def noting(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Found:
        try:
            return work(*args, **kwargs)
        except Exception as error:
            _note(location, error)
            raise

    return noting


@contextmanager
def opened(location: str) -> Iterator[BinaryIO]:
    """`open_binary` for a stretch; each storage library has errors of its own, which come as `OSError`.

    Raises:
        OSError: as `open_binary`, and where the store fails while it is read.
    """
    try:
        with closing(_noting(location, open_binary)(location)) as file:
            file.read = _noting(location, file.read)  # type: ignore[method-assign]
            try:
                yield file
            finally:
                del file.read  # else it would hold itself, and what it has read ahead
    except (OSError, UsageError, WrongCutError):
        raise
    except Exception as error:
        if not is_url(location):
            raise
        # botocore, aiohttp, gcsfs, …: what all of them mean is that the object could not be had.
        raise OSError(f"{type(error).__name__}: {error}") from error
