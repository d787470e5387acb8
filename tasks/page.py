"""One record from what was read to what is published, without I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tasks import metadata
from tasks.classifier.judgement import Judgement
from tasks.document import Document, Record, Rejected
from tasks.engine import engine_of, model_files
from tasks.metadata import Candidate, Metadata, Signed, entitled, extract_metadata, page_of, sign
from tasks.metadata.head import Head, read_head
from tasks.metadata.language import Spoken
from tasks.metadata.rankers import ranker_files, rankers_of
from tasks.pipeline import Cleaned
from tasks.segment import segment
from tasks.segment.html import parse, segment_html
from tasks.segment.nesting import DEEPEST, too_deep
from tasks.settings import Settings


@dataclass(frozen=True, slots=True)
class Page:
    """A record that can be published."""

    record: Record
    cleaned: Cleaned
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Opened:
    """A record on its way: segmented, and prepared for the engine; `head` is what a page's markup says of the page."""

    record: Record
    document: Document
    prepared: Any
    head: Head | None = None


class Cleaner:
    """Cleans records in three steps: one by one, many at once, one by one.

    The first, `open`, is to `segment` and to `prepare`, the last, `close`, to `decide` and to `describe`. All but
    `judge` may be given up in the middle of a record that takes too long; that takes time by the length of its
    documents alone.

    Raises:
        UsageError: the engine's model cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine = engine_of(settings)
        self.searches, self.page_searches = self._engine.searches, self._engine.page_searches
        self._rankers = rankers_of(settings.classifier.model)

    def open(self, record: Record, with_head: bool = True) -> Opened | Rejected:
        """The record as lines and what can be found out about it by itself, or why it has no lines.

        Without `with_head` what only the metadata needs is not read, and `close` has to parse a page again.
        """
        opened = self.segment(record, with_head)
        return opened if isinstance(opened, Rejected) else self.prepare(opened)

    def segment(self, record: Record, with_head: bool = True) -> Opened | Rejected:
        """The record as lines, not prepared yet, or why it has none."""
        if record.kind == "html" and too_deep(record.content, record.source):
            return reject(record, "too_deep", f"more than {DEEPEST:,} elements are nested in one another")
        document, head = _with_head(record) if record.kind == "html" and with_head else (segment(record), None)
        if not document.visible:
            return reject(record, "empty", "no visible text")
        return Opened(record, document, None, head)

    def prepare(self, opened: Opened) -> Opened:
        """The record with what can be found out about it by itself."""
        record, document = opened.record, opened.document
        return Opened(record, document, self._engine.prepare(record, document), opened.head)

    def judge(self, batch: Sequence[Opened]) -> Sequence[Judgement | None]:
        """What the engine says of each, in order."""
        return self._engine.judge([opened.document for opened in batch], [opened.prepared for opened in batch])

    def decide(self, opened: Opened, judgement: Judgement | None) -> Cleaned | Rejected:
        """The decisions on a record's lines, or why it is not published: nothing would be left of it, or too little."""
        record = opened.record
        cleaned = self._engine.decide(opened.document, opened.prepared, judgement)
        if not cleaned.text:
            families = sorted({decision.family for decision in cleaned.decisions})
            return reject(record, "empty", f"nothing but boilerplate: {', '.join(families)}")
        # A page is mostly chrome around its text; a flattened dump is not, and what is made for it takes little.
        budget = self._settings.removal_budget
        if record.kind == "text" and cleaned.removed_ratio > budget and cleaned.removed_share > budget:
            removed = f"{cleaned.removed_share:.0%} of the words would be removed"
            return reject(record, "over_budget", f"{removed}, the budget is {budget:.0%}")
        return cleaned

    def close(self, opened: Opened, judgement: Judgement | None, detect_language: bool = True) -> Page | Rejected:
        """The page as it is published, with its metadata, or why it is not.

        Without `detect_language` the model for it, half a second to load, is not needed.
        """
        cleaned = self.decide(opened, judgement)
        return cleaned if isinstance(cleaned, Rejected) else self.describe(opened, cleaned, detect_language)

    def describe(
        self,
        opened: Opened,
        cleaned: Cleaned,
        detect_language: bool = True,
        spoken: Spoken | None = None,
        signed: Signed | None = None,
    ) -> Page:
        """The page as it is published, with its metadata.

        `spoken` is its language, if that was detected before, `signed` what `sign` said, if that was asked.
        """
        found = extract_metadata(opened.record, cleaned, detect_language, opened.head, self._rankers, spoken, signed)
        return Page(opened.record, cleaned, found)

    def entitle(self, opened: Opened, cleaned: Cleaned) -> tuple[metadata.Page, Candidate[str] | None]:
        """What its metadata is drawn from, and its title."""
        return entitled(page_of(opened.record, cleaned, opened.head), self._rankers)

    def sign(self, page: metadata.Page, title: Candidate[str] | None) -> Signed:
        """The same, and who wrote it."""
        return sign(page, title, self._rankers)


def _with_head(record: Record) -> tuple[Document, Head]:
    """A page's lines and what it says of itself, of one tree: parsing takes a tenth of the time of all the rest."""
    tree = parse(record.content, record.utf8)
    # First: segmenting takes the scripts out, and with them JSON-LD.
    head = read_head(record.content, tree=tree)
    return segment_html(record, tree), head


def clean_record(record: Record, settings: Settings, detect_language: bool = True) -> Page | Rejected:
    """One record as it is published, or why it is not."""
    cleaner = cleaner_of(settings)
    opened = cleaner.open(record)
    if isinstance(opened, Rejected):
        return opened
    return cleaner.close(opened, cleaner.judge([opened])[0], detect_language)


@lru_cache(maxsize=2)
def cleaner_of(settings: Settings) -> Cleaner:
    """The cleaner for these settings; a process reads a model once."""
    return Cleaner(settings)


def check_models(settings: Settings) -> None:
    """See that the trained files of a cleaner can be read, without making one: that takes a second.

    Raises:
        UsageError: a file is missing or is not the one that was trained; it is named.
    """
    model_files(settings)
    ranker_files(settings.classifier.model)


def reject(record: Record, reason: str, detail: str, duplicate_of: str | None = None) -> Rejected:
    """The quarantine row of a record that was read."""
    return Rejected(
        source_path=record.source_path,
        source_record=record.source_record,
        stage="deduplicate" if duplicate_of else "clean",
        reason=reason,
        detail=detail,
        duplicate_of=duplicate_of,
        raw_sha256=record.raw_sha256,
        raw_offset=record.raw_offset,
        raw_length=record.raw_length,
    )
