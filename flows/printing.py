"""Standard output and standard error, where nobody may read them any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def printing() -> Iterator[None]:
    """Around what only writes to standard output: where its reader has gone, the rest of it is not written.

    `winnow explain FILE | head -1` ends quietly, with the exit code that it would have had. Nothing else belongs
    into the block: a pipe to a server or to a worker breaks, too, and that is an error.
    """
    try:
        yield
        if sys.stdout is not None:  # None where it was closed
            sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except SystemExit:  # how rich ends a program whose reader has seen enough; the stream is silent then
        pass


def complain(message: str, trace: str = "") -> None:
    """Say on standard error what went wrong; the exit code says it, too, where nobody reads that."""
    try:
        print(f"{trace}winnow: {message}", file=sys.stderr, flush=True)
    except BrokenPipeError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let what is still in the stream go nowhere: Python would end with code 120 where it cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
