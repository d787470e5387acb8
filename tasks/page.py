"""One record from what was read to what is published, without I/O."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.document import Record, Rejected
from tasks.engine import propose_body
from tasks.metadata import Metadata, extract_metadata
from tasks.pipeline import Cleaned, clean_document
from tasks.segment import segment
from tasks.segment.nesting import DEEPEST, too_deep
from tasks.settings import Settings


@dataclass(frozen=True, slots=True)
class Page:
    """A record that can be published."""

    record: Record
    cleaned: Cleaned
    metadata: Metadata


def clean_record(record: Record, settings: Settings, detect_language: bool = True) -> Page | Rejected:
    """A record as it is published, or why it is not: nothing visible in it, or too much would be removed.

    Without `detect_language` the model for it, half a second to load, is not needed.
    """
    if record.kind == "html" and too_deep(record.content):
        return reject(record, "too_deep", f"more than {DEEPEST:,} elements are nested in one another")
    document = segment(record)
    if not document.visible:
        return reject(record, "empty", "no visible text")
    proposals = propose_body(record, document) if record.kind == "html" else ()
    cleaned = clean_document(document, proposals)
    if not cleaned.text:
        families = sorted({decision.family for decision in cleaned.decisions})
        return reject(record, "empty", f"nothing but boilerplate: {', '.join(families)}")
    # A page is mostly chrome around its text; a flattened dump is not, and rules made for it take little.
    if record.kind == "text" and cleaned.removed_ratio > settings.removal_budget:
        return reject(
            record,
            "over_budget",
            f"{cleaned.removed_ratio:.0%} of the words would be removed, the budget is {settings.removal_budget:.0%}",
        )
    return Page(record, cleaned, extract_metadata(record, cleaned, detect_language))


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
