"""Flattened text: one line a line, with its layout."""

from __future__ import annotations

import re

from tasks.document import Document, Line, Record
from tasks.segment.walk import text_lines

# Only what editors and crawlers call a line ending. `str.splitlines` would also cut at form feeds and at
# U+2028, and line numbers would no longer be those that `sed -n` shows.
_ENDING = re.compile(r"\r\n|\r|\n")


def split_lines(content: str) -> tuple[Line, ...]:
    """Lines that cover `content`; a final newline ends the last line and opens no new one."""
    if "\r" not in content:
        texts = content.split("\n")
        if not texts[-1]:
            texts.pop()
        return text_lines(texts, [1] * len(texts))
    texts, endings, start = [], [], 0
    for match in _ENDING.finditer(content):
        texts.append(content[start : match.start()])
        endings.append(match.end() - match.start())
        start = match.end()
    if start < len(content):
        texts.append(content[start:])
        endings.append(0)
    return text_lines(texts, endings)


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
