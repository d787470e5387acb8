"""What annotators said of title, authors and day, and how what a system says is held against it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow.parquet as pq

from benchmarks.pages import DATA, LabelledPage
from tasks.metadata.moments import MONTHS, find_moments
from tasks.metadata.persons import is_handle
from tasks.training.folds import registered_domain
from tasks.training.likeness import is_near, people_of, surnames, words
from tasks.training.second_labels import second_label

TUNED_ON = frozenset({0, 1, 2})
"""Folds whose pages rules and scores were made for; their errors were looked at one by one, those of the others not."""
_BRACKETS = re.compile(r"\([^()]*\)")


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


def gold_of(pages: Sequence[LabelledPage]) -> list[Said]:
    """What the annotators of both sets said of these pages."""
    rows: dict[str, Said] = {}
    for row in pq.read_table(DATA / "wcxb_dev.parquet", columns=["id", "title", "author", "publish_date"]).to_pylist():
        # A null of this set is a page without one; the titles of all pages are known.
        rows[row["id"]] = Said(row["title"], people_of(row["author"] or ""), row["publish_date"] or "")
    for row in pq.read_table(DATA / "multilingual_dev.parquet", columns=["id", "title", "author", "date"]).to_pylist():
        people = None if row["author"] is None else people_of(row["author"])
        rows[row["id"]] = Said(row["title"] or None, people, row["date"])
    return [rows[page.id] for page in pages]


def second_of(pages: Sequence[LabelledPage]) -> list[Said]:
    """What the second annotator said of these pages (`tasks.training.second_labels`)."""
    rows: dict[str, Said] = {}
    for file in ("wcxb_dev.parquet", "multilingual_dev.parquet"):
        for row in pq.read_table(DATA / file, columns=["id", "html"]).to_pylist():
            label = second_label(row["html"])
            assert label is not None, f"{file}: {row['id']} has no second label"
            rows[row["id"]] = Said(label.title, label.authors, label.published)
    return [rows[page.id] for page in pages]


def shares_surname(found: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the last word of one of the right names is the last word of one that was found."""
    one, other = (surnames(_BRACKETS.sub(" ", name) for name in names) for names in (found, right))
    return bool(one & other)


Measure = Callable[[Said, Said], float | None]
"""What was found and what is right, to a figure; None where nothing can be said."""


def _title_close(found: Said, right: Said) -> float | None:
    return float(is_near(found.title or "", right.title)) if right.title else None


def same_title(found: str, right: str) -> bool:
    """Whether two titles are the same after case and space folding."""
    return found.casefold().split() == right.casefold().split()


def _title_exact(found: Said, right: Said) -> float | None:
    return float(same_title(found.title or "", right.title)) if right.title else None


def _author(found: Said, right: Said) -> float | None:
    return float(shares_surname(found.authors or (), right.authors)) if right.authors else None


def author_invented(found: Said, right: Said) -> float | None:
    return float(bool(found.authors)) if right.authors == () else None


def _day(found: Said, right: Said) -> float | None:
    return float(found.day == right.day) if right.day else None


def _day_invented(found: Said, right: Said) -> float | None:
    return float(bool(found.day)) if right.day == "" else None


MEASURES: Mapping[str, Measure] = {
    "title, token F1 ≥ .8": _title_close,
    "title, exact after case and space folding": _title_exact,
    "author, a shared surname": _author,
    "author given, gold has none": author_invented,
    "date, same day": _day,
    "date given, gold has none": _day_invented,
}


def wrong(measure: str) -> float:
    """The figure of a measure that says that what was found is wrong."""
    return 1.0 if "given" in measure else 0.0


def agree(measure: str, right: Said, second: Said) -> bool | None:
    """Whether the second annotator, as a system, is right by the first; None where that cannot be said."""
    figure = MEASURES[measure](second, right)
    return None if figure is None else figure != wrong(measure)


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
NO_PERSON = "gold is an account or the site's own name"


def apart(measure: str, found: Said, right: Said, page: LabelledPage) -> str:
    """Why a miss says more of gold than of what was found, "" where it does not.

    Nobody can find what is not there, and who is asked for the day of publication cannot say that of a change.
    """
    if measure.startswith("title") and right.title:
        if same_title((found.title or "").translate(_PLAIN), right.title.translate(_PLAIN)):
            return SIGNS
        return "" if _says(page.html, right.title) else NOWHERE
    if measure == "author, a shared surname":
        names = right.authors or ()
        if all(_is_account(name) or _is_site(name, page.url) for name in names):
            return NO_PERSON
        return "" if any(_says(page.html, name) for name in names) else NOWHERE
    if measure == "author given, gold has none":
        return MARKUP_SAYS if found.author_source.startswith(_OWN_WORD) else ""
    if measure == "date, same day" and right.day:
        if right.day == found.changed:
            return CHANGE
        return "" if _shows_day(page.html, right.day) else NOWHERE
    return ""


def _is_account(name: str) -> bool:
    """Whether a name is one word without a capital, or an address: "q_admin", "jane@site.example"."""
    return is_handle(name) or "@" in name


def _is_site(name: str, url: str) -> bool:
    """Whether a name has the letters of its page's domain: "Harbour Books" on harbourbooks.com."""
    domain = registered_domain(url)
    return "".join(words(name)) in {"".join(words(domain)), "".join(words(domain.partition(".")[0]))}


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
