"""WARC and WET as crawlers write them, whole, damaged and hostile."""

import gzip
import hashlib
import random
import time
import tracemalloc

import pytest
import zstandard

from tasks.document import Record, Rejected
from tasks.readers import Limits, Skipped, Slice, Source, read
from tests.tasks.readers.warcs import PACK, PAGE, gz, http, one, page, record, zst


@pytest.mark.parametrize("name", PACK)
def test_every_record_with_its_id_address_date_and_place(items, name):
    records = [page(number) for number in range(3)]
    data = PACK[name](records)
    found = items(data, f"a{name}")
    assert [item.source_record for item in found] == [f"<urn:uuid:{n:08d}>" for n in range(3)]
    assert [item.kind for item in found] == ["html"] * 3
    assert found[1].fields == {"url": "https://harbour.example/1", "warc-date": "2026-11-01T02:03:04Z"}
    body = PAGE.replace(b"pier", b"pier 1")
    assert found[1].content == body.decode()
    assert found[1].raw_sha256 == hashlib.sha256(body).hexdigest()
    for number, item in enumerate(found):
        at = data[item.raw_offset : item.raw_offset + item.raw_length]
        whole = {".warc": bytes, ".warc.gz": gzip.decompress, ".warc.zst": zstandard.decompress}[name](at)
        assert whole == records[number]


def test_a_zstd_dictionary_is_used(items):
    found = items(zst([page(number) for number in range(3)], dictionary=True), "a.warc.zst")
    assert [type(item) for item in found] == [Record] * 3


def test_a_wet_file_is_flattened_text(items):
    info = record(b"software: x", "warcinfo", 0, "application/warc-fields")
    text = record("Der Lotse kam früh.\nAbends ging er.".encode(), "conversion", 1, "text/plain")
    skipped, found = items(gz([info, text]), "CC-MAIN-1.warc.wet.gz")
    assert skipped == Skipped("warcinfo")
    assert (found.kind, found.content) == ("text", "Der Lotse kam früh.\nAbends ging er.")


def test_what_stands_beside_the_pages_is_counted(items):
    beside = [
        record(b"x", "warcinfo", 0, "application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", 1, "application/http; msgtype=request"),
        record(b"{}", "metadata", 2, "application/json"),
        record(b"x", "screenshot", 3, "image/png"),
    ]
    found = items(b"".join(beside))
    assert found == [Skipped("warcinfo"), Skipped("request"), Skipped("metadata"), Skipped("type screenshot")]


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (record(http(status="404 Not Found")), "http_status", "HTTP status 404"),
        (record(http(b"", status="301 Moved", Location="/x")), "http_status", "HTTP status 301"),
        (record(http(status="206 Partial Content")), "http_status", "HTTP status 206"),
        (record(b"<html>no status line"), "http_status", "no HTTP status"),
        (record(http(b"\x89PNG\r\n\x1a\n" + bytes(9), content_type="image/png")), "content_type", "image/png"),
        (record(http(b"a{}", content_type="text/css")), "content_type", "text/css"),
        (record(http(b"\1\2\3", content_type=None)), "content_type", "no content type"),
        (record(b"1.2.3.4", content_type="text/dns"), "content_type", "text/dns"),
        (record(http(b"%PDF-1.7 and so on")), "not_text", "PDF"),
        (record(http(b" \n ")), "empty", "white space"),
        (record(b""), "empty", "no bytes"),
        (record(http(status="301 Moved", content_type=None, body=b"")), "http_status", "HTTP status 301"),
        (record(b"HTTP/1.1 100 Continue\r\n\r\n"), "http_status", "HTTP status 100"),
        (record(http(), Content_Length="0"), "truncated", "after 0 bytes"),
        (record(http(), Content_Length="9" * 30), "truncated", "after 9999"),
        (record(http(b"")), "empty", "white space"),
        (
            record(http(b""), "revisit", WARC_Refers_To_Target_URI="https://a.example/", WARC_Refers_To_Date="2025-01-01"),
            "revisit",
            "the same as https://a.example/, 2025-01-01",
        ),
        (record(b"rest", "continuation", WARC_Segment_Origin_ID="<urn:uuid:0>"), "continuation", "<urn:uuid:0>"),
        (record(http(b"\x1f\x8b\x08 but no gzip", Content_Encoding="gzip")), "content_encoding", "gzip"),
        (record(http(Content_Encoding=", ".join(["gzip"] * 9))), "content_encoding", "9 content codings"),
        (record(http(PAGE + b" " * 9000)), "too_large", "more than 5000"),
        (record(http(gzip.compress(bytes(10**6)), Content_Encoding="gzip")), "too_large", "when decompressed"),
    ],
)  # fmt: skip
def test_a_record_that_is_no_page_is_a_row_and_costs_only_itself(items, data, reason, detail):
    first, rejected, last = items(page(7) + data + page(9), limits=Limits(5000 if reason == "too_large" else 10**6))
    assert (first.source_record, last.source_record) == ("<urn:uuid:00000007>", "<urn:uuid:00000009>")
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.stage, rejected.source_record) == (reason, "read", "<urn:uuid:00000001>")
    assert detail in rejected.detail
    assert (rejected.raw_offset, rejected.raw_length) == (len(page(7)), len(data))


def test_media_types_are_told_in_any_case(items):
    found = one(items(record(http(), content_type="Application/HTTP; msgtype=response")))
    assert found.content == PAGE.decode()


def test_what_wget_stores_of_itself_is_no_page(items):
    log = record(b"--2026-11-01--", "resource", 1, "text/plain", WARC_Target_URI="metadata://gnu.org/software/wget/log")
    assert items(log) == [Skipped("metadata")]


@pytest.mark.parametrize(
    ("head", "body", "repairs"),
    [
        ("text/html; charset=windows-1251", "Лоцман вышел на рассвете".encode("cp1251"), ("decoded:windows-1251",)),
        ("text/html; charset=iso-8859-1", "Лоцман вышел на рассвете".encode(), ()),
        ("text/html; charset=punycode", "Лоцман вышел на рассвете".encode(), ()),
        ("text/html", "Лоцман вышел на рассвете".encode() + b"\xff", ("replaced_undecodable",)),
    ],
)
def test_the_charset_that_the_server_named_comes_before_a_guess(items, head, body, repairs):
    found = one(items(record(http(b"<p>" + body, content_type=head))))
    assert found.content.startswith("<p>Лоцман вышел на рассвете")
    assert found.repairs == repairs


def test_a_page_that_the_crawler_cut_says_so(items):
    found = one(items(record(http(), WARC_Truncated="length")))
    assert found.repairs == ("warc_truncated:length",)


def test_a_record_without_an_id_has_its_place_for_one(items):
    first, second = items(page(1) + record(http(), WARC_Record_ID=None))
    assert second.source_record == str(len(page(1))) == str(second.raw_offset)
    assert first.raw_length == second.raw_offset


# --- damage ---


@pytest.mark.parametrize("name", PACK)
def test_damage_in_the_middle_costs_the_record_that_it_is_in(items, name):
    records = [PACK[name]([page(number, PAGE * 50)]) for number in range(5)]
    broken = bytearray(records[2])
    broken[0:12] = b"x" * 12
    first, second, damage, *rest = items(b"".join([*records[:2], bytes(broken), *records[3:]]), f"a{name}")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (damage.reason, damage.stage) == ("unreadable", "read")
    assert damage.raw_offset + damage.raw_length == sum(map(len, records[:3]))
    assert [item.source_record for item in rest] == ["<urn:uuid:00000003>", "<urn:uuid:00000004>"]


@pytest.mark.parametrize("name", PACK)
def test_the_row_of_damage_has_no_bytes_of_the_record_above_it(items, name):
    """Whoever fetched them got a page that is published."""
    records = [PACK[name]([data]) for data in (page(0), record(b"", "revisit", 1), page(2, PAGE * 50), page(3))]
    ends = [sum(map(len, records[:number])) for number in range(5)]
    broken = b"x" * 12 + records[2][12:]
    first, revisit, damage, last = items(b"".join([*records[:2], broken, records[3]]), f"a{name}")
    places = [(item.raw_offset, item.raw_length) for item in (first, revisit, damage, last)]
    assert places == [(ends[number], len(records[number])) for number in range(4)]
    assert damage.source_record == str(ends[2])


def test_bytes_behind_the_last_member_are_no_part_of_it(items):
    whole = gz([page(0)])
    found, rest = items(whole + b"y" * 9, "a.warc.gz")
    assert (found.raw_length, rest.raw_offset, rest.raw_length) == (len(whole), len(whole), 9)


@pytest.mark.parametrize("name", PACK)
def test_damage_at_the_end_of_a_slice_ends_where_the_next_begins(tmp_path, name):
    """It said that the rest was not read, which the next slice reads."""
    records = [PACK[name]([page(number)]) for number in range(4)]
    path = tmp_path / f"a{name}"
    path.write_bytes(b"".join([records[0], b"x" * 12 + records[1][12:], *records[2:]]))
    source, cut = Source("a", str(path), "a", path.stat().st_size), sum(map(len, records[:2]))
    *_, damage = read(Slice(source, 0, cut), Limits(2**20))
    assert (damage.raw_offset, damage.raw_length) == (len(records[0]), len(records[1]))
    assert damage.detail.endswith(f"going on at byte {cut}")


@pytest.mark.parametrize("name", [".warc.gz", ".warc.zst"])
def test_damage_inside_of_compressed_bytes_is_found(items, name):
    noise = random.Random(3).randbytes(3000).hex().encode()
    records = [PACK[name]([page(number, PAGE + noise)]) for number in range(4)]
    broken = bytearray(records[1])
    broken[1000:1010] = bytes(10)
    found = items(b"".join([records[0], bytes(broken), *records[2:]]), f"a{name}")
    assert [type(item) for item in found] == [Record, Rejected, Record, Record]
    assert found[1].reason in {"unreadable", "truncated"}


@pytest.mark.parametrize("name", PACK)
def test_a_file_that_is_cut_off_anywhere_loses_only_its_last_record(items, name):
    """And says so: datatrove leaves two of eight files done, for ever."""
    records = [PACK[name]([page(number)]) for number in range(3)]
    data = b"".join(records)
    whole = len(data) - len(records[-1])
    for length in range(whole, len(data)):
        found = items(data[:length], f"a{name}")
        assert [item.source_record for item in found[:2]] == ["<urn:uuid:00000000>", "<urn:uuid:00000001>"]
        if length == whole:
            assert len(found) == 2
        elif isinstance(found[2], Record):  # all that is missing is a checksum, or the empty lines behind it
            assert length > len(data) - 20
            assert [item.reason for item in found[3:]] in ([], ["unreadable"])
        else:
            assert [item.reason for item in found[2:]] in (["truncated"], ["unreadable"])


def claiming(number, more, **headers):
    """A record whose Content-Length is off by `more` bytes."""
    payload = http()
    return record(payload, number=number, Content_Length=str(len(payload) + more), **headers)


@pytest.mark.parametrize("more", [5000, 10**12, 200, -3])
@pytest.mark.parametrize("name", PACK)
def test_a_wrong_length_costs_only_its_record(items, name, more):
    """It swallowed all pages behind it, or ended in the middle of one, which was published as its text."""
    records = [PACK[name]([data]) for data in (page(1), claiming(2, more), claiming(3, more), page(4), page(5))]
    first, *truncated, fourth, fifth = items(b"".join(records), f"a{name}")
    assert [item.reason for item in truncated] == ["truncated"] * 2
    assert truncated[0].source_record == "<urn:uuid:00000002>"
    assert (truncated[0].raw_offset, truncated[0].raw_length) == (len(records[0]), len(records[1]))
    assert [item.source_record[-3:] for item in (first, fourth, fifth)] == ["01>", "04>", "05>"]
    assert all(isinstance(item, Record) for item in (first, fourth, fifth))


@pytest.mark.parametrize("name", PACK)
def test_a_wrong_length_of_a_record_that_is_no_page_costs_only_it(items, name):
    request = record(b"GET / HTTP/1.1", "request", 2, Content_Length="500")
    missing = record(http(status="404 Not Found"), number=3, Content_Length="9000")
    found = items(PACK[name]([page(1), request, missing, page(4)]), f"a{name}")
    assert [getattr(item, "reason", "") for item in found] == ["", "truncated", "truncated", ""]


@pytest.mark.parametrize("cut", range(1950, 2050))
def test_records_appended_to_one_that_was_cut_off_are_not_its_text(items, cut):
    """At 2,000 six of them are just as long as what is missing."""
    found = items(page(1) + page(2, PAGE * 40)[:cut] + b"".join(page(number) for number in range(3, 10)))
    assert [item.source_record[-3:-1] for item in found] == [f"{number:02d}" for number in range(1, 10)]
    assert [getattr(item, "reason", "") for item in found] == ["", "truncated", *[""] * 7]


@pytest.mark.parametrize("name", PACK)
def test_a_page_that_quotes_a_warc_stays_whole(items, name):
    pages = [page(2, PAGE + page(7)), page(3, b"<pre>" + page(8) + b"</pre>"), page(4, page(9) + PAGE)]
    for order in (pages, pages[::-1]):
        found = items(PACK[name]([page(1), *order]), f"a{name}")
        assert [type(item) for item in found] == [Record] * 4
        assert sum("WARC/1.0" in item.content for item in found) == 3


def test_a_page_full_of_what_begins_a_record_takes_no_time(items):
    full = page(1, PAGE + b"WARC/1.0\r\nWARC-Record-ID: <urn:uuid:" + b"WARC/" * 10**6)
    start = time.process_time()
    assert [type(item) for item in items(full + page(2))] == [Record] * 2
    assert time.process_time() - start < 5


def test_how_the_bytes_are_packed_is_what_they_say_and_not_the_name(items):
    records = [page(number) for number in range(3)]
    assert [type(item) for item in items(b"".join(records), "a.warc.gz")] == [Record] * 3
    assert [type(item) for item in items(zst(records, dictionary=True), "a.warc.gz")] == [Record] * 3
    members = [gz([data]) for data in records]
    found = items(b"".join(members), "a.warc")
    assert [item.raw_length for item in found] == [len(member) for member in members]
    members[1] = b"x" * 12 + members[1][12:]
    assert [type(item) for item in items(b"".join(members), "a.warc")] == [Record, Rejected, Record]


@pytest.mark.parametrize(
    "data", [b"no WARC at all", b"\x1f\x8b\x08\0", gzip.compress(b"no WARC", mtime=0), b"", bytes(5000)]
)
@pytest.mark.parametrize("name", PACK)
def test_a_file_without_a_record_is_one_row(items, data, name):
    assert one(items(data, f"a{name}")).reason in {"unreadable", "empty"}


def test_a_file_that_is_compressed_as_one_is_read(items):
    data = gzip.compress(b"".join(page(number) for number in range(3)))
    found = items(data, "a.warc.gz")
    assert [type(item) for item in found] == [Record] * 3
    # Only the first has a place that a range request could ask for, and none has a length there.
    assert [(item.raw_offset, item.raw_length) for item in found] == [(0, None), (None, None), (None, None)]
    nameless = gzip.compress(record(http(), WARC_Record_ID=None) * 3)
    assert [item.source_record for item in items(nameless, "a.warc.gz")] == ["0", "1", "2"]
    cut = items(data[: len(data) - 30], "a.warc.gz")
    assert isinstance(cut[0], Record)
    assert isinstance(cut[-1], Rejected)


def test_a_response_without_a_content_type_is_what_its_address_says(items):
    found = one(items(record(http(), content_type=None)))
    assert found.content.startswith("<!DOCTYPE html>")
    assert one(items(record(http(status="404 Not Found"), content_type=None))).reason == "http_status"
    assert "<p>" in one(items(record(PAGE, content_type=None, WARC_Target_URI="dns:harbour.example"))).content


@pytest.mark.parametrize("length", ["-5", "99999999999999999999999", "9" * 5000, "\xb2", "abc", None])
def test_a_length_that_is_none_costs_only_its_record(items, length):
    found = items(page(0) + record(http(), Content_Length=length) + page(2))
    assert found[0].source_record == "<urn:uuid:00000000>"
    assert any(isinstance(item, Rejected) for item in found)


@pytest.mark.parametrize("name", PACK)
def test_bytes_that_were_changed_anywhere_never_raise(items, name):
    chance = random.Random(name)
    good = PACK[name]([page(0), record(http(gzip.compress(PAGE), Content_Encoding="gzip")), page(2)])
    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = items(bytes(data), f"a{name}")
        assert found
        assert all(isinstance(item, Record | Skipped) or item.detail for item in found)


@pytest.mark.parametrize("name", [".warc.gz", ".warc.zst"])
def test_a_bomb_takes_no_memory_and_its_neighbours_stay(tmp_path, name):
    size = 300 * 2**20
    head, _, end = record(http(b"<html>"), number=1).partition(b"<html>")
    head = head.replace(b"Content-Length: " + str(len(http(b"<html>"))).encode(), b"Content-Length: %d" % (size + 100))
    opener = gzip.open if name.endswith("gz") else zstandard.open
    path = tmp_path / f"bomb{name}"
    path.write_bytes(PACK[name]([page(0)]))
    bomb = tmp_path / "bomb"
    with opener(bomb, "wb") as file:
        file.write(head.replace(b"%d" % (size + 100), b"%d" % (size + len(http(b"<html>")) - 6)))
        for _ in range(size // 2**20):
            file.write(b" " * 2**20)
        file.write(end)
    with path.open("ab") as file:
        file.write(bomb.read_bytes() + PACK[name]([page(2)]))
    tracemalloc.start()
    first, rejected, last = read(Slice(Source("a", str(path), "a", path.stat().st_size)), Limits(2**20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (first.source_record, last.source_record) == ("<urn:uuid:00000000>", "<urn:uuid:00000002>")
    assert rejected.reason == "too_large"
    assert peak < 20 * 2**20
