"""The central types: what is read, what is decided about it. Frozen, and free of I/O."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import wraps
from itertools import accumulate, compress
from operator import attrgetter
from typing import Any, Concatenate, Literal, NamedTuple, ParamSpec, TypeVar

from tasks.folding import fold_lines
from tasks.line_passes import SIGNS, fates_in, prose_in, signs_of, sizes_of, starts_of, texts_of, visible_in
from tasks.markup import Markup
from tasks.worked_out import worked_out

Kind = Literal["text", "html"]
_Found = TypeVar("_Found")
_Arguments = ParamSpec("_Arguments")

_END_SIGNS = ".!?…:;。！？"
_SENTENCE_END = re.compile(rf"""[{_END_SIGNS}]["'”’»)\]]*\s*(?:\[?\d*\]?)?$""")


PROSE_WORDS = 20
"""Words from which a line that ends like a sentence counts as running prose. In the five seed dumps the
shortest paragraph of an article has 18 words and the longest line of page chrome 14."""


class Action(StrEnum):
    """What becomes of a line: `keep` it in the text, `drop` it, or `route` it out of the text, as data."""

    KEEP = "keep"
    DROP = "drop"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Record:
    """One unit of a raw dump, decoded: a page, or a line of a JSONL file.

    `source_record` is the record's own id, else its position; `fields` are the values that came beside the
    content (`url`, `date`, `title`, …); `repairs` name what decoding had to mend. `raw_offset` and
    `raw_length` are bytes in the uncompressed source (in a WARC: in the file as it is, as its indexes count), None
    where the format has no such place. `utf8` is the content's UTF-8, where it came as that.
    """

    source_path: str
    source_record: str
    content: str
    kind: Kind
    raw_sha256: str
    raw_offset: int | None = 0
    raw_length: int | None = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    utf8: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def source(self) -> str | bytes:
        """The content for what reads its UTF-8, which takes a tenth of parsing to make again."""
        return self.content if self.utf8 is None else self.utf8

    @property
    def doc_id(self) -> str:
        """32 hex digits from path, record id and raw bytes: the same record keeps its id in every run.

        A file that holds one document has no other id than its path: `source_record` is the end of it, and how much of
        it depends on the folder that was named.
        """
        alone = f"/{self.source_path}".endswith(f"/{self.source_record}")
        key = "\0".join((self.source_path, "" if alone else self.source_record, self.raw_sha256))
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record, or what should have been one, that is not published, and why: one quarantine row."""

    source_path: str
    source_record: str
    stage: Literal["read", "clean", "deduplicate"]
    reason: str
    detail: str = ""
    duplicate_of: str | None = None
    raw_sha256: str | None = None
    raw_offset: int | None = None
    raw_length: int | None = None


class Line(NamedTuple):
    """One line of flattened text, or one block of a page; a tuple, because a page is made of hundreds.

    `start` and `end` are its span in the document's content (code points, without the line ending),
    `indent` its leading white space in characters, `blank_before` the blank lines right above it. What only
    markup can tell is None where there was none: `path` (tags from the body down, `/` between),
    `link_share` (0 to 1, share of its characters inside links), `roles` (what its ancestors are for).
    """

    text: str
    start: int
    end: int
    indent: int = 0
    blank_before: int = 0
    path: str | None = None
    link_share: float | None = None
    roles: frozenset[str] | None = None

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see on the line."""
        return not self.text or self.text.isspace()


@dataclass(frozen=True)
class Document:
    """A record as an immutable tuple of lines that cover its content; never edited, only decided about.

    `counted` is how many words each line has, where that is known.
    """

    doc_id: str
    source_path: str
    source_record: str
    raw_sha256: str
    kind: Kind
    content: str
    lines: tuple[Line, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    markup: Markup | None = None
    counted: tuple[int, ...] | None = None

    @worked_out
    def _folding(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        return fold_lines(texts_of(self.lines))

    @worked_out
    def folded(self) -> tuple[str, ...]:
        """Every line in the form that phrases are matched against (see `tasks.folding.fold`)."""
        return self._folding[0]

    @worked_out
    def folded_text(self) -> str:
        """All folded lines, each between newlines: "\\n" alone where there is no line."""
        return "\n".join(("", *self.folded, ""))

    @worked_out
    def folded_starts(self) -> tuple[int, ...]:
        """Where each folded line begins in `folded_text`."""
        return starts_of(self.folded)

    @worked_out
    def words(self) -> tuple[int, ...]:
        """How many words each line has, by white space."""
        # A page comes counted: the rules see less than half of it, and folding it whole would take long.
        return self._folding[1] if self.counted is None else self.counted

    @worked_out
    def words_above(self) -> tuple[int, ...]:
        """How many words stand above each line, and last how many there are: one number more than lines."""
        return tuple(accumulate(self.words, initial=0))

    @worked_out
    def sizes(self) -> tuple[int, ...]:
        """How long each line is in words; of scripts without spaces between them three characters are one."""
        return sizes_of(self.lines, self.words)

    @worked_out
    def prose(self) -> tuple[bool, ...]:
        """Which lines read like a paragraph: at least `PROSE_WORDS` long and ended like a sentence."""
        return prose_in(self.lines, self.words, PROSE_WORDS, 12, _END_SIGNS, _SENTENCE_END.search)

    @worked_out
    def paragraphs(self) -> tuple[int, ...]:
        """Indexes of the lines that read like a paragraph."""
        return tuple([i for i, is_prose in enumerate(self.prose) if is_prose])

    def of_lines(self, shown: Sequence[bool]) -> Document:
        """The document with those of its lines alone that are `shown`, without markup."""
        lines, counted = tuple(compress(self.lines, shown)), tuple(compress(self.words, shown))
        part = replace(self, lines=lines, counted=counted, markup=None)
        # All others ask for it, too, and what a line reads like does not change.
        part.__dict__["prose"] = tuple(compress(self.prose, shown))
        return part

    @worked_out
    def visible(self) -> tuple[int, ...]:
        """Indexes of the lines that are not blank."""
        return visible_in(self.words)

    def line_above(self, i: int) -> int:
        """The nearest visible line above a line, -1 where there is none."""
        at = bisect_left(self.visible, i)
        return self.visible[at - 1] if at else -1

    def line_below(self, i: int) -> int:
        """The nearest visible line below a line, -1 where there is none."""
        at = bisect_right(self.visible, i)
        return self.visible[at] if at < len(self.visible) else -1

    @worked_out
    def _signs(self) -> bytes:
        return signs_of(self.content)

    def lines_saying(self, sign: str) -> list[int]:
        """Indexes of the lines whose raw text holds `sign`, in order."""
        found: list[int] = []
        first = ord(sign[0])
        if first > 0x7F and not self._signs[first % SIGNS]:
            return found
        at = self.content.find(sign)
        while at >= 0:
            i = bisect_right(self.lines, at, key=attrgetter("start")) - 1
            if i >= 0 and at < self.lines[i].end:
                found.append(i)
                at = self.lines[i].end
            at = self.content.find(sign, at + 1)
        return found

    @worked_out
    def numbered(self) -> tuple[int, ...]:
        """Indexes of the lines with a number in them."""
        return tuple([i for i, line in enumerate(self.folded) if "#" in line])

    @worked_out
    def findings(self) -> dict[object, Any]:
        """What pure functions of the document have found out, by function (see `once_per_document`)."""
        return {}


class Decision(NamedTuple):
    """What one rule says of the lines `line_start` (included, from 0) to `line_end` (excluded); a tuple, as `Line` is.

    `score` is the strength of the evidence, 0 to 1; `evidence` names it in words a person can check.
    A later version of a rule has a higher `rule_version` when its output changes, and only then.
    """

    line_start: int
    line_end: int
    action: Action
    family: str
    rule_id: str
    rule_version: int
    score: float
    evidence: str = ""

    def on(self, start: int, end: int) -> Decision:
        """The same, said of other lines; the constructor takes a third more time."""
        return tuple.__new__(Decision, (start, end, *self[2:]))


def once_per_document(
    function: Callable[Concatenate[Document, _Arguments], _Found],
) -> Callable[Concatenate[Document, _Arguments], _Found]:
    """Keep what a pure function of a document returns with the document, so that all who ask share one answer.

    What it takes besides the document must be hashable, and given by position.
    """

    @wraps(function)
    def remembered(document: Document, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Found:
        findings, key = document.findings, (function, *args) if args else function
        if key not in findings:
            findings[key] = function(document, *args, **kwargs)
        found: _Found = findings[key]
        return found

    return remembered


def line_text(document: Document, start: int, end: int) -> str:
    """The raw lines of a half-open range, as they stood in the record, joined by newlines."""
    lines = document.lines[start:end]
    return lines[0].text if len(lines) == 1 else "\n".join(texts_of(lines))


def rebuild(document: Document) -> str:
    """The decoded content again, from the lines and the endings between them."""
    parts: list[str] = []
    at = 0
    for line in document.lines:
        parts += [document.content[at : line.start], line.text]
        at = line.end
    return "".join(parts) + document.content[at:]


def fates(document: Document, decisions: Sequence[Decision]) -> tuple[Decision | None, ...]:
    """The decision on every line, None where it is kept without a vote.

    Raises:
        ValueError: two decisions take the same line; `resolve()` never returns such a set.
    """
    try:
        return fates_in(len(document.lines), decisions)
    except ValueError as error:
        raise ValueError(f"{error} of {document.source_path} is decided twice") from None
