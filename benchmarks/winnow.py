"""Winnow as the benchmarks run it: batches of contents to clean texts, by models that never saw the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.pages import FOLDS, LabelledPage
from tasks.document import Kind, Record
from tasks.engine import propose_body
from tasks.page import Page, clean_record
from tasks.pipeline import clean_document
from tasks.segment import segment
from tasks.segment.nesting import too_deep
from tasks.settings import Settings

Clean = Callable[[Sequence[str]], list[str]]
"""Contents to clean texts, "" for what would go to quarantine."""

SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Winnow:
    """One trained state of Winnow: how it cleans a batch of HTML pages and a batch of flattened dumps."""

    html: Clean
    text: Clean


def record_of(content: str, kind: Kind) -> Record:
    """A record that holds nothing but `content`."""
    return Record("benchmark", "1", content, kind, "0" * 64)


def clean_html(pages: Sequence[str]) -> list[str]:
    """The text of every page, without its metadata."""
    texts = []
    for html in pages:
        record = record_of(html, "html")
        if too_deep(html):
            texts.append("")
            continue
        document = segment(record)
        texts.append(clean_document(document, propose_body(record, document)).text)
    return texts


def clean_text(dumps: Sequence[str]) -> list[str]:
    """The text of every dump, without its metadata; "" where more than the budget would be removed."""
    texts = []
    for dump in dumps:
        cleaned = clean_document(segment(record_of(dump, "text")))
        texts.append(cleaned.text if cleaned.removed_ratio <= SETTINGS.removal_budget else "")
    return texts


def with_metadata(contents: Sequence[str], kind: Kind, detect_language: bool) -> int:
    """Clean every record as `winnow run` does, metadata and all; how many of them can be published."""
    outcomes = [clean_record(record_of(content, kind), SETTINGS, detect_language) for content in contents]
    return sum(isinstance(outcome, Page) for outcome in outcomes)


def committed() -> Winnow:
    """Winnow as it is in the repository."""
    return Winnow(clean_html, clean_text)


def cross_validated() -> tuple[Winnow, ...]:
    """For every fold the Winnow that was trained on the others; rules learn nothing, so now they are all one."""
    return (committed(),) * FOLDS


def out_of_fold(cleaners: Sequence[Clean], contents: Sequence[str], folds: Sequence[int]) -> list[str]:
    """Every content's text by the cleaner of its own fold, in the order of the contents.

    Raises:
        ValueError: there are not as many folds as contents.
    """
    if len(contents) != len(folds):
        raise ValueError(f"{len(contents)} contents and {len(folds)} folds")
    texts = [""] * len(contents)
    for fold, clean in enumerate(cleaners):
        members = [i for i, own in enumerate(folds) if own == fold]
        for i, text in zip(members, clean([contents[i] for i in members]), strict=True):
            texts[i] = text
    return texts


def html_out_of_fold(models: Sequence[Winnow], pages: Sequence[LabelledPage]) -> list[str]:
    """The text of every labelled page, by the model of its own fold."""
    return out_of_fold([model.html for model in models], [page.html for page in pages], [page.fold for page in pages])
