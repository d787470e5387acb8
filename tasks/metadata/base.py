"""What every field is made of: candidates with a value, a source and a score; the page they come from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from tasks.classifier.html_pages import HTML_PAGE_TYPES
from tasks.document import Action, Decision, Document, fates
from tasks.folding import fold, fold_lines
from tasks.metadata.characters import Searched, dated
from tasks.metadata.moments import Found, find_moments
from tasks.metadata.page_passes import VisibleLines
from tasks.worked_out import worked_out

if TYPE_CHECKING:
    from tasks.metadata.head import Head

T = TypeVar("T")

_BY_TITLE = frozenset({"anchor", "beside_headline"})
"""What is worked out from the fields that are found out last."""

GIVEN = 0.97
"""The score of what came with the record: somebody knew it before the page was flattened."""


_COMMENTS = frozenset({"comment", "comment_chrome", "comment_form"})
_LOWER = re.compile(r"[a-zà-ÿа-яё]{4,30}")
MOST_READ = 60_000
"""Characters in which words are looked for; ten articles."""

ABOVE, BELOW = 3, 8
"""Visible lines above and below the headline that are searched for date and author where no rule named them."""


MOST_SIGNS = 4
"""Words of signs alone at the ends of a line that says the title: "» Title «"."""
LONGEST_DATED = 20
"""Words of a line that is about its date; the longest, with author, place and reading time, has 18."""


class Candidate(NamedTuple, Generic[T]):
    """A possible value of a field. `source` names where it stood, `score` says how far to trust it, 0 to 1.

    A tuple, as all of which a page has dozens: it is made in half the time.
    """

    value: T
    source: str
    score: float


class TextLine(NamedTuple):
    """A visible line with what was decided about it: `at` is its index, `family` empty where nobody voted on it."""

    at: int
    text: str
    family: str
    kept: bool


@dataclass(frozen=True)
class Page:
    """Everything that candidates are drawn from.

    `headline` is the index of the headline's line where the rules found it, `text` the cleaned text, `head` what
    the markup says (None for flattened text), `fields` what came beside the content, `page_type` what the page was
    judged to be. `located` is its best address (`tasks.metadata.url`), `declared` is what fields and head call the site
    and `sites` all that it may be called (`tasks.metadata.sitename`), `title` the title once it is known, `title_line`
    the line of flattened text that says it.
    """

    document: Document
    decisions: tuple[Decision, ...]
    headline: int | None
    text: str
    head: Head | None
    fields: Mapping[str, str]
    page_type: str | None = None
    located: Candidate[str] | None = None
    declared: Sequence[Candidate[str]] = ()
    sites: frozenset[str] = frozenset()
    title: str | None = None
    title_line: int | None = None

    @property
    def type_number(self) -> float:
        """The page's type as trees are told it, -1 for none."""
        return float(HTML_PAGE_TYPES.index(self.page_type)) if self.page_type in HTML_PAGE_TYPES else -1.0

    @property
    def address(self) -> str | None:
        """The best address that is known."""
        return self.located.value if self.located else None

    @worked_out
    def anchor(self) -> int | None:
        """The line that byline and dateline stand beside: the headline, as the rules or the page's markup name it.

        Of several lines that say the title the `h1` counts, else the last one above the text: breadcrumbs and
        menus say it before.
        """
        if self.head is None:
            return self.title_line if self.title_line is not None else self.headline
        if self.headline is not None:
            return self.headline
        own = fold(self.title or "")
        wanted = {own, *(fold(text) for text in self.head.headings[:1])} - {""}
        if not wanted:
            return None
        lengths, words = [text.count(" ") + 1 for text in wanted], self.document.words
        # Folding a page whole takes longer than finding its date; signs at the ends of a line count as words.
        least, most = min(lengths), max(lengths) + MOST_SIGNS
        close = [i for i in self.document.visible if least <= words[i] <= most]
        folded = dict(zip(close, fold_lines([self.document.lines[i].text for i in close])[0], strict=True))
        said = [i for i in close if folded[i] in wanted]
        best_ones = [i for i in said if folded[i] == own] or said
        for i in best_ones:
            if "/h1" in (self.document.lines[i].path or ""):
                return i
        above = [i for i in best_ones if i <= self.first_paragraph]
        return above[-1] if above else best_ones[0] if best_ones else None

    def knowing(self, **found: Any) -> Page:
        """The page with fields that have been found out since, and what was worked out that does not change by them."""
        page = object.__new__(Page)
        known = page.__dict__
        known.update(self.__dict__)
        for name in _BY_TITLE:
            known.pop(name, None)
        known.update(found)
        return page

    @worked_out
    def lines(self) -> VisibleLines[TextLine]:
        """The visible lines, with their families."""
        decided = fates(self.document, self.decisions)
        return VisibleLines(TextLine, self.document.lines, self.document.visible, decided, Action.KEEP)

    def writes_small(self, word: str) -> bool:
        """Whether the document has a word in lower case, in its first `MOST_READ` characters."""
        if word not in self._written_small:
            self._written_small[word] = _LOWER.fullmatch(word) is not None and self.opening.has_word(word)
        return self._written_small[word]

    @worked_out
    def _written_small(self) -> dict[str, bool]:
        return {}

    @worked_out
    def opening(self) -> Searched:
        """The document's first `MOST_READ` characters, as they came."""
        return Searched(self.document.content[:MOST_READ])

    @worked_out
    def dated(self) -> frozenset[int]:
        """Indexes of the lines of up to `LONGEST_DATED` words that may have a date on them."""
        return frozenset(dated(self.document.lines, self.document.words, LONGEST_DATED))

    @worked_out
    def dated_lines(self) -> tuple[TextLine, ...]:
        """The same lines, top to bottom."""
        visible = self.document.visible
        return tuple([self.lines[bisect_left(visible, i)] for i in sorted(self.dated)])

    def lines_with(self, pattern: re.Pattern[str], among: Iterable[int], within: int | None = None) -> frozenset[int]:
        """Those of these lines that hold a match of `pattern`, `within` so many of their first characters."""
        indexes = list(among)
        if not indexes:
            return frozenset()
        # All lines in one search, which costs more to begin than to go on with a line.
        texts = [self.document.lines[i].text.strip()[:within] for i in indexes]
        starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        hits = pattern.finditer("\n".join(texts))
        return frozenset(indexes[bisect_right(starts, match.start()) - 1] for match in hits)

    def moments_on(self, line: TextLine) -> Sequence[Found]:
        """The dates on a line."""
        return find_moments(line.text, self.claimed_language, short_years=True)

    @worked_out
    def claimed_language(self) -> str | None:
        """The language that the page or its record claims, which tells 03/04/2020 apart."""
        given = next((value for _, value in self.given("language", "lang")), None)
        return (self.head.language if self.head is not None else None) or given

    @worked_out
    def commented(self) -> int:
        """The index of the first line of readers' comments below most of the text; after all lines without one.

        Who signs and what is dated from there on is a reader: "2 Comments", "Jane Doe", "April 1, 2024".
        """
        return self._first_behind(_COMMENTS)

    @worked_out
    def ended(self) -> int:
        """The same of what leads to other texts, too: they have dates of their own."""
        return self._first_behind(_COMMENTS | {"related"})

    def _first_behind(self, families: frozenset[str]) -> int:
        end = len(self.document.lines)
        middle = self.paragraphs[len(self.paragraphs) // 2] if self.paragraphs else end
        first = self.lines.first_taken(middle, families)
        return end if first is None else first

    @worked_out
    def paragraphs(self) -> tuple[int, ...]:
        """The indexes of the kept lines that read like a paragraph, in order."""
        return self.lines.kept_among(self.document.prose)

    @property
    def last_paragraph(self) -> int:
        """The index of the last of them, -1 without one."""
        return self.paragraphs[-1] if self.paragraphs else -1

    @property
    def first_paragraph(self) -> int:
        """The index of the first of them; without one, that of the line after all."""
        return self.paragraphs[0] if self.paragraphs else len(self.document.lines)

    @worked_out
    def beside_headline(self) -> tuple[TextLine, ...]:
        """The visible lines from `ABOVE` above the headline to `BELOW` below it, without it."""
        at = self._place_of(self.anchor)
        if at is None:
            # Without a headline, what stands right above the first paragraph.
            at = self._place_of(self.first_paragraph)
            return self.lines[max(0, at - BELOW) : at] if at is not None else ()
        return self.lines[max(0, at - ABOVE) : at] + self.lines[at + 1 : at + 1 + BELOW]

    def _place_of(self, i: int | None) -> int | None:
        """Where line `i` is among the visible ones, None of a line that is not."""
        visible = self.document.visible
        at = len(visible) if i is None else bisect_left(visible, i)
        return at if at < len(visible) and visible[at] == i else None

    @worked_out
    def _lowered(self) -> Mapping[str, str]:
        lowered = {key.lower(): value for key, value in self.fields.items()}
        return {key: value for key, value in lowered.items() if isinstance(value, str) and value.strip()}

    def given(self, *names: str) -> Iterator[tuple[str, str]]:
        """Name and value of the fields that came with the record, in the order of `names`, none empty."""
        known = self._lowered
        if known.keys().isdisjoint(names):
            return iter(())
        return iter([(name, known[name]) for name in names if name in known])


def best(candidates: Iterable[Candidate[T]]) -> Candidate[T] | None:
    """The candidate with the highest score; the first of equals, so that the order of sources decides."""
    return max(candidates, key=_SCORE, default=None)


_SCORE: Callable[[Candidate[Any]], float] = attrgetter("score")
