"""Parquet, Arrow, CSV and TSV: one record a row, whatever the columns are called."""

import csv
import gzip
import io
import random
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from tasks.document import Record, Rejected
from tasks.readers import Limits

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
