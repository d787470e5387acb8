"""CSV and TSV with a header line: one record a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from tasks.document import Record, Rejected
from tasks.readers.base import MAX_DETAIL, Limits, Slice
from tasks.readers.bytestream import Codec, chunks
from tasks.readers.lines import Lines, TooLongError
from tasks.readers.rows import Row, decoded_fields, field_text, row_record

MAX_COLUMNS = 1_000
_OTHER_DELIMITERS = ";\t"
"""Of a .csv whose header has no comma: Excel's where the comma is the decimal point, and its "Unicode text"."""
_CLOSING = re.compile(r'[^"]*+(?:""[^"]*+)*+"(.?)', re.DOTALL)
"""The end of a value in quotes, and the character behind it."""
_VALUE = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*+)')
"""A value of a TSV, which is in quotes only if they are at both its ends."""


class _BrokenRowError(Exception):
    """A row that is none: the reason, and why in words."""


def read_delimited(piece: Slice, limits: Limits, codec: Codec, delimiter: str) -> Iterator[Record | Rejected]:
    """The record of every row; one `empty` for a file without any.

    A row may go over many lines, where its values are in quotes. A quote that is never closed costs its own row: the
    lines after it are read again.
    """
    source = piece.source
    csv.field_size_limit(limits.max_record_bytes)
    lines = Lines(chunks(piece, codec), limits.max_record_bytes)
    rows = _Rows(lines, delimiter)
    header: list[str] | None = None
    number = 0
    while True:
        lines.start()
        number += header is not None
        row = Row(source, max(number, 1), offset=lines.offset)
        try:
            values = rows.next()
            if values and header is None:
                values = rows.header(values)
        except _BrokenRowError as error:
            yield Row(source, row.number, offset=row.offset, length=lines.length() or None).rejected(*error.args)
            header = header or []
            continue
        if values is None:
            break
        if not values:
            number -= header is not None
        elif header is None:
            header = [_name(text) for text in values[:MAX_COLUMNS]]
        else:
            yield _record(Row(source, row.number, offset=row.offset, length=lines.length()), header, values)
    if lines.damage:
        detail = f"row {number}: {lines.damage}"[:MAX_DETAIL]
        yield Rejected(source.path, str(number), "read", "unreadable", detail, raw_offset=lines.offset)
    elif (number <= 1 and header is None) or number == 1:
        yield Rejected(source.path, source.relative, "read", "empty", "no row below the header")


def _record(row: Row, header: list[str], values: list[str]) -> Record | Rejected:
    if len(values) > len(header):
        return row.rejected("broken_row", f"{len(values)} values below {len(header)} column names")
    value: dict[str, object] = {name: _plain(text) for name, text in zip(header, values, strict=False) if name and text}
    return row_record(row, decoded_fields(value))


def _name(text: str) -> str:
    plain = _plain(text)
    return (field_text(plain, None) if isinstance(plain, bytes) else plain).strip().lower()


def _plain(text: str) -> str | bytes:
    """What is no UTF-8 as the bytes it was, whose encoding is found out from all of it."""
    if text.isascii():
        return text
    data = text.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


class _Rows:
    """The values of one row after another."""

    def __init__(self, lines: Lines, delimiter: str) -> None:
        self._lines = lines
        self._use(delimiter)

    def _use(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._strict = csv.reader(self._lines, delimiter=delimiter, strict=True)
        self._lenient = csv.reader(self._lines, delimiter=delimiter)

    def header(self, values: list[str]) -> list[str]:
        """The header again, if it shows that there is another delimiter."""
        text = "".join(self._lines.again(self._lines.count))
        other = next((char for char in _OTHER_DELIMITERS if char in text), None)
        if self._delimiter != "," or "," in text or other is None:
            return values
        self._lines.back(0)
        self._use(other)
        return self.next() or values

    def next(self) -> list[str] | None:
        """The next row's values, None at the end of the file and at its damage.

        Raises:
            _BrokenRowError: it is none; its lines are those that were read.
        """
        lines = self._lines
        try:
            return next(self._strict, None)
        except TooLongError:
            return self._too_long()
        except csv.Error as error:
            if lines.open:
                return None if lines.damage else self._unclosed(lines.count, "broken_row", "to the end of the file")
            if lines.count > 1 and not self._closes():
                return self._unclosed(lines.count - 1, "broken_row", "before the next one opens")
            if self._delimiter == "\t":
                return self._literal(lines.count, str(error))
        return self._sloppy()

    def _sloppy(self) -> list[str] | None:
        """Of values with quotes in the middle what Python makes of them."""
        lines = self._lines
        lines.back(0)
        try:
            values = next(self._lenient, None)
        except TooLongError:
            return self._too_long()
        except csv.Error as error:
            raise _BrokenRowError("broken_row", str(error)) from None
        if lines.open:
            return None if lines.damage else self._unclosed(lines.count, "broken_row", "to the end of the file")
        return values

    def _too_long(self) -> list[str]:
        if self._lines.count:
            return self._unclosed(self._lines.count, "too_large", "up to the limit of a record")
        raise _BrokenRowError("too_large", f"{self._lines.skip()} bytes in one line")

    def _closes(self) -> bool:
        """Whether the last line closes the quote that was open before it, with a delimiter or the row's end behind."""
        closing = _CLOSING.match(self._lines.last())
        return closing is not None and closing[1] in {self._delimiter, "\r", "\n", ""}

    def _unclosed(self, count: int, reason: str, until: str) -> list[str]:
        """The row of whose first `count` lines the last leaves a quote open, up to the line where it was opened.

        `1,"Hello he said` took all rows after it, or those up to the next quote, into one document.
        """
        lines = self._lines
        values = next(csv.reader(lines.again(count), delimiter=self._delimiter))
        # Each line from there on ends in the value, but for the file's last one, which may not end.
        unended = count == lines.count and not lines.ends(lines.last())
        opened = count - lines.ends(values[-1]) - unended + 1
        if self._delimiter == "\t":
            return self._literal(opened, "")
        lines.back(opened)
        raise _BrokenRowError(reason, f"a quote is not closed {until}")

    def _literal(self, count: int, problem: str) -> list[str]:
        """The values of a TSV's row, whose quotes are part of them where they do not hold all of a value."""
        self._lines.back(count)
        text = "".join(self._lines.again(count)).rstrip("\r\n")
        values, at = [], 0
        while value := _VALUE.match(text, at):
            values.append(value[2] if value[1] is None else value[1].replace('""', '"'))
            at = value.end() + 1
            if text[at - 1 : at] != "\t":
                break
        if at <= len(text):
            raise _BrokenRowError("broken_row", problem or "a line ends in the middle of a row")
        return values
