"""WARC records as bytes, written out by hand: what a crawler does wrong no library writes."""

import gzip
import struct

import zstandard

PAGE = b"<!DOCTYPE html><html><body><p>The pilot boat lay at the outer pier all winter.</p></body></html>"


def record(payload, kind="response", number=1, content_type="application/http; msgtype=response", **headers):
    """One record; `None` takes a header out."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{number:08d}>",
        "WARC-Date": "2026-11-01T02:03:04Z",
        "WARC-Target-URI": f"https://harbour.example/{number}",
        "Content-Type": content_type,
        "Content-Length": str(len(payload)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + payload + b"\r\n\r\n"


def http(body=PAGE, status="200 OK", content_type="text/html", **headers):
    """An HTTP response as a server sent it."""
    fields = ({"Content-Type": content_type} if content_type is not None else {}) | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return head.encode() + b"\r\n" + body


def page(number, body=PAGE):
    """A good record; its page names its number."""
    return record(http(body.replace(b"pier", b"pier %d" % number)), number=number)


def gz(records):
    """One gzip member a record."""
    return b"".join(gzip.compress(data, mtime=0) for data in records)


def zst(records, dictionary=False):
    """One frame a record, with checksums; with a dictionary in a first frame, as the standard proposes."""
    records = list(records)
    if not dictionary:
        return b"".join(zstandard.ZstdCompressor(write_checksum=True).compress(data) for data in records)
    trained = zstandard.train_dictionary(2000, [page(number) for number in range(1000, 1200)])
    raw = trained.as_bytes()
    compressor = zstandard.ZstdCompressor(dict_data=trained, write_checksum=True)
    return struct.pack("<II", 0x184D2A5D, len(raw)) + raw + b"".join(compressor.compress(data) for data in records)


PACK = {".warc": b"".join, ".warc.gz": gz, ".warc.zst": zst}


def one(found):
    """The only item that was read."""
    (item,) = found
    return item
