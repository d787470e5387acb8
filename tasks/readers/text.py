"""Flattened pages, `.txt`."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.document import Record, Rejected
from tasks.readers.base import Limits, Source
from tasks.readers.one_document import read_one_document


def read_text(source: Source, limits: Limits) -> Iterator[Record | Rejected]:
    """The one flattened page of a text file."""
    yield from read_one_document(source, limits, "text")
