"""What every reader takes, and the errors it turns into rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MAX_RECORD_BYTES = 32 * 2**20
"""32 MiB, a record as it stands uncompressed. The largest of 1,497 labelled pages has 5.3 MB, and common
crawls cut pages at 1 to 5 MiB; a tree of markup takes some ten times its source, which keeps a worker under
1 GB."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    `path` is how it is recorded (`source_path`), `location` where it is opened (a path or a URL), `relative` its path
    below the folder or glob it was found by (the `source_record` of a file that holds one document), `size` its bytes.
    `etag` is what an object store says of the content, None for local files and for a store that says nothing.
    """

    path: str
    location: str
    relative: str
    size: int
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a file that is read by itself: the records that begin in [`start`, `end`).

    Bytes of the file as it lies there, compressed or not; of Parquet, row groups. `end` is None for the end of the
    file, `first` the number of the first line (from 1), where records are numbered.
    """

    source: Source
    start: int = 0
    end: int | None = None
    first: int = 1
    size: int = 0
    """Bytes, for progress and for the grouping into shards."""

    @property
    def whole(self) -> bool:
        """Whether it is all of the file."""
        return self.start == 0 and self.end is None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a record is read: more than `max_record_bytes`, uncompressed, is `too_large`."""

    max_record_bytes: int = MAX_RECORD_BYTES


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a format carries beside its pages: a WARC's request, its `warcinfo`. Counted by kind, not recorded."""

    what: str


class WrongCutError(Exception):
    """A slice ends where no record begins: the file must be read whole.

    It happens where a page is itself a WARC whose bytes are stored as they are, and where a file changed meanwhile.
    """


MAX_DETAIL = 500
"""Characters of a detail. Exceptions may quote the input, and the input may be hostile."""


def ending_of(name: str, endings: Iterable[str]) -> str | None:
    """The first of the `endings` that a file's name has, in any case, None where it has none of them.

    What mirrors pages writes their query behind it: "index.html?page=2".
    """
    lower = name.lower()
    asked = lower.rpartition("/")[2].partition("?")[0]
    return next((end for spelling in (lower, asked) for end in endings if spelling.endswith(end)), None)


def in_words(error: BaseException) -> str:
    """What went wrong, for a person: the exception's kind and words, without undecodable characters.

    Its row names the file; where that lies on this machine must not be in the tables.
    """
    said = error.strerror if isinstance(error, OSError) and error.filename is not None else str(error)
    words = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return words.encode("utf-8", "backslashreplace").decode("utf-8")[:MAX_DETAIL]
