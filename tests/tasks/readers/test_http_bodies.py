"""What servers send: bodies packed in every way, whole, cut off, and under headers that are no longer true."""

import gzip
import io
import random
import zlib

import pytest
import zstandard
from fastwarc.stream_io import BrotliWriter

from tasks.readers import Limits
from tests.tasks.readers.warcs import PAGE, http, one, record


def brotli(data):
    packed = io.BytesIO()
    with BrotliWriter(packed) as writer:
        writer.write(data)
    return packed.getvalue()


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunked(data, ending=b"0\r\n\r\n"):
    half = len(data) // 2
    return b"".join(b"%x;q=1\r\n%s\r\n" % (len(part), part) for part in (data[:half], data[half:])) + ending


@pytest.mark.parametrize(
    "response",
    [
        http(gzip.compress(PAGE), Content_Encoding="gzip"),
        http(gzip.compress(PAGE), Content_Encoding="x-gzip"),
        http(zlib.compress(PAGE), Content_Encoding="deflate"),
        http(raw_deflate(PAGE), Content_Encoding="deflate"),
        http(brotli(PAGE), Content_Encoding="br"),
        http(zstandard.compress(PAGE), Content_Encoding="zstd"),
        http(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip"),
        http(chunked(PAGE), Transfer_Encoding="chunked"),
        http(chunked(PAGE, b""), Transfer_Encoding="chunked"),
        http(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        # Headers that are no longer true: the crawler decoded the body and left them.
        http(PAGE, Content_Encoding="gzip"),
        http(PAGE, Content_Encoding="br"),
        http(PAGE, Content_Encoding="zstd"),
        # Codings that are named in other ways, and answers before the one.
        http(chunked(gzip.compress(PAGE)), Transfer_Encoding="gzip, chunked"),
        http(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip\r\nContent-Encoding: gzip"),
        http(gzip.compress(PAGE), Content_Encoding="gzip\r\nContent-Encoding: gzip"),
        b"HTTP/1.1 100 Continue\r\n\r\n" + http(PAGE),
        b"HTTP/1.1 103 Early Hints\r\nLink: <a.css>\r\n\r\n" * 2 + http(gzip.compress(PAGE), Content_Encoding="gzip"),
        http(PAGE, Transfer_Encoding="chunked"),
        http(PAGE, Content_Encoding="utf-8"),
        http(PAGE, Content_Length="5"),
        # What the server or the crawler says of the type, and what it is.
        http(PAGE, content_type=None),
        http(PAGE, content_type="application/octet-stream"),
        http(PAGE, content_type="image/png"),
        http(PAGE, content_type="TEXT/HTML;charset=UTF-8, text/html"),
        http(PAGE, content_type="text/html; charset=\xff\x00; =;;"),
        b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE,
        b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + PAGE,
    ],
)  # fmt: skip
def test_a_body_is_what_its_bytes_say(items, response):
    found = one(items(record(response, WARC_Identified_Payload_Type="application/pdf")))
    assert (found.kind, found.content) == ("html", PAGE.decode())


CODINGS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli, "zstd": zstandard.compress}
LONG = PAGE + b"".join(random.Random(n).randbytes(40).hex().encode() + b"<br>\n" for n in range(9000))


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_cut_off_inside_its_coding_is_kept_as_far_as_it_goes(items, coding):
    packed = CODINGS[coding](LONG)
    found = one(items(record(http(packed[: len(packed) // 2], Content_Encoding=coding))))
    assert found.repairs == ("body_cut_off",)
    assert LONG.decode().startswith(found.content)
    assert len(found.content) > len(LONG) // 4
    assert one(items(record(http(packed, Content_Encoding=coding)))).repairs == ()
    assert one(items(record(http(packed[:60], Content_Encoding=coding)))).reason == "content_encoding"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_in_several_members_is_all_of_them(items, coding):
    pack = CODINGS[coding]
    members = pack(LONG[:9000]) + pack(b"") + pack(LONG[9000:])
    found = one(items(record(http(members, Content_Encoding=coding))))
    assert (found.content, found.repairs) == (LONG.decode(), ())
    found = one(items(record(http(pack(LONG[:9000]) + b"and no member", Content_Encoding=coding))))
    assert (found.content, found.repairs) == (LONG[:9000].decode(), ())
    bomb = pack(PAGE) + pack(bytes(10**6)) * 100
    assert one(items(record(http(bomb, Content_Encoding=coding)), limits=Limits(10**6))).reason == "too_large"


def test_a_chunk_that_is_cut_off_is_said_to_be(items):
    sent = chunked(PAGE, b"")[:-20]
    assert one(items(record(http(sent, Transfer_Encoding="chunked")))).repairs == ("body_cut_off",)
