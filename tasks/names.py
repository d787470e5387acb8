"""Whether a text reads as the name of a person, by its form alone."""

from __future__ import annotations

import re

_PARTICLES_TEXT = "al ap bin da dal de del della der di do dos du el ibn la le ter ten van von y zu"
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
# Words that open with a capital on menus and headings, and are no part of a name. "Read More", "New York",
# "Happy Holidays" and "Privacy Policy" would all pass for a first name and a surname.
_NO_NAME_TEXT = """
    a about advertisement after all american an and article articles as at back best black board book breaking
    business buy by call care center chapter city click club coming comment comments community company
    conclusion contact contents continue cookies copyright council country credit daily data day department
    design details download editor editors email end english enjoy events facebook final find follow food for
    free from full further game gallery general get go good google government great group guide happy have
    guarantee health hello help here high history home house how i image in information insider instagram institute
    international introduction is it january february march april may june july august september october
    november december join key last latest learn life lifetime like links list live local log login lost love magazine
    main market media menu merry message monday tuesday wednesday thursday friday saturday sunday more most
    music my national new news next no north not of off old on online open or order other our out overview
    page part party people photo photos place please podcast policy popular post posts power press previous
    privacy product products project questions read recommended reference references related report research
    resources review reviews road school search section see service services share shop show sign site sources
    south special sport sports start state states stay step stories story street subscribe summary support
    system table tags team terms thank thanks that the this time tips title to today top topics travel twitter
    united university up update updates us use version video view views vote war warranty watch we web website week
    west what when where who why with work world year years you your youtube zoom east central american
    british german french chinese indian european russian alle aktuelles anzeige bild das datenschutz der des
    die ein eine foto fotos für impressum kommentare kontakt mehr mit nach neue neues seite startseite teilen
    und unser weiter weitere zum zur zurück les des une nos plus lire los las una más leer
"""
_NO_NAME = frozenset(_NO_NAME_TEXT.split())
_AND = re.compile(r", and |,? & | and | und | et | y | e | en | with |, ")


def is_name(text: str, fewest: int = 2) -> bool:
    """Whether `text` reads as the name of one person: capitalised words, initials and particles."""
    if len(text) > 60:
        return False
    plain = text.strip(" .,:")
    tokens = plain.split()
    if not fewest <= len(tokens) <= 5 or "," in plain:
        return False
    capitals = 0
    for token in tokens:
        # Nearly all are letters alone, and have no signs to take away.
        bare = token if token.isalpha() else token.strip(".,'’\"“”()")
        if bare in _PARTICLES and capitals:
            continue
        core = bare.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
        initial = len(core) == 1 and token.endswith(".")  # "A." is no article
        if not core.isalpha() or not core[0].isupper() or (bare.lower() in _NO_NAME and not initial):
            return False
        capitals += 1
    # One-letter words are initials, and a name is more than initials.
    return capitals >= fewest and sum(len(token.strip(".")) > 1 for token in tokens) >= fewest


def are_names(text: str, fewest: int = 2) -> bool:
    """Whether `text` is one to five names, joined by commas or an "and"."""
    names = [name for name in _AND.split(text) if name.strip()]
    return 1 <= len(names) <= 5 and all(is_name(name, fewest) for name in names)
