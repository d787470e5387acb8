"""Dates as pages write them, for machines and for people: a moment in UTC, and the day that the page means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from tasks.metadata.characters import Openings

LONGEST = 300
"""Characters of a string that are searched for dates."""
EARLIEST = 1800
LATEST = 2100
"""Years that a page can be from: newspapers put their archives on the web, and no clock is asked here."""

_ISO = re.compile(
    r"(?P<year>[12](?<![\d-].)\d{3})(?P<sign>[-/.]?)(?P<month>0[1-9]|1[0-2]|[1-9](?=[-/.]))(?P=sign)(?P<day>[0-3]\d|[1-9](?!\d))"
    r"(?:(?:T|\s{1,3}|%20)(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60))?(?:[.,]\d{1,9})?"
    r"\s?(?P<zone>Z\b|UTC\b|GMT\b|[+-][01]\d:?[0-5]\d|[+-][01]\d(?!\d))?)?(?!\d)",
    re.IGNORECASE,
)
_MONTH_NAMES = (
    "january januar janvier enero gennaio janeiro januari styczeń stycznia января leden ledna ocak jan "
    "ene gen janv sty oca tammikuuta січня ianuarie január jänner sty янв",
    "february februar février febrero febbraio fevereiro februari luty lutego февраля únor února şubat "
    "feb févr fév fevr lut фев helmikuuta лютого februarie február feber",
    "march märz mars marzo março maart marts marzec marca марта březen března mart mar mrt mär mrz "
    "мар maret maaliskuuta березня martie március",
    "april avril abril aprile kwiecień kwietnia апреля duben dubna nisan apr avr abr "
    "kwi апр huhtikuuta квітня aprilie április",
    "may mai mayo maggio maio mei maj май мая květen května mayıs mag toukokuuta травня május",
    "june juni juin junio giugno junho czerwiec czerwca июня červen června haziran "
    "jun giu cze июн kesäkuuta червня iunie június",
    "july juli juillet julio luglio julho lipiec lipca июля červenec července temmuz "
    "jul juil juill lug lip июл heinäkuuta липня iulie július",
    "august août agosto augustus augusti sierpień sierpnia августа srpen srpna ağustos "
    "aug ago aoû sie авг agustus elokuuta серпня augusztus",
    "september septembre septiembre setiembre settembre setembro wrzesień września сентября září eylül "
    "sep sept set wrz сен сент syyskuuta вересня septembrie szeptember",
    "october oktober octobre octubre ottobre outubro październik października октября říjen října ekim "
    "oct okt ott out paź окт lokakuuta жовтня octombrie október",
    "november novembre noviembre novembro listopad listopada ноября listopadu kasım "
    "nov lis ноя marraskuuta листопада noiembrie",
    "december dezember décembre diciembre dicembre dezembro desember grudzień grudnia декабря prosinec "
    "prosince aralık dec dez déc dic des gru дек joulukuuta грудня decembrie",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Month names and their abbreviations in the main languages of the web. Polish "listopad" and Czech
"listopad" are both November; Croatian, where it is October, is not among them."""

# Any word: which ones are months is looked up, since trying two hundred names at every word takes long.
_NAME = r"[^\W\d_]{3,12}"
_WHOLE_NAME = rf"{_NAME}+"  # where no letter may follow, a shorter one is not tried
_DAY = r"(?P<{0}>[0-3]?\d)"
_CLOCK = (
    r"(?:[\s,]{1,3}(?P<h#>[0-2]?\d):(?P<m#>[0-5]\d)(?::(?P<s#>[0-5]\d))?"
    r"\s?(?P<z#>Z|UTC|(?:GMT|UTC)?[+-][01]\d:?[0-5]\d|GMT)(?!\w))?"
)
# "March 5, 2024" and "4 min read" in elements side by side are one word: "March 5, 20244 min read".
_BEHIND_YEAR = r"(?!\d(?!\d?:\d|\d?\s?min))"
_WRITTEN = re.compile(
    rf"(?<![\d.,]){_DAY.format('d1')}(?:st|nd|rd|th|er|ers|º|ª|\.|e)?[\s.-]{{0,3}}"
    rf"(?:de |of |d['’]|da )?(?P<n1>{_NAME})\.?[\s,.-]{{0,3}}(?:de |del |di )?(?P<y1>[12]\d{{3}}){_BEHIND_YEAR}"
    rf"{_CLOCK.replace('#', '1')}"
    rf"|\b(?P<n4>{_WHOLE_NAME})\s{_DAY.format('d4')}\s(?P<y4>[12]\d{{3}})(?!\d){_CLOCK.replace('#', '4')}"
    rf"|\b(?P<n2>{_WHOLE_NAME})\.?\s{{0,2}}{_DAY.format('d2')}(?:st|nd|rd|th)?(?:,?\s|,)\s{{0,2}}(?P<y2>[12]\d{{3}}){_BEHIND_YEAR}"
    rf"|(?<![\d.,/-])(?P<y5>[12]\d{{3}})[\s,-]{{1,2}}(?P<n5>{_WHOLE_NAME})\.?[\s-]{_DAY.format('d5')}(?![\d:])"
    # What `date` prints, and archives of mailing lists: "Tue Jan 14 09:11:02 CET 2020".
    rf"|\b(?P<n6>{_WHOLE_NAME})\s{{1,2}}{_DAY.format('d6')}\s(?P<h6>[0-2]?\d):(?P<m6>[0-5]\d)(?::(?P<s6>[0-5]\d))?"
    r"(?:\s(?P<z6>[A-Z]{3,4}|[+-][01]\d:?[0-5]\d))?\s(?P<y6>[12]\d{3})(?!\d)"
    r"|(?P<y3>[12]\d{3})\s?[年년]\s?(?P<m3>[01]?\d)\s?[月월]\s?(?P<d3>[0-3]?\d)\s?[日일]",
    re.IGNORECASE,
)
# A digit first, to which the search can skip; what must not stand before it is asked then.
_DAY_AND_MONTH = r"(?P<a>\d(?<![\d./-]\d)(?:(?<=[0-3])\d)?)(?P<sign>[./-])(?P<b>[0-3]?\d)(?P=sign)"
# Elements side by side again: "28.09.1912:44" is a quarter to one in 2019, not 1912.
_THEN_TIME = r"(?![./-]|\d(?!\d?:\d\d)"
_NUMERIC = re.compile(rf"{_DAY_AND_MONTH}(?P<year>[12]\d{{3}}){_THEN_TIME}|:\d\d)")
_SHORT = re.compile(rf"{_DAY_AND_MONTH}(?P<year>\d\d){_THEN_TIME})")
_SIGNED = re.compile(r"\d[./-]\d")  # in all of both, and soon found out
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"[12]\d\d\d")
# Ten figures, or nine, are seconds and thirteen or twelve milliseconds, where they are no date: "202403051020".
_UNIX = re.compile(r"(?P<seconds>[1-9]\d{8,9})(?:\d{3})?")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])T?"
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
# Names of zones that mean one only; "CST" is also China's, "BST" Bangladesh's.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480,
    "PDT": -420, "CET": 60, "CEST": 120,
}  # fmt: skip
# The only country where the month comes first; English without a country is more often from there than not.
_MONTH_FIRST = re.compile(r"en(?:[-_]us)?", re.IGNORECASE)


class Moment(NamedTuple):
    """When something was: `at` in UTC to the second, `day` as it was called where the page was written.

    `offset` is the page's time zone in minutes east of UTC, None where it names none; `precise` says that there was
    a time of day. A date alone is midnight UTC, a time without a zone is taken for UTC.
    """

    at: datetime
    day: date
    offset: int | None = None
    precise: bool = False


class Found(NamedTuple):
    """A date in a text, and where it stands."""

    moment: Moment
    start: int
    end: int


def read_moment(text: str, language: str | None = None) -> Moment | None:
    """The first date in `text`, None where there is none.

    `language` ("en-US", "de") tells 03/04/2020 apart: without it, and in any but American English, the day comes
    first.
    """
    return _known(text, language) if len(text) <= LONGEST else _read(text, language)


def _read(text: str, language: str | None) -> Moment | None:
    alone = text.strip()
    # As machines write it, and found sooner than that nothing else is in it.
    iso = _ISO.fullmatch(alone)
    if iso and iso["sign"] and (moment := _iso_moment(iso)):
        return moment
    figures = alone[:24]
    compact = _COMPACT.fullmatch(figures)
    if compact:
        clock = (compact["hour"], compact["minute"], compact["second"])
        return _moment(compact["year"], compact["month"], compact["day"], clock, compact["zone"])
    stamp = _UNIX.fullmatch(figures)
    if stamp:
        return _checked(datetime.fromtimestamp(int(stamp["seconds"]), UTC), 0, True)
    return next((found.moment for found in find_moments(text, language)), None)


# What is asked for publication is asked for changes, too, and JSON-LD and meta tags say the same; what is longer would
# only fill the memory.
_known = lru_cache(maxsize=256)(_read)


def find_moments(text: str, language: str | None = None, short_years: bool = False) -> Sequence[Found]:
    """All dates in the first `LONGEST` characters of `text`, in order, none inside another.

    With `short_years` 23.09.22 is one, too: beside a headline it can be nothing else.
    """
    text = text[:LONGEST]
    year = _YEAR.search(text) is not None
    return _found(text, language, short_years, year) if year or (short_years and _SHORT.search(text)) else ()


@lru_cache(maxsize=256)
def _found(text: str, language: str | None, short_years: bool, year: bool) -> tuple[Found, ...]:
    found = [*_iso(text), *_written(text)] if year else []
    found += _numeric(text, language, short_years)
    apart: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not apart or item.start >= apart[-1].end:
            apart.append(item)
    return tuple(apart)


def _iso(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        if not match["sign"] and not _is_compact(text, match):
            continue
        moment = _iso_moment(match)
        if moment is not None:
            yield Found(moment, match.start(), match.end())


def _iso_moment(match: re.Match[str]) -> Moment | None:
    year, month, day, *clock, zone = match.group("year", "month", "day", "hour", "minute", "second", "zone")
    return _moment(year, month, day, (clock[0], clock[1], clock[2]), zone)


def _is_compact(text: str, match: re.Match[str]) -> bool:
    # "20140305" alone is a date; eight digits inside a text are a telephone or an article number.
    return match["month"] is not None and text.strip() == match.group().strip()


_WAYS = "124356"
_YEARS = [f"y{way}" for way in _WAYS]
_MONTH_OPENINGS = Openings(MONTHS)


def _written(text: str) -> Iterator[Found]:
    # Four dates in ten name no month: machines wrote them.
    if not _MONTH_OPENINGS.may_be_in(text) and "年" not in text and "년" not in text:
        return
    first = _DIGIT.search(text)
    # All of them open with figures, or with a name up to fifteen characters before.
    for match in _WRITTEN.finditer(text, max(0, first.start() - 15) if first else len(text)):
        clock: tuple[str | None, str | None, str | None] = (None, None, None)
        zone = None
        way = _WAYS[next(at for at, year in enumerate(match.group(*_YEARS)) if year)]
        month = int(match["m3"]) if way == "3" else MONTHS.get(match[f"n{way}"].lower())
        if month is None:
            continue
        if way in "146":
            clock = (match[f"h{way}"], match[f"m{way}"], match[f"s{way}"])
            zone = match[f"z{way}"]
        moment = _moment(match[f"y{way}"], month, match[f"d{way}"], clock, zone)
        if moment:
            yield Found(moment, match.start(), match.end())


def _numeric(text: str, language: str | None, short_years: bool) -> Iterator[Found]:
    if not _SIGNED.search(text):
        return
    matches = [*_NUMERIC.finditer(text), *(_SHORT.finditer(text) if short_years else ())]
    for match in matches:
        first, second = int(match["a"]), int(match["b"])
        american = match["sign"] != "." and language is not None and _MONTH_FIRST.fullmatch(language)
        month, day = (first, second) if (american and first <= 12) or second > 12 else (second, first)
        year = match["year"]
        # Of this century, or of the years in which the web began.
        year = year if len(year) == 4 else f"20{year}" if year < "50" else f"19{year}" if year > "89" else "0"
        moment = _moment(year, month, day)
        if moment:
            yield Found(moment, match.start(), match.end())


def _moment(
    year: str,
    month: str | int,
    day: str | int,
    clock: tuple[str | None, str | None, str | None] = (None, None, None),
    zone: str | None = None,
) -> Moment | None:
    hour, minute, second = [int(part) if part else 0 for part in clock]
    offset = _offset(zone)
    try:
        there = timezone(timedelta(minutes=offset)) if offset else UTC
        local = datetime(int(year), int(month), int(day), hour, minute, min(second, 59), tzinfo=there)
        return _checked(local, offset, clock[0] is not None)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    match = re.search(r"([+-])(\d\d):?(\d\d)?", zone)
    if not match:
        # Of a name that is not known the day is right, and the hour is taken as any without a zone.
        return _ZONES.get(zone.upper())
    minutes = int(match.group(2)) * 60 + int(match.group(3) or 0)
    return -minutes if match.group(1) == "-" else minutes


# The first day of Unix time is what a publishing system writes for "unknown".
_UNKNOWN = frozenset({date(1970, 1, 1), date(1969, 12, 31)})


def _checked(local: datetime, offset: int | None, precise: bool) -> Moment | None:
    at = local.astimezone(UTC)
    known = EARLIEST <= at.year < LATEST and at.date() not in _UNKNOWN
    return Moment(at, local.date(), offset, precise) if known else None
