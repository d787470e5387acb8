"""The central types: what is read, what is decided about it. Frozen, and free of I/O."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Literal

from tasks.folding import fold

Kind = Literal["text", "html"]

_SENTENCE_END = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*\s*(?:\[?\d*\]?)?$""")


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
    `raw_length` are bytes in the uncompressed source.
    """

    source_path: str
    source_record: str
    content: str
    kind: Kind
    raw_sha256: str
    raw_offset: int = 0
    raw_length: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()

    @property
    def doc_id(self) -> str:
        """32 hex digits from path, record id and raw bytes: the same record keeps its id in every run."""
        key = "\0".join((self.source_path, self.source_record, self.raw_sha256))
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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of flattened text, or one block of a page.

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
    """A record as an immutable tuple of lines that cover its content; never edited, only decided about."""

    doc_id: str
    source_path: str
    source_record: str
    raw_sha256: str
    kind: Kind
    content: str
    lines: tuple[Line, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Every line in the form that phrases are matched against (see `tasks.folding.fold`)."""
        return tuple(fold(line.text) for line in self.lines)

    @cached_property
    def folded_text(self) -> str:
        """All folded lines, each between newlines: "\\n" alone where there is no line."""
        return "\n" + "".join(f"{line}\n" for line in self.folded)

    @cached_property
    def folded_starts(self) -> tuple[int, ...]:
        """Where each folded line begins in `folded_text`."""
        return tuple(accumulate((len(line) + 1 for line in self.folded[:-1]), initial=1)) if self.lines else ()

    @cached_property
    def words(self) -> tuple[int, ...]:
        """How many words each line has, by white space."""
        return tuple(len(line.text.split()) for line in self.lines)

    @cached_property
    def words_above(self) -> tuple[int, ...]:
        """How many words stand above each line, and last how many there are: one number more than lines."""
        return tuple(accumulate(self.words, initial=0))

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """Which lines read like a paragraph: at least `PROSE_WORDS` long and ended like a sentence.

        Scripts without spaces between words are measured in characters, three to a word.
        """
        return tuple(
            (words >= PROSE_WORDS or (words * 12 < len(line.text) and len(line.text) >= 3 * PROSE_WORDS))
            and _SENTENCE_END.search(line.text[-12:]) is not None
            for words, line in zip(self.words, self.lines, strict=True)
        )

    @cached_property
    def visible(self) -> tuple[int, ...]:
        """Indexes of the lines that are not blank."""
        return tuple(i for i, line in enumerate(self.lines) if not line.blank)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one rule says of the lines `line_start` (included, from 0) to `line_end` (excluded).

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


def line_text(document: Document, start: int, end: int) -> str:
    """The raw lines of a half-open range, as they stood in the record, joined by newlines."""
    return "\n".join(line.text for line in document.lines[start:end])


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
    fate: list[Decision | None] = [None] * len(document.lines)
    for decision in decisions:
        for i in range(decision.line_start, decision.line_end):
            if fate[i] is not None:
                raise ValueError(f"line {i} of {document.source_path} is decided twice")
            fate[i] = decision
    return tuple(fate)
