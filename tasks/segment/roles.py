"""What an element is for, from its name and the words of its class, id and role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_BY_TAG = {"nav": "navigation", "footer": "footer", "header": "header", "aside": "aside", "form": "form"}
_BY_TAG |= {"figcaption": "caption", "button": "button", "article": "content", "main": "content"}

# Words of class and id names, as sites write them; each names a boilerplate family, or a part of the page.
_BY_WORD = {
    **dict.fromkeys(("cookie", "cookies", "consent", "gdpr", "ccpa", "onetrust", "cookiebot"), "cookie_banner"),
    **dict.fromkeys(("share", "sharing", "social", "socials", "sharedaddy", "addtoany", "addthis"), "share_bar"),
    **dict.fromkeys(("newsletter", "newsletters", "subscribe", "subscription", "signup", "mailchimp"), "newsletter"),
    **dict.fromkeys(("comments", "commentlist", "comment", "disqus"), "comment"),
    **dict.fromkeys(("respond", "commentform"), "comment_form"),
    **dict.fromkeys(("related", "recommended", "recommendations", "recirc", "popular", "trending"), "related"),
    **dict.fromkeys(("breadcrumb", "breadcrumbs", "crumbs"), "breadcrumbs"),
    **dict.fromkeys(("pagination", "pager", "pagenav", "paging"), "pagination"),
    **dict.fromkeys(("nav", "navbar", "navigation", "menu", "submenu", "topbar", "skip"), "navigation"),
    **dict.fromkeys(("ad", "ads", "advert", "advertisement", "adsense", "sponsored", "dfp"), "ads"),
    **dict.fromkeys(("login", "signin", "paywall", "regwall"), "paywall"),
    **dict.fromkeys(("copyright",), "copyright"),
    **dict.fromkeys(("legal", "disclaimer"), "legal"),
    **dict.fromkeys(("footer", "contentinfo", "colophon"), "footer"),
    **dict.fromkeys(("sidebar", "complementary"), "aside"),
    **dict.fromkeys(("byline",), "byline"),
    **dict.fromkeys(("bio",), "author_bio"),
    **dict.fromkeys(("caption",), "caption"),
    **dict.fromkeys(("search",), "navigation"),
}
_WORDS = re.compile(r"[a-z]+")
_NONE: frozenset[str] = frozenset()


def roles_of(name: str, attributes: Mapping[str, str | None]) -> frozenset[str]:
    """The roles that an element gives to what is inside it; empty for most."""
    tag = _BY_TAG.get(name)
    marks = " ".join(filter(None, (attributes.get("class"), attributes.get("id"), attributes.get("role"))))
    roles = _roles_of_marks(marks[:300]) if marks else _NONE
    return roles | {tag} if tag else roles


@lru_cache(maxsize=8192)
def _roles_of_marks(marks: str) -> frozenset[str]:
    # Split camelCase before lowering; "header" as a class word is left out, articles have headers too.
    words = _WORDS.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", marks).lower())
    return frozenset(_BY_WORD[word] for word in words if word in _BY_WORD)
