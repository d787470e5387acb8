"""Raw dumps as records: one module per raw format, each streaming, none raising for bad input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial

from tasks.document import Record, Rejected
from tasks.readers.base import Limits, Source
from tasks.readers.bytestream import gunzip, plain, unzstd
from tasks.readers.discover import discover
from tasks.readers.html import read_html
from tasks.readers.jsonl import read_jsonl
from tasks.readers.text import read_text

__all__ = ["SUFFIXES", "Limits", "Source", "discover", "read"]

_Reader = Callable[[Source, Limits], Iterator[Record | Rejected]]
_READERS: dict[str, _Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": partial(read_jsonl, codec=plain),
    ".jsonl.gz": partial(read_jsonl, codec=gunzip),
    ".jsonl.zst": partial(read_jsonl, codec=unzstd),
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""How the names of the files end that can be read."""


def read(source: Source, limits: Limits) -> Iterator[Record | Rejected]:
    """Every record of a file, in order; what is none comes as `Rejected`. At least one of either."""
    name = source.location.lower()
    for suffix, reader in _READERS.items():
        if name.endswith(suffix):
            yield from reader(source, limits)
            return
    reason, detail = "unsupported", f"not one of {', '.join(SUFFIXES)}"
    if os.path.isdir(source.location):  # `discover` lists files, and the folders that it could not look into
        reason, detail = "unreadable", "the folder could not be listed"
    yield Rejected(source.path, source.relative, "read", reason, detail)
