"""How right the metadata is, field by field, against trafilatura's, and what it costs.

    python -m benchmarks.metadata [--cache FOLDER]

Both systems get the same decoded HTML and no address. Rules were tuned on the pages of folds 0 to 2 (by registered
domain, `tasks.training.folds`); the pages of the other folds judge.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import trafilatura

from benchmarks import languages
from benchmarks.bootstrap import mean, ratio
from benchmarks.cache import DEFAULT, cached
from benchmarks.flattenings import FLATTENINGS
from benchmarks.pages import DATA, LabelledPage, multilingual, wcxb
from benchmarks.peers import trafilatura_with_metadata
from benchmarks.speed import Job, cpu_seconds, each, sample
from benchmarks.tables import table
from benchmarks.winnow import MODELS, cross_validated, record_of
from tasks.document import Kind, Rejected
from tasks.metadata import Metadata, extract_metadata
from tasks.metadata.language import detect
from tasks.metadata.moments import MONTHS, find_moments
from tasks.page import Cleaner, Opened, Page, cleaner_of
from tasks.pipeline import Cleaned
from tasks.settings import ClassifierSettings, Settings
from tasks.shard import BATCH_RECORDS, uncollected

TUNED_ON = frozenset({0, 1, 2})
"""Folds whose pages rules and scores were made for; their errors were looked at one by one, those of the others not."""
NEAR = 0.8
"""Token F1 from which a title counts as the same."""

_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\([^()]*\)")
_NAMES = re.compile(r"\s*(?:[,;/&|]|\band\b|\bund\b|\bby\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Title, authors and day of publication of one page, as a system or an annotator gives them.

    In gold None means that nobody annotated the field, "" and an empty tuple that the page has none. `changed` is the
    day of the last change and `author_source` where the authors stood, both of Winnow alone.
    """

    title: str | None
    authors: tuple[str, ...] | None
    day: str | None
    changed: str = ""
    author_source: str = ""


NOTHING = Said("", (), "")


def gold(pages: Sequence[LabelledPage]) -> list[Said]:
    """What the annotators of both sets said of these pages."""
    rows: dict[str, Said] = {}
    for row in pq.read_table(DATA / "wcxb_dev.parquet", columns=["id", "title", "author", "publish_date"]).to_pylist():
        # A null of this set is a page without one; the titles of all pages are known.
        rows[row["id"]] = Said(row["title"], _people(row["author"] or ""), row["publish_date"] or "")
    for row in pq.read_table(DATA / "multilingual_dev.parquet", columns=["id", "title", "author", "date"]).to_pylist():
        people = None if row["author"] is None else _people(row["author"])
        rows[row["id"]] = Said(row["title"] or None, people, row["date"])
    return [rows[page.id] for page in pages]


def _people(names: str) -> tuple[str, ...]:
    return tuple(name for name in _NAMES.split(names) if name)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.casefold())


def title_f1(found: str, right: str) -> float:
    """F1 of the words of two titles, as often as they occur."""
    a, b = Counter(words(found)), Counter(words(right))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else float(found.split() == right.split())


def same_title(found: str, right: str) -> bool:
    """Whether two titles are the same after case and space folding."""
    return found.casefold().split() == right.casefold().split()


def shares_surname(found: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the last word of one of the right names is the last word of one that was found."""
    return bool(_surnames(found) & _surnames(right))


def _surnames(names: Sequence[str]) -> set[str]:
    return {said[-1] for name in names if (said := words(_BRACKETS.sub(" ", name)))}


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
    return [Said(title or "", _people(author or ""), day or "") for title, author, day in rows]


@uncollected()
def metadata_by(cleaner: Cleaner, contents: Sequence[str], kind: Kind) -> list[Metadata | None]:
    """The metadata of every content, None for what would go to quarantine."""
    found: list[Metadata | None] = []
    for at in range(0, len(contents), BATCH_RECORDS):
        opened = [cleaner.open(record_of(content, kind)) for content in contents[at : at + BATCH_RECORDS]]
        judged = iter(cleaner.judge([item for item in opened if isinstance(item, Opened)]))
        for item in opened:
            page = item if isinstance(item, Rejected) else cleaner.close(item, next(judged), detect_language=False)
            found.append(page.metadata if isinstance(page, Page) else None)
    return found


def cross_validated_cleaners() -> list[Cleaner]:
    """For every fold the cleaner whose model was trained on the others; they are trained when they are not there."""
    folds = range(len(cross_validated()))
    models = [ClassifierSettings(model=str(MODELS / "folds" / str(fold))) for fold in folds]
    return [Cleaner(Settings(classifier=model)) for model in models]


def winnow_said(
    cleaners: Sequence[Cleaner], pages: Sequence[LabelledPage], contents: Sequence[str], kind: Kind
) -> list[Said]:
    """What Winnow publishes of every page, cleaned by a model that did not see its site."""
    said = [NOTHING] * len(pages)
    for fold, cleaner in enumerate(cleaners):
        own = [i for i, page in enumerate(pages) if page.fold == fold]
        for i, found in zip(own, metadata_by(cleaner, [contents[i] for i in own], kind), strict=True):
            said[i] = _said(found) if found else NOTHING
    return said


def _said(metadata: Metadata) -> Said:
    """The day is that of the page's own time zone, which is what annotators read."""
    day = metadata.published_day.isoformat() if metadata.published_day else ""
    changed = metadata.modified.date().isoformat() if metadata.modified else ""
    return Said(metadata.title or "", metadata.authors, day, changed, metadata.sources.get("authors", ""))


Measure = Callable[[Said, Said], float | None]
"""What was found and what is right, to a figure; None where nothing can be said."""


def _title_close(found: Said, right: Said) -> float | None:
    return float(title_f1(found.title or "", right.title) >= NEAR) if right.title else None


def _title_exact(found: Said, right: Said) -> float | None:
    return float(same_title(found.title or "", right.title)) if right.title else None


def _author(found: Said, right: Said) -> float | None:
    return float(shares_surname(found.authors or (), right.authors)) if right.authors else None


def _author_invented(found: Said, right: Said) -> float | None:
    return float(bool(found.authors)) if right.authors == () else None


def _day(found: Said, right: Said) -> float | None:
    return float(found.day == right.day) if right.day else None


def _day_invented(found: Said, right: Said) -> float | None:
    return float(bool(found.day)) if right.day == "" else None


MEASURES: Mapping[str, Measure] = {
    "title, token F1 ≥ .8": _title_close,
    "title, exact after case and space folding": _title_exact,
    "author, a shared surname": _author,
    "author given, gold has none": _author_invented,
    "date, same day": _day,
    "date given, gold has none": _day_invented,
}


LONGEST_SIGN = 20
"""Words of a line of a dump on which a date or a name survives: what only a paragraph says is part of the story."""
NEAR_TITLE = 10
"""Lines around the title's among which they do; farther off only where the line says what it is."""
_SAYS = re.compile(
    r"\W*(?:by|written|author|posted|published|updated|von|verfasst|autor|par|por|publié|veröffentlicht|erschienen)\b",
    re.IGNORECASE,
)


def survives(dump: str, right: Said) -> Said:
    """What of gold a reader of the flattened dump can still see; None for what is gone.

    The title survives on a line of its own; names and the day on short lines near to it, or on lines that are signed or
    dated with a word. A name in a teaser or a paragraph is not the author's to somebody who does not know it.
    """
    lines = [line for line in dump.split("\n") if line.strip()]
    title = right.title or ""
    at = [i for i, line in enumerate(lines) if words(line) == words(title)]
    short = [
        line
        for i, line in enumerate(lines)
        if len(line.split()) <= LONGEST_SIGN and (_SAYS.match(line) or any(abs(i - j) <= NEAR_TITLE for j in at))
    ]
    names = [f" {' '.join(words(name))} " for name in right.authors or () if len(words(name)) > 1]
    signed = any(name in f" {' '.join(words(line))} " for name in names for line in short)
    dated = bool(right.day) and any(
        found.moment.day.isoformat() == right.day for line in short for found in find_moments(line)
    )
    return Said(title if at else None, right.authors if signed else None, right.day if dated else None)


_PLAIN = str.maketrans("‘’“”–—‑", "''\"\"---")
_OWN_WORD = ("json-ld", "meta:", "markup:rel=author", "markup:itemprop=author")
MARKUP_SAYS = "the page's own markup names them"
CHANGE = "gold is the day of a change"
NOWHERE = "gold stands nowhere on the page"
SIGNS = "other quotes or dashes alone"


def apart(measure: str, found: Said, right: Said, page: LabelledPage) -> str:
    """Why a miss says more of gold than of what was found, "" where it does not.

    Nobody can find what is not there, and who is asked for the day of publication cannot say that of a change.
    """
    if measure.startswith("title") and right.title:
        if same_title((found.title or "").translate(_PLAIN), right.title.translate(_PLAIN)):
            return SIGNS
        return "" if _says(page.html, right.title) else NOWHERE
    if measure == "author, a shared surname":
        return "" if any(_says(page.html, name) for name in right.authors or ()) else NOWHERE
    if measure == "author given, gold has none":
        return MARKUP_SAYS if found.author_source.startswith(_OWN_WORD) else ""
    if measure == "date, same day" and right.day:
        if right.day == found.changed:
            return CHANGE
        return "" if _shows_day(page.html, right.day) else NOWHERE
    return ""


def _says(page: str, text: str) -> bool:
    """Whether the words of `text` stand in the page's source in their order, tags or not between them."""
    plain = re.sub(r"<[^>]{0,2000}>", "", html.unescape(page).translate(_PLAIN))
    return " ".join(words(text.translate(_PLAIN))) in " ".join(words(plain))


def _shows_day(page: str, day: str) -> bool:
    """Whether a day stands in the page's source in any of the forms in which people and machines write it."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return False
    year, month, number = (int(part) for part in day.split("-"))
    names = "|".join(sorted((name for name, n in MONTHS.items() if n == month), key=len, reverse=True))
    short = rf"(?:{year}|{year % 100:02d})"
    forms = (
        rf"{year}[-/.]?0?{month}[-/.]?0?{number}(?!\d)",
        rf"(?<!\d)0?{number}[-/. ]+0?{month}[-/. ]+{short}(?!\d)",
        rf"(?<!\d)0?{month}[-/.]0?{number}[-/.]{short}(?!\d)",
        rf"(?:{names})\.?\s+0?{number}(?:st|nd|rd|th)?,?\s+{year}",
        rf"(?<!\d)0?{number}(?:st|nd|rd|th|\.)?[\s-]+(?:de )?(?:{names})\.?,?[\s-]+(?:de )?{short}",
    )
    return re.search("|".join(forms), page, re.IGNORECASE) is not None


FLATTENED: Mapping[str, Measure] = {
    "title": _title_close,
    "title, exact": _title_exact,
    "author": _author,
    "date": _day,
}


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


def apart_table(pages: Sequence[LabelledPage], right: Sequence[Said], found: Sequence[Said]) -> str:
    """Of the judging pages: what is right, with and without the misses that say more of gold; with examples."""
    rows, examples = [], []
    for name, measure in MEASURES.items():
        wrong_is = 1.0 if "given" in name else 0.0
        reasons: dict[str, list[int]] = {}
        figures: list[tuple[float, bool]] = []
        for i, page in enumerate(pages):
            figure = measure(found[i], right[i])
            if figure is None or not is_judge(page):
                continue
            reason = apart(name, found[i], right[i], page) if figure == wrong_is else ""
            figures.append((figure, bool(reason)))
            if reason:
                reasons.setdefault(reason, []).append(i)
        told = "; ".join(f"{reason}: {len(members)}" for reason, members in reasons.items())
        rest = [figure for figure, out in figures if not out]
        rows.append([name, f"{len(figures):,}", mean([figure for figure, _ in figures]).markdown(), told or "–",
                     mean(rest).markdown()])  # fmt: skip
        for reason, members in reasons.items():
            examples += [
                [name, reason, pages[i].id[:40], _shown(name, found[i]), _shown(name, right[i])]
                for i in members[:EXAMPLES]
            ]
    counts = table(["field", "pages", "all of them", "counted apart", "the others"], rows)
    return f"{counts}\n\n{table(['field', 'why apart', 'page', 'found', 'gold'], examples)}"


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
        left = [survives(dump, gold_page) for dump, gold_page in zip(dumps, right, strict=True)]
        for group, members in groups_of(pages).items():
            if group == "judging":
                continue
            cells = []
            for measure in FLATTENED.values():
                figures = [figure for i in members if (figure := measure(found[i], left[i])) is not None]
                cells.append(f"{mean(figures).markdown()}, {len(figures):,}")
            invented = [figure for i in members if (figure := _author_invented(found[i], right[i])) is not None]
            rows.append([f"`{name}`", group, *cells, mean(invented).markdown()])
    return table(["flattening", "pages", *FLATTENED, "author given, gold has none"], rows)


def cost_table(pages: Sequence[LabelledPage]) -> str:
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
        "Winnow, metadata of a cleaned page": ours(False),
        "the same, and its language": ours(True),
        "the language alone": lambda chunk: [detect(ready[content][1].text) for content in chunk],
        "trafilatura, `extract_metadata`": each(trafilatura_json),
        "trafilatura, text": each(lambda content: trafilatura.extract(content) or ""),
        "trafilatura, text and metadata": each(trafilatura_with_metadata),
    }
    with uncollected():
        seconds = cpu_seconds(jobs, contents)
    seconds["trafilatura, what metadata adds to the text"] = (
        seconds["trafilatura, text and metadata"] - seconds["trafilatura, text"]
    )
    alone, added = seconds["trafilatura, `extract_metadata`"], seconds["trafilatura, what metadata adds to the text"]
    return table(
        ["what", "CPU ms a page", "times faster than `extract_metadata`", "than what it adds to `extract`"],
        [
            [
                name,
                f"{1000 * spent.sum() / len(contents):.2f}",
                ratio(alone, spent).markdown(1),
                ratio(added, spent).markdown(1),
            ]
            for name, spent in seconds.items()
        ],
    )


def as_markdown(cache: Path) -> str:
    """The section of RESULTS.md, measured now."""
    cleaners = cross_validated_cleaners()
    sections = []
    for name, pages in (("WCXB dev", wcxb()), ("pages in many languages", multilingual())):
        right = gold(pages)
        found = winnow_said(cleaners, pages, [page.html for page in pages], "html")
        systems = {"Winnow": found, "trafilatura": trafilatura_said(cache, pages)}
        sections.append(
            f"### {name}\n\n{fields_table(pages, right, systems, groups_of(pages))}\n\n"
            f"Misses on the judging pages that say more of gold than of what was found:\n\n"
            f"{apart_table(pages, right, found)}"
        )
    pages = wcxb()
    by_field, flattened = "\n\n".join(sections), flattened_table(cleaners, pages, gold(pages), cache)
    return f"""## Metadata

trafilatura's by its defaults, on the same decoded HTML, neither with the page's address. *Judging*: the pages of folds
3 and 4 by registered domain; rules and scores were made on those of the others. Winnow's text models are
cross-validated. A page in quarantine has no metadata and counts as a miss.

{by_field}

### Flattened text

The WCXB dev pages as dumps; share of what survives that is right, and how much that is. A title survives as a line of
its own, names and days on short lines within {NEAR_TITLE} of it or on such as begin with "By", "Published" and the like.

{flattened}

### Language

{languages.as_markdown()}

### Cost

{cost_table(sample(PAGES))}"""


PAGES = 300
"""Pages timed."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=DEFAULT, help=f"where peers' outputs are kept ({DEFAULT})")
    print(as_markdown(parser.parse_args().cache))


if __name__ == "__main__":
    main()
