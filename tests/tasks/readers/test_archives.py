"""Pages in zip and tar archives, and pages saved as MHTML."""

import gzip
import io
import random
import re
import tarfile
import tracemalloc
import zipfile

import pytest
import zstandard

from tasks.document import Record, Rejected
from tasks.readers import Limits, Slice, Source, read

TEXT = "The cellar stayed damp for a week after the pumps had been switched off."
MHTML = (
    b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://harbour.example/a\r\n"
    b"Date: Sun, 1 Nov 2026 02:03:04 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="=edge"\r\n\r\n--=edge\r\n'
    b"Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://harbour.example/a\r\n\r\n<p>The caf=E9 at the pier=\r\n closed.</p>\r\n--=edge\r\n"
    b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=edge--\r\n"
)


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(members, pack=bytes):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return pack(packed.getvalue())


PACK = {
    ".zip": zipped,
    ".tar": tarred,
    ".tar.gz": lambda members: tarred(members, gzip.compress),
    ".tgz": lambda members: tarred(members, gzip.compress),
    ".tar.zst": lambda members: tarred(members, zstandard.compress),
}


@pytest.mark.parametrize("suffix", PACK)
def test_every_member_is_a_document_by_its_path(items, suffix):
    members = {
        "site/a.html": f"<p>{TEXT}</p>".encode(),
        "site/b.txt": TEXT.encode(),
        "site/" + "deep/" * 40 + "c.htm": b"<meta charset=windows-1251><p>" + "Лоцман".encode("cp1251"),
        "d.mhtml": MHTML,
        # As long as a block of the archive, and one byte more: where reading goes back by one.
        "e.txt": (TEXT * 99)[:1024].encode(),
        "f.txt": (TEXT * 99)[:1025].encode(),
    }
    found = items(PACK[suffix](members), f"dump{suffix}")
    assert [item.source_record for item in found] == list(members)
    assert [item.kind for item in found] == ["html", "text", "html", "html", "text", "text"]
    assert "Лоцман" in found[2].content
    assert found[5].content == (TEXT * 99)[:1025]
    assert all(
        item.source_path == f"raw/dump{suffix}" and item.raw_length == len(members[item.source_record])
        for item in found
    )
    assert all((item.raw_offset is None) == (suffix == ".zip") for item in found)  # a zip's members are compressed


def test_links_and_pipes_in_a_tar_are_rows(items):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, kind, to in (
            ("site", tarfile.DIRTYPE, ""),
            ("site/hard.html", tarfile.LNKTYPE, "site/a.html"),
            ("site/soft.html", tarfile.SYMTYPE, "a.html"),
            ("site/pipe.html", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, to
            archive.addfile(info)
    assert [(item.source_record, item.reason, item.detail) for item in items(packed.getvalue(), "a.tar")] == [
        ("site/hard.html", "unsupported", "a link to site/a.html"),
        ("site/soft.html", "unsupported", "a link to a.html"),
        ("site/pipe.html", "unsupported", "no regular file"),
    ]


@pytest.mark.parametrize("suffix", PACK)
def test_a_member_that_is_no_page_costs_only_itself(items, suffix):
    members = {
        "a.txt": TEXT.encode(),
        "style.css": b"p {}",
        "big.txt": b"x" * 5000,
        "empty.txt": b"",
        "pdf.html": b"%PDF-1.4",
        "z.txt": TEXT.encode(),
    }
    found = items(PACK[suffix](members), f"dump{suffix}", Limits(1000))
    assert [getattr(item, "reason", "ok") for item in found] == [
        "ok",
        "unsupported",
        "too_large",
        "empty",
        "not_text",
        "ok",
    ]
    assert [item.source_record for item in found] == list(members)
    lengths = [len(data) for data in members.values()]
    assert suffix == ".zip" or [item.raw_length for item in found] == lengths
    assert suffix == ".zip" or None not in [item.raw_offset for item in found]


@pytest.mark.parametrize("suffix", PACK)
def test_an_archive_without_members_or_that_is_none_is_one_row(items, suffix):
    (empty,) = items(PACK[suffix]({}), f"a{suffix}")
    assert empty.reason == "empty"
    (broken,) = items(b"no archive" * 200, f"b{suffix}")
    assert (broken.reason, broken.source_record) == ("unreadable", f"b{suffix}")


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tar.zst"])
def test_what_stands_before_the_end_of_a_cut_off_archive_is_read(items, suffix):
    noise = random.Random(1).randbytes(20_000).hex().encode()
    data = PACK[suffix]({"a.txt": TEXT.encode(), "b.txt": TEXT.encode() + noise, "c.txt": TEXT.encode()})
    found = items(data[: len(data) // 2], f"a{suffix}")
    if suffix != ".tar.zst":  # which is one block of one frame here
        assert isinstance(found[0], Record)
    assert found[-1].reason in {"unreadable", "truncated"}


PAGES = {f"{name}.txt": f"{name}: {TEXT}".encode() for name in "abc"}
"""In a tar each is a block of header and one of data."""


def changed(data, at, to=b"\xff"):
    return data[:at] + to + data[at + len(to) :]


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz"])
@pytest.mark.parametrize(("at", "lost"), [(10, "a.txt"), (1034, "b.txt"), (1024 + 125, "b.txt"), (2058, "c.txt")])
def test_a_damaged_header_of_a_tar_costs_only_its_member(items, suffix, at, lost):
    data = changed(tarred(PAGES), at)
    found = items(data if suffix == ".tar" else gzip.compress(data), f"a{suffix}")
    good = [item for item in found if isinstance(item, Record)]
    (bad,) = [item for item in found if isinstance(item, Rejected)]
    assert [item.source_record for item in good] == [name for name in PAGES if name != lost]
    assert [item.content.encode() for item in good] == [PAGES[item.source_record] for item in good]
    assert bad.reason == "unreadable"
    assert ("the rest was not read" if lost == "c.txt" else "read on at byte") in bad.detail
    assert (bad.raw_offset, bad.raw_length) == (at // 1024 * 1024, None if lost == "c.txt" else 1024)


@pytest.mark.parametrize("size", [512, 900, 1024, 1030, 1535, 1536, 2048, 3071, 3072])
def test_a_tar_that_was_cut_off_anywhere_says_so(items, size):
    found = items(tarred(PAGES)[:size], "a.tar")
    assert [item.source_record for item in found if isinstance(item, Record)] == list(PAGES)[
        : size // 1024 + (size % 1024 > 600)
    ]
    assert found[-1].reason == "unreadable"
    assert "the rest was not read" in found[-1].detail


@pytest.mark.parametrize("zeros", [1, 512, 1024, 100_000])
def test_the_end_mark_of_a_tar_may_have_any_length(items, zeros):
    assert all(isinstance(item, Record) for item in items(tarred(PAGES)[:3072] + bytes(zeros), "a.tar"))


def test_what_follows_the_end_mark_of_a_tar_is_read(items):
    more = {f"more/{name}": data for name, data in PAGES.items()}
    found = items(tarred(PAGES) + tarred(more), "a.tar")
    assert [item.source_record for item in found] == [*PAGES, *more]
    packed = items(tarred(PAGES, gzip.compress) + tarred(more, gzip.compress), "a.tar.gz")
    assert [item.content for item in packed] == [item.content for item in found]
    other = items(tarred(PAGES) + b"no tar" * 99, "b.tar")
    assert [getattr(item, "reason", "ok") for item in other] == ["ok", "ok", "ok", "unreadable"]


@pytest.mark.parametrize(
    ("suffix", "data", "cause"),
    [
        (".tar.gz", tarred(PAGES), "Not a gzipped file"),
        (".tar.zst", zstandard.compress(tarred(PAGES))[:-20], "ends inside a compressed frame"),
        (".tar", b"", "empty file"),
    ],
)
def test_a_tar_of_which_nothing_can_be_read_says_why(items, suffix, data, cause):
    (found,) = items(data, f"a{suffix}")
    assert (found.reason, cause in found.detail) == ("unreadable", True)


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz"])
def test_a_sparse_member_of_a_tar_costs_only_itself(items, suffix):
    info = tarfile.TarInfo("holes.txt")
    info.type, info.size = tarfile.GNUTYPE_SPARSE, 512
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    for at, number in ((386, 0), (398, 5), (410, 200_000), (422, 507), (483, 200_507)):
        header[at : at + 12] = tarfile.itn(number, 12)
    header[148:156] = b"%06o\0 " % tarfile.calc_chksums(bytes(header))[0]
    data = bytes(header) + b"start".ljust(512, b"x") + tarred(PAGES)
    found = items(data if suffix == ".tar" else gzip.compress(data), f"a{suffix}")
    assert (found[0].source_record, found[0].reason) == ("holes.txt", "unsupported")
    assert [item.source_record for item in found[1:]] == list(PAGES)


def test_a_header_of_negative_size_is_not_read_for_ever(items):
    header = bytearray(tarred(PAGES)[:512])
    header[124:136] = tarfile.itn(-600, 12, tarfile.GNU_FORMAT)
    header[148:156] = b"%06o\0 " % tarfile.calc_chksums(bytes(header))[0]
    bad, *good = items(bytes(header) + tarred(PAGES), "a.tar")
    assert (bad.reason, [item.source_record for item in good]) == ("unreadable", list(PAGES))


def test_headers_that_only_announce_headers_are_refused(items):
    info = tarfile.TarInfo("a")
    attributes = info.create_pax_global_header({"comment": "x"})
    found = items(attributes * 3000 + tarred(PAGES), "a.tar")
    assert [item.source_record for item in found if isinstance(item, Record)][-3:] == list(PAGES)
    assert found[0].reason == "unreadable"


def test_a_damaged_member_of_a_zip_costs_only_itself(items):
    data = bytearray(zipped({"a.txt": TEXT.encode() * 9, "b.txt": TEXT.encode() * 9}))
    data[60:64] = b"\0\0\0\0"
    first, second = items(bytes(data), "a.zip")
    assert (first.reason, second.content) == ("unreadable", TEXT * 9)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_of_a_zip_costs_only_itself_however_it_is_compressed(items, compression):
    data = zipped(PAGES, compression)
    start, end = data.index(b"b.txt") + 5, data.index(b"PK\x03\x04", data.index(b"b.txt"))
    for at in range(start, end):
        found = items(changed(data, at, bytes([data[at] ^ 0xFF])), "a.zip")
        assert [item.source_record for item in found] == list(PAGES)
        assert [item.content.encode() for item in found[::2]] == [PAGES["a.txt"], PAGES["c.txt"]]
        assert getattr(found[1], "reason", "ok") in {"ok", "unreadable"}  # bits that pad a block change nothing


class Unseekable(io.RawIOBase):
    """Where a zip is streamed to: its headers say nothing of check sums and sizes."""

    def __init__(self):
        self.held = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.held += data
        return len(data)


def streamed(members):
    target = Unseekable()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return bytes(target.held)


@pytest.mark.parametrize(
    "data", [zipped(PAGES), zipped(PAGES, zipfile.ZIP_STORED), streamed(PAGES)], ids=["packed", "stored", "streamed"]
)
def test_a_zip_without_its_directory_is_read_member_by_member(items, data):
    whole = items(data, "a.zip")
    directory = data.index(b"PK\x01\x02")
    for broken in (data[:directory], data[:-1], data + bytes(70_000), changed(data, directory, b"JUNK")):
        *members, damage = items(broken, "a.zip")
        assert members == whole
        assert (damage.source_record, damage.reason) == ("a.zip", "unreadable")
        assert damage.detail.startswith("BadZipFile: ")
        assert damage.detail.endswith("its members were read by their own headers")
    last = data.index(b"c.txt")
    *members, cut, damage = items(data[: last + 20], "a.zip")
    assert members == whole[:2]
    assert (cut.source_record, cut.reason, damage.source_record) == ("c.txt", "truncated", "a.zip")
    # Not even a header; and what only begins like one.
    for nothing in (b"", b"PK\3\4", b"<html>" * 9 + b"PK\3\4" * 30):
        (damage,) = items(nothing, "a.zip")
        assert (damage.reason, "headers" in damage.detail) == ("unreadable", False)


def test_any_damage_to_a_zip_leaves_the_members_that_it_does_not_touch(items):
    data = zipped(PAGES)
    directory = data.index(b"PK\x01\x02")
    start, end = data.index(b"b.txt"), data.index(b"PK\3\4", data.index(b"b.txt"))
    chance = random.Random(7)
    for at in range(start, end):
        found = items(changed(data[:directory], at, bytes([chance.randrange(256)])), "a.zip")
        read_ones = {item.source_record: item.content.encode() for item in found if isinstance(item, Record)}
        assert read_ones.items() >= {name: PAGES[name] for name in ("a.txt", "c.txt")}.items()


def test_a_zip_without_its_directory_holds_bombs_and_large_members(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.txt", "w") as member:
            for _ in range(200):
                member.write(bytes(10**6))
        # 64 bits for sizes, whatever they are.
        with archive.open("large.txt", "w", force_zip64=True) as member:
            member.write(TEXT.encode())
        archive.writestr(zipfile.ZipInfo("folder/"), b"")
        archive.writestr("picture.png", b"\x89PNG")
    path.write_bytes(path.read_bytes()[:-1])
    source = Source("bomb.zip", str(path), "bomb.zip", path.stat().st_size)
    tracemalloc.start()
    found = list(read(Slice(source), Limits(max_record_bytes=10**6)))
    assert tracemalloc.get_traced_memory()[1] < 10**7
    tracemalloc.stop()
    assert [(item.source_record, getattr(item, "reason", "")) for item in found] == [
        ("bomb.txt", "too_large"), ("large.txt", ""), ("picture.png", "unsupported"), ("bomb.zip", "unreadable"),
    ]  # fmt: skip


def test_a_zip_with_a_password_says_so(items):
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    (found,) = items(bytes(data), "a.zip")
    assert found.reason == "unreadable"
    assert "encrypted" in found.detail


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz", ".tar.zst"])
def test_a_bomb_takes_no_memory(tmp_path, suffix):
    size = 200 * 2**20
    path = tmp_path / f"bomb{suffix}"
    if suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb.txt", "w") as member:
            for _ in range(size // 2**20):
                member.write(bytes(2**20))
    else:
        opener = gzip.open if suffix.endswith("gz") else zstandard.open
        with opener(path, "wb") as file:
            info = tarfile.TarInfo("bomb.txt")
            info.size = size
            file.write(info.tobuf())
            for _ in range(size // 2**20):
                file.write(bytes(2**20))
            info = tarfile.TarInfo("after.txt")
            info.size = len(TEXT)
            file.write(info.tobuf() + TEXT.encode().ljust(512, b"\0") + bytes(1024))
    tracemalloc.start()
    found = list(read(Slice(Source("a", str(path), "a", path.stat().st_size)), Limits(2**20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0].reason == "too_large"
    assert [item.content for item in found[1:]] == ([] if suffix == ".zip" else [TEXT])
    # zstd hands out up to 32 MiB at a time, and a chunk is copied twice.
    assert peak < 120 * 2**20


def test_a_header_that_asks_for_a_gigabyte_is_refused(items):
    info = tarfile.TarInfo("././@PaxHeader")
    info.type = tarfile.XHDTYPE
    info.size = 2**30
    found = items(tarred({"a.txt": TEXT.encode()})[:1024] + info.tobuf() + bytes(4096), "a.tar")
    assert [type(item) for item in found] == [Record, Rejected]
    # Python 3.14 asks for it a mebibyte at a time, the ones before for the whole.
    assert re.search(r"a header of (1073741824|1048576) bytes; the rest was not read", found[1].detail)


@pytest.mark.parametrize("suffix", PACK)
def test_bytes_that_were_changed_anywhere_never_raise(items, suffix):
    chance = random.Random(suffix)
    good = PACK[suffix]({"a.html": f"<p>{TEXT}</p>".encode(), "b.mht": MHTML, "c.txt": TEXT.encode()})
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert items(bytes(data), f"a{suffix}")


def test_a_saved_page_is_its_html_part(items):
    (found,) = items(MHTML, "a.mhtml")
    assert (found.kind, found.content) == ("html", "<p>The café at the pier closed.</p>")
    assert found.fields == {"url": "https://harbour.example/a", "crawl_date": "2026-11-01T02:03:04+00:00"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "no_content"), (b"Content-Type: image/png\r\n\r\nxx", "no_content"), (MHTML.replace(b"text/html;", b"text/css;"), "no_content")],
)  # fmt: skip
def test_a_message_without_a_page_says_so(items, data, reason):
    (found,) = items(data, "a.mht")
    assert found.reason == reason
