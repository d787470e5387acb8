"""What a line about an author says: who, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.metadata.cleaning import one_line
from tasks.metadata.persons import is_full_name

LONGEST = 1_000
"""Characters of a bio that are read: name and employer stand in its first sentence."""

_WORK = (
    r"(?:correspondent|reporter|journalist|editor|editor-in-chief|writer|columnist|contributor|author|producer"
    r"|photographer|photojournalist|analyst|critic|fellow|blogger|freelancer|intern|director|chief|professor|lecturer"
    r"|researcher|anchor|host|presenter|commentator|bureau chief)"
)
_TITLED = re.compile(
    r"^(?P<name>[^,;:.!?()]{3,60}?(?:\b[A-Z]\.[^,;:.!?()]{2,40}?)?),? "
    r"(?:is|was|has been|works as|serves as) (?:also )?(?:currently )?(?:(?:an?|the|our|one of|[A-Z][\w.&/-]+['’]s?) )?"
    r"(?P<role>(?:[\w&/-]+,? ){0,6}?" + _WORK + r"s?)\b(?P<rest>.*)"
)
_VERBED = re.compile(
    r"^(?P<name>[^,;:.!?()]{3,60}?) (?:covers|writes|reports|has written|has reported|has covered|joined|blogs|edits) "
    r"(?P<rest>.*)"
)
_OTHER_LANGUAGES = re.compile(
    r"^(?P<name>[^,;:.!?()]{3,60}?),? (?:ist|arbeitet als|est|es|è|é|is een|is) "
    r"(?:(?:ein|eine|freier|freie|un|une|uno|una|um|uma|a) )?"
    r"(?:\w+ )?(?:Redakteur|Redakteurin|Journalist|Journalistin|Korrespondent|Korrespondentin|Autor|Autorin"
    r"|journaliste|rédacteur|rédactrice|correspondante?|periodista|redactora?|corresponsal|giornalista|redattore"
    r"|redattrice|jornalista|redatora?|verslaggever|journalist|redacteur)\b(?P<rest>.*)"
)
_FOR = re.compile(
    r"^(?:\s|,)*(?:(?:(?:[\w&/-]+ ){0,6}?)(?:for|at|with|of|bei|beim|bei der|für|à|au|chez|pour|en|de|del|di|presso|"
    r"do|da|bij|van) (?:the |der |die |das |la |le |el |il |o )?)"
    r"(?P<organisation>[A-Z0-9][\w&.'’/+-]{0,30}(?: (?:(?:of|the|and|for|&) )?[A-Z0-9][\w&.'’/+-]{0,30}){0,5})"
)
_WE = re.compile(
    r"^(?:the )?(?P<organisation>[A-Z][\w&.'’/+-]{0,30}(?: [A-Z&][\w&.'’/+-]{0,30}){0,4}?)(?:['’]s?)? "
    r"(?:journalists|reporters|correspondents|editors|newsroom|staff|writers) "
    r"(?:report|cover|bring|deliver|work|write|are|is|covers|brings|delivers|reports)\b"
)


@dataclass(frozen=True, slots=True)
class Bio:
    """`person` is None where an organisation speaks of itself, `organisation` where a person names none."""

    person: str | None
    organisation: str | None


def read_bio(text: str) -> Bio | None:
    """The person and the employer in "Jane Doe is a correspondent for Example News based in …"; None without.

    "Example News journalists report from …" has an organisation and no person.
    """
    line = one_line(text.lstrip("•*- \t"), LONGEST)
    ours = _WE.match(line)
    if ours:
        return Bio(None, _organisation(ours.group("organisation")))
    match = _TITLED.match(line) or _OTHER_LANGUAGES.match(line) or _VERBED.match(line)
    if match is None or not is_full_name(match.group("name")):
        return None
    employer = _FOR.match(match.group("rest"))
    return Bio(match.group("name"), _organisation(employer.group("organisation")) if employer else None)


def _organisation(name: str) -> str | None:
    return name.strip(" .,'’") or None
