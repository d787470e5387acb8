"""Saved pages, `.html` and `.htm`."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.document import Record, Rejected
from tasks.readers.base import Limits, Source
from tasks.readers.one_document import read_one_document


def read_html(source: Source, limits: Limits) -> Iterator[Record | Rejected]:
    """The one page of an HTML file, in the charset that it declares."""
    yield from read_one_document(source, limits, "html")
