"""Flattened text: one line a line, with its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat

from tasks.document import Document, Line, Record

# Only what editors and crawlers call a line ending. `str.splitlines` would also cut at form feeds and at
# U+2028, and line numbers would no longer be those that `sed -n` shows.
_ENDING = re.compile(r"\r\n|\r|\n")


def split_lines(content: str) -> tuple[Line, ...]:
    """Lines that cover `content`; a final newline ends the last line and opens no new one."""
    lines: list[Line] = []
    blanks = start = 0
    for text, ending in _split(content):
        stripped = text.lstrip()
        indent = len(text) - len(stripped) if stripped else 0
        end = start + len(text)
        # `Line(…)` goes through a Python function, which takes as long as the rest of this loop.
        lines.append(tuple.__new__(Line, (text, start, end, indent, blanks, None, None, None)))
        start = end + ending
        blanks = 0 if stripped else blanks + 1
    return tuple(lines)


def _split(content: str) -> Iterator[tuple[str, int]]:
    """The text of each line and the length of its ending."""
    if "\r" not in content:
        texts = content.split("\n")
        yield from zip(texts if texts[-1] else texts[:-1], repeat(1))
        return
    start = 0
    for match in _ENDING.finditer(content):
        yield content[start : match.start()], match.end() - match.start()
        start = match.end()
    if start < len(content):
        yield content[start:], 0


def segment_text(record: Record) -> Document:
    """A flattened page as a `Document`."""
    return Document(
        doc_id=record.doc_id,
        source_path=record.source_path,
        source_record=record.source_record,
        raw_sha256=record.raw_sha256,
        kind="text",
        content=record.content,
        lines=split_lines(record.content),
        fields=record.fields,
        repairs=record.repairs,
    )
