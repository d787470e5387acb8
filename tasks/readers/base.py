"""What every reader takes, and the errors it turns into rows."""

from __future__ import annotations

from dataclasses import dataclass

MAX_RECORD_BYTES = 32 * 2**20
"""32 MiB, a record as it stands uncompressed. The largest of 1,497 labelled pages has 5.3 MB, and common
crawls cut pages at 1 to 5 MiB; a tree of markup takes some ten times its source, which keeps a worker under
1 GB."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    `path` is how it is recorded (`source_path`), `location` where it is opened, `relative` its path below the
    folder or glob it was found by (the `source_record` of a file that holds one document), `size` its bytes.
    """

    path: str
    location: str
    relative: str
    size: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a record is read: more than `max_record_bytes`, uncompressed, is `too_large`."""

    max_record_bytes: int = MAX_RECORD_BYTES


MAX_DETAIL = 500
"""Characters of a detail. Exceptions may quote the input, and the input may be hostile."""


def in_words(error: BaseException) -> str:
    """What went wrong, for a person: the exception's kind and words, without undecodable characters."""
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return words.encode("utf-8", "backslashreplace").decode("utf-8")[:MAX_DETAIL]
