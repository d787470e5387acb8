"""WARC and WET, plain or one member a record (gzip, zstd), through FastWARC.

A damaged record costs itself: reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from fastwarc.warc import HeaderMap, WarcRecord, WarcRecordType

from tasks.document import Kind, Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Skipped, Slice, Source, WrongCutError, in_words
from tasks.readers.bytestream import DECODING_ERRORS
from tasks.readers.decoding import NotText, decode
from tasks.readers.http_body import SNIFFED, Body, NoBody, decoded_body, page_kind, parsed_content_type
from tasks.readers.storage import opened
from tasks.readers.warc_file import Archive

_BESIDE = {
    int(WarcRecordType.warcinfo): "warcinfo",
    int(WarcRecordType.request): "request",
    int(WarcRecordType.metadata): "metadata",
}
_NEED_A_PAYLOAD = int(WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion)
LONG = 2**18
"""Bytes of a record whose end is looked at before it is read, once one had a wrong length: where every record claims a
gigabyte, all of the rest would be read for each."""
_QUOTED = "WARC-Record-ID: <urn:uuid:"
MAX_QUOTED = 1000
"""Times that a page may say "WARC/", each of which may begin a record, before it is not looked into."""
_NO_END = "no record ends where this one should, after {} bytes"

_OWN = ("metadata://", "<metadata://")
"""How the addresses begin under which wget stores its arguments, its log and its list of files."""
MAX_INTERIM = 8
"""Answers of status 1xx before the one that has the page; there is hardly ever more than one."""

Item = Record | Rejected | Skipped


def read_warc(piece: Slice, limits: Limits) -> Iterator[Item]:
    """Every response, resource and conversion that begins in the slice; what stands beside them is only counted.

    Raises:
        WrongCutError: no record begins where the slice ends, so the next slice begins inside of one.
    """
    source = piece.source
    try:
        with opened(source.location) as file:
            found = False
            for item in _Reader(file, piece, limits).items():
                found = True
                yield item
            if not found and piece.whole:
                yield Rejected(source.path, source.relative, "read", "empty", "no WARC record")
    except DECODING_ERRORS as error:
        yield Rejected(source.path, source.relative, "read", "unreadable", in_words(error))


class _Reader:
    """Walks a slice, over damage, and says where each record lies."""

    def __init__(self, file: BinaryIO, piece: Slice, limits: Limits) -> None:
        self._file, self._piece, self._limits = file, piece, limits
        self._archive = Archive(file, piece.source)
        self._count = 0
        self._wary = False

    def items(self) -> Iterator[Item]:
        start: int | None = self._piece.start
        while start is not None:
            start = yield from self._stretch(start)

    def _stretch(self, start: int) -> Generator[Item, None, int | None]:
        """The records from `start` on; returns where to go on after damage, None at the end."""
        at = start
        held: _Held | None = None
        try:
            for at, record in self._archive.records(start):
                if at > start or self._count:
                    self._archive.look(at)
                if held is not None:
                    if self._swallows(held, at):
                        break
                    yield self._placed(held.item, at)
                held = None
                if self._piece.end is not None and at >= self._piece.end:
                    if at > self._piece.end:
                        raise WrongCutError(self._piece.source.path)
                    return None
                held = self._held(record, at)
                self._count += 1
                if held.truncated:
                    break
        except DECODING_ERRORS as error:
            if held is not None and (
                self._archive.overruns(at, held.length) or self._archive.contains(at, held.length)
            ):
                return (yield from self._overrun(held))
            return (yield from self._damaged(at, in_words(error), held))
        if held is None:
            return None
        if self._is_overrun(held, at):
            return (yield from self._overrun(held))
        detail = self._archive.unread(at)
        behind = self._archive.behind(at, held.length) if detail else None
        yield self._placed(held.item, self._archive.size if behind is None else behind)
        if detail:
            yield self._unreadable(at if behind is None else behind, detail)
        return None

    def _held(self, record: WarcRecord, at: int) -> _Held:
        said = str(record.headers.get("Content-Length") or "").strip()
        if not said.isdigit():
            raise OSError("a header without a Content-Length")
        length = int(said)  # FastWARC takes one of more than 64 bits for none
        apart = at if self._archive.apart else None
        place = _Place(
            self._piece.source, _header(record, "WARC-Record-ID") or str(self._count if apart is None else at), apart
        )
        if self._wary and length > LONG and self._archive.known and self._archive.overruns(at, length):
            return _Held(place.rejected("truncated", _NO_END.format(length)), place, at, length)
        return _Held(_item(place, record, self._limits), place, at, length)

    def _swallows(self, held: _Held, end: int) -> bool:
        """Whether a page is the rest of one with whole records behind it, which some quote."""
        if not self._archive.plain or not isinstance(held.item, Record) or _QUOTED not in held.item.content:
            return False
        return held.item.content.count("WARC/") <= MAX_QUOTED and self._archive.swallows(held.at, end)

    def _is_overrun(self, held: _Held, at: int) -> bool:
        """Whether the last record of a stretch was not read to an end of its own."""
        if held.truncated or at > held.at:
            return True
        if self._archive.known and self._archive.overruns(at, held.length):
            return True
        return self._swallows(held, self._archive.size)

    def _overrun(self, held: _Held) -> Generator[Item, None, int | None]:
        """A row for a record whose length is wrong, and the next place where one begins.

        Whatever was made of it is not that record: six pages in a row were published as one.
        """
        self._wary = True
        following = self._archive.find(held.at + 1, self._piece.end)
        item = held.item if held.truncated else held.place.rejected("truncated", _NO_END.format(held.length))
        yield self._placed(item, self._archive.size if following is None else following)
        return following

    def _placed(self, item: Item, end: int) -> Item:
        """The item with the length of its bytes in the file, now that it is known where the next one begins."""
        if isinstance(item, Skipped) or item.raw_offset is None or not self._archive.apart or end <= item.raw_offset:
            return item
        return replace(item, raw_length=end - item.raw_offset)

    def _damaged(self, at: int, detail: str, held: _Held | None) -> Generator[Item, None, int | None]:
        """A row for the damage in the record at `at`, or behind the one that was held, which comes first.

        Returns the next place where a record begins, None where there is none in the slice. The row's bytes are the
        damaged ones alone: they held the record above, which is published.
        """
        behind = self._archive.behind(at, held.length) if held is not None and self._archive.apart else None
        following = self._archive.find(max(at + 1, behind or 0), self._piece.end)
        # What the slice has no more of goes on where the next slice begins.
        stop = self._piece.end if following is None else following
        start = behind if behind is not None and behind < (self._archive.size if stop is None else stop) else at
        if held is not None:
            yield self._placed(held.item, start)
        where = "in the record at" if held is None else "after the record at"
        rest = f"going on at byte {stop}" if stop is not None else "the rest was not read"
        yield self._unreadable(start, f"{where} byte {at}: {detail}; {rest}", stop)
        return following

    def _unreadable(self, at: int, detail: str, stop: int | None = None) -> Rejected:
        source = self._piece.source
        length = (self._archive.size if stop is None else stop) - at
        return Rejected(
            source.path, str(at), "read", "unreadable", detail[:MAX_DETAIL], raw_offset=at, raw_length=length
        )


# --- one record ---


@dataclass(frozen=True, slots=True)
class _Place:
    source: Source
    name: str
    at: int | None

    def rejected(self, reason: str, detail: str, sha256: str | None = None) -> Rejected:
        return Rejected(
            self.source.path, self.name, "read", reason, detail[:MAX_DETAIL], raw_sha256=sha256, raw_offset=self.at
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """What was made of a record, until it is known where the next one begins."""

    item: Item
    place: _Place
    at: int
    length: int

    @property
    def truncated(self) -> bool:
        return isinstance(self.item, Rejected) and self.item.reason == "truncated"


def _item(place: _Place, record: WarcRecord, limits: Limits) -> Item:
    kind = int(record.record_type)
    if not kind & _NEED_A_PAYLOAD:
        return Skipped(_BESIDE[kind]) if kind in _BESIDE else _without_payload(place, record)
    if record.record_type == WarcRecordType.resource and _header(record, "WARC-Target-URI").startswith(_OWN):
        return Skipped("metadata")
    return _payload_item(place, record, limits)


def _header(record: WarcRecord, name: str) -> str:
    return str(record.headers.get(name) or "").encode("utf-8", "replace").decode()[:MAX_DETAIL]


def _without_payload(place: _Place, record: WarcRecord) -> Item:
    """Records that stand for a page and hold none, and those of a type that the standard does not have."""
    if record.record_type == WarcRecordType.revisit:
        of = _header(record, "WARC-Refers-To-Target-URI") or _header(record, "WARC-Refers-To") or "an earlier capture"
        return place.rejected("revisit", f"the same as {of}, {_header(record, 'WARC-Refers-To-Date')}".rstrip(", "))
    if record.record_type == WarcRecordType.continuation:
        return place.rejected("continuation", f"a later part of {_header(record, 'WARC-Segment-Origin-ID')}")
    return Skipped(f"type {_header(record, 'WARC-Type')[:40] or 'not given'}")


def _payload_item(place: _Place, record: WarcRecord, limits: Limits) -> Record | Rejected:
    transfer = content = ""
    interim = 0
    if _is_http(record):
        if not record.content_length:
            return place.rejected("empty", "the record has no bytes")
        headers, interim = _http_headers(record)
        status = headers.status_code if headers is not None else None
        if headers is None or status != 200:
            if record.content_length > interim and not record.reader.read(1):
                return place.rejected("truncated", "the file ends inside of the HTTP header")
            line = str(headers.status_line if headers is not None else "")[:100]
            said = f"HTTP status {status}" if isinstance(status, int) else f"no HTTP status in {line!r}"
            return place.rejected("http_status", said)
        declared = str(headers.get("Content-Type") or "")
        transfer = ", ".join(headers.get_multiple("Transfer-Encoding"))
        content = ", ".join(headers.get_multiple("Content-Encoding"))
    else:
        declared = str(record.headers.get("Content-Type") or "")
    content_type, charset = parsed_content_type(declared)
    promised = record.content_length - interim
    data: bytes = record.reader.read(SNIFFED)
    if len(data) < min(SNIFFED, promised):
        return place.rejected("truncated", _short(promised, len(data)))
    kind = page_kind(content_type, data)
    if kind is None and not content:
        return place.rejected("content_type", f"{content_type or 'no content type'}, and the bytes open no HTML page")
    # Not asked for more than there is: a buffer for the largest record is made anew, and cleared, for each.
    data += record.reader.read(max(0, min(limits.max_record_bytes + 1, promised) - len(data)))
    if len(data) > limits.max_record_bytes:
        return place.rejected("too_large", f"{promised} bytes, more than {limits.max_record_bytes}")
    if len(data) < promised:
        return place.rejected("truncated", _short(promised, len(data)))
    body = decoded_body(data, transfer, content, limits.max_record_bytes)
    if isinstance(body, NoBody):
        return place.rejected(body.reason, body.detail, hashlib.sha256(data).hexdigest())
    if transfer or content:
        kind = page_kind(content_type, body.data)
    if kind is None:
        return place.rejected("content_type", f"{content_type or 'no content type'}, and the bytes open no HTML page")
    return _record(place, record, body, kind, charset)


def _is_http(record: WarcRecord) -> bool:
    """Whether it holds an answer as the server sent it; FastWARC only knows the lower-case name for one."""
    content_type = str(record.headers.get("Content-Type") or "")
    if record.record_type == WarcRecordType.response and not content_type:
        # The standard lets a reader guess; who was asked by HTTP answered in it.
        return _header(record, "WARC-Target-URI").strip("<> ").lower().startswith(("http://", "https://"))
    return bool(record.is_http) or content_type.lower().startswith("application/http")


def _http_headers(record: WarcRecord) -> tuple[HeaderMap | None, int]:
    """The headers of the answer, and how many bytes they have behind "100 Continue" and its like."""
    record.is_http = True
    record.parse_http(auto_decode="none", quirks_mode=True)
    headers, read = record.http_headers, 0
    for _ in range(MAX_INTERIM):
        if headers is None or headers.status_code not in range(100, 200):
            break
        lines = []
        while (line := record.reader.readline()).strip():
            lines.append(line)
        if not lines:
            break
        headers = HeaderMap()
        headers.parse(io.BytesIO(b"".join(lines) + b"\r\n"))
        read += len(b"".join(lines)) + len(line)
    return headers, read


def _short(promised: int, found: int) -> str:
    return f"the record should have {promised} bytes, the file has {found}"


def _record(place: _Place, record: WarcRecord, body: Body, kind: Kind, charset: str | None) -> Record | Rejected:
    sha256 = hashlib.sha256(body.data).hexdigest()
    decoded = decode(body.data, kind, charset)
    if isinstance(decoded, NotText):
        return place.rejected("not_text", decoded.detail, sha256)
    if not decoded.text or decoded.text.isspace():
        return place.rejected("empty", "nothing but white space", sha256)
    fields = {
        "url": str(record.headers.get("WARC-Target-URI") or "").strip("<> "),
        "warc-date": str(record.headers.get("WARC-Date") or ""),
    }
    cut = _header(record, "WARC-Truncated")
    repairs = (*(["body_cut_off"] if body.cut_off else []), *decoded.repairs)
    return Record(
        source_path=place.source.path,
        source_record=place.name,
        content=decoded.text,
        kind=kind,
        raw_sha256=sha256,
        raw_offset=place.at,
        raw_length=None,
        fields={name: value for name, value in fields.items() if value},
        repairs=(*repairs, f"warc_truncated:{cut[:40]}") if cut else repairs,
        utf8=decoded.utf8,
    )
