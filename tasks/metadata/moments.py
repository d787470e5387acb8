"""Dates as pages write them, for machines and for people, as moments in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

LONGEST = 300
"""Characters of a string that are searched for dates."""
EARLIEST = 1800
LATEST = 2100
"""Years that a page can be from: newspapers put their archives on the web, and no clock is asked here."""

_ISO = re.compile(
    r"(?<![\d-])(?P<year>[12]\d{3})(?P<sign>[-/.]?)(?P<month>0[1-9]|1[0-2]|[1-9](?=[-/.]))(?P=sign)(?P<day>[0-3]\d|[1-9](?!\d))"
    r"(?:(?:T|\s{1,3}|%20)(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60))?(?:[.,]\d{1,9})?"
    r"\s?(?P<zone>Z\b|UTC\b|GMT\b|[+-][01]\d:?[0-5]\d|[+-][01]\d(?!\d))?)?(?!\d)",
    re.IGNORECASE,
)
_MONTH_NAMES = (
    "january januar janvier enero gennaio janeiro januari styczeń stycznia января leden ledna ocak jan "
    "ene gen janv січня ianuarie január jänner sty янв",
    "february februar février febrero febbraio fevereiro februari luty lutego февраля únor února şubat "
    "feb févr fév fevr лютого februarie február feber",
    "march märz mars marzo março maart marts marzec marca марта březen března mart mar mrt mär mrz "
    "березня martie március",
    "april avril abril aprile kwiecień kwietnia апреля duben dubna nisan apr avr abr квітня aprilie április",
    "may mai mayo maggio maio mei maj май мая květen května mayıs mag травня május",
    "june juni juin junio giugno junho czerwiec czerwca июня červen června haziran jun giu червня iunie június",
    "july juli juillet julio luglio julho lipiec lipca июля červenec července temmuz jul juil lug липня iulie július",
    "august août agosto augustus augusti sierpień sierpnia августа srpen srpna ağustos aug ago aoû серпня augusztus",
    "september septembre septiembre setiembre settembre setembro wrzesień września сентября září eylül "
    "sep sept set вересня septembrie szeptember",
    "october oktober octobre octubre ottobre outubro październik października октября říjen října ekim "
    "oct okt ott out жовтня octombrie október",
    "november novembre noviembre novembro listopad listopada ноября listopadu kasım nov листопада noiembrie",
    "december dezember décembre diciembre dicembre dezembro desember grudzień grudnia декабря prosinec "
    "prosince aralık dec dez déc dic des грудня decembrie",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Month names and their abbreviations in the main languages of the web. Polish "listopad" and Czech
"listopad" are both November; Croatian, where it is October, is not among them."""

_NAME = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
_DAY = r"(?P<{0}>[0-3]?\d)"
_CLOCK = (
    r"(?:[\s,]{1,3}(?P<h#>[0-2]?\d):(?P<m#>[0-5]\d)(?::(?P<s#>[0-5]\d))?"
    r"\s?(?P<z#>Z|UTC|(?:GMT|UTC)?[+-][01]\d:?[0-5]\d|GMT)(?!\w))?"
)
_WRITTEN = re.compile(
    rf"(?<![\d.,]){_DAY.format('d1')}(?:st|nd|rd|th|er|ers|º|ª|\.|e)?[\s.-]{{0,3}}"
    rf"(?:de |of |d['’]|da )?(?P<n1>{_NAME})\.?[\s,.-]{{0,3}}(?:de |del |di )?(?P<y1>[12]\d{{3}})(?!\d)"
    rf"{_CLOCK.replace('#', '1')}"
    rf"|\b(?P<n2>{_NAME})\.?\s{{0,2}}{_DAY.format('d2')}(?:st|nd|rd|th)?(?:,?\s|,)\s{{0,2}}(?P<y2>[12]\d{{3}})(?!\d)"
    rf"|\b(?P<n4>{_NAME})\s{_DAY.format('d4')}\s(?P<y4>[12]\d{{3}})(?!\d){_CLOCK.replace('#', '4')}"
    r"|(?P<y3>[12]\d{3})\s?[年년]\s?(?P<m3>[01]?\d)\s?[月월]\s?(?P<d3>[0-3]?\d)\s?[日일]",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>[0-3]?\d)(?P<sign>[./-])(?P<b>[0-3]?\d)(?P=sign)(?P<year>[12]\d{3})(?![\d./-])"
)
_UNIX = re.compile(r"(?P<seconds>[1-9]\d{8,9})(?:\d{3})?")
# The only country where the month comes first; English without a country is more often from there than not.
_MONTH_FIRST = re.compile(r"en(?:[-_]us)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: the moment in UTC, and where it stands."""

    moment: datetime
    start: int
    end: int


def read_moment(text: str, language: str | None = None) -> datetime | None:
    """The first date in `text`, in UTC to the second, None where there is none.

    A date alone is midnight UTC, a time without a zone is taken for UTC. `language` ("en-US", "de") tells
    03/04/2020 apart: without it, and in any but American English, the day comes first.
    """
    stamp = _UNIX.fullmatch(text.strip()[:20])
    if stamp:
        return _checked(datetime.fromtimestamp(int(stamp["seconds"]), UTC))
    return next((found.moment for found in find_moments(text, language)), None)


def find_moments(text: str, language: str | None = None) -> Iterator[Found]:
    """All dates in the first `LONGEST` characters of `text`, in order, none inside another."""
    text = text[:LONGEST]
    found = [*_iso(text), *_written(text), *_numeric(text, language)]
    end = -1
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            yield item
            end = item.end


def _iso(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        if not match["sign"] and not _is_compact(text, match):
            continue
        clock = (match["hour"], match["minute"], match["second"])
        moment = _moment(match["year"], match["month"], match["day"], clock, match["zone"])
        if moment:
            yield Found(moment, match.start(), match.end())


def _is_compact(text: str, match: re.Match[str]) -> bool:
    # "20140305" alone is a date; eight digits inside a text are a telephone or an article number.
    return match["month"] is not None and text.strip() == match.group().strip()


def _written(text: str) -> Iterator[Found]:
    for match in _WRITTEN.finditer(text):
        clock: tuple[str | None, str | None, str | None] = (None, None, None)
        zone = None
        if match["n1"]:
            day, month, year = match["d1"], MONTHS[match["n1"].lower()], match["y1"]
            clock, zone = (match["h1"], match["m1"], match["s1"]), match["z1"]
        elif match["n2"]:
            day, month, year = match["d2"], MONTHS[match["n2"].lower()], match["y2"]
        elif match["n4"]:
            day, month, year = match["d4"], MONTHS[match["n4"].lower()], match["y4"]
            clock, zone = (match["h4"], match["m4"], match["s4"]), match["z4"]
        else:
            day, month, year = match["d3"], int(match["m3"]), match["y3"]
        moment = _moment(year, month, day, clock, zone)
        if moment:
            yield Found(moment, match.start(), match.end())


def _numeric(text: str, language: str | None) -> Iterator[Found]:
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        american = match["sign"] != "." and language is not None and _MONTH_FIRST.fullmatch(language)
        month, day = (first, second) if (american and first <= 12) or second > 12 else (second, first)
        moment = _moment(match["year"], month, day)
        if moment:
            yield Found(moment, match.start(), match.end())


def _moment(
    year: str,
    month: str | int,
    day: str | int,
    clock: tuple[str | None, str | None, str | None] = (None, None, None),
    zone: str | None = None,
) -> datetime | None:
    hour, minute, second = (int(part) if part else 0 for part in clock)
    try:
        local = datetime(int(year), int(month), int(day), hour, minute, min(second, 59), tzinfo=_offset(zone))
        return _checked(local.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> timezone:
    match = re.search(r"([+-])(\d\d):?(\d\d)?", zone or "")
    if not match:
        return UTC
    minutes = int(match.group(2)) * 60 + int(match.group(3) or 0)
    return timezone(timedelta(minutes=-minutes if match.group(1) == "-" else minutes))


def _checked(moment: datetime) -> datetime | None:
    # The first day of Unix time is what a publishing system writes for "unknown".
    known = EARLIEST <= moment.year < LATEST and moment.date().isoformat() not in {"1970-01-01", "1969-12-31"}
    return moment if known else None
