"""The lines of a delimited file, of which those of a row can be read again where its quotes turn out to be none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from tasks.readers.bytestream import Damage

_LINE_END = re.compile(rb"\r*\n|\r+(?=[^\r\n])")
_CONTINUATION = bytes(range(0x80, 0xC0))
_TWO_UNITS = bytes(range(0xF0, 0xF8))
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class TooLongError(Exception):
    """A row goes on behind the limit of a record."""


class Lines:
    """The lines of a stream, endings included, without NULs; the file's byte-order mark decides its encoding.

    Bytes that are no UTF-8 come as surrogates. What is held is one row, up to `limit` bytes of UTF-8.
    """

    def __init__(self, stream: Iterator[bytes | Damage], limit: int) -> None:
        self._limit = limit
        self._held = bytearray()
        self._next = self._last = 0
        self._wide = False
        self._stream = self._unmarked(stream)
        self.count = 0
        """Lines of the row that were read."""
        self.offset = 0
        """Bytes of the file before the row."""
        self.open = False
        """Whether a line of the row was asked for after the last one."""
        self.damage: str | None = None
        self._end = self._line_end()

    def start(self) -> None:
        """The next line begins a row; what came before it is not read again."""
        self.offset += self.length()
        del self._held[: self._next]
        self._next = self.count = 0
        self.open = False

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        """The next line.

        Raises:
            TooLongError: the row has more bytes than the limit with it.
        """
        start = self._next
        # Written out for speed: a file of short lines took a quarter longer.
        end = self._held.find(self._end, start) + 1
        if not end:
            end = self._find(start)
            # The rest before a damage is half a line.
            if end == start or (self.damage and not self._held.endswith(self._end, start, end)):
                self.open = self.count > 0
                raise StopIteration
        if end > self._limit:
            raise TooLongError
        self._last, self._next = start, end
        self.count += 1
        return self._text(start, end)

    def again(self, count: int) -> Iterator[str]:
        """The first `count` lines of the row, once more."""
        at = 0
        for _ in range(count):
            start, at = at, self._find(at)
            yield self._text(start, at)

    def last(self) -> str:
        """The last line that was read of the row."""
        return self._text(self._last, self._next)

    def back(self, count: int) -> None:
        """As if only the first `count` lines of the row had been read."""
        at = 0
        for _ in range(count):
            at = self._find(at)
        self._next, self.count, self.open = at, count, False

    def skip(self) -> int:
        """Passes over the rest of a line that is too long; the bytes of the file that it has in all."""
        length = 0
        while (found := self._held.find(self._end)) < 0:
            length += self._width(self._held)
            self._held.clear()
            if not self._more():
                break
        rest = self._held[: found + 1]
        del self._held[: found + 1]
        length += self._width(rest)
        self.offset += length
        return length

    def length(self) -> int:
        """Bytes of the file that the lines of the row take."""
        return self._width(self._held[: self._next]) if self._wide else self._next

    def ends(self, text: str) -> int:
        """How many lines end in a text."""
        return text.count(self._end.decode())

    def _text(self, start: int, end: int) -> str:
        text = self._held[start:end].decode("utf-8", "surrogateescape")
        return text.replace("\0", "") if "\0" in text else text

    def _find(self, start: int) -> int:
        """The end of the line that begins there, or some place behind the limit."""
        scanned = start
        while (found := self._held.find(self._end, scanned)) < 0:
            scanned = len(self._held)
            if scanned > self._limit or not self._more():
                return scanned
        return found + 1

    def _line_end(self) -> bytes:
        r"""What ends the first line: `\n`, or `\r` as Excel for the Macintosh writes it."""
        at = 0
        while not (found := _LINE_END.search(self._held, at, self._limit + 1)) and len(self._held) <= self._limit:
            at = max(0, len(self._held) - 1)  # where a `\r` may stand whose `\n` is yet to come
            if not self._more():
                break
        return b"\n" if not found or found[0].endswith(b"\n") else b"\r"

    def _more(self) -> bool:
        chunk = next(self._stream, None)
        if chunk is None:
            return False
        self._held += chunk
        return True

    def _width(self, data: bytearray) -> int:
        """Bytes of the file that stand for bytes of UTF-8."""
        if not self._wide:
            return len(data)
        return 2 * (len(data.translate(None, _CONTINUATION)) + len(data) - len(data.translate(None, _TWO_UNITS)))

    def _unmarked(self, stream: Iterator[bytes | Damage]) -> Iterator[bytes]:
        """The stream as UTF-8, without a byte-order mark."""
        undamaged = self._undamaged(stream)
        head = b""
        while len(head) < len(codecs.BOM_UTF8) and (chunk := next(undamaged, b"")):
            head += chunk
        if encoding := _UTF_16.get(head[:2]):
            self._wide, self.offset = True, 2
            decoder = codecs.getincrementaldecoder(encoding)("replace")
            yield decoder.decode(head[2:]).encode()
            for chunk in undamaged:
                yield decoder.decode(chunk).encode()
            if not self.damage:
                yield decoder.decode(b"", final=True).encode()
            return
        rest = head.removeprefix(codecs.BOM_UTF8)
        self.offset = len(head) - len(rest)
        yield rest
        yield from undamaged

    def _undamaged(self, stream: Iterator[bytes | Damage]) -> Iterator[bytes]:
        for chunk in stream:
            if isinstance(chunk, Damage):
                self.damage = chunk.detail
                return
            yield chunk
