"""JSON Lines: one record a line, each judged on its own, so that a broken line costs only itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasks.document import Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Source
from tasks.readers.bytestream import Codec, Damage, chunks
from tasks.readers.decoding import repair, sniff_kind, why_not_text

PAGE_KEYS = ("html", "text", "content", "raw_content")
"""Where the page is looked for, in this order."""
NESTED_KEYS = ("metadata", "meta")
"""Objects beside the page whose values count like those on the line itself."""
MAX_FIELDS = 100
MAX_FIELD = 10_000
"""Characters of a value that is taken over beside the page."""
MAX_ID = 1_000
"""Characters of an id; a longer one is not an id, and the line number stands in for it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: `number` from 1, `data` without its ending, None where it is too long to keep."""

    number: int
    offset: int
    length: int
    sha256: str
    data: bytes | None


def read_jsonl(source: Source, limits: Limits, codec: Codec) -> Iterator[Record | Rejected]:
    """The record of every line that is not blank; one `empty` for a file without any."""
    lines = _LineSplitter(limits.max_record_bytes)
    found = False
    for chunk in chunks(source, codec):
        if isinstance(chunk, Damage):
            yield _unreadable(source, lines, chunk)
            return
        for line in lines.feed(chunk):
            found = True
            yield _record(source, line)
    for line in lines.finish():
        found = True
        yield _record(source, line)
    if not found:
        yield Rejected(source.path, source.relative, "read", "empty", "no line that is not blank")


class _LineSplitter:
    """Cuts a stream into lines and holds no more than `limit` bytes of one, however long it is."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._length = 0
        self._hash = hashlib.sha256()
        self.number = 1
        self.offset = 0

    def feed(self, chunk: bytes) -> Iterator[_Line]:
        """The lines that end in `chunk`, without the blank ones."""
        *ended, rest = chunk.split(b"\n")
        for part in ended:
            self._add(part)
            yield from self._end(newline=1)
        self._add(rest)

    def finish(self) -> Iterator[_Line]:
        """The line that the end of the stream ends."""
        yield from self._end(newline=0)

    def _add(self, part: bytes) -> None:
        self._length += len(part)
        if self._length <= self._limit:
            self._parts.append(part)
            return
        for held in self._parts:
            self._hash.update(held)
        self._parts = []
        self._hash.update(part)

    def _end(self, newline: int) -> Iterator[_Line]:
        if self._length > self._limit:
            yield _Line(self.number, self.offset, self._length, self._hash.hexdigest(), None)
            self._hash = hashlib.sha256()
        else:
            data = b"".join(self._parts).removesuffix(b"\r")
            if data.strip():
                sha256 = hashlib.sha256(data).hexdigest()
                yield _Line(self.number, self.offset, len(data), sha256, data)
        self.offset += self._length + newline
        self.number += 1
        self._parts = []
        self._length = 0


def _unreadable(source: Source, lines: _LineSplitter, damage: Damage) -> Rejected:
    detail = f"line {lines.number}, byte {lines.offset} uncompressed: {damage.detail}"
    return Rejected(source.path, str(lines.number), "read", "unreadable", detail[:MAX_DETAIL], raw_offset=lines.offset)


def _record(source: Source, line: _Line) -> Record | Rejected:
    """The line as a record, or what is wrong with it."""
    if line.data is None:
        return _rejected(source, line, "too_large", f"{line.length} bytes in one line")
    try:
        text = line.data.decode("utf-8-sig" if line.number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        byte = f"byte 0x{line.data[error.start]:02x} at column {error.start + 1}"
        return _rejected(source, line, "invalid_utf8", f"{byte} is not UTF-8, as JSON Lines must be")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return _rejected(source, line, "broken_json", f"column {error.colno}: {error.msg}")
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets 100,000 deep
        return _rejected(source, line, "broken_json", str(error))
    if not isinstance(value, dict):
        return _rejected(source, line, "not_a_record", f"{_json_type(value)} where an object was expected")
    return _page(source, line, value)


def _page(source: Source, line: _Line, value: Mapping[str, object]) -> Record | Rejected:
    """The page of a JSON object: the first of `PAGE_KEYS` that holds one."""
    name = _record_id(value) or str(line.number)
    present = [key for key in PAGE_KEYS if value.get(key) is not None]
    pages = ((key, page) for key in present if isinstance(page := value[key], str) and page.strip())
    key, content = next(pages, ("", ""))
    if not key:
        return _no_page(source, line, name, present, value)
    if problem := why_not_text(content):
        return _rejected(source, line, "not_text", f"`{key}`: {problem}", name)
    mended = repair(content)
    if not mended.text or mended.text.isspace():
        return _rejected(source, line, "empty", f"`{key}` holds nothing visible", name)
    kind = "html" if key == "html" else "text" if key == "text" else sniff_kind(mended.text)
    return Record(
        source_path=source.path,
        source_record=name,
        content=mended.text,
        kind=kind,
        raw_sha256=line.sha256,
        raw_offset=line.offset,
        raw_length=line.length,
        fields=_fields(value),
        repairs=mended.repairs,
    )


def _no_page(source: Source, line: _Line, name: str, present: list[str], value: Mapping[str, object]) -> Rejected:
    wrong = next((key for key in present if not isinstance(value[key], str)), None)
    if wrong is not None:
        detail = f"`{wrong}` is {_json_type(value[wrong])} where a string was expected"
        return _rejected(source, line, "not_a_string", detail, name)
    if present:
        return _rejected(source, line, "empty", f"`{present[0]}` is blank", name)
    wanted = ", ".join(f"`{key}`" for key in PAGE_KEYS)
    return _rejected(source, line, "no_content", f"none of {wanted}", name)


def _fields(value: Mapping[str, object]) -> dict[str, str]:
    """The strings and numbers beside the page, lists of strings joined by "; "; the line's own come first."""
    fields: dict[str, str] = {}
    nested = [inner for key in NESTED_KEYS if isinstance(inner := value.get(key), dict)]
    for level in (value, *nested):
        for key, held in level.items():
            if len(fields) >= MAX_FIELDS:
                return fields
            if key in PAGE_KEYS or key in fields or len(key) > MAX_ID:
                continue
            if (text := _scalar(held)) is not None:
                fields[repair(key).text] = text
    return fields


def _scalar(held: object) -> str | None:
    """A value as a bounded, clean string; None for what says nothing or is no plain value."""
    if isinstance(held, list) and held and all(isinstance(part, str) for part in held[:MAX_FIELDS]):
        held = "; ".join(held[:MAX_FIELDS])
    if isinstance(held, bool) or not isinstance(held, str | int | float):
        return None
    return repair(str(held)[:MAX_FIELD]).text.strip() or None


def _record_id(value: Mapping[str, object]) -> str | None:
    held = value.get("id")
    if isinstance(held, list):
        return None
    name = _scalar(held)
    return name if name is not None and len(name) <= MAX_ID else None


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "a boolean"
    names = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _rejected(source: Source, line: _Line, reason: str, detail: str, name: str | None = None) -> Rejected:
    return Rejected(
        source_path=source.path,
        source_record=name or str(line.number),
        stage="read",
        reason=reason,
        detail=f"line {line.number}: {detail}"[:MAX_DETAIL],
        raw_sha256=line.sha256,
        raw_offset=line.offset,
        raw_length=line.length,
    )
