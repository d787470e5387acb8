"""What a page says of its own kind to machines: schema.org types, Open Graph's type, the program that made it."""

from __future__ import annotations

import re

from tasks.segment.scan import around

_TYPES = {
    "article": ("article", "newsarticle", "blogposting", "reportagenewsarticle", "techarticle", "scholarlyarticle"),
    "product": ("product", "productgroup", "offer", "aggregateoffer"),
    "list": ("itemlist", "collectionpage", "searchresultspage", "blog"),
    "forum": ("discussionforumposting", "qapage", "question", "answer"),
    "comment": ("comment",),
    "recipe": ("recipe", "howto"),
    "faq": ("faqpage",),
    "place": ("localbusiness", "place", "store", "restaurant", "hotel", "medicalclinic", "physician"),
    "service": ("service", "professionalservice", "softwareapplication", "course", "event", "jobposting"),
    "breadcrumbs": ("breadcrumblist",),
}
_OF_TYPE = {f"schema_{hint}": types for hint, types in _TYPES.items()}
_HINT_OF = {name: hint for hint, names in _OF_TYPE.items() for name in names}
_OPEN_GRAPH = {"article": "og_article", "website": "og_website", "product": "og_product", "og:product": "og_product"}
_GENERATORS = (
    "wordpress", "discourse", "vbulletin", "xenforo", "phpbb", "invision", "mediawiki", "shopify", "woocommerce",
    "docusaurus", "sphinx", "mkdocs", "drupal", "wix", "squarespace", "hugo", "jekyll", "ghost", "blogger", "gitbook",
)  # fmt: skip
HINTS = (*_OF_TYPE, "og_article", "og_website", "og_product", *(f"by_{name}" for name in _GENERATORS))
"""Everything that `hints_of` may find."""

_SCHEMA = re.compile(rb"""["']@type["']\s*:\s*\[?\s*["']([A-Za-z]{1,40})["']""")
_MICRODATA = re.compile(rb"""itemtype=["']?https?://schema\.org/([A-Za-z]{1,40})""")
_META = re.compile(rb"<meta\s[^>]{1,400}>", re.IGNORECASE)
_CONTENT = re.compile(rb"""content=["']?([^"'>]{1,80})""", re.IGNORECASE)
MAX_FOUND = 200
"""Types of a page that are looked at; shops list every product they sell."""

HEAD_BYTES = 100_000
"""Bytes in which a page's head ends."""


def hints_of(html: str | bytes) -> frozenset[str]:
    """Which of `HINTS` the page gives, by exact strings in its source or the UTF-8 of that, without parsing it."""
    found: set[str] = set()
    for wanted, pattern, lead in ((b"@type", _SCHEMA, 1), (b"schema.org/", _MICRODATA, 25)):
        for piece in around(html, wanted, lead, 80, MAX_FOUND):
            match = pattern.search(piece)
            if match and (hint := _HINT_OF.get(match[1].decode().lower())):
                found.add(hint)
    for wanted in (b"og:type", b'name="generator"', b"name='generator'"):
        for piece in around(html, wanted, 400, 400, 1, HEAD_BYTES):
            at = piece.index(wanted)
            match = _META.search(piece, max(0, piece.rfind(b"<", 0, at)))
            content = _CONTENT.search(match[0]) if match else None
            if content is None:
                continue
            value = content[1].decode("utf-8", "replace").lower()
            if wanted == b"og:type":
                found.add(_OPEN_GRAPH.get(value, ""))
            else:
                found.update(f"by_{name}" for name in _GENERATORS if name in value)
    return frozenset(found) - {""}
