"""Flattened text: one line a line, with its layout."""

from __future__ import annotations

import re

from tasks.document import Document, Line, Record

# Only what editors and crawlers call a line ending. `str.splitlines` would also cut at form feeds and at
# U+2028, and line numbers would no longer be those that `sed -n` shows.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


def split_lines(content: str) -> tuple[Line, ...]:
    """Lines that cover `content`; a final newline ends the last line and opens no new one."""
    lines: list[Line] = []
    blanks = 0
    for match in _LINE.finditer(content):
        whole = match.group()
        if not whole:
            continue
        text = whole.rstrip("\r\n")
        start = match.start()
        stripped = text.lstrip()
        lines.append(
            Line(
                text=text,
                start=start,
                end=start + len(text),
                indent=len(text) - len(stripped) if stripped else 0,
                blank_before=blanks,
            )
        )
        blanks = 0 if stripped else blanks + 1
    return tuple(lines)


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
