"""Disclosures of what a page earns by its links."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.document import Action, Decision, Document
from tasks.rules.base import STRONG, Context, LineRule, PhraseRule
from tasks.rules.cues import Cues

# The parts of which blogs and magazines build the one sentence that the law asks of them.
_THIS = (
    "this post", "this article", "this page", "this site", "this website", "this blog", "this story", "this guide",
    "this review", "this recipe", "this video", "this content", "this newsletter",
)  # fmt: skip
_SHARES = ("a commission", "a small commission", "commission", "commissions", "an affiliate commission")
_COMMISSIONS = tuple(
    f"{earn} {share}"
    for earn in ("may earn", "may receive", "may get", "may make", "earn", "receive", "get")
    for share in (*_SHARES, "affiliate commission", "compensation", "money when", "a portion of")
)
# Said of itself by whoever earns: an article about estate agents says "they earn a commission".
_OUR_COMMISSIONS = tuple(
    f"{who} {will} {earn} {share}"
    for who in ("we", "i")
    for will in ("may", "will")
    for earn in ("earn", "receive", "get", "make")
    for share in (
        *_SHARES,
        "affiliate commissions",
        "some commission",
        "a referral commission",
        "a small affiliate commission",
    )
) + tuple(f"{who} {earn} a small commission" for who in ("we", "i") for earn in ("earn", "receive", "get", "make"))
_FREE_OF_CHARGE = tuple(
    f"commission{comma} {cost} to you"
    for comma in ("", ",")
    for cost in (
        "at no cost", "at no extra cost", "at no additional cost", "at no added cost", "without additional cost",
        "without extra cost",
    )
)  # fmt: skip
_PURCHASES = tuple(
    f"{when} you {buy}"
    for when in ("if", "when")
    for buy in (
        "buy", "buy something", "buy an item", "purchase", "purchase something", "purchase an item",
        "purchase a product", "make a purchase", "shop", "click a link and buy", "click and buy",
    )
)  # fmt: skip
_THROUGH = (
    "through our", "through a link", "through links", "through the links", "through one of", "using our", "via our",
    "via links", "from a link", "using links",
)  # fmt: skip
_SOME_LINKS = (
    "some of the links in this post", "some of the links in this article", "some of the links on this page",
    "some of the links on this site", "some of the links below", "some of these links", "some links in this article",
    "some links in this post", "some links on this page", "some links", "links in this post", "links in this article",
    "links on this page", "the links in this post", "the links on this page", "some of the links used on this blog",
)  # fmt: skip
_DISCLOSURES = (
    "disclosure", "affiliate disclosure", "affiliate disclaimer", "full disclosure", "disclaimer",
    "amazon affiliate disclosure", "amazon affiliate disclaimer", "advertiser disclosure", "advertising disclosure",
    "ftc disclosure",
)  # fmt: skip
_DISCLOSED = (
    "this post contains", "this post may contain", "this article contains affiliate", "this article may contain",
    "this page contains", "this page may contain", "some of the links", "some links", "as an amazon", "we may earn",
    "i may earn", "we may receive", "i may receive", "we earn", "when you buy", "if you buy", "when you purchase",
    "if you purchase", "we are a participant", "our articles may contain", "i select and review", "we independently",
    "i only recommend", "we only recommend", "i use affiliate", "we use affiliate",
)  # fmt: skip

# What stands under everything on Seeking Alpha. No phrases: "I wrote this article myself" looks like a report of what
# somebody wrote, which no phrase takes.
_OWNED = Cues(
    start=(
        "i/we have", "i am/we are", "disclosure: i/we have", "disclosure: i am/we are",
        "analyst's disclosure: i/we have", "analyst's disclosure: i am/we are", "seeking alpha's disclosure",
        "i am not receiving compensation for it (other than from",
    ),
    inside=("i wrote this article myself, and it expresses my own opinions",),
)  # fmt: skip
LONGEST_POSITION = 120
"""Words."""


def _positions(document: Document, context: Context) -> Iterator[Decision]:
    for i in context.lines_with(document, _OWNED):
        if document.words[i] <= LONGEST_POSITION:
            yield POSITION.decide(i, i + 1, Action.DROP, STRONG, "which shares the writer holds")


POSITION = LineRule("legal.position", "legal", _positions)

RULES = (
    PhraseRule(
        "legal.affiliate",
        "legal",
        start=(
            *(f"{page} {contains} affiliate" for page in _THIS for contains in ("contains", "may contain", "uses")),
            *(f"{who} {commission}" for who in ("we", "i") for commission in _COMMISSIONS),
            *(f"{deed} {through}" for deed in _PURCHASES for through in _THROUGH),
            *(f"{links} {are}" for links in _SOME_LINKS for are in ("are affiliate", "may be affiliate")),
            *(f"{word}: {text}" for word in _DISCLOSURES for text in _DISCLOSED),
            "note: this post contains affiliate", "please note: this post contains affiliate",
            "post contains affiliate links", "affiliate links may be used", "affiliate links are used",
            "contains affiliate links", "as an amazon associate", "as amazon associates", "as an ebay partner",
            "as a participant in the amazon", "we are a participant in the amazon", "we participate in the amazon",
            "we use affiliate links", "we may be compensated if", "we may collect a share of sales",
            "if you click on an affiliate", "when you click on links to various merchants",
            "some of the products featured", "all products featured are independently",
            "all products featured on this", "all products and services featured are independently",
            "all featured products and deals are selected independently", "our editors independently",
            "our team independently", "each product featured is independently",
            "while each product featured is independently", "every item on this page was chosen by",
            "every item on this page was hand-picked by", "we are a reader-supported", "we're a reader-supported",
            "some posts may contain affiliate", "some articles may contain affiliate",
            "our articles may contain affiliate", "our posts may contain affiliate",
            "our content is reader-supported", "our recommendations are made independently",
            "every product is independently", "every product we feature", "we independently review",
            "we independently evaluate", "we independently research", "we only recommend products",
            "we only feature products", "we're reader-supported", "we are reader-supported",
            "this site is reader-supported", "this post is sponsored", "this post was sponsored",
            "this post is brought to you by", "this post is in partnership with",
            "this site participates in the amazon", "this site is a participant",
            "many of the offers appearing on this site", "many or all of the products",
            "the offers that appear on this site", "the listings that appear are from companies",
            "compensation may impact how and where", "this compensation may impact how",
            "mit * gekennzeichnete links", "mit einem * gekennzeichnete", "bei den mit * gekennzeichneten links",
            "die mit * gekennzeichneten links", "mit sternchen gekennzeichnete",
            "bei den links handelt es sich um affiliate", "dieser artikel enthält affiliate",
            "dieser beitrag enthält affiliate", "dieser beitrag kann affiliate", "dieser text enthält affiliate",
            "wenn du über diesen link einkaufst", "wenn sie über diese links einkaufen",
            "als amazon-partner verdiene", "cet article contient des liens affiliés",
            "cet article contient des liens d'affiliation", "cette page contient des liens affiliés",
            "en tant que partenaire amazon", "este artículo contiene enlaces de afiliados",
            "este artículo contiene enlaces de afiliación",
            "este artículo puede contener enlaces de afiliados", "en calidad de afiliado de amazon",
            "questo articolo contiene link di affiliazione", "in qualità di affiliato amazon",
            "dit artikel bevat affiliate", "als amazon-partner verdien", "este artigo contém links de afiliados",
            "este post contém links de afiliados",
        ),
        inside=(
            *_OUR_COMMISSIONS, *_FREE_OF_CHARGE, "may contain affiliate links", "earn from qualifying purchases",
            "affiliate advertising program designed to provide", "may earn a portion of sales from products",
            "purchases made through our links", "purchases you make through our links",
            "advertising on our site helps support", "may earn a commission if you",
            "may earn a commission when you", "may receive a commission on",
            "no position in any of the stocks mentioned", "because some vendors may pay us",
            "für sie entstehen keine mehrkosten", "für dich entstehen keine mehrkosten",
            "für dich ändert sich am preis nichts", "erhalten wir eine provision",
            "erhalten wir eine kleine provision", "bekommen wir eine provision", "erhalte ich eine kleine provision",
        ),
        max_words=75,
    ),
    POSITION,
)  # fmt: skip
