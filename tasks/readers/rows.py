"""A row of named values as a record: what JSON Lines, Parquet, Arrow and CSV have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import cast

from tasks.document import Kind, Record, Rejected
from tasks.readers.base import MAX_DETAIL, Source
from tasks.readers.charsets import GUESSED_FROM
from tasks.readers.decoding import Decoded, NotText, decode, is_whole_page, repair, sniff_kind, why_not_text

PAGE_KEYS = ("html", "text", "content", "raw_content")
"""Where the page is looked for, in this order: dumps of one's own, FineWeb and C4, Common Crawl, RedPajama."""
ID_KEYS = ("id", "doc_id", "record_id", "warc_record_id", "warc-record-id")
"""Where the record's own id is looked for, in this order."""
_HEADERS = "warc_headers"
"""Where OSCAR has the id of its record, and its URL."""
NESTED_KEYS = ("metadata", "meta", _HEADERS)
"""Objects beside the page whose values count like those on the row itself."""
_DECODED = "decoded:"
"""How the repair begins that says of a page which charset it was in."""
MAX_FIELDS = 100
MAX_FIELD = 10_000
"""Characters of a value that is taken over beside the page."""
MAX_ID = 1_000
"""Characters of an id; a longer one is not an id, and the row's number stands in for it."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row stands: its number from 1, and its raw bytes, where the format has such.

    `what` is the format's word for it, "line" or "row". Without `sha256` the page's own bytes are hashed.
    """

    source: Source
    number: int
    what: str = "row"
    sha256: str | None = None
    offset: int | None = None
    length: int | None = None

    def rejected(self, reason: str, detail: str, name: str | None = None, sha256: str | None = None) -> Rejected:
        """The row as one of the quarantine table."""
        return Rejected(
            source_path=self.source.path,
            source_record=name or str(self.number),
            stage="read",
            reason=reason,
            detail=f"{self.what} {self.number}: {detail}"[:MAX_DETAIL],
            raw_sha256=self.sha256 or sha256,
            raw_offset=self.offset,
            raw_length=self.length,
        )


def row_record(row: Row, value: Mapping[str, object]) -> Record | Rejected:
    """The page of a row: the first of `PAGE_KEYS` that holds one."""
    name = _record_id(value) or str(row.number)
    present = [key for key in PAGE_KEYS if value.get(key) is not None]
    key = next((key for key in present if _holds_page(value[key])), "")
    if not key:
        return _no_page(row, name, present, value)
    content = value[key]
    sha256 = row.sha256 or _sha256(content)
    decoded = _decoded(key, content)
    if isinstance(decoded, NotText):
        return row.rejected("not_text", f"`{key}`: {decoded.detail}", name, sha256)
    if not decoded.text or decoded.text.isspace():
        return row.rejected("empty", f"`{key}` holds nothing visible", name, sha256)
    return Record(
        source_path=row.source.path,
        source_record=name,
        content=decoded.text,
        kind=_kind(key, decoded.text),
        raw_sha256=sha256,
        raw_offset=row.offset,
        raw_length=row.length,
        fields=_fields(value),
        repairs=decoded.repairs,
    )


def decoded_fields(value: Mapping[str, object]) -> Mapping[str, object]:
    """The row with the bytes beside its page as strings, in the charset of the page where that is bytes, too."""
    wrong = [key for key, held in value.items() if key not in PAGE_KEYS and isinstance(held, bytes)]
    if not wrong:
        return value
    key = next((key for key in PAGE_KEYS if _holds_page(value.get(key))), "")
    page = value.get(key)
    charset = _charset(_decoded(key, page[:GUESSED_FROM])) if isinstance(page, bytes) else None
    return {**value, **{key: field_text(cast(bytes, value[key]), charset) for key in wrong}}


def field_text(data: bytes, charset: str | None) -> str:
    """Bytes beside a page, in UTF-8 if they are, else in the charset of the page or in their own."""
    decoded = decode(data[:MAX_FIELD], "text", charset)
    return decoded.text if isinstance(decoded, Decoded) else data.decode("utf-8", "replace")


def _charset(decoded: Decoded | NotText) -> str | None:
    repairs = decoded.repairs if isinstance(decoded, Decoded) else ()
    return next((name.removeprefix(_DECODED) for name in repairs if name.startswith(_DECODED)), None)


def _holds_page(content: object) -> bool:
    return isinstance(content, str | bytes) and bool(content.strip())


def _sha256(content: object) -> str:
    data = content if isinstance(content, bytes) else str(content).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def _decoded(key: str, content: object) -> Decoded | NotText:
    if isinstance(content, bytes):
        return decode(content, "text" if key == "text" else "html")
    text = str(content)
    if problem := why_not_text(text):
        return NotText(problem)
    return repair(text)


def _kind(key: str, text: str) -> Kind:
    if key == "html" or (key == "text" and is_whole_page(text)):
        return "html"
    return "text" if key == "text" else sniff_kind(text)


def _no_page(row: Row, name: str, present: list[str], value: Mapping[str, object]) -> Rejected:
    wrong = next((key for key in present if not isinstance(value[key], str | bytes)), None)
    if wrong is not None:
        detail = f"`{wrong}` is {type_in_words(value[wrong])} where a string was expected"
        return row.rejected("not_a_string", detail, name)
    if present:
        return row.rejected("empty", f"`{present[0]}` is blank", name)
    wanted = ", ".join(f"`{key}`" for key in PAGE_KEYS)
    return row.rejected("no_content", f"none of {wanted}", name)


def _fields(value: Mapping[str, object]) -> dict[str, str]:
    """The strings and numbers beside the page, lists of strings joined by "; "; the row's own come first."""
    fields: dict[str, str] = {}
    nested = [inner for key in NESTED_KEYS if isinstance(inner := value.get(key), dict)]
    for level in (value, *nested):
        for key, held in level.items():
            if len(fields) >= MAX_FIELDS:
                return fields
            if key in PAGE_KEYS or key in fields or len(key) > MAX_ID:
                continue
            if (text := _scalar(held)) is not None:
                fields[_mended(key)] = text
    return fields


def _scalar(held: object) -> str | None:
    """A value as a bounded, clean string; None for what says nothing or is no plain value."""
    if isinstance(held, list):
        parts = [part for part in held[:MAX_FIELDS] if part is not None]
        held = "; ".join(parts) if all(isinstance(part, str) for part in parts) else None
    if isinstance(held, date | datetime):
        return held.isoformat()
    if isinstance(held, bool) or not isinstance(held, str | int | float):
        return None
    if isinstance(held, float) and not isfinite(held):  # what pandas writes for a value that is missing
        return None
    return _mended(str(held)[:MAX_FIELD]).strip() or None


def _mended(text: str) -> str:
    # Nearly all that stands beside a page is plain, and nothing of it is amiss.
    return text if text.isascii() and text.isprintable() else repair(text).text


def _record_id(value: Mapping[str, object]) -> str | None:
    for key in ID_KEYS:
        held = value.get(key)
        name = None if isinstance(held, list) else _scalar(held)
        if name is not None and len(name) <= MAX_ID:
            return name
    headers = value.get(_HEADERS)
    return _record_id({**headers, _HEADERS: None}) if isinstance(headers, dict) else None


def type_in_words(value: object) -> str:
    """What kind of value it is, in JSON's words."""
    if isinstance(value, bool):
        return "a boolean"
    names = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return names.get(type(value), "null" if value is None else "something else")
