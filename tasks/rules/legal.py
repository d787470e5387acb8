"""Legal, privacy and status notices: links to terms, disclosures, disclaimers, warnings to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import LIKELY, STRONG, WEAK, Context, LineRule, PhraseRule

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
_SEPARATOR = re.compile(r"\s*(?:[|·•∙/–—>]|(?<=\s)-(?=\s)|\s{2,}|,\s)\s*")
# Menu items and words that stand in legal menus and in others.
_COMMON = frozenset((
    "contact", "contact us", "about", "about us", "help", "advertise", "careers", "kontakt", "cookies", "security",
    "support", "policy", "copyright", "accessibility", "patents", "disclosure", "ficha técnica",
))  # fmt: skip

_AGREEING = re.compile(
    r"(?:by|in|if you) (?:using|accessing|continu|clicking|creating|logging|submitting|proceeding|registering"
    r"|signing|posting|completing|checking|entering|purchasing|placing|visiting|browsing|utilizing|joining"
    r"|subscribing|providing|tapping)"
)
_AGREED = (
    "you agree", "you are agreeing", "you accept", "you acknowledge", "you consent", "i agree", "i consent",
    "you confirm", "you certify",
)  # fmt: skip
_PAPERS = (
    "terms", "privacy policy", "privacy notice", "privacy statement", "conditions", "user agreement", "disclaimer",
)  # fmt: skip

LONGEST_CONSENT = 90
"""Words of the longest line that says what its reader agrees to."""


def _is_link(text: str) -> bool:
    return text in _LINKS


def _menus(document: Document, context: Context) -> Iterator[Decision]:
    """Several legal links on one line, or two and more lines of one link each, one below the other."""
    run: list[int] = []
    for i in document.visible:
        text = document.folded[i]
        if _is_link(text) and i != context.title:
            run.append(i)
            continue
        yield from _run(document, run)
        run = []
        if 2 <= document.words[i] <= 60 and i != context.title:
            parts = [part for part in _SEPARATOR.split(text) if part]
            known = [part for part in parts if _is_link(part)]
            if len(known) >= 2 and 2 * len(known) >= len(parts) and not all(part in _COMMON for part in known):
                yield MENU.decide(i, i + 1, Action.DROP, STRONG, " | ".join(known[:4]), "line")
    yield from _run(document, run)


def _run(document: Document, run: list[int]) -> Iterator[Decision]:
    # "Terms" and "Privacy" may be two headings of a chapter with nothing between them; three are a menu.
    named = [i for i in run if document.folded[i] not in _COMMON]
    if len(run) >= 3 and len(named) >= 2:
        for i in run:
            yield MENU.decide(i, i + 1, Action.DROP, LIKELY, document.folded[i], "list")


def _agreements(document: Document, context: Context) -> Iterator[Decision]:
    for i, text in enumerate(document.folded):
        if document.words[i] > LONGEST_CONSENT or not text.startswith(("by ", "if you ", "in ")):
            continue
        if _AGREEING.match(text):
            said = next((phrase for phrase in _AGREED if phrase in text), None)
            paper = next((word for word in _PAPERS if word in text), None)
            if said and paper:
                yield AGREEMENT.decide(i, i + 1, Action.DROP, LIKELY, f"{said} … {paper}")


_ASIDE = re.compile(
    r"(?:to (?:find out|learn|read|know) more,? |for (?:more|further) (?:information|details),? )?"
    r"(?:(?:please )?(?:click|see|read|visit|tap) (?:here|below|this link)"
    r"|(?:read|learn|find out) more(?: here)?|more information)"
    r"|(?:read|see|view|check) (?:our|the) (?:full )?(?:privacy policy|disclosure|disclaimer|terms)"
    r"(?: (?:here|for more|for details|for more information))?"
    r"|mehr (?:dazu|informationen|erfahren)(?: hier)?|en savoir plus|más información"
    r"|maggiori informazioni|meer informatie|saiba mais"
)


def _asides(document: Document, context: Context) -> Iterator[Decision]:
    # "To find out more, click here." says nothing by itself; right below a notice it is the notice's end.
    previous = None
    for i in document.visible:
        text = document.folded[i]
        if previous is not None and document.words[i] <= 12 and _ASIDE.fullmatch(text):
            if any(phrase in document.folded[previous] for phrase in _NOTICES):
                yield ASIDE.decide(i, i + 1, Action.DROP, LIKELY, text)
                continue
            if text.startswith(("to ", "for ")):
                yield ASIDE.decide(i, i + 1, Action.DROP, WEAK, text)
        previous = i


MENU = LineRule("legal.menu", "legal", _menus)
AGREEMENT = LineRule("legal.agreement", "legal", _agreements)
ASIDE = LineRule("legal.aside", "legal", _asides)

# What the state says of a publisher, or threatens its readers with; such lines stand on every page of the publisher.
_NOTICES = (
    "could face fines or imprisonment", "you could face fines", "may face fines or imprisonment",
    "you could face criminal", "you may face prosecution for", "undesirable organization", "undesirable organisation",
    "foreign agent", "extremist organization", "extremist organisation", "for sharing, liking, commenting",
    "has been blocked in", "affiliate commission", "affiliate links", "earn a commission", "privacy policy",
    "terms of use",
)  # fmt: skip

# "It is for information purposes only" may be said of any variable of a library, of a page only by lawyers.
_PAGES = tuple(
    f"{what} {is_}"
    for what in (
        "article",
        "content",
        "site",
        "website",
        "page",
        "post",
        "blog",
        "video",
        "report",
        "publication",
        "information",
        "material",
        "materials",
        "articles",
    )
    for is_ in ("is", "are", "is provided", "are provided", "is intended")
)
_PURPOSES = (
    "informational",
    "information",
    "general informational",
    "general information",
    "educational",
    "illustrative",
)

RULES = (
    MENU,
    AGREEMENT,
    ASIDE,
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
            "closed captioning", "closed captioning/audio description", "privacy noticeterms of use",
            "privacy policyterms of service", "privacy policyterms of use", "privacy policyterms of usecookie policy",
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
        ),
    ),
    # The same names are headings on a company's own pages and in a contract's summary.
    PhraseRule("legal.name", "legal", score=WEAK, whole=tuple(sorted(_LINKS - _COMMON))),
    PhraseRule(
        "legal.status",
        "legal",
        inside=(
            "could face fines or imprisonment", "may face fines or imprisonment", "you could face fines",
            "you may face fines", "you could face criminal prosecution", "you could face criminal liability",
            "risk fines or imprisonment for sharing", 'has been declared an "undesirable organization',
            "has been declared an undesirable organization", 'was declared an "undesirable organization',
            'has been designated an "undesirable organization', "has been designated an undesirable organization",
            'has been labeled an "undesirable organization', 'has been labelled an "undesirable organisation',
            'has been designated as a "foreign agent', 'has been designated a "foreign agent',
            'has been declared a "foreign agent', "distributed by a foreign agent",
            "created and (or) distributed by a foreign", "performing the functions of a foreign agent",
            "выполняющим функции иностранного агента", "распространено иностранным агентом",
            "признан нежелательной организацией", "признана нежелательной организацией",
            "организация признана нежелательной",
        ),
        max_words=90,
    ),
    PhraseRule(
        "legal.affiliate",
        "legal",
        start=(
            "this post may contain affiliate", "this post contains affiliate", "this article may contain affiliate",
            "this article contains affiliate", "this page may contain affiliate", "this page contains affiliate",
            "this site contains affiliate", "this site may contain affiliate", "this website contains affiliate",
            "this website may contain affiliate", "this blog contains affiliate", "this story contains affiliate",
            "this guide contains affiliate", "this review contains affiliate", "this recipe contains affiliate",
            "this video contains affiliate", "this content contains affiliate", "this content may contain affiliate",
            "this website uses affiliate links", "this site uses affiliate links", "contains affiliate links",
            "may contain affiliate links", "post contains affiliate links", "affiliate disclosure: some",
            "affiliate disclosure: this", "affiliate disclosure: we", "affiliate disclosure: i",
            "affiliate disclosure: as", "affiliate disclosure: if", "affiliate disclaimer: some",
            "affiliate disclaimer: this", "affiliate disclaimer: as", "affiliate links may be used",
            "affiliate links are used", "disclosure: this post", "disclosure: this article contains",
            "disclosure: this article may", "disclosure: this page contains", "disclosure: this page may",
            "disclosure: some of the links", "disclosure: as an amazon", "disclosure: we may", "disclosure: i may",
            "disclosure: if you", "disclosure: when you", "disclosure: we are a", "disclosure: we earn",
            "disclosure: we receive", "disclosure: the links", "full disclosure: this post contains",
            "disclaimer: this post contains", "disclaimer: this article contains", "disclaimer: some of the links",
            "please note: this post contains", "note: this post contains affiliate",
            "note: this article contains affiliate", "as an amazon associate", "as amazon associates",
            "amazon affiliate disclaimer", "amazon affiliate disclosure", "as an ebay partner",
            "as a participant in the amazon", "we are a participant in the amazon", "we may earn a commission",
            "we may earn a small commission", "we may earn commission", "we may earn an affiliate commission",
            "we may earn affiliate commission", "we may earn compensation", "we may earn a portion of",
            "we may earn money when", "we may earn from", "we may receive a commission",
            "we may receive a small commission", "we may receive commission", "we may receive compensation",
            "we may receive an affiliate commission", "we may receive affiliate compensation",
            "we may be compensated if", "we may be compensated when", "we may get a commission if",
            "we may get a commission from", "we may get commissions", "we may get paid commissions",
            "we may make a commission", "we may collect a share of sales", "we earn a commission",
            "we earn commissions", "we earn a small commission", "we receive a commission", "we receive compensation",
            "we use affiliate links", "i may earn a commission", "i may earn a small commission",
            "i may receive a commission", "i may receive a small commission", "i earn a small commission",
            "i earn a commission", "if you buy something through", "if you buy something from",
            "if you buy through our links", "if you buy through a link", "if you buy an item via",
            "if you purchase through our links", "if you purchase an item through",
            "if you purchase something through", "if you purchase a product through",
            "if you make a purchase through", "if you make a purchase using", "if you click a link and buy",
            "if you click on a link and make", "if you click on an affiliate", "when you buy through our links",
            "when you buy through links on our", "when you buy something through", "when you buy via links",
            "when you purchase through links", "when you purchase through our links",
            "when you purchase something through", "when you shop through",
            "when you click on links to various merchants", "when you use our links", "purchases made through links",
            "products purchased through our", "products you buy through our", "items purchased through our",
            "links on this page may be affiliate", "links in this article may be affiliate",
            "links in this post may be affiliate", "some links on this page are affiliate",
            "some links on this page may be", "some links in this article are affiliate",
            "some links in this article may be", "some links in this post are affiliate",
            "some links in this post may be", "some of the links in this", "some of the links on this",
            "some of the links below are affiliate", "some of the links below may be",
            "some of the products featured", "some of these links may be affiliate",
            "some of these links are affiliate", "some links may be affiliate", "some links are affiliate",
            "some posts may contain affiliate", "some posts on this site", "the links in this post may be affiliate",
            "the links on this page may", "all products featured are independently", "all products featured on this",
            "all products recommended by our", "all products and services featured are independently",
            "all featured products and deals are selected independently", "our editors independently",
            "our editors and writers", "our team independently", "our writers and editors",
            "our site is supported by readers", "our articles may contain affiliate",
            "our posts may contain affiliate", "our content is reader-supported", "our work is reader-supported",
            "our product picks are editor-tested", "our recommendations are made independently",
            "every product is independently", "every item on this page was", "every product we feature",
            "products featured are independently", "we independently review", "we independently evaluate",
            "we independently research", "we independently select", "we only recommend products",
            "we only feature products", "we only include products", "we include products we think are useful",
            "we participate in the amazon", "we participate in affiliate", "we partner with affiliates",
            "we partner with companies", "we're reader-supported", "we are reader-supported",
            "this site is reader-supported", "this post is sponsored", "this post was sponsored",
            "this post is brought to you by", "this post is in partnership with",
            "this site participates in affiliate", "this site participates in the amazon",
            "this site is a participant", "this website is a participant", "this site is supported by readers",
            "advertising disclosure: we", "advertiser disclosure: we", "many of the offers appearing on this site",
            "many or all of the products featured here", "many or all of the products here",
            "many of the products featured here", "the offers that appear on this site",
            "the offers for financial products", "the listings that appear are from companies",
            "compensation may impact how and where", "compensation may impact the order",
            "this compensation may impact how", "this compensation may affect", "this may influence which products",
            "buying through our links", "shopping through our links", "editor's note: we may earn",
            "mit * gekennzeichnete links", "mit einem * gekennzeichnete", "bei den mit * gekennzeichneten links",
            "die mit * gekennzeichneten links", "die mit einem * gekennzeichneten",
            "die mit sternchen (*) gekennzeichneten", "mit sternchen gekennzeichnete",
            "bei einigen links handelt es sich um", "bei den links handelt es sich um affiliate",
            "dieser artikel enthält affiliate", "dieser beitrag enthält affiliate", "dieser beitrag kann affiliate",
            "dieser text enthält affiliate", "dieser post enthält affiliate",
            "dieser artikel enthält sogenannte affiliate", "dieser artikel enthält so genannte affiliate",
            "wenn du über diesen link einkaufst", "wenn du über diesen link etwas",
            "wenn du über einen dieser links einkaufst", "wenn sie über diese links einkaufen",
            "wenn sie über diese links etwas", "als amazon-partner verdiene", "als amazon-partner verdienen",
            "cet article contient des liens affiliés", "cet article contient des liens d'affiliation",
            "cette page contient des liens affiliés", "en tant que partenaire amazon",
            "ce contenu comporte des liens affiliés", "este artículo contiene enlaces de afiliad",
            "este artículo puede contener enlaces", "este post contiene enlaces de afiliados",
            "en calidad de afiliado de amazon", "como afiliado de amazon", "in qualità di affiliato amazon",
            "questo articolo contiene link di affiliazione", "questo articolo contiene link affiliati",
            "in qualità di affiliati amazon", "dit artikel bevat affiliate", "deze post bevat affiliate",
            "als amazon-partner verdien", "este artigo contém links de afiliados",
            "este post contém links de afiliados", "como associado da amazon",
        ),
        inside=(
            "we may earn an affiliate commission", "we may earn a commission", "we may receive a commission",
            "earn from qualifying purchases", "i earn from qualifying",
            "affiliate advertising program designed to provide", "may earn a portion of sales from products",
            "we may earn a small commission", "may earn a commission if you", "may earn a commission when you",
            "may receive a commission on", "learn how we make money", "for you entstehen keine mehrkosten",
            "für sie entstehen keine mehrkosten", "für dich entstehen keine mehrkosten",
            "für dich ändert sich am preis nichts", "erhalten wir eine provision",
            "erhalten wir eine kleine provision", "bekomme ich eine provision", "bekommen wir eine provision",
            "erhalte ich eine provision", "erhalte ich eine kleine provision",
        ),
        max_words=75,
    ),
    PhraseRule(
        "legal.disclaimer",
        "legal",
        score=LIKELY,
        start=(
            "disclaimer: the information", "disclaimer: this article is", "disclaimer: this content is",
            "disclaimer: this information is", "disclaimer: the views", "disclaimer: the opinions",
            "disclaimer: the content", "disclaimer: opinions expressed", "disclaimer: views expressed",
            "disclaimer: all content", "disclaimer: all information", "disclaimer: i am not a", "disclaimer: nothing",
            "disclaimer: nutritional information", "disclaimer: these statements", "disclaimer: this is not",
            "disclaimer: this site", "disclaimer: this website", "risk warning: trading", "risk warning: cfds",
            "important notice: this", "general risk warning", "all trademarks are the property",
            "all trademarks are property", "all trademarks, logos and brand names", "all trademarks used are propert",
            "all trademarks, service marks", "all other trademarks are the property",
            "all other trademarks are property", "all other trademarks belong",
            "all product names, logos, and brands are", "all product names, logos and brands are",
            "all product names and logos are", "all third-party trademarks",
            "all registered trademarks are the property", "other product and company names mentioned herein",
            "other names may be trademarks of their respective", "trademarks are the property of their respective",
            "trademarks and brands are the property of", "amazon and the amazon logo are trademarks",
            "apple, the apple logo", "apple and the apple logo are trademarks",
            "google play and the google play logo", "nutrition information is an estimate",
            "nutritional information is an estimate", "nutritional information is approximate",
            "nutrition information is automatically calculated", "nutrition information is calculated using",
            "nutritional information is calculated using", "the nutritional information provided is an estimate",
            "the nutrition information provided is an estimate", "the information shown is an estimate provided by",
            "nutrition information isn't always accurate", "nutrition facts are provided as a courtesy",
            "nutritional information is provided as a courtesy", "nutrition information is provided as a courtesy",
            "see my disclosure policy", "see our disclosure policy", "see my full disclosure",
            "see our full disclosure", "read our full disclosure", "read my full disclosure",
            "read our disclosure policy", "please read my disclosure", "please read our disclosure",
            "please see my disclosure", "please see our disclosure", "please read our full disclaimer",
            "please see our disclaimer", "please read our disclaimer", "see our ethics statement",
            "visit our editorial policy for more details", "all information is subject to change",
            "all prices are subject to change", "all prices subject to change",
            "all prices and availability are subject", "information is believed to be accurate but",
            "information deemed reliable but not guaranteed", "for informational purposes only",
            "for information purposes only", "for educational purposes only", "for general information only",
            "for entertainment purposes only", "capital at risk", "your capital is at risk",
            "when investing, your capital is at risk", "cfds are complex instruments and come with",
            "don't invest unless you're prepared to lose", "securities offered through",
            "investment advisory services offered through", "investment products are not fdic", "not fdic insured",
            "banking services provided by", "banking services are provided by", "banking products are provided by",
            "equal housing lender", "attorney advertising", "testimonials may not be representative",
            "this site is protected by recaptcha", "this site is protected by hcaptcha",
            "this form is protected by recaptcha", "this page is protected by recaptcha", "protected by recaptcha",
            "recaptcha requires verification", "the recaptcha verification period has expired",
            "and the google privacy policy and terms of service apply", "and agree to our terms",
            "we're committed to your privacy", "we process your personal data as stated",
            "we use the information you provide", "we use your sign-up to provide", "we won't share your email",
            "we will not share your email", "we will never share your", "we will never sell your",
            "your privacy is important to us", "your email address is used only to send",
            "your information will be used in accordance", "your information will be processed",
            "your personal data will be used to support", "your personal data will be processed",
            "your use of this site constitutes", "your use of this website constitutes",
            "your use of this site is subject", "your viewing activity is governed", "use of this site is subject to",
            "use of this site signifies", "use of this site indicates", "use of this site constitutes",
            "use of this website is subject", "use of this website constitutes", "use of this website signifies",
            "use of and/or registration on any portion of this site", "the use of this website means that you accept",
            "for more information about our privacy", "for more information, see our privacy policy",
            "for more information, please see our privacy", "learn more about our privacy policy",
            "find out more about our privacy", "see our privacy policy", "see our privacy notice",
            "view our privacy policy", "view our terms", "please read our privacy", "please read our terms",
            "please see our privacy", "please review our privacy", "please refer to our privacy policy",
            "i have read and agree to the", "i have read and accept the", "i have read and understood the privacy",
            "i agree to the processing of my", "i agree to the terms", "i agree to the privacy", "i accept the terms",
            "i accept the privacy", "i consent to the processing of my", "if you are a california resident",
            "notice to california residents", "registered in england and wales",
            "england and wales company registration number", "a company registered in england",
            "registered charity no", "registered charity number", "company registration number",
            "vat registration number", "alle angaben ohne gewähr", "angaben ohne gewähr",
            "dieser artikel dient nur der information", "dieser artikel dient nur der allgemeinen",
            "dieser artikel dient lediglich", "die hier angebotenen artikel stellen keine",
            "die informationen dürfen auf keinen fall", "dieser artikel ersetzt keine",
            "dieser beitrag ersetzt keine", "dieser artikel stellt keine anlageberatung", "für den inhalt externer",
            "für die inhalte externer", "für den inhalt der verlinkten seiten",
            "trotz sorgfältiger inhaltlicher kontrolle", "wir übernehmen keine haftung für",
            "mit dem absenden des formulars", "mit dem absenden des kommentars", "mit dem absenden dieses",
            "mit der nutzung dieses formulars", "mit der nutzung dieses dienstes", "mit meiner anmeldung stimme",
            "mit ihrer anmeldung", "mit deiner anmeldung", "mit der anmeldung stimme", "mit der registrierung stimme",
            "ich stimme zu, dass meine", "ich habe die datenschutzerklärung", "ich habe die datenschutzhinweise",
            "ich habe die datenschutzbestimmungen", "ich akzeptiere die datenschutz", "ich akzeptiere die agb",
            "ich bin damit einverstanden, dass", "ich willige ein, dass", "ihre daten werden nicht an dritte",
            "deine daten werden nicht an dritte", "detaillierte informationen zum datenschutz",
            "weitere informationen zum datenschutz", "hinweise zum datenschutz", "informationen zum datenschutz",
            "weitere informationen finden sie in unserer datenschutzerklärung",
            "weitere informationen findest du in unserer datenschutzerklärung",
            "weitere informationen in der datenschutzerklärung", "en soumettant ce formulaire",
            "en cliquant sur s'inscrire", "en cliquant sur \"s'inscrire", "en vous inscrivant, vous acceptez",
            "vos données personnelles seront", "vos données personnelles sont traitées",
            "les informations recueillies sur ce formulaire", "les informations recueillies font l'objet",
            "consultez notre politique de confidentialité", "ce site est protégé par recaptcha",
            "al suscribirte aceptas", "al suscribirte, aceptas", "al registrarte aceptas", "al registrarte, aceptas",
            "al enviar este formulario", "he leído y acepto", "acepto la política de privacidad",
            "acepto los términos", "consulta nuestra política de privacidad",
            "este sitio está protegido por recaptcha", "iscrivendoti accetti", "iscrivendoti, accetti",
            "ho letto e accetto", "ho letto l'informativa", "acconsento al trattamento dei",
            "autorizzo il trattamento dei", "questo sito è protetto da recaptcha",
            "questo sito non rappresenta una testata", "door je in te schrijven ga", "door je aan te melden ga",
            "bekijk onze privacyverklaring", "lees onze privacyverklaring", "ao se cadastrar, você",
            "ao se inscrever, você", "ao clicar em inscrever", "li e aceito", "este site é protegido pelo recaptcha",
        ),
        max_words=90,
    ),
    # Said of the page itself, in words that lawyers wrote. An article that is *about* liability has other subjects.
    PhraseRule(
        "legal.denial",
        "legal",
        score=LIKELY,
        inside=(


            *(f"{page} for {purpose} purposes only" for page in _PAGES for purpose in _PURPOSES),
            "for general informational purposes only", "for general information purposes only",
            "for informational and educational purposes only",
            "for educational and informational purposes only",
            "for informational purposes only and", "for information purposes only and",
            "intended for informational purposes only", "intended for general informational purposes",
            "provided for informational purposes only", "provided for general information only",
            "provided for information purposes only", "for entertainment purposes only and",
            "is not intended to be a substitute for professional", "is not intended as a substitute for professional",
            "is not a substitute for professional medical", "not intended to be a substitute for",
            "not intended as a substitute for medical", "should not be used as a substitute for professional",
            "is not intended as medical advice", "is not intended to be medical advice",
            "do not provide medical advice, diagnosis",
            "not intended to provide medical advice", "does not constitute medical advice",
            "does not constitute legal advice", "does not constitute financial advice",
            "does not constitute investment advice", "do not constitute legal advice",
            "do not constitute investment advice", "do not constitute financial advice",
            "does not constitute professional advice", "does not constitute an offer to sell",
            "not constitute an offer or solicitation", "should not be considered legal advice",
            "should not be construed as legal advice", "should not be construed as investment advice",
            "should not be construed as financial advice", "should not be construed as professional advice",
            "should not be considered financial advice", "should not be considered investment advice",
            "should not be considered as financial advice", "should not be taken as legal advice",
            "should not be relied upon as legal", "not intended to be construed as legal advice",
            "is not intended as legal advice", "is not intended to be legal advice",
            "is not intended to provide legal", "is not intended to provide tax",
            "is not intended to provide, and should not", "intended to diagnose, treat, cure, or prevent any disease",
            "intended to diagnose, treat, cure or prevent any disease",
            "have not been evaluated by the food and drug", "has not been evaluated by the food and drug",
            "have not been evaluated by the fda", "has not been evaluated by the fda",
            "never disregard professional medical advice", "always seek the advice of your physician",
            "seek the advice of your physician or other", "do not necessarily reflect the views of",
            "do not necessarily reflect the official", "do not necessarily reflect the opinions",
            "do not necessarily reflect the position", "do not necessarily reflect those of",
            "do not necessarily represent the views", "do not necessarily represent those of",
            "do not necessarily represent the opinions", "does not necessarily reflect the views",
            "does not necessarily represent the views", "not necessarily the views of", "not necessarily those of",
            "are those of the author and do not", "are those of the authors and do not",
            "are those of the author alone", "are solely those of the author", "are the author's own and do not",
            "are the personal opinions of the author", "expressed by contributors are their own",
            "opinions expressed here are author's alone", "the opinions expressed in this article are those",
            "the views expressed in this article are those", "the views expressed in this article are the",
            "the opinions expressed in this commentary are", "the views expressed in this post are",
            "views expressed here are those of", "past performance is no guarantee of future",
            "past performance is not a guarantee of future", "past performance does not guarantee future",
            "past performance is not indicative of future", "past performance is not necessarily indicative",
            "past performance is not a reliable indicator", "prior results do not guarantee",
            "investing involves risk, including", "does not guarantee the accuracy",
            "makes no representations or warranties", "makes no representation or warranty",
            "makes no warranties, express", "make no representations as to the accuracy",
            "make no representations or warranties", "without warranty of any kind", "accepts no liability for",
            "accept no liability for any", "assumes no responsibility for errors",
            "assumes no responsibility or liability", "assumes no liability for", "assume no liability for",
            "accepts no responsibility for the content", "cannot be held responsible for",
            "not responsible for the content of external", "is not responsible for the content of",
            "not responsible or liable for any", "disclaims any liability", "disclaims all liability",
            "disclaims any and all liability", "we are not affiliated with or endorsed by",
            "is not affiliated with or endorsed by", "not affiliated with, endorsed by",
            "is not affiliated with, endorsed", "is not endorsed by or affiliated with", "does not imply endorsement",
            "trademarks of their respective owners", "property of their respective owners",
            "are registered trademarks of their respective", "is a registered trademark of",
            "are registered trademarks of",
            "are trademarks or registered trademarks", "is protected by recaptcha and",
            "your personal information will be collected and used", "is subject to our terms of use and privacy",
            "google privacy policy and terms of service apply", "see our privacy policy and terms",
            "this field is hidden when viewing", "in accordance with our privacy policy", "read our privacy policy",
            "see our privacy policy", "view our privacy policy", "according to our privacy policy",
            "as described in our privacy policy", "as set out in our privacy policy",
            "outlined in our privacy policy", "msg & data rates may apply", "message and data rates may apply",
            "message & data rates may apply", "msg and data rates may apply",
            "forward-looking statements within the meaning of", "will not be published. required fields",
            "keine haftung für die richtigkeit", "ohne gewähr auf vollständigkeit", "übernehmen keine haftung für",
            "es gelten die datenschutzbestimmungen und nutzungsbedingungen von google",
            "gelten die datenschutzerklärung und die nutzungsbedingungen von google",
            "jederzeit mit wirkung für die zukunft widerrufen", "stellt keine anlageberatung dar",
            "keine anlageberatung oder empfehlung", "ersetzt keine professionelle beratung durch",
            "ersetzt nicht den besuch beim arzt", "n'engagent que leur auteur", "n'engagent que leurs auteurs",
            "à titre informatif uniquement", "uniquement à titre informatif",
            "ne constitue pas un conseil en investissement", "ne constituent pas un conseil",
            "no constituye asesoramiento", "no reflejan necesariamente", "con fines informativos únicamente",
            "no se hace responsable de las opiniones", "a solo scopo informativo", "non costituisce consulenza",
            "non costituiscono consulenza", "d.lgs. # del", "não refletem necessariamente",
            "não constitui aconselhamento",
        ),
        max_words=110,
    ),
)  # fmt: skip
