"""A file that holds one document, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tasks.document import Kind, Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Slice, Source
from tasks.readers.bytestream import Damage, chunks, plain
from tasks.readers.decoding import NotText, decode

Parse = Callable[["Whole"], Record | Rejected]


@dataclass(frozen=True, slots=True)
class Whole:
    """The bytes of a document, and where they stand: a file of its own, or a member of an archive."""

    source: Source
    name: str
    data: bytes
    offset: int | None = 0

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def rejected(self, reason: str, detail: str) -> Rejected:
        """Why they are no document."""
        return Rejected(
            self.source.path, self.name, "read", reason, detail[:MAX_DETAIL],
            raw_sha256=self.sha256, raw_offset=self.offset, raw_length=len(self.data),
        )  # fmt: skip


def read_one_document(piece: Slice, limits: Limits, parse: Parse) -> Iterator[Record | Rejected]:
    """The file as one record, or the reason why it is none."""
    source = piece.source
    data = bytearray()
    for chunk in chunks(piece, plain):
        if isinstance(chunk, Damage):
            yield Rejected(source.path, source.relative, "read", "unreadable", chunk.detail)
            return
        data += chunk
        if len(data) > limits.max_record_bytes:
            yield too_large(source, source.relative, limits, 0, source.size)
            return
    yield parse(Whole(source, source.relative, bytes(data)))


def too_large(
    source: Source, name: str, limits: Limits, offset: int | None = None, length: int | None = None
) -> Rejected:
    """A document that is not read for its size."""
    detail = f"more than {limits.max_record_bytes} bytes"
    return Rejected(source.path, name, "read", "too_large", detail, raw_offset=offset, raw_length=length)


def page(whole: Whole) -> Record | Rejected:
    """A saved page, in the charset that it declares."""
    return document(whole, whole.data, "html")


def flattened(whole: Whole) -> Record | Rejected:
    """A flattened page."""
    return document(whole, whole.data, "text")


def document(
    whole: Whole, content: bytes, kind: Kind, sent_as: str | None = None, fields: dict[str, str] | None = None
) -> Record | Rejected:
    """`content`, which is all of the bytes or taken out of them, as a record."""
    decoded = decode(content, kind, sent_as)
    if isinstance(decoded, NotText):
        return whole.rejected("not_text", decoded.detail)
    if not decoded.text or decoded.text.isspace():
        return whole.rejected("empty", "nothing but white space")
    return Record(
        source_path=whole.source.path,
        source_record=whole.name,
        content=decoded.text,
        kind=kind,
        raw_sha256=whole.sha256,
        raw_offset=whole.offset,
        raw_length=len(whole.data),
        fields=fields or {},
        repairs=decoded.repairs,
        utf8=decoded.utf8,
    )
