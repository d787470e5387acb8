"""How good models are on pages of sites that they did not see: the figures of a model card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.classifier.html_classifier import HtmlClassifier
from tasks.classifier.judgement import Judgement
from tasks.classifier.text_classifier import TextClassifier
from tasks.document import Document, Kind, Record
from tasks.evidence import look
from tasks.metadata import Page, entitled
from tasks.metadata.authors import choose
from tasks.metadata.rankers import FILES, Rankers, read_rankers
from tasks.segment import segment
from tasks.training.flattenings import wet
from tasks.training.likeness import alike, is_near
from tasks.training.metadata_training import cleaned_dumps, cleaned_pages
from tasks.training.pages import LabelledPage
from tasks.training.word_f1 import word_f1

_BATCH = 50


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over `pages` that have a whole gold text of the F1 of the words, 0 to 1.

    `html` is of the page as HTML, `text` of the page flattened block by block, `whole` of the same with every line
    kept.
    """

    pages: int
    html: float
    text: float
    whole: float


@dataclass(frozen=True, slots=True)
class Figures:
    """`scores` by page type, all pages first, and shares of the snippets that are in the text of the page as HTML.

    `found` is of the snippets of content, `leaked` of those of boilerplate; None where there are none. `titled` is the
    share of the titles that are right or nearly so, `named` of the pages with an author of which one with the same
    surname is named, `invented` of those without one of which somebody is, `flat_titled` and `flat_named` the same of
    the pages flattened block by block; None where no page is annotated so.
    """

    scores: Mapping[str, Scores]
    found: float | None
    leaked: float | None
    titled: float | None
    named: float | None
    invented: float | None
    flat_titled: float | None
    flat_named: float | None


def judge(pages: Sequence[LabelledPage], folds: Sequence[int], models: Sequence[Mapping[str, bytes]]) -> Figures:
    """Figures of the models, each on the pages of its own fold, texts by the classifier alone, without the rules."""
    titled: list[bool] = []
    flat_titled: list[bool] = []
    flat_named: list[bool] = []
    named: list[bool] = []
    invented: list[bool] = []
    rows: list[tuple[str, float, float, float]] = []
    found: list[bool] = []
    leaked: list[bool] = []
    for fold, files in enumerate(models):
        own = [page for page, number in zip(pages, folds, strict=True) if number == fold]
        html_classifier, text_classifier = HtmlClassifier(files), TextClassifier(files)
        if files.keys() >= {*FILES}:
            rankers = read_rankers(files)
            for page, title, authors in _metadata(cleaned_pages(own, files), rankers):
                if page.title:
                    titled.append(is_near(title, page.title))
                if page.authors is not None:
                    (named if page.authors else invented).append(_is_named(authors, page.authors))
            for page, title, authors in _metadata(cleaned_dumps(own, files, "wet"), rankers):
                if page.title:
                    flat_titled.append(is_near(title, page.title))
                if page.authors:
                    flat_named.append(_is_named(authors, page.authors))
        for at in range(0, len(own), _BATCH):
            batch = own[at : at + _BATCH]
            documents = [_document(page, page.html, "html") for page in batch]
            texts = [_kept(*row) for row in zip(documents, html_classifier.judge(documents), strict=True)]
            for page, text in zip(batch, texts, strict=True):
                found += _stand_in(text, page.content_snippets)
                leaked += _stand_in(text, page.boilerplate_snippets)
            rows += _rows(batch, texts, text_classifier)
    scores = {"all": _means([row[1:] for row in rows])} if rows else {}
    for kind in sorted({row[0] for row in rows}):
        scores[kind] = _means([row[1:] for row in rows if row[0] == kind])
    shares = map(_share, (found, leaked, titled, named, invented, flat_titled, flat_named))
    return Figures(scores, *shares)


def _metadata(
    pages: Iterable[tuple[LabelledPage, Page]], rankers: Rankers
) -> Iterator[tuple[LabelledPage, str, tuple[str, ...]]]:
    """Title and authors that a model finds on pages or dumps."""
    for labelled, page in pages:
        found, title = entitled(page, rankers)
        authors = choose(found, rankers)
        yield labelled, title.value if title else "", authors.value if authors else ()


def _is_named(names: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return alike(names, right) > 0 if right else bool(names)


def _rows(
    pages: Sequence[LabelledPage], texts: Sequence[str], classifier: TextClassifier
) -> Iterator[tuple[str, float, float, float]]:
    """Page type and F1 as HTML, flattened, and whole, of the pages with a gold text."""
    fitting = [(page, text, page.gold) for page, text in zip(pages, texts, strict=True) if page.gold]
    documents = [_document(page, wet(page.html), "text") for page, _, _ in fitting]
    judgements = classifier.judge(documents, [look(document) for document in documents])
    for (page, text, gold), document, judgement in zip(fitting, documents, judgements, strict=True):
        flat = word_f1(_kept(document, judgement), gold)
        whole = word_f1("\n".join(line.text for line in document.lines), gold)
        yield page.page_type or "unknown", word_f1(text, gold), flat, whole


def _document(page: LabelledPage, content: str, kind: Kind) -> Document:
    return segment(Record(page.id, page.id, content, kind, "0" * 64))


def _kept(document: Document, judgement: Judgement) -> str:
    lines = zip(document.visible, judgement.keep, strict=True)
    return "\n".join(document.lines[i].text for i, keep in lines if keep)


def _stand_in(text: str, snippets: Sequence[str]) -> list[bool]:
    folded = " ".join(text.split())
    return [" ".join(snippet.split()) in folded for snippet in snippets]


def _means(rows: Sequence[tuple[float, float, float]]) -> Scores:
    html, text, whole = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return Scores(len(rows), html, text, whole)


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
