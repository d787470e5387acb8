"""Labelled pages: Parquet files of HTML and what annotators said of its text, read and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.errors import UsageError
from tasks.readers.decoding import Decoded, NotText, decode, repair, why_not_text
from tasks.segment.nesting import DEEPEST, too_deep
from tasks.training.likeness import people_of
from tasks.training.second_labels import SecondLabel, second_label

_WANTED = ("id", "url", "html")
_SNIPPETS = ("with", "without", "comments")
_TEXTS = ("id", "url", "main_content", "page_type", "title", "author")
_ROWS = 64
"""Rows that are held at once as they are in the file; pages run to megabytes."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """One page and what annotators said of it.

    `html` is decoded. `gold` is the whole text that should remain, "" where the annotators found none, None where only
    snippets are known: `content_snippets` are parts of it, `boilerplate_snippets` parts of the rest, readers' comments
    included. `page_type` is None where it was not annotated; so are `title` and `authors`, which are empty where nobody
    signs. `second` is what another annotator said of title and authors.
    """

    id: str
    url: str
    html: str
    gold: str | None
    content_snippets: tuple[str, ...]
    boilerplate_snippets: tuple[str, ...]
    page_type: str | None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    second: SecondLabel | None = None

    @property
    def known_title(self) -> str | None:
        """What it is called, by the second annotator where the first was not asked."""
        return self.title or (self.second and self.second.title) or None

    @property
    def signed_by(self) -> tuple[str, ...] | None:
        """Who signs it, by the second annotator where the first named nobody: in many languages 60 of 151."""
        return self.authors or (self.second.authors if self.second else self.authors)


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """One file of labelled pages. `rows` are all in it; `left_out` says of those that are no pages which and why."""

    name: str
    sha256: str
    rows: int
    pages: tuple[LabelledPage, ...]
    left_out: tuple[str, ...]


def read_file(path: Path) -> LabelledFile:
    """The pages of one Parquet file.

    Columns: `id` and `url`, strings; `html`, bytes in the page's own encoding, or a string; and what annotators said:
    `main_content`, the whole text, or lists of strings `with`, `without` and `comments`, or both. `page_type` and
    `title` may be there, and `author`: names in one string, "" for a page that nobody signs, as is null where the whole
    text is given; elsewhere null is a page of which nobody asked who wrote it. Left out are rows whose HTML is no text
    or is nested too deep, and rows of which nothing was said.

    Raises:
        UsageError: the file is no Parquet file or has no rows, a column is missing or of another type, a row has no id,
            or nothing was said of any row.
    """
    pages, left_out, rows = [], [], 0
    with _opened(path) as file:
        columns = _columns(path, file.schema_arrow)
        for rows, row in enumerate(_rows(path, file, columns), start=1):
            if row["id"] is None:
                raise UsageError(f"{path}: row {rows}: the column 'id' is null; every page needs one")
            page = _page(row)
            if isinstance(page, LabelledPage):
                pages.append(page)
            else:
                left_out.append(f"{path}: row {rows}, id {row['id']!r}: {page}")
    if not pages:
        raise UsageError(f"{path}: no page to train on among {rows:,} rows; " + (left_out or ["the file is empty"])[0])
    return LabelledFile(path.name, _sha256(path), rows, tuple(pages), tuple(left_out))


def check_file(path: Path) -> None:
    """See from its first and last bytes that a file can hold labelled pages.

    Raises:
        UsageError: it is no Parquet file or has no rows, or a column is missing or of another type.
    """
    with _opened(path) as file:
        _columns(path, file.schema_arrow)
        if file.metadata.num_rows == 0:
            raise UsageError(f"{path}: the file is empty")


def _opened(path: Path) -> pq.ParquetFile:
    try:
        path.open("rb").close()  # Python says in three words what pyarrow says in three lines
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowException, ValueError) as error:
        raise UsageError(f"{path}: not a Parquet file: {str(error).splitlines()[0]}") from None


def _columns(path: Path, schema: pa.Schema) -> list[str]:
    """The columns to read, of those that are there."""
    missing = [name for name in _WANTED if name not in schema.names]
    if missing:
        raise UsageError(f"{path}: the column {missing[0]!r} is missing; there are {', '.join(schema.names)}")
    if not {"main_content", *_SNIPPETS} & set(schema.names):
        raise UsageError(
            f"{path}: nothing is said of the pages: a column 'main_content' (the text that should remain) or columns "
            "'with', 'without' and 'comments' (snippets) are missing"
        )
    wanted = [
        name for name in (*_WANTED, "main_content", *_SNIPPETS, "page_type", "title", "author") if name in schema.names
    ]
    for name in wanted:
        kind = schema.field(name).type
        if name in _TEXTS and not (_is_text(kind) or pa.types.is_null(kind)):
            raise UsageError(f"{path}: the column {name!r} is of type {kind}, not string")
        if name == "html" and not (_is_text(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind)):
            raise UsageError(f"{path}: the column 'html' is of type {kind}, not binary or string")
        is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
        texts = is_list and (_is_text(kind.value_type) or pa.types.is_null(kind.value_type))
        if name in _SNIPPETS and not (texts or pa.types.is_null(kind)):
            raise UsageError(f"{path}: the column {name!r} is of type {kind}, not list of strings")
    return wanted


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):  # what pandas makes of a category
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _rows(path: Path, file: pq.ParquetFile, columns: list[str]) -> Iterator[dict[str, Any]]:
    at = 0
    try:
        for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
            for row in batch.to_pylist():
                at += 1
                yield row
    except (OSError, pa.ArrowException, ValueError) as error:
        raise UsageError(f"{path}: cannot be read after row {at}: {str(error).splitlines()[0]}") from None


def _page(row: dict[str, Any]) -> LabelledPage | str:
    """The page of a row, or why it is none."""
    content = _snippets(row, ["with"])
    boilerplate = _snippets(row, ["without", "comments"])
    gold = row.get("main_content")
    if gold is None and not content and not boilerplate:
        return "nothing was said of it"
    if row["html"] is None:
        return "the column 'html' is null"
    html = _html(row["html"])
    if isinstance(html, NotText):
        return f"its html is no text: {html.detail}"
    if too_deep(html.text):
        return f"more than {DEEPEST:,} elements are nested in one another"
    page_type = row.get("page_type") or None
    title, authors = row.get("title") or None, _authors(row, gold is not None)
    second = second_label(row["html"])
    return LabelledPage(
        row["id"], row["url"] or "", html.text, gold, content, boilerplate, page_type, title, authors, second
    )


def _authors(row: dict[str, Any], whole: bool) -> tuple[str, ...] | None:
    if "author" not in row or (row["author"] is None and not whole):
        return None
    return people_of(row["author"] or "")


def _html(content: bytes | str) -> Decoded | NotText:
    """Decoded and mended as what is cleaned later; a string has been decoded already."""
    if isinstance(content, bytes):
        return decode(content, "html")
    problem = why_not_text(content)
    return NotText(problem) if problem else repair(content)


def _snippets(row: dict[str, Any], columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(snippet for column in columns for snippet in row.get(column) or () if snippet and snippet.strip())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
