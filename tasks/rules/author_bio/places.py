"""Where in a text its author, or the paper, is presented: above it, below a byline, or at its end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from tasks.document import Document, once_per_document
from tasks.given_names import has_given_name, may_be_called
from tasks.names import is_name
from tasks.rules.author_bio.forms import (
    BULLETS,
    CUES,
    IS,
    LONGEST,
    NOTICES,
    is_bio,
    organisation_of,
    own_form,
    plain_of,
    presented_in,
    subject_of,
)
from tasks.rules.byline import is_byline
from tasks.rules.cues import Cues, lines_with

MOST_BIOS = 20
"""Biographies that are judged, each against all paragraphs. An article has a handful of authors; a page with more
is one of staff or speakers, and what it says of them is its text."""


@once_per_document
def bios(document: Document, claimed: frozenset[int], end: int | None) -> dict[int, str]:
    """The form of every biography above the text, and between it and `end`, where the comment section begins."""
    return dict.fromkeys(_opening(document, claimed), "opening") | _closing(document, claimed, end)


def _closing(document: Document, claimed: frozenset[int], end: int | None) -> dict[int, str]:
    """The biographies between the last paragraph of the text and `end`, the first line of the comment section.

    Walked from the end upwards: a biography with a paragraph of the text below it is part of the text. So is
    one of a person whom the text names: a profile may well end with "Jane Doe is a writer and lives in York".
    """
    found: dict[int, str] = {}
    paragraphs = [i for i in document.paragraphs if i not in claimed]
    cued = frozenset(lines_with(document, CUES))
    notices = judged = 0
    for i in sorted(cued.union(paragraphs), reverse=True):
        if (end is not None and i >= end) or i in claimed:
            continue
        form = is_bio(document.lines[i].text) if i in cued else ""
        if not form and document.prose[i]:
            form = own_form(document.lines[i].text, bool(notices))
        judged += bool(form)
        if judged > MOST_BIOS:
            return {}
        if form in {"newsroom", "greeting"}:
            right = _is_late(document, i, paragraphs)
        elif form == "organisation":
            right = _is_late(document, i, paragraphs) and not _told_about(document, i, paragraphs)
        elif form == "about":
            right = True
        else:
            right = bool(form) and not notices and not (form == "author" and _told_about(document, i, paragraphs))
        if right:
            found[i] = form
        elif document.prose[i]:
            notices += 1
            if notices > NOTICES:
                break
    found |= _named(document, paragraphs, found, end) | _sections(document, paragraphs, end)
    if not found:
        return {}
    # A page of nothing but biographies is a page of staff, not an article with an author.
    text = [i for i in paragraphs if i not in found and i < min(found)]
    return found if sum(document.words[i] for i in text) >= 2 * sum(document.words[i] for i in found) else {}


SIGNED_WORDS = 8
"""Words from which a line below a name may say who that is."""
SIGNED_BELOW = 75
"""Words of paragraphs that may stand below a biography with its name above it: calls for newsletters and offers. With
twice as many a list of teachers of design, of a sentence each, loses its last two."""
_BY = re.compile(r"(?:(?:written|researched|reviewed|edited|posted|published) )?by:? |about |meet ", re.IGNORECASE)
# "Jane Doe, MD, PhD".
_DEGREES = re.compile(r"(?:,? (?:[A-Z][A-Za-z]{0,2}[A-Z]{1,4}|[A-Z][a-z]?\.(?:[A-Z][a-z]?\.?)+)\W?)+$")
# "Andrius is a consistent writer", or who is told of with "she": "Paris" and "Rocky Hill Ranch" are called like people.
_OF_SOMEBODY = re.compile(r"\b(?:he|she|his|her|him|i|i'm|my|me|er|ihre?[rmn]?|il|elle)\b")
_GOES_ON = re.compile(r"\b(?:he|she|his|her)\b")


def _named(document: Document, paragraphs: list[int], bios: Mapping[int, str], end: int | None) -> dict[int, str]:
    """What stands at the end below somebody's name and says it, whatever else it says.

    "Mike Marshall", and below it "With over seven years at …, Mike has played a part in …". Where others are told of in
    that way further up, people are what the text is about, or its sections.
    """
    found: dict[int, str] = {}
    below = 0
    prose = frozenset(paragraphs)
    for i in reversed(document.visible[: None if end is None else bisect_left(document.visible, end)]):
        if below > SIGNED_BELOW:
            break
        if i in bios:
            continue
        if SIGNED_WORDS <= document.words[i] <= LONGEST and (name := _name_above(document, i)):
            surname = max(name.split()[-2:], key=len)
            if not any(surname in document.lines[j].text for j in paragraphs if j < i):
                found[i] = "named"
                continue
        if i in prose:
            below += document.words[i]
    if not found:
        return {}
    for i in sorted(found):
        # "He's an expert with over 12 years of experience", below who he is.
        while (i := document.line_below(i)) in prose and _GOES_ON.search(document.lines[i].text[:60].lower()):
            found[i] = "named"
    others = [i for i in paragraphs if i < min(found) and i not in bios and document.words[i] <= LONGEST]
    return {} if any(_name_above(document, i) for i in others) else found


OPENING_SHARE = 0.1
"""The share of all paragraphs' words up to which who wrote a text may be told before it."""
_SIGNING = re.compile(
    r"(?:(?:medically |fact[- ]|expert[- ])?(?:written|reviewed|checked|edited|updated|posted|published) )?by|"
    r"von|par|por|di|door"
)


def _opening(document: Document, claimed: frozenset[int]) -> list[int]:
    """The biographies above the text of those whose names stand on a byline above them."""
    paragraphs = [i for i in document.paragraphs if i not in claimed]
    total = sum(document.words[i] for i in paragraphs)
    found: list[int] = []
    above = 0
    for i in paragraphs:
        if above > OPENING_SHARE * total:
            break
        if _is_signed(document, i) and _presents(document, i):
            found.append(i)
        else:
            above += document.words[i]
    return found


def _presents(document: Document, i: int) -> bool:
    plain = plain_of(document.lines[i].text[:2_000])
    return (i in lines_with(document, CUES) and is_bio(plain) in {"author", "follow"}) or presented_in(plain) != ""


SIGNED_ABOVE = 12
"""Lines above a biography among which the byline is: roles, degrees, links and what somebody studied stand between."""


def _is_signed(document: Document, i: int) -> bool:
    """Whether a line opens with a name that stands on a byline above it."""
    # The name is in there; most paragraphs open with none.
    name = subject_of(plain_of(document.lines[i].text[:160]))
    if not name:
        return False
    at = bisect_left(document.visible, i)
    for above in document.visible[max(0, at - SIGNED_ABOVE) : at]:
        text = document.lines[above].text
        if document.words[above] <= SIGNED_ABOVE and name in text:
            before = document.line_above(above)
            if is_byline(text) or _BY.match(text.strip(BULLETS)):
                return True
            if before >= 0 and _SIGNING.fullmatch(document.folded[before].rstrip(":")):
                return True
    return False


def _name_above(document: Document, i: int) -> str:
    """The name on one of the three lines above, with a role between at most, of which the line says a part."""
    above = i
    for _ in range(3):
        above = document.line_above(above)
        if above < 0 or document.words[above] > 8:
            return ""
        name = _BY.sub("", document.lines[above].text[:80].strip(BULLETS + ":"), count=1)
        bare = _DEGREES.sub("", name)
        name = bare if " " in bare else name
        if is_name(name, fewest=1) and has_given_name(name) and may_be_called(name):
            opening = " ".join(document.lines[i].text[:220].split())
            lower = opening.lower().replace("’", "'")
            said = any(re.search(rf"\b{re.escape(part)}\b", opening[:160]) for part in name.split() if len(part) > 2)
            return name if said and opening[0].isupper() and (_OF_SOMEBODY.search(lower) or IS.search(lower)) else ""
    return ""


SECTION_WORDS, SECTION_SHARE = 320, 0.12
"""Words of paragraphs that may follow a heading like "About our expert", and what share they may be of those above it:
an "Author" beside each post of a forum, and a report on a team, have more."""
_GAP = 2
"""Lines between the paragraphs of such a section: a heading, a name with a role."""


def _sections(document: Document, paragraphs: list[int], end: int | None) -> dict[int, str]:
    """The paragraphs below a heading like "About our expert" at the end of the text, whoever speaks in them."""
    found: dict[int, str] = {}
    for heading in lines_with(document, _SECTION):
        below = [i for i in paragraphs if i > heading and (end is None or i < end)]
        words = sum(document.words[i] for i in below)
        above = sum(document.words[i] for i in paragraphs if i < heading)
        if not below or words > min(SECTION_WORDS, SECTION_SHARE * above):
            continue
        at, last = bisect_left(document.visible, heading), bisect_left(document.visible, below[0])
        # Below the heading a name may stand, a role, and where else the author writes.
        if last - at > _GAP + 2:
            continue
        found[below[0]] = "section"
        for i in below[1:]:
            here = bisect_left(document.visible, i)
            # "About the expert", who that is, and then the questions and answers of the text.
            if here - last > _GAP + 1 or not _OF_SOMEBODY.search(document.lines[i].text[:220].lower()):
                break
            found[i], last = "section", here
    return found


def _told_about(document: Document, bio: int, paragraphs: list[int]) -> bool:
    plain = plain_of(document.lines[bio].text)
    organisation = organisation_of(plain)
    if organisation:
        return any(organisation in document.lines[i].text for i in paragraphs if i < bio)
    subject = subject_of(plain) or presented_in(plain)
    surname = subject.split()[-1] if subject and not subject.lower().startswith("the ") else ""
    named = sum(_names(document.lines[i].text, subject, surname) for i in paragraphs if i < bio) if surname else 0
    return named >= 2 or (named == 1 and (" " not in subject or _in_headline(document, subject, min(paragraphs))))


def _names(text: str, subject: str, surname: str) -> bool:
    """Whether a paragraph says who somebody is, not only who took its picture: "… at the bar. Photo by Jane Doe"."""
    return surname in text and surname in text.replace(f"by {subject}", "").replace(f"By {subject}", "")


def _in_headline(document: Document, subject: str, end: int) -> bool:
    """Whether a line above the text is about a person: "Ruth Amsel: fifty years of clay", not "By Ruth Amsel"."""
    return any(
        subject in document.lines[i].text
        and document.words[i] >= len(subject.split()) + 2
        and not is_byline(document.lines[i].text)
        for i in document.visible[: bisect_left(document.visible, end)]
    )


def _is_late(document: Document, newsroom: int, paragraphs: list[int]) -> bool:
    before = sum(document.words[i] for i in paragraphs if i < newsroom)
    return before >= 2 * sum(document.words[i] for i in paragraphs if i > newsroom)


HEADINGS = frozenset(
    {
        "about the author", "about the writer", "about the authors", "about author", "über den autor",
        "über die autorin",
        "à propos de l'auteur", "sobre el autor", "sobre la autora", "sobre o autor", "l'autore", "zur person",
        "author bio", "meet the author", "about our expert", "about our experts", "about the expert", "meet our expert",
        "about the reviewer",
        "over de auteur", "article written by", "o autorze", "zum autor", "zur autorin",
    }
)  # fmt: skip

HEADED = Cues(whole=HEADINGS)
# Above the text these two are bylines.
_SECTION = Cues(whole=HEADINGS | {"written by", "researched by"})
