"""The bytes of an HTTP response as they were sent, back to those of the page; and what kind of page they are.

Crawlers store bodies in two ways under the same headers: as sent, and decoded with the headers left as they were
(Common Crawl, wget). So a header is only believed where the bytes bear it out.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Protocol

import zstandard
from fastwarc.stream_io import BrotliReader

from tasks.document import Kind
from tasks.readers.bytestream import ZSTD_INPUT

MAX_CODINGS = 4
"""Content codings on top of one another. Nobody has a reason for more than two; a hundred are an attack."""


@dataclass(frozen=True, slots=True)
class NoBody:
    """Why there is no page in a response: a reason of the quarantine table, and what was found."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a page, and whether more of them were sent than could be unpacked."""

    data: bytes
    cut_off: bool = False


def decoded_body(data: bytes, transfer: str, content: str, limit: int) -> Body | NoBody:
    """The body without its transfer and content codings, never more than `limit` bytes.

    `transfer` and `content` are the values of `Transfer-Encoding` and `Content-Encoding`, "" for none.
    """
    cut_off = False
    if "chunked" in transfer.lower():
        data, cut_off = _dechunked(data)
    codings = [coding for part in f"{content},{transfer}".lower().split(",") if (coding := part.strip()) not in _NONE]
    if len(codings) > MAX_CODINGS:
        return NoBody("content_encoding", f"{len(codings)} content codings on top of one another")
    for coding in reversed(codings):
        inflate = _CODINGS.get(coding.removeprefix("x-"))
        if inflate is None:
            continue  # "utf-8", "none", "binary": no coding, and decoding the text says whether it is one
        try:
            inflated, ends_early = inflate(data, limit + 1)
        except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
            if _is_packed(data, coding):
                return NoBody("content_encoding", f"{coding}: {error}"[:200])
            continue  # it was decoded before it was stored
        if len(inflated) > limit:
            return NoBody("too_large", f"more than {limit} bytes when decompressed")
        data, cut_off = inflated, cut_off or ends_early
    return Body(data, cut_off)


_NONE = {"", "identity", "chunked"}
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\f\r\x1b"))


def _is_packed(data: bytes, coding: str) -> bool:
    """Whether bytes that a coding could not read are nevertheless packed, and so no page.

    By their control characters where the coding has no signature: some nine of a hundred packed bytes are one.
    """
    if magic := _MAGIC.get(coding.removeprefix("x-")):
        return data.startswith(magic)
    head = data[:4096]
    return not opens_html(data) and len(head) - len(head.translate(None, _CONTROLS)) > 0.02 * len(head)


_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


def _dechunked(data: bytes) -> tuple[bytes, bool]:
    """The chunks of a body in a row, and whether the last is cut off; the bytes themselves where they are no chunks."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(data, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts), False
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        if not data[at : at + 4].strip():  # the end, or cut off before the last chunk
            return b"".join(parts), at > len(data)
    # Something that is no size where one should be: not chunked at all, or broken in the middle.
    return (data if not parts or at < len(data) // 2 else b"".join([*parts, data[at:]])), False


class _Member(Protocol):
    """What zlib and zstandard unpack one member with."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


STEP = 4096
"""Bytes that are read out of brotli at a time: of a read that comes upon the end nothing is given."""
Unpacked = tuple[bytes, bool]
"""What came out, at most as much as was asked for, and whether the packed bytes end before their end."""


def _members(data: bytes, limit: int, member_of: Callable[[], _Member], magic: bytes | None = None) -> Unpacked:
    """All members of a body, of which each begins with `magic`; what stands behind them is nobody's.

    Raises:
        EOFError, zlib.error, zstandard.ZstdError: the first of them cannot be unpacked.
    """
    parts: list[bytes] = []
    at = whole = size = 0
    try:
        while True:
            member = member_of()
            while not member.eof:
                # Little at a time, so that a bomb is seen before it has gone off.
                if not (packed := data[at : at + ZSTD_INPUT]):
                    return _cut_off(parts)
                at += len(packed)
                parts.append(member.decompress(packed))
                size += len(parts[-1])
                if size >= limit:
                    return b"".join(parts)[:limit], False
            at -= len(member.unused_data)
            whole = len(parts)
            if magic is None or not data.startswith(magic, at):
                return b"".join(parts), False
    except (zlib.error, zstandard.ZstdError):
        if not whole:
            raise
        return b"".join(parts[:whole]), True


def _cut_off(parts: list[bytes]) -> Unpacked:
    if not any(parts):
        raise EOFError("nothing could be decompressed")
    return b"".join(parts), True


_MAGIC = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}


def _gzip(data: bytes, limit: int) -> Unpacked:
    return _members(data, limit, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), _MAGIC["gzip"])


def _deflate(data: bytes, limit: int) -> Unpacked:
    try:
        return _members(data, limit, lambda: zlib.decompressobj(zlib.MAX_WBITS))
    except zlib.error:  # the standard says zlib, half of the servers send it without the frame
        return _members(data, limit, lambda: zlib.decompressobj(-zlib.MAX_WBITS))


def _brotli(data: bytes, limit: int) -> Unpacked:
    reader = BrotliReader(io.BytesIO(data))
    parts: list[bytes] = []
    size = 0
    try:
        while size < limit and (part := reader.read(min(STEP, limit - size))):
            parts.append(part)
            size += len(part)
    except OSError:
        if not _is_packed(data, "br"):  # text that gives a few bytes when read as brotli
            raise
        return _cut_off(parts)
    return b"".join(parts), False


def _zstd(data: bytes, limit: int) -> Unpacked:
    return _members(data, limit, lambda: zstandard.ZstdDecompressor().decompressobj(), _MAGIC["zstd"])


_CODINGS: dict[str, Callable[[bytes, int], Unpacked]] = {
    "gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip

# --- what kind of page ---

_HTML_TYPES = {"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "html"}
_NO_TYPES = {"", "application/octet-stream", "binary/octet-stream", "application/unknown", "unknown/unknown",
             "application/x-download", "application/force-download", "content/unknown", "unk", "no-type"}  # fmt: skip
SNIFFED = 1024
"""Bytes that show whether a document is HTML; browsers look at 1,445."""
_OPENS = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def opens_html(data: bytes) -> bool:
    """Whether bytes open an HTML document, by themselves and whatever a header says."""
    return _OPENS.match(data[:SNIFFED].replace(b"\0", b"")) is not None


def page_kind(content_type: str, head: bytes) -> Kind | None:
    """What kind of page a response holds by its header and its first bytes, None for none.

    Headers are wrong in both directions. Bytes that open an HTML document are one; where they say nothing, the header
    does. What a crawler guessed (`WARC-Identified-Payload-Type`) is not asked: it is wrong more often.
    """
    if opens_html(head):
        return "html"
    if content_type in _HTML_TYPES:
        return "html"
    if content_type in _NO_TYPES and b"<" in head[:SNIFFED] and b"</" in head:
        return "html"
    return "text" if content_type == "text/plain" else None


def parsed_content_type(header: str) -> tuple[str, str | None]:
    """Type and charset of a `Content-Type` header, lower case; "" and None where they are not there."""
    if not header:
        return "", None
    plain, _, parameters = header.partition(";")
    charset = None
    if "charset" in parameters.lower():
        message = Message()
        message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")[:1000]
        charset = message.get_content_charset()
    return plain.split(",")[0].strip().lower(), charset
