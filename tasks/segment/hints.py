"""What a page says of its own kind to machines: schema.org types, Open Graph's type, the program that made it."""

from __future__ import annotations

import re

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

_SCHEMA = re.compile(r"""["']@type["']\s*:\s*\[?\s*["']([A-Za-z]{1,40})["']""")
_MICRODATA = re.compile(r"""itemtype=["']?https?://schema\.org/([A-Za-z]{1,40})""")
_META = re.compile(r"<meta\s[^>]{1,400}>", re.IGNORECASE)
_CONTENT = re.compile(r"""content=["']?([^"'>]{1,80})""", re.IGNORECASE)
MAX_FOUND = 200
"""Types of a page that are looked at; shops list every product they sell."""

HEAD_CHARS = 100_000
"""Characters in which a page's head ends."""


def hints_of(html: str) -> frozenset[str]:
    """Which of `HINTS` the page gives, by exact strings in its source, without parsing it."""
    found: set[str] = set()
    for needle, pattern, lead in (("@type", _SCHEMA, 1), ("schema.org/", _MICRODATA, 25)):
        at = html.find(needle)
        for _ in range(MAX_FOUND):
            if at < 0:
                break
            match = pattern.search(html, max(0, at - lead), at + 80)
            if match and (hint := _HINT_OF.get(match[1].lower())):
                found.add(hint)
            at = html.find(needle, at + len(needle))
    for needle in ("og:type", 'name="generator"', "name='generator'"):
        at = html.find(needle, 0, HEAD_CHARS)
        if at < 0:
            continue
        match = _META.search(html, max(0, html.rfind("<", 0, at)), at + 400)
        content = _CONTENT.search(match[0]) if match else None
        if content is None:
            continue
        value = content[1].lower()
        if needle == "og:type":
            found.add(_OPEN_GRAPH.get(value, ""))
        else:
            found.update(f"by_{name}" for name in _GENERATORS if name in value)
    return frozenset(found) - {""}
