"""How good the text is that is left of HTML pages and of flattened dumps, against the peers.

    python -m benchmarks.quality [--cache FOLDER]

Winnow is cross-validated: no page is cleaned by a model that saw a page of its site. The peers run by their defaults
and their outputs are kept in the cache folder. Intervals are 95 %, by bootstrap over pages.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from benchmarks.bootstrap import Estimate, mean, ratio
from benchmarks.cache import DEFAULT, cached
from benchmarks.flattenings import FLATTENINGS
from benchmarks.pages import LabelledPage, multilingual, wcxb
from benchmarks.peers import HTML_PEERS, TEXT_PEERS
from benchmarks.tables import table
from benchmarks.winnow import Winnow, confidence_out_of_fold, cross_validated, html_out_of_fold, out_of_fold
from benchmarks.word_f1 import Overlaps, overlaps

_SPACE = re.compile(r"\s+")
# English stop words find nothing on a German page: its row would say nothing about jusText.
_ENGLISH_ONLY = {"jusText"}


def groups(pages: Sequence[LabelledPage]) -> dict[str, list[int]]:
    """The rows of the HTML table: positions of all pages, of each of WCXB's batches, and of each page type."""
    rows = {
        "all": list(range(len(pages))),
        "first batch": [i for i, page in enumerate(pages) if page.first_batch],
        "second batch": [i for i, page in enumerate(pages) if not page.first_batch],
    }
    for kind in sorted({page.page_type for page in pages}):
        rows[kind] = [i for i, page in enumerate(pages) if page.page_type == kind]
    return rows


def html_tables(pages: Sequence[LabelledPage], cleaned: Sequence[str], cache: Path) -> str:
    """F1 of every system by group; and F1, precision, recall on all pages and on articles.

    `cleaned` is what Winnow made of the pages.
    """
    golds = [page.gold or "" for page in pages]
    texts = {"Winnow": cleaned}
    texts |= {name: cached(cache, extract, pages) for name, extract in HTML_PEERS.items()}
    scores = {name: overlaps(found, golds) for name, found in texts.items()}
    by_group = groups(pages)
    f1 = table(
        ["pages", "count", *scores],
        [
            [group, f"{len(rows):,}", *(mean(score.f1[rows]).markdown() for score in scores.values())]
            for group, rows in by_group.items()
        ],
    )
    detail = table(
        ["system", "pages", "F1", "precision", "recall", "nothing found"],
        [
            [
                name,
                group,
                *(mean(part[by_group[group]]).markdown() for part in (score.f1, score.precision, score.recall)),
                f"{int((score.found[by_group[group]] == 0).sum()):,}",
            ]
            for group in ("all", "article")
            for name, score in scores.items()
        ],
    )
    return f"{f1}\n\n{detail}"


CONFIDENCES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Bounds of the rows of the table of confidences."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well `confidence` tells the F1: pages, mean confidence and F1 of those in each of `CONFIDENCES`' ranges.

    `error` is the mean distance of a page's F1 from its confidence, `order` Spearman's rank correlation of the two.
    """

    rows: Sequence[tuple[str, int, float, Estimate]]
    error: Estimate
    order: float


def calibration(confidence: ArrayLike, f1: ArrayLike) -> Calibration:
    """Compare the two, each (P,); pages without a confidence are left out."""
    said, reached = np.asarray(confidence, float), np.asarray(f1, float)
    judged = ~np.isnan(said)
    said, reached = said[judged], reached[judged]
    rows = []
    for low, high in pairwise(CONFIDENCES):
        own = (said >= low) & ((said < high) | (high == CONFIDENCES[-1]))
        if own.any():
            rows.append((f"{low:.2f}–{high:.2f}", int(own.sum()), float(said[own].mean()), mean(reached[own])))
    ranks = [rankdata(values) for values in (said, reached)]
    order = float(np.corrcoef(ranks)[0, 1]) if len(said) > 1 and all(np.ptp(rank) for rank in ranks) else np.nan
    return Calibration(rows, mean(np.abs(reached - said)), order)


def calibration_section(pages: Sequence[LabelledPage], models: Sequence[Winnow], cleaned: Sequence[str]) -> str:
    """The table of confidences, and how far they are off, on the pages of which Winnow made the `cleaned` texts."""
    golds = [page.gold or "" for page in pages]
    said = calibration(confidence_out_of_fold(models, pages), overlaps(cleaned, golds).f1)
    rows = [[bounds, f"{count:,}", f"{value:.3f}", f1.markdown()] for bounds, count, value, f1 in said.rows]
    return f"""{table(["confidence", "pages", "mean confidence", "F1 reached"], rows)}

Rank correlation (Spearman) of confidence and F1 {said.order:.2f}; mean distance of a page's F1 from its confidence
{said.error.markdown()}."""


@dataclass(frozen=True, slots=True)
class Snippets:
    """What was found of the annotators' snippets: of those that must be there, those that must not, and comments."""

    wanted: Estimate
    unwanted: Estimate
    comments: Estimate
    f1: float


def snippets(pages: Sequence[LabelledPage], texts: Sequence[str]) -> Snippets:
    """Shares of all snippets of all pages that stand in the texts, runs of white space being one space.

    F1 takes a wanted snippet as one to find and an unwanted one that was found as a false one.
    """
    found = np.zeros((len(pages), 3))
    total = np.zeros((len(pages), 3))
    for i, (page, text) in enumerate(zip(pages, texts, strict=True)):
        plain = _SPACE.sub(" ", text)
        for j, said in enumerate((page.wanted, page.unwanted, page.comments)):
            total[i, j] = len(said)
            found[i, j] = sum(_SPACE.sub(" ", snippet).strip() in plain for snippet in said)
    right, wrong, _ = found.sum(axis=0)
    f1 = 2 * right / (right + wrong + total[:, 0].sum()) if right else 0.0
    shares = [ratio(found[:, j], total[:, j]) for j in range(3)]
    return Snippets(shares[0], shares[1], shares[2], float(f1))


def multilingual_table(pages: Sequence[LabelledPage], models: Sequence[Winnow], cache: Path) -> str:
    """Snippets found, by system."""
    texts = {"Winnow": html_out_of_fold(models, pages)}
    texts |= {name: cached(cache, extract, pages) for name, extract in HTML_PEERS.items() if name not in _ENGLISH_ONLY}
    rows = []
    for name, found in texts.items():
        said = snippets(pages, found)
        shares = (said.wanted, said.unwanted, said.comments)
        rows.append([name, *(share.markdown() for share in shares), f"{said.f1:.3f}"])
    return table(["system", "`with` found", "`without` leaked", "`comments` leaked", "F1"], rows)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What cleaning did to flattened dumps, against keeping them whole.

    `lost` is the share of the gold words in the dumps that are gone, `removed` the share of all other words that
    are; words count as often as they occur. `gain` is the mean change of a page's F1; `empty` counts dumps of which
    nothing is left.
    """

    f1: Estimate
    gain: Estimate
    lost: Estimate
    removed: Estimate
    empty: int


def cleaning(kept: Overlaps, cleaned: Overlaps, rows: Sequence[int]) -> Cleaning:
    """Measure the pages at `rows`: `kept` is the dumps against the gold texts, `cleaned` what was left of them."""
    at = np.asarray(rows, dtype=int)
    return Cleaning(
        f1=mean(cleaned.f1[at]),
        gain=mean(cleaned.f1[at] - kept.f1[at]),
        lost=ratio(kept.both[at] - cleaned.both[at], kept.both[at]),
        removed=ratio(kept.surplus[at] - cleaned.surplus[at], kept.surplus[at]),
        empty=int((cleaned.found[at] == 0).sum()),
    )


def text_tables(pages: Sequence[LabelledPage], models: Sequence[Winnow], cache: Path) -> Mapping[str, str]:
    """One table for articles, one for all pages: every flattening cleaned by every system."""
    golds = [page.gold or "" for page in pages]
    folds = [page.fold for page in pages]
    by_group = groups(pages)
    rows: dict[str, list[list[str]]] = {"article": [], "all": []}
    for flattening, flatten in FLATTENINGS.items():
        dumps = cached(cache, flatten, pages)
        kept = overlaps(dumps, golds)
        texts = {name: [clean(dump) for dump in dumps] for name, clean in TEXT_PEERS.items()}
        texts["Winnow"] = out_of_fold([model.text for model in models], dumps, folds)
        for group, into in rows.items():
            whole = mean(kept.f1[by_group[group]]).markdown()
            nothing = int((kept.found[by_group[group]] == 0).sum())
            into.append([f"`{flattening}`", "keep everything", whole, "–", "–", "–", f"{nothing:,}"])
        for name, found in texts.items():
            score = overlaps(found, golds)
            for group, into in rows.items():
                said = cleaning(kept, score, by_group[group])
                cells = [said.f1.markdown(), said.gain.markdown(4, signed=True), said.lost.percent(2)]
                into.append([f"`{flattening}`", name, *cells, said.removed.percent(), f"{said.empty:,}"])
    header = ["flattening", "system", "F1", "against keeping all", "content lost", "boilerplate removed", "empty"]
    return {group: table(header, cells) for group, cells in rows.items()}


def as_markdown(cache: Path) -> str:
    """The section of RESULTS.md, measured now."""
    models = cross_validated()
    pages = wcxb()
    cleaned = html_out_of_fold(models, pages)
    text = text_tables(pages, models, cache)
    return f"""## Quality

Winnow is cross-validated in {len(models)} folds by registered domain: no page is cleaned by a model that saw its site.
The peers run by their defaults on the same pages. In brackets: 95 % intervals, bootstrap over pages.

### HTML: the WCXB dev pages

Mean over pages of the word F1 against the gold text. The batches are those of WCXB's ids, to 3099 and from 4000 on;
528 gold texts were drafted by rs-trafilatura, whose kin they favour, and the data does not say which they are.

{html_tables(pages, cleaned, cache)}

### HTML: what `confidence` is worth

The published `confidence` of a page is the F1 to expect; here beside the F1 of the same pages.

{calibration_section(pages, models, cleaned)}

### HTML: {len(multilingual()):,} pages in many languages

The share of the annotators' snippets that stand in the text: `with` must, `without` must not; `comments` are readers'
comments, no part of the text here. jusText is left out: it would need the stop words of each page's language.

{multilingual_table(multilingual(), models, cache)}

### Flattened text: articles

The same pages as flattened dumps (`benchmarks/flattenings.py`), each cleaned as text. *Content lost*: the share of the
gold words in the dumps that are gone after cleaning; *boilerplate removed*: the share of all other words that are;
*against keeping all*: the mean change of a page's F1; *empty*: dumps of which nothing is left, those in quarantine too.

{text["article"]}

### Flattened text: all page types

{text["all"]}"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=DEFAULT, help=f"where peers' outputs are kept ({DEFAULT})")
    print(as_markdown(parser.parse_args().cache))


if __name__ == "__main__":
    main()
