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

import zstandard
from fastwarc.stream_io import BrotliReader

from tasks.document import Kind

MAX_CODINGS = 4
"""Content codings on top of one another. Nobody has a reason for more than two; a hundred are an attack."""


@dataclass(frozen=True, slots=True)
class NoBody:
    """Why there is no page in a response: a reason of the quarantine table, and what was found."""

    reason: str
    detail: str


def decoded_body(data: bytes, transfer: str, content: str, limit: int) -> bytes | NoBody:
    """The body without its transfer and content codings, never more than `limit` bytes.

    `transfer` and `content` are the values of `Transfer-Encoding` and `Content-Encoding`, "" for none.
    """
    if "chunked" in transfer.lower():
        data = _dechunked(data)
    codings = [coding for part in content.lower().split(",") if (coding := part.strip()) not in {"", "identity"}]
    if len(codings) > MAX_CODINGS:
        return NoBody("content_encoding", f"{len(codings)} content codings on top of one another")
    for coding in reversed(codings):
        inflate = _CODINGS.get(coding.removeprefix("x-"))
        if inflate is None:
            continue  # "utf-8", "none", "binary": no coding, and decoding the text says whether it is one
        try:
            inflated = inflate(data, limit + 1)
        except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
            if _is_packed(data, coding):
                return NoBody("content_encoding", f"{coding}: {error}"[:200])
            continue  # it was decoded before it was stored
        if len(inflated) > limit:
            return NoBody("too_large", f"more than {limit} bytes when decompressed")
        data = inflated
    return data


def _is_packed(data: bytes, coding: str) -> bool:
    """Whether bytes that a coding could not read are nevertheless packed, and so no page."""
    if coding.removeprefix("x-") == "gzip":
        return data.startswith(b"\x1f\x8b")
    return not opens_html(data) and b"<" not in data[:4096]


_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


def _dechunked(data: bytes) -> bytes:
    """The chunks of a body in a row; the bytes themselves where they are no chunks. What is cut off is kept."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(data, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        if not data[at : at + 4].strip():  # the end, or cut off before the last chunk
            return b"".join(parts)
    # Something that is no size where one should be: not chunked at all, or broken in the middle.
    return data if not parts or at < len(data) // 2 else b"".join([*parts, data[at:]])


def _gzip(data: bytes, limit: int) -> bytes:
    return _inflated(data, limit, zlib.MAX_WBITS | 16)


def _deflate(data: bytes, limit: int) -> bytes:
    try:
        return _inflated(data, limit, zlib.MAX_WBITS)
    except zlib.error:  # the standard says zlib, half of the servers send it without the frame
        return _inflated(data, limit, -zlib.MAX_WBITS)


def _inflated(data: bytes, limit: int, window: int) -> bytes:
    inflater = zlib.decompressobj(window)
    inflated = inflater.decompress(data, limit)
    if not inflated and data:
        raise EOFError("nothing could be decompressed")
    return inflated


def _brotli(data: bytes, limit: int) -> bytes:
    inflated: bytes = BrotliReader(io.BytesIO(data)).read(limit)
    return inflated


def _zstd(data: bytes, limit: int) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)) as reader:
        return reader.read(limit)


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
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
