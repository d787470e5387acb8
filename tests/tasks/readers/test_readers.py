"""Files of every format, whole, broken and hostile: what cannot be read is a row, never a raise."""

import gzip
import hashlib
import json
import os
import tracemalloc

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.document import Record, Rejected
from tasks.readers import SUFFIXES, Limits, Slice, Source, read

DEFAULT = Limits()
DAMP = "The cellar stayed damp for a week after the pumps had been switched off."


@pytest.fixture
def records(tmp_path):
    def write_and_read(name, data, limits=DEFAULT):
        path = tmp_path / name
        path.write_bytes(data)
        return list(read(Slice(Source(f"raw/{name}", str(path), f"below/{name}", len(data))), limits))

    return write_and_read


def lines(*values):
    return b"".join(value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n" for value in values)


def reasons(found):
    return [item.reason if isinstance(item, Rejected) else "ok" for item in found]


# --- one document a file ---


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.html", "html"),
        ("A.HTM", "html"),
        ("index.html?page=2&sort=a.b", "html"),
        ("what?.html", "html"),
        ("a.html?list.txt", "text"),
    ],
)
def test_a_file_is_one_record(records, name, kind):
    data = DAMP.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    assert records(name, data) == [
        Record(f"raw/{name}", f"below/{name}", DAMP, kind, sha256, raw_offset=0, raw_length=len(data))
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b" \r\n\t\n", "empty"),
        ("a.txt", "\ufeff\u00a0\x07 ".encode(), "not_text"),
        ("a.txt", b"%PDF-1.4 and so on", "not_text"),
        ("a.txt", b"x" * 101, "too_large"),
        ("a.doc", b"a,b", "unsupported"),
        ("a.txt.gz", gzip.compress(b"text", mtime=0), "unsupported"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n  \n\r\n", "empty"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.jsonl.zst", zstandard.compress(b""), "empty"),
        ("a.jsonl.gz", b"not gzip at all", "unreadable"),
        ("a.jsonl.zst", b"not zstd at all", "unreadable"),
    ],
)
def test_what_is_no_record_is_a_row_with_its_reason(records, name, data, reason):
    (rejected,) = records(name, data, Limits(max_record_bytes=100))
    assert (rejected.reason, rejected.stage, rejected.source_path) == (reason, "read", f"raw/{name}")
    assert rejected.detail


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl", "missing.jsonl.gz"])
def test_a_file_that_is_gone_is_unreadable(tmp_path, name):
    (rejected,) = read(Slice(Source(name, str(tmp_path / name), name, 0)), Limits())
    assert rejected.reason == "unreadable"
    assert "No such file" in rejected.detail


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (rejected,) = read(Slice(Source("pipe.txt", str(tmp_path / "pipe.txt"), "pipe.txt", 0)), Limits())
    assert (rejected.reason, "not a regular file" in rejected.detail) == ("unreadable", True)


def test_a_file_over_the_limit_is_not_read_into_memory(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2**30)
    tracemalloc.start()
    (rejected,) = read(Slice(Source("huge.txt", str(path), "huge.txt", 2**30)), Limits(max_record_bytes=2**20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rejected.reason == "too_large"
    assert peak < 8 * 2**20


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.mhtml"])
def test_a_file_that_is_too_large_is_all_of_its_bytes(records, name):
    (found,) = records(name, b"x" * 5000, Limits(1000))
    assert (found.reason, found.raw_offset, found.raw_length) == ("too_large", 0, 5000)


# --- JSON Lines ---


def test_a_line_is_a_record_with_its_id_fields_and_place(records):
    first = {
        "id": 7,
        "text": DAMP,
        "url": "https://example.org/a",
        "score": 0.5,
        "draft": True,
        "extra": None,
    }
    second = {"html": f"<p>{DAMP}</p>", "metadata": {"title": "Damp", "url": "https://example.org/b"}}
    data = lines(first, b"\n", second)
    one, two = records("a.jsonl", data)
    assert (one.source_record, one.content, one.kind) == ("7", DAMP, "text")
    assert one.fields == {"id": "7", "url": "https://example.org/a", "score": "0.5"}
    assert (two.source_record, two.kind) == ("3", "html")
    assert two.fields == {"title": "Damp", "url": "https://example.org/b"}
    for record in (one, two):
        raw = data[record.raw_offset : record.raw_offset + record.raw_length]
        assert record.raw_sha256 == hashlib.sha256(raw).hexdigest()
        assert json.loads(raw) in (first, second)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"html": "plain words"}, "html"),
        ({"text": "<p>as it stands</p>"}, "text"),
        ({"text": "<!DOCTYPE html>\n<html><p>its tags were published</html>\n"}, "html"),
        ({"text": "<html lang=en><p>x</HTML>"}, "html"),
        ({"text": "<html> opens a page, and what it holds ends before </html> does."}, "text"),
        ({"text": "<!doctype html> is the first line of a page."}, "text"),
        ({"content": "<!doctype html><p>x"}, "html"),
        ({"content": "words"}, "text"),
        ({"raw_content": "words"}, "text"),
        ({"html": None, "text": "words"}, "text"),
        ({"html": " ", "content": "words"}, "text"),
        ({"html": ["<p>"], "text": "words"}, "text"),
    ],
)
def test_where_the_page_is(records, value, kind):
    (record,) = records("a.jsonl", lines(value))
    assert record.kind == kind


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        (b'{"text": "cut o', "broken_json", "line 2: column 10: Unterminated string"),
        (b'{"text": 1' + b"0" * 5000 + b"}", "broken_json", "line 2: "),
        (b"[" * 200_000, "broken_json", "line 2: "),
        (b'{"text": "caf\xe9"}', "invalid_utf8", "byte 0xe9 at column 14"),
        (b'["text"]', "not_a_record", "a list where an object was expected"),
        (b"3", "not_a_record", "a number where an object was expected"),
        (b"null", "not_a_record", "null where an object was expected"),
        (b"true", "not_a_record", "a boolean where an object was expected"),
        (b'{"html": ["<p>"]}', "not_a_string", "`html` is a list where a string was expected"),
        (b'{"html": 5}', "not_a_string", "`html` is a number"),
        (b'{"html": {}}', "not_a_string", "`html` is an object"),
        (b'{"html": null, "id": "x"}', "no_content", "none of `html`, `text`"),
        (b'{"body": "x"}', "no_content", "none of `html`, `text`"),
        (b'{"text": " \\n"}', "empty", "`text` is blank"),
        (b'{"text": "\\u0000\\u0001\\u0002 ab"}', "not_text", "control characters"),
    ],
)
def test_a_broken_line_costs_only_itself(records, line, reason, detail):
    good = {"text": DAMP}
    before, rejected, after = records("a.jsonl", lines(good, line + b"\n", good))
    assert (before.source_record, after.source_record) == ("1", "3")
    assert rejected.reason == reason
    assert detail in rejected.detail
    assert rejected.raw_sha256 == hashlib.sha256(line).hexdigest()
    assert (rejected.raw_offset, rejected.raw_length) == (before.raw_length + 1, len(line))


def test_a_rejected_line_keeps_its_own_id(records):
    (rejected,) = records("a.jsonl", lines({"id": "page-9", "html": 1}))
    assert rejected.source_record == "page-9"


def test_line_endings_a_mark_and_a_last_line_without_an_end(records):
    data = b"\xef\xbb\xbf" + b'{"id": "a", "text": "x y"}\r\n{"id": "b", "text": "x y"}'
    one, two = records("a.jsonl", data)
    assert (one.source_record, two.source_record) == ("a", "b")
    assert (two.raw_offset, two.raw_length) == (31, 26)


@pytest.mark.parametrize("bad_id", ["x" * 2000, "", " ", None, True, ["a"], {"a": 1}])
def test_what_is_no_id_is_replaced_by_the_line_number(records, bad_id):
    (record,) = records("a.jsonl", lines({"id": bad_id, "text": DAMP}))
    assert record.source_record == "1"


def test_values_beside_the_page_are_bounded_and_clean(records):
    value = {
        "text": DAMP,
        "title": "Caf\u00c3\u00a9\x00 \ud800",
        "author": ["A. Berg", "C. Dal"],
        "x": "y" * 99_999,
    }
    (record,) = records("a.jsonl", lines(value | {f"k{i}": i for i in range(500)}))
    assert record.fields["title"] == "Café \ufffd"
    assert record.fields["author"] == "A. Berg; C. Dal"
    assert len(record.fields["x"]) == 10_000
    assert len(record.fields) == 100


def test_lone_surrogates_are_replaced_and_recorded(records):
    (record,) = records("a.jsonl", rb'{"id": "\ud800", "text": "half \ud83d a face \ud83d\ude00"}')
    record.content.encode("utf-8")
    assert record.content == "half \ufffd a face \U0001f600"
    assert record.repairs == ("lone_surrogates",)
    assert len(record.doc_id) == 32


# --- compressed, damaged, hostile ---

# With a checksum, as the `zstd` command writes it: without, damage may go unseen.
COMPRESS = {
    ".jsonl.gz": gzip.compress,
    ".jsonl.zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}


@pytest.mark.parametrize("suffix", COMPRESS)
def test_compressed_lines_are_those_of_the_plain_file(records, suffix):
    data = lines(*({"id": str(i), "text": f"{i} {DAMP}"} for i in range(2000)))
    compress = COMPRESS[suffix]
    in_two_parts = compress(data[:70_001]) + compress(data[70_001:])
    plain = records("a.jsonl", data)
    assert len(plain) == 2000
    for packed in (compress(data), in_two_parts):
        found = records(f"a{suffix}", packed)
        assert [(r.source_record, r.content, r.raw_offset, r.raw_sha256) for r in found] == [
            (r.source_record, r.content, r.raw_offset, r.raw_sha256) for r in plain
        ]


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_cut_off_file_gives_what_is_whole_and_one_row(records, suffix, share):
    data = lines(*({"id": str(i), "text": os.urandom(300).hex()} for i in range(4000)))
    packed = COMPRESS[suffix](data)
    *whole, last = records(f"a{suffix}", packed[: int(len(packed) * share)])
    assert len(whole) > 4000 * share * 0.8
    assert all(isinstance(record, Record) for record in whole)
    assert [record.source_record for record in whole] == [str(i) for i in range(len(whole))]
    assert (last.reason, last.source_record) == ("unreadable", str(len(whole) + 1))
    assert f"line {len(whole) + 1}," in last.detail
    assert "end" in last.detail


@pytest.mark.parametrize("ending", [b"", b"\n", b"\n\n"])
def test_what_stands_behind_the_end_of_a_gzip_costs_no_record(records, ending):
    data = lines({"id": "0", "text": "one"}, {"id": "1", "text": "two"}).rstrip() + ending
    *whole, last = records("a.jsonl.gz", gzip.compress(data) + b"no gzip")
    assert [record.source_record for record in whole] == ["0", "1"]
    assert last.reason == "unreadable"


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_damaged_file_is_a_row_not_a_raise(records, suffix):
    data = lines(*({"id": str(i), "text": os.urandom(300).hex()} for i in range(3000)))
    packed = bytearray(COMPRESS[suffix](data))
    middle = len(packed) // 2
    packed[middle : middle + 400] = bytes(400)
    found = records(f"a{suffix}", bytes(packed))
    assert isinstance(found[0], Record)
    assert found[-1].reason == "unreadable"
    assert reasons(found).count("unreadable") == 1


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_bomb_in_one_line_costs_neither_memory_nor_its_neighbours(tmp_path, suffix):
    path = tmp_path / f"bomb{suffix}"
    size = 200 * 2**20
    opener = gzip.open if suffix.endswith("gz") else zstandard.open
    with opener(path, "wb") as file:
        file.write(lines({"id": "before", "text": DAMP}))
        file.write(b'{"id": "bomb", "text": "')
        for _ in range(size // 2**20):
            file.write(bytes(2**20).replace(b"\0", b"0"))
        file.write(b'"}\n')
        file.write(lines({"id": "after", "text": DAMP}))
    assert path.stat().st_size < 2**20
    source = Source(path.name, str(path), path.name, path.stat().st_size)
    tracemalloc.start()
    before, bomb, after = read(Slice(source), Limits(max_record_bytes=2**20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (before.source_record, after.source_record) == ("before", "after")
    assert (bomb.reason, bomb.source_record) == ("too_large", "2")
    assert bomb.raw_length == size + len('{"id": "bomb", "text": ""}')
    assert after.raw_offset == bomb.raw_offset + bomb.raw_length + 1
    # zstd hands out up to 32 MiB at a time, and a chunk is split once.
    assert peak < 100 * 2**20


PIECES = [b'{"text": "', b'"}', b"\n", b"\r\n", b"{", b"\xff\xfe", b"\\ud800", b"a b", b"\0"]
any_bytes = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(PIECES)).map(b"".join),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=any_bytes, suffix=st.sampled_from([*SUFFIXES, ".bin"]))
def test_any_bytes_give_rows_and_never_raise(records, data, suffix):
    packed = {".gz": COMPRESS[".jsonl.gz"], ".zst": COMPRESS[".jsonl.zst"]}.get(suffix[suffix.rfind(".") :], bytes)(
        data
    )
    found = records(f"a{suffix}", packed)
    if "json" in suffix:
        assert len(found) == max(1, sum(1 for line in data.split(b"\n") if line.strip()))
    elif not suffix.startswith((".csv", ".tsv")):
        assert len(found) == 1
    assert found
    for item in found:
        text = item.content if isinstance(item, Record) else item.detail
        assert text
        text.encode("utf-8")
        item.source_record.encode("utf-8")
        for key, value in getattr(item, "fields", {}).items():
            (key + value).encode("utf-8")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), suffix=st.sampled_from(sorted(COMPRESS)))
def test_any_bytes_under_a_compressed_name_never_raise(records, data, suffix):
    found = records(f"a{suffix}", data)
    assert found
    assert reasons(found).count("unreadable") <= 1
