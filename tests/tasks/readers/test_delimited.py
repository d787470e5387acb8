"""CSV and TSV as they are written: by programs, by hand, cut off, and with quotes that are none."""

import codecs
import gzip

import pytest

from tasks.document import Record
from tasks.readers import Limits


def outcomes(found):
    return [item.content if isinstance(item, Record) else item.reason for item in found]


UNCLOSED = [
    (".csv", b'1,good\n2,"Hello he said\n3,good\n4,fine', ["good", "broken_row", "good", "fine"]),
    (".csv", b'1,good\n2,"Hello he said\n3,good\n4,"a, b"\n', ["good", "broken_row", "good", "a, b"]),
    (".csv", b'1,"a\nb"\n"2\n2","Hello\n3,"c\nd"\n', ["a\nb", "broken_row", "c\nd"]),
    (".tsv", b'1\tgood\n2\t"Hello he said\n3\tgood\n4\tfine\n', ["good", '"Hello he said', "good", "fine"]),
    (".tsv", b'1\t"Hello" he said\n2\t"a ""b"""\n3\t"c\nd"\n4\t"e"\n', ['"Hello" he said', 'a "b"', "c\nd", "e"]),
    (".tsv", b'1\t"Hello\n2\t"a\tb"\n3\t"He\n', ['"Hello', "a\tb", '"He']),
]


@pytest.mark.parametrize(("suffix", "rows", "expected"), UNCLOSED)
def test_a_quote_that_is_not_closed_costs_no_other_row(items, suffix, rows, expected):
    data = b"id,text\n".replace(b",", b"\t" if suffix == ".tsv" else b",") + rows
    found = items(data, f"a{suffix}")
    assert outcomes(found) == expected
    raw = [data[item.raw_offset : item.raw_offset + item.raw_length] for item in found]
    assert b"".join(raw) == rows


def test_a_quote_that_is_open_at_the_limit_costs_no_other_row(items):
    found = items(b'id,text\n1,"open\n' + b"2,words\n" * 1000, "a.csv", Limits(2000))
    assert outcomes(found) == ["too_large"] + ["words"] * 1000


def test_quotes_that_only_open_are_read_in_linear_time(items):
    """Every line ends in a quote that the next one closes and opens again."""
    found = items(b"id,text\n" + b'b",x,"a\n' * 50_000, "a.csv", Limits(2**18))
    assert {item.reason for item in found} == {"too_large", "broken_row"}
    assert len(found) < 10


@pytest.mark.parametrize("value", ["x" * 3_000_000, 'say ""x"" ' * 300_000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_long_line_is_not_torn(items, value, quote):
    found = items(f"id,text\n1,{quote}{value}{quote}\n2,words\n".encode(), "a.csv")
    assert found[0].content == (value.replace('""', '"') if quote else value)
    assert outcomes(found[1:]) == ["words"]


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
def test_a_line_over_the_limit_costs_only_itself(items, suffix):
    data = b"id,text\n1,words\n2," + b"x" * 3_000_000 + b"\n3,words\n"
    found = items(data if suffix == ".csv" else gzip.compress(data), f"a{suffix}", Limits(2**20))
    assert outcomes(found) == ["words", "too_large", "words"]
    assert "3000003 bytes" in found[1].detail
    assert data[found[2].raw_offset :][: found[2].raw_length] == b"3,words\n"


def test_a_byte_order_mark_before_a_quoted_header(items):
    data = b'\xef\xbb\xbf"text","id"\r\n"words","7"\r\n'
    (found,) = items(data, "a.csv")
    assert (found.content, found.source_record) == ("words", "7")
    assert data[found.raw_offset : found.raw_offset + found.raw_length] == b'"words","7"\r\n'


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_excel_calls_unicode_text(items, suffix, encoding):
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE
    rows = ["1\tЛоцман 🎈\r\n", "2\t" + "日本" * 300_000 + "\r\n", '3\t"two\nlines"']
    data = mark + "id\ttext\r\n".encode(encoding) + "".join(rows).encode(encoding)
    found = items(data, f"a{suffix}", Limits(2**20))
    assert outcomes(found) == ["Лоцман 🎈", "too_large", "two\nlines"]
    for item, row in ((found[0], rows[0]), (found[2], rows[2])):
        assert data[item.raw_offset : item.raw_offset + item.raw_length] == row.encode(encoding)


@pytest.mark.parametrize(
    ("charset", "row"),
    [
        ("cp1252", ["Café", "Réné", "Le café ferme à six heures"]),
        ("cp1252", ["Café", "x", "plain"]),
        ("cp1251", ["Лоцман", "Иван", "Лоцман ушёл в море и не вернулся домой вечером"]),
        ("utf-8", ["Café", "Иван", "日本"]),
    ],
)
def test_what_stands_beside_a_page_is_decoded_like_it(items, charset, row):
    (found,) = items(f"title,author,text\n{','.join(row)}\n".encode(charset), "a.csv")
    assert [found.fields["title"], found.fields["author"], found.content] == row


@pytest.mark.parametrize("last", [b"4,only ha", b'4,"quoted\nand only ha', b'4,"quoted"'])
def test_a_row_that_a_damage_cuts_is_no_document(items, last):
    good = b"id,text\n1,words\n2,words\n" + last
    packed = gzip.compress(good)[:-8]  # without the sum at the end
    found = items(packed, "a.csv.gz")
    assert outcomes(found) == ["words", "words", "unreadable"]
    assert found[-1].raw_offset == len(good) - len(last)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'id,text\r1,one\r2,"two\r lines"\r3,three', ["one", "two\r lines", "three"]),  # Excel for the Macintosh
        (b"id,text\r\r\n1,one\r\r\n2,two\r\r\n", ["one", "two"]),
        (b'id;text\r\n1;one, two\r\n2;"x;y"\r\n', ["one, two", "x;y"]),  # Excel where the comma is decimal
        (b'"id";"text"\n"1";"one, two"\n', ["one, two"]),
        (b'id;"text\n1;one\n', ["broken_row", "broken_row"]),
        (b'id,"text;html"\n1,one\n', ["no_content"]),
    ],
)
def test_line_ends_and_delimiters_of_other_programs(items, data, expected):
    assert outcomes(items(data, "a.csv")) == expected
