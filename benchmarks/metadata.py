"""How right the metadata is, field by field, against trafilatura's, and what it costs.

    python -m benchmarks.metadata [--cache FOLDER]

Both systems get the same decoded HTML and no address. Rules were tuned on the pages of folds 0 to 2 (by registered
domain, `tasks.training.folds`); the pages of the other folds judge.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import trafilatura

from benchmarks import languages
from benchmarks.bootstrap import mean
from benchmarks.cache import DEFAULT, cached
from benchmarks.flattenings import FLATTENINGS
from benchmarks.metadata_gold import (
    FLATTENED,
    MEASURES,
    NEAR_TITLE,
    NOTHING,
    TUNED_ON,
    Said,
    agree,
    apart,
    author_invented,
    gold_of,
    second_of,
    survives,
    wrong,
)
from benchmarks.pages import LabelledPage, multilingual, wcxb
from benchmarks.peers import trafilatura_with_metadata
from benchmarks.speed import Job, cost_table, cpu_seconds, each, sample
from benchmarks.tables import table
from benchmarks.winnow import committed, cross_validated, judged, out_of_fold, record_of, with_metadata
from tasks.document import Kind, Rejected
from tasks.garbage import uncollected
from tasks.metadata import Metadata, extract_metadata
from tasks.metadata.language import detect
from tasks.page import Cleaner, Opened, Page, cleaner_of
from tasks.pipeline import Cleaned
from tasks.settings import Settings
from tasks.training.likeness import people_of


def trafilatura_json(html: str) -> str:
    """Trafilatura's metadata by its defaults, as JSON."""
    try:
        found = trafilatura.extract_metadata(html)
    except (ValueError, AttributeError, TypeError, RecursionError):
        found = None
    return json.dumps([found.title, found.author, found.date] if found else [None, None, None])


def trafilatura_said(cache: Path, pages: Sequence[LabelledPage]) -> list[Said]:
    """What trafilatura gives, authors taken apart as those of gold."""
    rows = map(json.loads, cached(cache, trafilatura_json, pages))
    return [Said(title or "", people_of(author or ""), day or "") for title, author, day in rows]


@uncollected()
def metadata_by(cleaner: Cleaner, contents: Sequence[str], kind: Kind) -> list[Metadata | None]:
    """The metadata of every content, None for what would go to quarantine."""
    found: list[Metadata | None] = []
    for item, judgement in judged(cleaner, contents, kind):
        page = item if isinstance(item, Rejected) else cleaner.close(item, judgement, detect_language=False)
        found.append(page.metadata if isinstance(page, Page) else None)
    return found


def winnow_said(
    cleaners: Sequence[Cleaner], pages: Sequence[LabelledPage], contents: Sequence[str], kind: Kind
) -> list[Said]:
    """What Winnow publishes of every page, cleaned by a model that did not see its site."""
    by_fold = [partial(metadata_by, cleaner, kind=kind) for cleaner in cleaners]
    found = out_of_fold(by_fold, contents, [page.fold for page in pages])
    return [_said(metadata) if metadata else NOTHING for metadata in found]


def _said(metadata: Metadata) -> Said:
    """The day is that of the page's own time zone, which is what annotators read."""
    day = metadata.published_day.isoformat() if metadata.published_day else ""
    changed = metadata.modified.date().isoformat() if metadata.modified else ""
    return Said(metadata.title or "", metadata.authors, day, changed, metadata.sources.get("authors", ""))


def is_judge(page: LabelledPage) -> bool:
    """Whether a page is of the folds on which nothing was tuned."""
    return page.fold not in TUNED_ON


def fields_table(
    pages: Sequence[LabelledPage],
    right: Sequence[Said],
    systems: Mapping[str, Sequence[Said]],
    groups: Mapping[str, list[int]],
) -> str:
    """Every measure of every system on every group of pages."""
    rows = []
    for name, measure in MEASURES.items():
        for group, members in groups.items():
            cells = []
            for said in systems.values():
                figures = [figure for i in members if (figure := measure(said[i], right[i])) is not None]
                cells.append(mean(figures).markdown() if figures else "–")
                count = len(figures)
            rows.append([name, group, f"{count:,}", *cells])
    return table(["field", "pages", "annotated", *systems], rows)


def groups_of(pages: Sequence[LabelledPage]) -> dict[str, list[int]]:
    """Positions of all pages, of those that judge, and of the articles among both where types are known."""
    groups = {"all": list(range(len(pages))), "judging": [i for i, page in enumerate(pages) if is_judge(page)]}
    if any(page.page_type for page in pages):
        groups["articles"] = [i for i, page in enumerate(pages) if page.page_type == "article"]
        groups["articles, judging"] = [i for i in groups["articles"] if is_judge(pages[i])]
    return groups


EXAMPLES = 4


def agreed_table(
    pages: Sequence[LabelledPage],
    right: Sequence[Said],
    second: Sequence[Said],
    systems: Mapping[str, Sequence[Said]],
) -> str:
    """Of the judging pages: on how many both annotators say the same, and how right each system is on those."""
    rows = []
    for name, measure in MEASURES.items():
        asked = [i for i, page in enumerate(pages) if is_judge(page) and agree(name, right[i], second[i]) is not None]
        agreed = [i for i in asked if agree(name, right[i], second[i])]
        cells = []
        for said in systems.values():
            figures = [figure for i in agreed if (figure := measure(said[i], right[i])) is not None]
            cells.append(mean(figures).markdown())
        rows.append([name, f"{len(agreed):,} of {len(asked):,}", *cells])
    return table(["field", "both say the same", *systems], rows)


def apart_table(
    pages: Sequence[LabelledPage], right: Sequence[Said], second: Sequence[Said], found: Sequence[Said]
) -> str:
    """Of the judging pages: what is right, with and without the misses that say more of gold.

    Examples of those go to standard error, since they are the pages' own words.
    """
    rows, examples = [], []
    for name, measure in MEASURES.items():
        reasons: dict[str, list[int]] = {}
        figures: list[tuple[float, bool, bool]] = []
        for i, page in enumerate(pages):
            figure = measure(found[i], right[i])
            if figure is None or not is_judge(page):
                continue
            reason = apart(name, found[i], right[i], page) if figure == wrong(name) else ""
            figures.append((figure, bool(reason), bool(agree(name, right[i], second[i]))))
            if reason:
                reasons.setdefault(reason, []).append(i)
        told = "; ".join(f"{reason}: {len(members)}" for reason, members in reasons.items())
        rest = [figure for figure, out, _ in figures if not out]
        agreed = [figure for figure, out, both in figures if both and not out]
        rows.append([name, f"{len(figures):,}", mean([figure for figure, *_ in figures]).markdown(), told or "–",
                     mean(rest).markdown(), f"{mean(agreed).markdown()}, {len(agreed):,}"])  # fmt: skip
        for reason, members in reasons.items():
            examples += [
                [name, reason, pages[i].id[:40], _shown(name, found[i]), _shown(name, right[i])]
                for i in members[:EXAMPLES]
            ]
    print(table(["field", "why apart", "page", "found", "gold"], examples), file=sys.stderr)
    return table(
        ["field", "pages", "all of them", "counted apart", "the others", "of these, where both annotators agree"], rows
    )


def _shown(measure: str, said: Said) -> str:
    value = (
        said.title
        if measure.startswith("title")
        else said.day
        if measure.startswith("date")
        else "; ".join(said.authors or ())
    )
    return (value or "–").replace("|", "\\|")[:70]


def flattened_table(
    cleaners: Sequence[Cleaner], pages: Sequence[LabelledPage], right: Sequence[Said], cache: Path
) -> str:
    """What is right of what survives, by flattening; the authors given where gold has none."""
    rows = []
    for name, flatten in FLATTENINGS.items():
        dumps = cached(cache, flatten, pages)
        found = winnow_said(cleaners, pages, dumps, "text")
        left = [survives(dump, labelled) for dump, labelled in zip(dumps, right, strict=True)]
        for group, members in groups_of(pages).items():
            if group == "judging":
                continue
            cells = []
            for measure in FLATTENED.values():
                figures = [figure for i in members if (figure := measure(found[i], left[i])) is not None]
                cells.append(f"{mean(figures).markdown()}, {len(figures):,}")
            invented = [figure for i in members if (figure := author_invented(found[i], right[i])) is not None]
            rows.append([f"`{name}`", group, *cells, mean(invented).markdown()])
    return table(["flattening", "pages", *FLATTENED, "author given, gold has none"], rows)


def costs(pages: Sequence[LabelledPage]) -> str:
    """Processor milliseconds a page: of the metadata alone, and what it adds to the text."""
    cleaner = cleaner_of(Settings())
    contents = [page.html for page in pages]
    opened = [cleaner.open(record_of(content, "html")) for content in contents]
    good = [item for item in opened if isinstance(item, Opened)]
    ready = {
        item.record.content: (item.record, cleaned)
        for item, judgement in zip(good, cleaner.judge(good), strict=True)
        if isinstance(cleaned := cleaner.decide(item, judgement), Cleaned)
    }
    contents = list(ready)

    def ours(detect_language: bool) -> Job:
        return lambda chunk: [extract_metadata(*ready[content], detect_language) for content in chunk]

    jobs: dict[str, Job] = {
        "Winnow, text": committed().html,
        "Winnow, text and metadata": partial(with_metadata, kind="html", detect_language=False),
        "Winnow, metadata of a cleaned page": ours(False),
        "the same, and its language": ours(True),
        "the language alone": lambda chunk: [detect(ready[content][1].text) for content in chunk],
        "trafilatura, `extract_metadata`": each(trafilatura_json),
        "trafilatura, text": each(lambda content: trafilatura.extract(content) or ""),
        "trafilatura, text and metadata": each(trafilatura_with_metadata),
    }
    with uncollected():
        seconds = cpu_seconds(jobs, contents)
    for system in ("Winnow", "trafilatura"):
        both, text = seconds[f"{system}, text and metadata"], seconds[f"{system}, text"]
        seconds[f"{system}, what metadata adds to the text"] = both - text
    alone, added = seconds["trafilatura, `extract_metadata`"], seconds["trafilatura, what metadata adds to the text"]
    faster = {"times faster than `extract_metadata`": alone, "than what it adds to `extract`": added}
    return cost_table("what", seconds, len(contents), faster, 1)


def as_markdown(cache: Path) -> str:
    """The section of RESULTS.md, measured now."""
    cleaners = [model.cleaner for model in cross_validated()]
    sections = []
    for name, pages in (("WCXB dev", wcxb()), ("pages in many languages", multilingual())):
        right, second = gold_of(pages), second_of(pages)
        found = winnow_said(cleaners, pages, [page.html for page in pages], "html")
        systems = {"Winnow": found, "trafilatura": trafilatura_said(cache, pages)}
        sections.append(
            f"### {name}\n\n"
            f"{fields_table(pages, right, {**systems, 'a second annotator': second}, groups_of(pages))}\n\n"
            "Misses on the judging pages that say more of gold than of what was found, counted apart (the command "
            "shows examples):\n\n"
            f"{apart_table(pages, right, second, found)}\n\n"
            "The judging pages on which a second annotator, who saw neither gold nor what any system finds, says the "
            "same as gold (by the same measure):\n\n"
            f"{agreed_table(pages, right, second, systems)}"
        )
    pages = wcxb()
    by_field, flattened = "\n\n".join(sections), flattened_table(cleaners, pages, gold_of(pages), cache)
    return f"""## Metadata

trafilatura's by its defaults, on the same decoded HTML, neither with the page's address. *Judging*: the pages of folds
3 and 4 by registered domain; rules and scores were made on those of the others. Winnow's models, of texts, titles and
authors, are cross-validated. A page in quarantine has no metadata and counts as a miss.

{by_field}

### Flattened text

The WCXB dev pages as dumps; share of what survives that is right, and how much that is. A title survives as a line of
its own, names and days on short lines within {NEAR_TITLE} of it, or on such as begin with "By", "Published" and the
like.

{flattened}

### Language

{languages.as_markdown()}

### Cost

{costs(sample(PAGES))}"""


PAGES = 300
"""Pages timed."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=DEFAULT, help=f"where peers' outputs are kept ({DEFAULT})")
    print(as_markdown(parser.parse_args().cache))


if __name__ == "__main__":
    main()
