"""Reading labelled pages, and what is said where they are not what they should be."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.errors import UsageError
from tasks.training.pages import LabelledPage, check_file, read_file
from tests.labelled_pages import SCHEMA, rows, write

HTML = "<html><head><meta charset='windows-1252'></head><body><p>Das Café an der Brücke</p></body></html>"
ROW = {
    "id": "1",
    "url": "https://example.com/1",
    "html": HTML.encode("cp1252"),
    "main_content": "Das Café an der Brücke",
}


def test_a_page_is_decoded_and_its_labels_are_taken(tmp_path):
    row = ROW | {"page_type": "forum", "with": ["Café", " "], "without": ["Menü"], "comments": ["Danke!"]}
    file = read_file(write(tmp_path / "pages.parquet", [row]))
    assert file.pages == (
        LabelledPage(
            id="1", url="https://example.com/1", html=HTML, gold="Das Café an der Brücke",
            content_snippets=("Café",), boilerplate_snippets=("Menü", "Danke!"), page_type="forum",
        ),
    )  # fmt: skip
    assert (file.name, file.rows, file.left_out, len(file.sha256)) == ("pages.parquet", 1, (), 64)


def test_columns_may_be_absent_null_or_of_the_kindred_types(tmp_path):
    table = pa.table(
        {
            "id": pa.array(["1", "2"], pa.large_string()),
            "url": pa.array([None, None]),
            "html": pa.array(["<p>Ein Café</p>", "<p>Zwei</p>"]),
            "with": pa.array([["Ein"], ["Zwei"]], pa.large_list(pa.large_string())),
            "page_type": pa.array(["forum", "article"]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "pages.parquet")
    first, second = read_file(tmp_path / "pages.parquet").pages
    assert (first.html, first.url, first.gold, first.page_type) == ("<p>Ein Café</p>", "", None, "forum")
    assert (second.content_snippets, second.boilerplate_snippets) == (("Zwei",), ())


def test_an_empty_gold_text_is_one(tmp_path):
    assert read_file(write(tmp_path / "pages.parquet", [ROW | {"main_content": ""}])).pages[0].gold == ""


@pytest.mark.parametrize(
    ("author", "whole", "authors"),
    [
        ("Marta Lindqvist and Bola Okafor; Ines Moreau", True, ("Marta Lindqvist", "Bola Okafor", "Ines Moreau")),
        ("", True, ()),
        ("", False, ()),
        # Who annotated the whole page and no author has found none.
        (None, True, ()),
        (None, False, None),
    ],
)
def test_authors_of_a_page(tmp_path, author, whole, authors):
    schema = SCHEMA.append(pa.field("author", pa.string()))
    row = ROW | {"author": author, "with": ["Café"], "main_content": "Das Café" if whole else None}
    assert read_file(write(tmp_path / "pages.parquet", [row], schema)).pages[0].authors == authors


def test_without_columns_nobody_asked_for_title_and_authors(tmp_path):
    page = read_file(write(tmp_path / "pages.parquet", [ROW])).pages[0]
    assert (page.title, page.authors) == (None, None)


@pytest.mark.parametrize(("title", "read"), [("Das Café", "Das Café"), ("", None), (None, None)])
def test_title_of_a_page(tmp_path, title, read):
    schema = SCHEMA.append(pa.field("title", pa.string()))
    assert read_file(write(tmp_path / "pages.parquet", [ROW | {"title": title}], schema)).pages[0].title == read


def test_rows_that_are_no_pages_are_left_out_and_named(tmp_path):
    bad = [
        ROW | {"id": "image", "html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20},
        ROW | {"id": "null", "html": None},
        ROW | {"id": "unsaid", "main_content": None, "with": [], "without": None},
        ROW | {"id": "deep", "html": b"<div>" * 30_000},
    ]
    path = write(tmp_path / "pages.parquet", [ROW, *bad])
    file = read_file(path)
    assert [page.id for page in file.pages] == ["1"]
    assert file.rows == 5
    said = ["row 2, id 'image': its html is no text", "row 3, id 'null': the column 'html' is null"]
    said += ["row 4, id 'unsaid': nothing was said of it", "row 5, id 'deep': more than 5,000 elements"]
    for line, expected in zip(file.left_out, said, strict=True):
        assert line.startswith(f"{path}: {expected}")


def _without(*columns):
    return pa.schema([field for field in SCHEMA if field.name not in columns])


@pytest.mark.parametrize(
    ("row", "schema", "says"),
    [
        (ROW, _without("html"), "the column 'html' is missing; there are id, url, "),
        (ROW, _without("main_content", "with", "without", "comments"), "nothing is said of the pages"),
        (ROW | {"id": 1}, SCHEMA.set(0, pa.field("id", pa.int64())), "the column 'id' is of type int64, not string"),
        (ROW | {"html": 1}, SCHEMA.set(3, pa.field("html", pa.int64())), "the column 'html' is of type int64, not bin"),
        (ROW | {"with": "x"}, SCHEMA.set(5, pa.field("with", pa.string())), "'with' is of type string, not list"),
        (ROW | {"id": None}, SCHEMA, "row 1: the column 'id' is null"),
        (ROW | {"html": None}, SCHEMA, "no page to train on among 1 rows"),
        (ROW | {"main_content": None}, SCHEMA, "no page to train on among 1 rows; .*nothing was said of it"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_column_and_row(tmp_path, row, schema, says):
    path = tmp_path / "pages.parquet"
    write(path, [{name: row.get(name) for name in schema.names}], schema)
    with pytest.raises(UsageError, match=says) as error:
        read_file(path)
    assert str(error.value).startswith(str(path))


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "cannot be read: No such file"), (b"id,url,html\n", "not a Parquet file"), (b"", "not a Parquet file")],
)
def test_what_is_no_parquet_file_is_refused_before_anything_is_read(tmp_path, content, says):
    path = tmp_path / "pages.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=says):
        check_file(path)


def test_an_empty_file_and_a_cut_one_are_refused(tmp_path):
    path = write(tmp_path / "pages.parquet", [])
    for read in (check_file, read_file):
        with pytest.raises(UsageError, match="the file is empty"):
            read(path)
    whole = write(path, rows(60)).read_bytes()
    middle = bytearray(whole)
    middle[200:4000] = bytes(3800)
    path.write_bytes(bytes(middle))
    with pytest.raises(UsageError, match=r"cannot be read after row \d+"):
        read_file(path)
