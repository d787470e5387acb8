"""Copyright lines: "© 2024 Example Media. All rights reserved", and what they forbid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues, lines_with

LONGEST_LINE = 60
"""Words of the longest line taken for its sign: a footer, with address and menu glued on by the flattening."""
_SEEN = 400  # characters of a line that patterns look at

# The sign with its year. "(c)" counts with a year only: alone it opens the third item of a list, and in the tail
# "(c) Agency" is the credit of a picture.
_SIGN = re.compile(
    r"(?:©|℗|\bcopyright\b|\(c\))[\s©:,–-]{0,4}(?:\(c\)\s?|©\s?|by\s)?[\s]?(?:19|20)\d\d(?:\s?[-–—/,]\s?(?:19|20)?\d\d){0,6}",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d\s?(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_NAMED = re.compile(r"\W{0,4}(?:©|copyright\s?©|copyright by\s)\W{0,3}\w", re.IGNORECASE)
# Whose rights they are, in the words of a footer.
_RESERVED = (
    "all rights reserved", "all right reserved", "alle rechte vorbehalten", "tous droits réservés",
    "todos los derechos reservados", "tutti i diritti riservati", "alle rechten voorbehouden",
    "todos os direitos reservados", "alla rättigheter", "alle rettigheder forbeholdes", "wszelkie prawa zastrzeżone",
    "wszystkie prawa zastrzeżone", "všechna práva vyhrazena", "все права защищены", "tüm hakları saklıdır",
    "kaikki oikeudet pidätetään", "alle rettigheter", "todos los derechos están reservados",
    "tots els drets reservats", "minden jog fenntartva", "toate drepturile rezervate",
)  # fmt: skip
# "All rights reserved to the teacher under subsection (2) may not be waived": with a verb behind it the phrase is the
# subject of a sentence, and a clause of a law or a contract. In a footer only names go on: "… by Example Media Ltd".
_VERB = re.compile(
    r"\b(?:may|shall|must|will|can(?:not)?|is|are|was|were|be|has|have|had|remains?|belongs?|survives?|expires?|passe?s?"
    r"|gelten|sind|bleiben|werden|sont|seront|restent|quedan|quedarán|pertenecen|corresponden|serán|sono|restano|spettano"
    r"|zijn|blijven|são|ficam|pertencem)\b"
)
_SIGNS = ("©", "copyright", "(c)", "℗")
_CUES = Cues(stems=("copyright", *_RESERVED))
# A picture's line: the family `credit` keeps it as data.
_PICTURE = (
    "photo", "foto", "image", "picture", "getty", "reuters", "afp", "shutterstock", "illustration", "bild", "video",
)  # fmt: skip


def _lines(document: Document, context: Context) -> Iterator[Decision]:
    # Folding strips the signs from the ends of a line.
    signed = {i for sign in ("©", "℗", "(c)", "(C)") for i in document.lines_saying(sign)}
    for i in sorted({*lines_with(document, _CUES), *signed}):
        text = document.folded[i]
        if not text or document.words[i] > LONGEST_LINE or i == context.title:
            continue
        if document.words[i] <= 15 and in_footer(document, i) and _NAMED.match(document.lines[i].text[:_SEEN]):
            yield LINE.decide(i, i + 1, Action.DROP, LIKELY, "© in the footer", "footer")
            continue
        reserved = next((phrase for phrase in _RESERVED if phrase in text), None)
        if reserved:
            # "She wants all rights reserved to the publisher struck out": a sentence goes on around the phrase.
            if _stands_alone(text, reserved) or _SIGN.search(document.lines[i].text[:_SEEN]):
                yield LINE.decide(i, i + 1, Action.DROP, STRONG, reserved, "reserved")
            continue
        raw = document.lines[i].text[:_SEEN]
        lowered = raw.lower()
        if not any(sign in lowered for sign in _SIGNS):
            continue
        if any(word in text for word in _PICTURE):
            continue
        sign = _SIGN.search(raw)
        if sign and (sign.start() <= 8 or document.words[i] <= 20):
            yield LINE.decide(i, i + 1, Action.DROP, LIKELY, sign.group()[:40], "sign")
        elif _YEAR_BEFORE.match(raw.strip()) and document.words[i] <= 20:
            yield LINE.decide(i, i + 1, Action.DROP, LIKELY, "year ©", "sign")
        elif _NAMED.match(raw) and document.words[i] <= 15:
            yield LINE.decide(i, i + 1, Action.DROP, WEAK, "© name", "name")


def in_footer(document: Document, i: int) -> bool:
    """Whether the markup says that the line closes the page; never for text, which has none."""
    return bool((document.lines[i].roles or frozenset()) & {"footer", "copyright"})


def _stands_alone(text: str, phrase: str) -> bool:
    """Whether the phrase opens or closes the line or one of its parts, as it does in every footer."""
    at = text.find(phrase)
    before, after = text[:at].rstrip(), text[at + len(phrase) :].lstrip()
    if after[:1].isalpha() and _VERB.search(re.split(r"[.;|•©]", after, maxsplit=1)[0]):
        return False
    return (
        not before
        or not after
        or before[-1] in ".,;|-·•*#:/)®™"
        or after[0] in ".,;|·•*#:/(©-"
        or len(text.split()) <= 12
    )


LINE = LineRule("copyright.line", "copyright", _lines)

# What publishing systems put below every page; behind "Powered by" alone a sentence may go on.
_MAKERS = (
    "wordpress", "blogger", "ghost", "squarespace", "drupal", "joomla", "weebly", "wix", "tumblr", "jekyll", "hugo",
    "shopify", "mediawiki", "typo#", "webflow",
)  # fmt: skip

RULES = (
    LINE,
    PhraseRule(
        "copyright.terms",
        "copyright",
        whole=(
            *(f"{powered} {maker}" for powered in ("powered by", "proudly powered by") for maker in _MAKERS),
            "some rights reserved", "no rights reserved", "no part of this publication may be reproduced",
            "do not reproduce without permission", "reproduction without permission is prohibited",
            "unauthorized reproduction prohibited", "all content copyright", "copyright and permissions",
            "get rights and content", "rights and permissions", "reprints and permissions", "reprints & permissions",
            "request permission", "request permissions", "licensing and reprints", "order reprints",
            "report copyright violation", "purchase licensing rights", "this article is copyrighted",
            "simple theme. powered by blogger", "government websites by civicplus", "proudly published with ghost",
            "theme images by",
        ),
        start=(
            "no part of this website or its content may be", "no part of this site may be reproduced",
            "no part of this website may be reproduced", "no portion of this site may be",
            "no part of this article may be reproduced", "no part of this content may be",
            "no part of this publication may be reproduced", "no part of these pages", "nothing on this site may be",
            "the material on this site may not be", "the material on this website may not be",
            "this material may not be published, broadcast", "this material may not be reproduced",
            "this material may not be published", "this article may not be reproduced",
            "this content may not be reproduced", "this document is subject to copyright",
            "this site content may not be copied", "the contents of this site are protected",
            "the content on this site is protected", "the content of this site is copyright",
            "the content of this site is protected", "the content of this website is protected",
            "the content of this website may not", "content on this site may not be",
            "content from this site may not be", "content may not be reproduced", "content is copyright",
            "all content on this site is", "all content on this website is", "all content copyright",
            "all content is copyright", "all content and images", "all content, images", "all images and content",
            "all images and text", "all text and images", "all photos and text", "all photographs and text",
            "all photos are copyright", "all material on this site is", "all material on this website is",
            "all materials on this site are", "all materials contained on this site", "all material copyright",
            "all original content on this", "all articles, images", "all text is written and copyrighted",
            "all work on this site", "all works on this site", "all images on this site", "all images are copyright",
            "all images are property of", "any reproduction of this", "any unauthorized use or reproduction",
            "any use of this material without", "any redistribution or reproduction",
            "unauthorized use and/or duplication", "unauthorised use and/or duplication", "unauthorised reproduction",
            "unauthorized use is prohibited", "reproduction of material from", "reproduction of this material",
            "reproduction in whole or in part", "reproduction, distribution", "republication or redistribution of",
            "republication, redistribution", "reprinted with permission from", "republished with permission",
            "reproduction without permission", "reproduction without explicit permission",
            "duplication in whole or in part", "distribution and use of this material are governed",
            "permission to reprint", "permission is granted to reproduce", "for permission to reuse",
            "for permission to reprint", "for permission to republish", "to request permission to",
            "for reprint rights", "for reprints and permissions", "for licensing and reprints",
            "to order presentation-ready copies", "this copy is for your personal, non-commercial use",
            "material on this site is copyrighted", "copyright for syndicated content", "copyright of all",
            "copyright in the material", "copyright remains with", "the copyright of this article",
            "the copyright of the content", "text is available under the creative commons",
            "content is available under", "content on this site is licensed", "content licensed under",
            "this work is licensed under a creative commons", "this article is licensed under",
            "this site is licensed under", "this content is licensed under", "this page is licensed under",
            "this website is licensed under", "the work on this website is licensed",
            "except as otherwise noted, the content of this page is licensed",
            "except where otherwise noted, content on this site", "except where otherwise noted, this work is",
            "unless otherwise noted, content on this site", "unless otherwise stated, content on this",
            "unless otherwise indicated, all materials", "user contributions licensed under",
            "forum software by xenforo", "community platform by xenforo", "site design / logo", "powered by phpbb",
            "this article is republished from", "this article is copyright",
            "this website and its content is copyright", "this work is protected by copyright",
            "logo and all content", "nachdruck, auch auszugsweise", "vervielfältigung nur mit",
            "vervielfältigung, verbreitung", "das copyright liegt", "das urheberrecht liegt", "alle inhalte dieser",
            "alle inhalte sind urheberrechtlich", "alle texte und bilder", "alle bilder und texte",
            "alle fotos und texte", "die inhalte dieser seite sind urheberrechtlich",
            "die inhalte dieser website sind urheberrechtlich", "dieser text ist lizenziert",
            "dieses werk ist lizenziert", "dieses werk steht unter", "eine verwertung der urheberrechtlich",
            "reproduction interdite", "toute reproduction interdite", "toute reproduction, même partielle",
            "toute reproduction même partielle", "la reproduction totale ou partielle",
            "reproduction totale ou partielle", "queda prohibida la reproducción", "prohibida la reproducción",
            "prohibida su reproducción", "se prohíbe la reproducción", "reproducción prohibida",
            "la reproducción total o parcial", "riproduzione riservata", "è vietata la riproduzione",
            "vietata la riproduzione", "la riproduzione, anche parziale", "niets uit deze uitgave",
            "overname van artikelen", "proibida a reprodução", "é proibida a reprodução", "reprodução proibida",
            "a reprodução total ou parcial",
        ),
        inside=(
            "may not be published, broadcast, rewritten", "may not be reproduced, distributed, transmitted",
            "may not be reproduced without the prior written", "reproduction in whole or in part without permission",
            "reproduction without permission is prohibited", "without the copyright owner's permission",
            "without written permission is strictly prohibited", "riproduzione riservata", "nachdruck nur mit",
            "use of this site constitutes acceptance of", "powered by discourse, best viewed", "powered by phpbb",
        ),
        max_words=75,
    ),
    PhraseRule(
        "copyright.word",
        "copyright",
        score=WEAK,
        whole=(
            "copyright", "copyrights", "copyright notice", "copyright policy", "copyright statement",
            "copyright information", "copyright & permissions", "copyright #", "copyright #-#", "dmca", "dmca policy",
            "dmca notice", "urheberrecht", "droits d'auteur", "derechos de autor", "reserved", "all rights",
            "reprints", "permissions", "licensing", "cc by-nc-sa #", "cc by #", "cc by-sa #",
        ),
        max_words=4,
    ),
)  # fmt: skip
