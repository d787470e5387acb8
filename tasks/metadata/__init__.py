"""What a dataset is filtered, sorted and joined by: one file per field, scored candidates, the best one wins.

Each field's module turns a `Page` into `Candidate`s: a value, its source and a score. Nothing is guessed where
no source speaks: a field without a candidate is None or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tasks.document import Record
from tasks.metadata import (
    authors,
    captions,
    dates,
    description,
    keywords,
    language,
    license,
    sitename,
    title,
    url,
)
from tasks.metadata.base import Candidate, Page, best
from tasks.metadata.head import Head, read_head
from tasks.metadata.rankers import Rankers, TitleRanker, rankers_of
from tasks.metadata.title_line import title_line
from tasks.metadata.title_rows import rows_of_titles

if TYPE_CHECKING:
    from tasks.pipeline import Cleaned

__all__ = ["Candidate", "Metadata", "Page", "Signed", "entitled", "extract_metadata", "page_of", "sign", "title_of"]

T = TypeVar("T")


class Signed(NamedTuple):
    """A page that knows its title, where that stood, and who wrote it."""

    page: Page
    title: Candidate[str] | None
    authors: Candidate[tuple[str, ...]] | None


_OWN_PAGES = frozenset({"collection", "listing", "service"})
"""Types of pages whose titles may have the site's name: "Figma: The Collaborative Interface Design Tool"."""


@dataclass(frozen=True)
class Metadata:
    """The metadata columns of one document. `sources` names, for every field that has a value, where it stood.

    `published` and `modified` are in UTC, to the second; their offsets are the page's time zone in minutes east of
    UTC, None where it names none, and `published_day` is the day as it is called there. `language` is ISO 639-1,
    `language_score` its probability (0 to 1), and `other_languages` the share of the text in others, both None where
    the language is a claim of the record or the page.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_day: date | None = None
    published_offset: int | None = None
    modified: datetime | None = None
    modified_offset: int | None = None
    sitename: str | None = None
    description: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    license: str | None = None
    language: str | None = None
    language_score: float | None = None
    other_languages: float | None = None
    captions: tuple[str, ...] = ()
    url: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


def extract_metadata(
    record: Record,
    cleaned: Cleaned,
    detect_language: bool = True,
    head: Head | None = None,
    rankers: Rankers | None = None,
    spoken: language.Spoken | None = None,
    signed: Signed | None = None,
) -> Metadata:
    """The metadata of `record`, from its fields, its markup and the decided lines of `cleaned`.

    `head` is what `read_head` said of the page before anyone knew what type it is, if anyone asked; `rankers` are those
    of the model in use, the project's own without them. Detecting the language loads a model once (half a second);
    without it, what the page claims is taken. `spoken` is what `language.detect` said of the text, if it was asked,
    `signed` the page with its title and its authors, if those were.
    """
    rankers = rankers or rankers_of()
    if detect_language and spoken is None:
        spoken = language.detect(cleaned.text)
    return metadata_of(signed or sign(*entitled(page_of(record, cleaned, head), rankers), rankers), spoken)


def page_of(record: Record, cleaned: Cleaned, head: Head | None = None) -> Page:
    """What candidates are drawn from, with the names that the site may have; its title is still to be found."""
    is_thread = cleaned.page_type == "forum"
    if record.kind == "html":
        known = head.as_thread if head is not None and is_thread else head
        head = known or read_head(record.content, posts=is_thread)
    page = Page(
        cleaned.document, cleaned.decisions, cleaned.headline, cleaned.text, head, record.fields, cleaned.page_type
    )
    page = page.knowing(located=best(url.candidates(page)), declared=tuple(sitename.declared(page)))
    return page.knowing(sites=sitename.site_names(page))


def entitled(page: Page, rankers: Rankers) -> tuple[Page, Candidate[str] | None]:
    """The page once its title is known, since what stands beside the headline is asked of others; and the title."""
    if page.head is None:
        page = page.knowing(title_line=title_line(page, rankers.title_lines))
    name = title_of(page, rankers.titles)
    return page.knowing(title=name.value if name else None), name


def sign(page: Page, name: Candidate[str] | None, rankers: Rankers) -> Signed:
    """The page with its title, `name`, once it is known who wrote it."""
    return Signed(page, name, authors.choose(page, rankers))


def title_of(page: Page, ranker: TitleRanker) -> Candidate[str] | None:
    """The title: as the record says, as the ranker judges what a page is called, as the lines of a dump say."""
    found = list(title.candidates(page))
    winner = best(found)
    if page.head is None or (winner is not None and winner.source.startswith("field:")):
        return winner
    chosen = ranker.best(rows_of_titles(page, found))
    if chosen is None or page.page_type in _OWN_PAGES:
        return chosen
    # Hardly one labelled page that says its title nowhere but there teaches the trees what the site's name is.
    return chosen._replace(value=title.without_site(chosen.value, page.sites))


def metadata_of(signed: Signed, spoken: language.Spoken | None) -> Metadata:
    """The best candidate of every field of a page, of which `spoken` is the language."""
    page = signed.page
    sources: dict[str, str] = {}

    def won(name: str, winner: Candidate[T] | None) -> T | None:
        if winner is None:
            return None
        sources[name] = winner.source
        return winner.value

    last = dates.modified(page)
    first = dates.published(page, last)
    if first and last and last.value.day < first.value.day:
        # Changed before it was published: one of the two is wrong, and publication has the better sources.
        last = None
    won("published", first)
    won("modified", last)
    written = best(language.candidates(page, spoken))
    return Metadata(
        title=won("title", signed.title),
        authors=won("authors", signed.authors) or (),
        published=first.value.at if first else None,
        published_day=first.value.day if first else None,
        published_offset=first.value.offset if first else None,
        modified=last.value.at if last else None,
        modified_offset=last.value.offset if last else None,
        sitename=won("sitename", best(sitename.candidates(page))),
        description=won("description", best(description.candidates(page))),
        categories=won("categories", best(keywords.categories(page))) or (),
        tags=won("tags", best(keywords.tags(page))) or (),
        license=won("license", best(license.candidates(page))),
        language=told.code if (told := won("language", written)) else None,
        language_score=written.score if written and written.source == "text" else None,
        other_languages=written.value.others if written else None,
        captions=won("captions", best(captions.candidates(page))) or (),
        url=won("url", page.located),
        sources=sources,
    )
