"""A record's content as lines."""

from __future__ import annotations

from tasks.document import Document, Record
from tasks.segment.html import segment_html
from tasks.segment.text import segment_text

__all__ = ["segment"]


def segment(record: Record) -> Document:
    """The record as a `Document`: lines as they stand for text, blocks in reading order for HTML."""
    return segment_html(record) if record.kind == "html" else segment_text(record)
