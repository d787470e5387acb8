"""Parquet, Arrow, CSV and TSV: one record a row, whatever the columns are called."""

import csv
import gzip
import io
import random
import tracemalloc
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from tasks.document import Record, Rejected
from tasks.readers import Limits, Slice, Source, read

TEXT = "The cellar stayed damp for a week after the pumps had been switched off."


def parquet(table, **options):
    packed = io.BytesIO()
    pq.write_table(table, packed, **options)
    return packed.getvalue()


def arrow_file(table):
    packed = io.BytesIO()
    with pa.ipc.new_file(packed, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return packed.getvalue()


def arrow_stream(table):
    packed = io.BytesIO()
    with pa.ipc.new_stream(packed, table.schema) as writer:
        writer.write_table(table)
    return packed.getvalue()


def feathered(table):
    packed = io.BytesIO()
    feather.write_feather(table, packed, compression="zstd")
    return packed.getvalue()


def delimited(table, delimiter=","):
    packed = io.StringIO()
    writer = csv.writer(packed, delimiter=delimiter)
    writer.writerow(table.column_names)
    writer.writerows([row.values() for row in table.to_pylist()])
    return packed.getvalue().encode()


BINARY = {".parquet": parquet, ".arrow": arrow_file, ".arrows": arrow_stream, ".feather": feathered}
ALL = BINARY | {
    ".csv": delimited,
    ".tsv": lambda table: delimited(table, "\t"),
    ".csv.gz": lambda t: gzip.compress(delimited(t)),
}


SHAPES = {
    "FineWeb": {
        "text": TEXT, "id": "<urn:uuid:1>", "dump": "CC-MAIN-2026-40", "url": "https://a.example/1",
        "date": "2026-10-01T00:00:00Z", "language": "en", "language_score": 0.97, "token_count": 17,
    },
    "C4": {"text": TEXT, "timestamp": datetime(2019, 4, 25, 12, 57, 54, tzinfo=UTC), "url": "https://a.example/1"},
    "Common Crawl": {"content": f"<html><p>{TEXT}</p></html>", "warc_record_id": "<urn:uuid:1>", "url": "https://a.example/1"},
    "a crawl of one's own": {"html": f"<p>{TEXT}</p>", "doc_id": "7", "url": "https://a.example/1", "title": "Damp"},
}  # fmt: skip


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_columns_of_known_datasets_are_read(items, shape, suffix):
    value = SHAPES[shape]
    (found,) = items(ALL[suffix](pa.Table.from_pylist([value])), f"a{suffix}")
    assert TEXT in found.content
    assert found.kind == ("html" if "<p>" in found.content else "text")
    assert found.source_record == next(
        (str(value[key]) for key in ("id", "doc_id", "warc_record_id") if key in value), "1"
    )
    assert found.fields["url"] == "https://a.example/1"
    beside = {key for key in value if key not in {"text", "html", "content"}}
    assert set(found.fields) == beside
    if "timestamp" in value:
        assert found.fields["timestamp"].startswith("2019-04-25")


@pytest.mark.parametrize("suffix", BINARY)
def test_pages_as_bytes_are_decoded_and_columns_that_say_nothing_left_out(items, suffix):
    table = pa.table(
        {
            "html": ["<meta charset=windows-1251><p>Лоцман".encode("cp1251"), b"<p>Pilot \xff</p>" + TEXT.encode() * 9],
            "embedding": pa.array([[0.5] * 9] * 2, pa.list_(pa.float32())),
            "tags": [["a", "b"], []],
            "metadata": [{"title": "Pilots"}, {"title": None}],
        }
    )
    first, second = items(BINARY[suffix](table), f"a{suffix}")
    assert "Лоцман" in first.content
    assert first.repairs == ("decoded:windows-1251",)
    assert first.fields == {"tags": "a; b", "title": "Pilots"}
    assert (first.source_record, second.source_record) == ("1", "2")
    assert (first.raw_offset, first.raw_length) == (None, None)


@pytest.mark.parametrize("suffix", BINARY)
def test_the_warc_headers_of_oscar_name_the_record_and_its_url(items, suffix):
    headers = {"warc-record-id": "<urn:uuid:1>", "warc-target-uri": "https://a.example/1"}
    (found,) = items(BINARY[suffix](pa.Table.from_pylist([{"content": TEXT, "warc_headers": headers}])), f"a{suffix}")
    assert (found.source_record, found.fields) == ("<urn:uuid:1>", headers)


@pytest.mark.parametrize("suffix", BINARY)
def test_a_row_that_is_no_page_costs_only_itself(items, suffix):
    table = pa.table({"id": ["a", "b", "c", "d", "e"], "text": [TEXT, None, " ", "x" * 5000, TEXT]})
    found = items(BINARY[suffix](table), f"a{suffix}", Limits(1000))
    assert [getattr(item, "reason", "ok") for item in found] == ["ok", "no_content", "empty", "too_large", "ok"]
    # What is too large is not even looked at for its id.
    assert [item.source_record for item in found] == ["a", "b", "c", "4", "e"]


@pytest.mark.parametrize("suffix", BINARY)
def test_a_list_or_a_number_as_page_is_a_row(items, suffix):
    """Datatrove crashes on both."""
    (numbers,) = items(BINARY[suffix](pa.table({"html": [5]})), f"a{suffix}")
    (lists,) = items(BINARY[suffix](pa.table({"html": [["<p>"]]})), f"b{suffix}")
    assert (numbers.reason, lists.reason) == ("not_a_string", "not_a_string")


@pytest.mark.parametrize("suffix", BINARY)
def test_strings_that_are_no_utf8_are_decoded(items, suffix):
    broken = pa.Array.from_buffers(pa.string(), 2, pa.array([b"caf\xe9 au lait", TEXT.encode()], pa.binary()).buffers())
    first, second = items(BINARY[suffix](pa.table({"text": broken})), f"a{suffix}")
    assert (first.content, second.content) == ("café au lait", TEXT)


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".arrows"])
@pytest.mark.parametrize(
    "kind", [pa.date32(), pa.timestamp("us"), pa.timestamp("s"), pa.duration("s"), pa.timestamp("us", "Mars/Olympus")]
)
def test_a_value_that_python_cannot_represent_is_null(items, suffix, kind):
    big = {pa.date32(): 2**31 - 1, pa.timestamp("us"): 2**62}.get(kind, 2**53)
    table = pa.table({"id": ["a", "b"], "text": [TEXT, TEXT], "date": pa.array([big, 86_400], kind)})
    first, second = items(BINARY[suffix](table), f"a{suffix}")
    assert [item.source_record for item in (first, second)] == ["a", "b"]
    assert "date" not in first.fields
    if kind in {pa.date32(), pa.timestamp("us"), pa.timestamp("s")}:  # 86,400 days, or units
        assert second.fields["date"][:4] in {"2206", "1970"}


@pytest.mark.parametrize("suffix", BINARY)
@pytest.mark.parametrize("kind", ["string", "dictionary"])
def test_fields_that_are_no_utf8_are_decoded_like_their_page(items, suffix, kind):
    def broken(*values):
        data = pa.array([value.encode("cp1251") for value in values], pa.binary())
        column = pa.Array.from_buffers(pa.string(), len(values), data.buffers())
        return (
            column
            if kind == "string"
            else pa.DictionaryArray.from_arrays(pa.array(range(len(values)), pa.int32()), column)
        )

    table = pa.table({"text": broken("Лоцман ушёл в море", TEXT), "title": broken("Лоцман", "Damp")})
    first, second = items(BINARY[suffix](table), f"a{suffix}")
    assert (first.content, first.fields["title"]) == ("Лоцман ушёл в море", "Лоцман")
    assert (second.content, second.fields["title"]) == (TEXT, "Damp")


@pytest.mark.parametrize("suffix", BINARY)
def test_lists_of_any_kind_of_string_and_with_nulls_are_fields(items, suffix):
    table = pa.table(
        {
            "text": [TEXT, TEXT],
            "authors": pa.array([["Ann", None, "Bo"], [None]], pa.list_(pa.large_string())),
            "tags": pa.array([["a", "b"], None], pa.large_list(pa.string())),
        }
    )
    first, second = items(BINARY[suffix](table), f"a{suffix}")
    assert (first.fields, second.fields) == ({"authors": "Ann; Bo", "tags": "a; b"}, {})


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".arrows"])
def test_of_two_columns_of_one_name_the_first_is_read(items, suffix):
    table = pa.table([[TEXT], ["https://a.example"], ["https://b.example"]], names=["text", "url", "url"])
    (found,) = items(BINARY[suffix](table), f"a{suffix}")
    assert (found.content, found.fields) == (TEXT, {"url": "https://a.example"})


STORED = [
    pa.large_string(),
    pa.string_view(),
    pa.binary_view(),
    pa.binary(5000),
    pa.dictionary(pa.int32(), pa.string()),
]


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".arrows"])
@pytest.mark.parametrize("kind", STORED, ids=str)
def test_a_page_over_the_limit_is_none_however_it_is_stored(items, suffix, kind):
    pages = [TEXT.ljust(5000), None, TEXT.ljust(5000)]
    if pa.types.is_fixed_size_binary(kind) or pa.types.is_binary_view(kind):
        column = pa.array([page and page.encode() for page in pages], kind)
    else:
        column = pa.array(pages).dictionary_encode() if pa.types.is_dictionary(kind) else pa.array(pages, kind)
    data = BINARY[suffix](pa.table({"html": column}))
    reasons = [item.reason for item in items(data, f"a{suffix}", Limits(4999))]
    assert reasons == ["too_large", "no_content", "too_large"]
    assert [type(item) for item in items(data, f"a{suffix}", Limits(5000))] == [Record, Rejected, Record]


@pytest.mark.parametrize(("suffix", "as_written"), [(".parquet", True), (".parquet", False), (".arrow", True)])
@pytest.mark.parametrize("key", ["html", "title", "metadata", "tags"])
def test_a_value_that_many_rows_share_takes_no_memory(tmp_path, suffix, key, as_written):
    """Some hundred bytes of Parquet that stand for gigabytes."""
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 600, pa.int32()), pa.array(["word " * 800_000]))
    column = {
        "metadata": pa.StructArray.from_arrays([shared], names=["title"]),
        "tags": pa.ListArray.from_arrays(pa.array(range(601), pa.int32()), shared),
    }.get(key, shared)
    table = pa.table({"text": [TEXT] * 600, key: column})
    path = tmp_path / f"a{suffix}"
    if suffix == ".parquet":
        pq.write_table(table, path, store_schema=as_written, dictionary_pagesize_limit=2**26, compression="zstd")
    else:
        path.write_bytes(arrow_file(table))
    del table, column, shared
    tracemalloc.start()
    before, peak = pa.total_allocated_bytes(), 0
    for number, item in enumerate(read(Slice(Source("a", str(path), "a", path.stat().st_size)), Limits())):
        peak = max(peak, pa.total_allocated_bytes() - before)
        assert isinstance(item, Record)
        if number == 12:
            break
    python = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 2**20
    assert python < 60 * 2**20


@pytest.mark.parametrize("suffix", BINARY)
def test_no_rows_and_no_table_are_one_row(items, suffix):
    (empty,) = items(BINARY[suffix](pa.table({"text": pa.array([], pa.string())})), f"a{suffix}")
    assert empty.reason == "empty"
    for data in (b"", b"PAR1", b"ARROW1\0\0 and no more", b"no table at all" * 99):
        (broken,) = items(data, f"b{suffix}")
        assert broken.reason == "unreadable" or (data == b"" and broken.reason == "empty")


def test_a_damaged_row_group_costs_only_itself(items):
    noise = random.Random(1)
    table = pa.table({"text": [noise.randbytes(4000).hex() for _ in range(9)]})
    data = bytearray(parquet(table, row_group_size=3, compression="zstd", use_dictionary=False))
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    found = items(bytes(data), "a.parquet")
    good = [item.source_record for item in found if isinstance(item, Record)]
    (bad,) = [item for item in found if isinstance(item, Rejected)]
    assert good == ["1", "2", "3", "7", "8", "9"]
    assert "row group 1, rows 4 to 6" in bad.detail


def test_rows_that_a_damaged_page_does_not_have_are_a_row_of_the_quarantine(items):
    table = pa.table({"text": [TEXT, TEXT, TEXT]})
    data = bytearray(parquet(table, use_dictionary=False, compression="none", write_statistics=False))
    values = data.index(b"\x15\x06\x15\x00") + 1  # of the page, in zigzag, before how they are encoded
    data[values] = 1 << 1
    good, bad = items(bytes(data), "a.parquet")
    assert (good.content, bad.reason) == (TEXT, "unreadable")
    assert "rows 2 to 3" in bad.detail


@pytest.mark.parametrize("suffix", BINARY)
def test_bytes_that_were_changed_anywhere_never_raise(items, suffix):
    chance = random.Random(suffix)
    good = BINARY[suffix](pa.table({"id": ["a", "b"], "text": [TEXT, TEXT], "url": ["https://a.example", None]}))
    for _ in range(100):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert items(bytes(data), f"a{suffix}")


def test_an_id_that_pandas_found_missing_is_none(items):
    table = pa.table({"id": [7.0, float("nan")], "text": [TEXT, TEXT]})
    assert [item.source_record for item in items(parquet(table), "a.parquet")] == ["7.0", "2"]


# --- CSV ---


def test_values_over_many_lines_with_quotes_and_their_places(items):
    data = b'\xef\xbb\xbfID,Text,url\r\n1,"One ""boat""\n\nand another",https://a.example\r\n\r\n2,Two,\r\n'
    first, second = items(data, "a.csv")
    assert (first.source_record, first.content) == ("1", 'One "boat"\n\nand another')
    assert first.fields == {"id": "1", "url": "https://a.example"}
    assert (
        data[first.raw_offset : first.raw_offset + first.raw_length]
        == b'1,"One ""boat""\n\nand another",https://a.example\r\n'
    )
    assert (second.source_record, second.content, second.fields) == ("2", "Two", {"id": "2"})


@pytest.mark.parametrize("line", [b"a,b,c,d", b'x,"' + b"y" * 3000 + b'"'])
def test_a_broken_row_costs_only_itself(items, line):
    found = items(b"id,text\n1,Good words\n" + line + b"\n3,More words\n", "a.csv", Limits(1000))
    assert [getattr(item, "reason", "ok") for item in found] in (["ok", "broken_row", "ok"], ["ok", "too_large", "ok"])


def test_a_quote_that_never_ends_takes_no_more_than_a_record(items):
    found = items(b'id,text\n1,"open\n' + b"2,words and words\n" * 1000, "a.csv", Limits(2000))
    assert found[0].reason == "too_large"
    assert sum(isinstance(item, Record) for item in found) > 800


def test_a_file_in_another_encoding(items):
    found = items("id;text\n".replace(";", ",").encode() + "1,Le café ferme à six heures\n".encode("cp1252"), "a.csv")
    assert found[0].content == "Le café ferme à six heures"
    assert found[0].repairs == ("decoded:windows-1252",)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"id,text\n"])
def test_no_row_is_one_row(items, data):
    (found,) = items(data, "a.csv")
    assert found.reason == "empty"


def test_a_header_without_a_page_column_says_so(items):
    found = items(b"id,body\n1,words\n2,words\n", "a.csv")
    assert [item.reason for item in found] == ["no_content"] * 2
    assert [item.source_record for item in found] == ["1", "2"]
