"""Links to legal pages: terms, privacy, imprint; one by one, and as the menus of footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues, lines_with

# The names under which sites link their legal pages.
_LINKS = frozenset((
    "privacy policy", "privacy", "privacy notice", "privacy statement", "privacy center", "privacy centre",
    "terms of use", "terms of service", "terms", "terms & conditions", "terms and conditions", "terms + conditions",
    "terms of sale", "terms & conditions of sale", "terms and conditions of sale", "terms of services",
    "website terms of use", "site terms", "conditions of use", "legal", "legal notice", "legal notices",
    "legal information", "legal disclaimer", "legal statement", "disclaimer", "disclaimers", "imprint",
    "accessibility", "accessibility statement", "accessibility policy", "web accessibility policy",
    "california privacy rights", "your california privacy rights", "your us state privacy rights",
    "us state privacy notice", "state privacy notice", "ca privacy notice", "california privacy policy",
    "california privacy notice", "ca notice at collection", "notice at collection",
    "consumer health data privacy policy", "consumer health data privacy notice", "consumer health data",
    "children's privacy policy", "children's online privacy policy", "cookie policy", "cookies policy", "cookies",
    "cookie settings", "cookie preferences", "manage cookies", "modern slavery statement",
    "modern slavery act statement", "modern slavery", "dmca", "dmca policy", "copyright", "copyright policy",
    "copyright notice", "trademarks", "trademark", "patents", "sitemap", "site map", "user agreement",
    "editorial policy", "editorial guidelines", "ethics policy", "ethics statement", "corrections policy",
    "comment policy", "commenting policy", "community guidelines", "affiliate disclosure", "affiliate disclaimer",
    "disclosure", "disclosures", "disclosure policy", "privacy & terms", "terms & privacy", "terms and privacy",
    "privacy and terms", "privacy & security", "security & privacy", "security and privacy", "privacy rights",
    "acceptable use policy", "acceptable use", "return policy", "returns policy", "refund policy",
    "return & refund policy", "return and refund policy", "shipping policy", "privacy choices",
    "your privacy choices", "my privacy choices", "your ad choices", "ad choices", "adchoices", "advertising policy",
    "non-discrimination policy", "nondiscrimination policy", "notice of privacy practices",
    "vulnerability disclosure policy", "security", "contact", "contact us", "about", "about us", "help", "advertise",
    "careers", "terms and policies", "terms and rules", "terms of service & privacy policy", "terms & policies",
    "policies", "policy", "website privacy policy", "website terms & conditions", "data privacy", "ai policy",
    "do not sell my info", "fraud alert", "transparency in coverage", "supply chains act", "impressum", "datenschutz",
    "datenschutzerklärung", "datenschutzhinweis", "datenschutzhinweise", "datenschutzbestimmungen",
    "datenschutzrichtlinie", "agb", "agbs", "nutzungsbedingungen", "nutzungsbasierte werbung", "widerrufsrecht",
    "widerrufsbelehrung", "haftungsausschluss", "barrierefreiheit", "erklärung zur barrierefreiheit",
    "barrierefreiheitserklärung", "rechtliche hinweise", "rechtliches", "kontakt", "impressum & datenschutz",
    "impressum und datenschutz", "impressum/datenschutz", "impressum & datenschutzerklärung",
    "allgemeine geschäftsbedingungen", "privatsphäre", "verträge hier kündigen", "vertrag kündigen",
    "verträge kündigen", "utiq verwalten", "jugendschutz", "netiquette", "batterieentsorgung", "lieferkettengesetz",
    "hinweisgebersystem", "mentions légales", "politique de confidentialité", "conditions générales",
    "conditions générales d'utilisation", "conditions générales de vente", "conditions d'utilisation", "cgu", "cgv",
    "données personnelles", "protection des données", "vie privée", "confidentialité", "charte de confidentialité",
    "accessibilité", "accessibilité : non conforme", "plan du site", "politique de cookies", "aviso legal",
    "avisos legales", "política de privacidad", "políticas de privacidad", "aviso de privacidad",
    "política de cookies", "condiciones de uso", "términos y condiciones", "términos de uso", "términos de servicio",
    "privacidad", "condiciones generales", "código ético", "mapa del sitio", "mapa web", "note legali",
    "informativa sulla privacy", "informativa privacy", "termini e condizioni", "condizioni d'uso",
    "termini di servizio", "termini di utilizzo", "privacyverklaring", "privacybeleid", "algemene voorwaarden",
    "gebruiksvoorwaarden", "disclaimer & privacy", "cookiebeleid", "colofon", "toegankelijkheid",
    "política de privacidade", "termos de uso", "termos e condições", "termos de serviço", "aviso de privacidade",
    "ficha técnica", "avviso legale", "polityka prywatności", "regulamin",
))  # fmt: skip
LONGEST_MENU = 60
"""Words of the longest footer that is taken for its legal links."""

# A menu of legal pages has one of these in it.
_HINTS = Cues(
    stems=(
        "terms", "priva", "legal", "cookie", "impressum", "datenschutz", "agb", "polic", "condi", "termos",
        "confidential", "note legali",
    )
)  # fmt: skip
_LINK = Cues(whole=_LINKS)
# All signs first, and then where they stand: a search goes from sign to sign, and does not try each at every character.
_SEPARATOR = re.compile(r"[|·•∙/–—>,-](?:(?<=[|·•∙/–—>])|(?<=,)(?=\s)|(?<=\s-)(?=\s))")
# Menu items and words that stand in legal menus and in others.
_COMMON = frozenset((
    "contact", "contact us", "about", "about us", "help", "advertise", "careers", "kontakt", "cookies", "security",
    "support", "policy", "copyright", "accessibility", "patents", "disclosure", "ficha técnica",
))  # fmt: skip


def _is_link(text: str) -> bool:
    return text in _LINKS


def _menus(document: Document, context: Context) -> Iterator[Decision]:
    """Several legal links on one line, or two and more lines of one link each, one below the other."""
    run: list[int] = []
    for i in lines_with(document, _LINK):
        if i == context.title:
            continue
        if run and document.line_above(i) != run[-1]:
            yield from _run(document, context, run)
            run = []
        run.append(i)
    yield from _run(document, context, run)
    for i in context.lines_with(document, _HINTS):
        text = document.folded[i]
        if 2 <= document.words[i] <= LONGEST_MENU and not _is_link(text):
            parts = [part for piece in _SEPARATOR.split(text) if (part := piece.strip())]
            known = [part for part in parts if _is_link(part)]
            if len(known) >= 2 and 2 * len(known) >= len(parts) and not all(part in _COMMON for part in known):
                yield MENU.decide(i, i + 1, Action.DROP, STRONG, " | ".join(known[:4]), "line")


def _run(document: Document, context: Context, run: list[int]) -> Iterator[Decision]:
    # "Terms" and "Privacy" may be two headings of a chapter with nothing between them; three are a menu.
    named = [i for i in run if document.folded[i] not in _COMMON]
    if len(run) >= 3 and len(named) >= 2:
        for i in run:
            yield MENU.decide(i, i + 1, Action.DROP, LIKELY, document.folded[i], "list")


MENU = LineRule("legal.menu", "legal", _menus)

RULES = (
    MENU,
    PhraseRule(
        "legal.link",
        "legal",
        whole=(
            "do not sell or share my personal information", "do not sell my personal information",
            "do not sell my info", "do not sell my information", "do not sell my data", "do not sell or share",
            "do not sell or share my info", "do not sell or share my information",
            "do not sell or share my personal info", "do not sell/share my personal information",
            "do not share my personal information", "limit the use of my sensitive personal information",
            "your privacy choices", "manage your privacy choices", "your ads privacy choices",
            "your california privacy rights", "california privacy rights", "california consumer privacy act",
            "california residents: do not sell my info", "ca notice at collection", "your ca privacy rights",
            "opt-out preferences", "eu privacy", "interest-based ads", "about our ads", "your ad choices",
            "data subject access request", "this site is protected by recaptcha", "protected by recaptcha",
            "public file", "fcc public file", "fcc applications", "eeo public file", "eeo report", "fcc public files",
            "closed captioning/audio description", "privacy noticeterms of use", "privacy policyterms of service",
            "privacy policyterms of use", "privacy policyterms of usecookie policy",
            "privacy policyterms & conditions", "privacy policyterms and conditions", "terms of useprivacy policy",
            "terms of serviceprivacy policy", "read our privacy policy", "view our privacy policy",
            "see our privacy policy", "see our privacy policy for more information", "read our terms",
            "i agree to the privacy policy", "i agree to the terms and conditions", "i agree to the terms of service",
            "i agree to the terms", "i agree to the terms & conditions", "i have read and agree to the terms",
            "i have read and agree to the privacy policy", "i accept the privacy policy",
            "i accept the terms and conditions", "i have read and accept the privacy policy", "terms apply",
            "terms and conditions apply", "t&cs apply", "restrictions apply", "see terms", "some restrictions apply",
            "subject to change without notice", "this page was last updated",
            "all trademarks are property of their respective owners",
            "all trademarks are the property of their respective owners",
            "all trademarks property of their respective owners",
            "all logos and trademarks are the property of their respective owners",
            "ich habe die datenschutzerklärung gelesen", "ich habe die datenschutzerklärung gelesen und akzeptiert",
            "ich akzeptiere die datenschutzerklärung", "es gelten die agb", "es gilt die datenschutzerklärung",
            "es gelten unsere datenschutzbestimmungen", "impressum", "mentions légales",
            "he leído y acepto la política de privacidad", "acepto la política de privacidad",
            "ho letto e accetto l'informativa sulla privacy", "ho letto l'informativa sulla privacy",
            "accetto la privacy policy", "j'accepte la politique de confidentialité", "j'ai lu et j'accepte",
            "li e aceito a política de privacidade", "aceito a política de privacidade",
            "ik ga akkoord met de privacyverklaring", "ik ga akkoord met het privacybeleid",
            "polityka cookies", "polityka plików cookies", "polityka plików cookie", "polityka prywatności i cookies",
        ),
    ),
    # The same names are headings on a company's own pages and in a contract's summary.
    PhraseRule("legal.name", "legal", score=WEAK, whole=tuple(sorted(_LINKS - _COMMON))),
)  # fmt: skip
