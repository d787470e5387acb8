"""A file that holds one document, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tasks.document import Kind, Record, Rejected
from tasks.readers.base import Limits, Source
from tasks.readers.bytestream import Damage, chunks, plain
from tasks.readers.decoding import NotText, decode


def read_one_document(source: Source, limits: Limits, kind: Kind) -> Iterator[Record | Rejected]:
    """The file as one record, or the reason why it is none."""
    data = bytearray()
    for chunk in chunks(source, plain):
        if isinstance(chunk, Damage):
            yield _rejected(source, "unreadable", chunk.detail)
            return
        data += chunk
        if len(data) > limits.max_record_bytes:
            yield _rejected(source, "too_large", f"more than {limits.max_record_bytes} bytes")
            return
    yield _record(source, bytes(data), kind)


def _record(source: Source, data: bytes, kind: Kind) -> Record | Rejected:
    sha256 = hashlib.sha256(data).hexdigest()
    decoded = decode(data, kind)
    if isinstance(decoded, NotText):
        return _rejected(source, "not_text", decoded.detail, sha256, len(data))
    if not decoded.text or decoded.text.isspace():
        return _rejected(source, "empty", "nothing but white space", sha256, len(data))
    return Record(
        source_path=source.path,
        source_record=source.relative,
        content=decoded.text,
        kind=kind,
        raw_sha256=sha256,
        raw_length=len(data),
        repairs=decoded.repairs,
    )


def _rejected(
    source: Source, reason: str, detail: str, sha256: str | None = None, length: int | None = None
) -> Rejected:
    offset = None if length is None else 0
    return Rejected(
        source.path, source.relative, "read", reason, detail,
        raw_sha256=sha256, raw_offset=offset, raw_length=length,
    )  # fmt: skip
