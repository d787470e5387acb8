"""What an element is for, from its name and the marks on it."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.markup import tokens_of

_BY_TAG = {"nav": "navigation", "footer": "footer", "header": "header", "aside": "aside", "form": "form"}
_BY_TAG |= {"figcaption": "caption", "button": "button", "article": "content", "main": "content"}
TAGS_WITH_ROLES = frozenset(_BY_TAG)
"""The elements that have a role without any mark."""

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
# What a link is to its target says nothing of the text: an article full of rel=sponsored links is no advertisement.
_OF_LINKS = re.compile(r"rel=[^ ]+")


@lru_cache(maxsize=8192)
def roles_of(name: str, marks: str) -> frozenset[str]:
    """The roles that an element of this name and these marks gives to what is inside it; empty for most."""
    # "header" as a class word is left out, articles have headers too.
    tokens = tokens_of(_OF_LINKS.sub("", marks) if "rel=" in marks else marks)
    roles = frozenset(_BY_WORD[token] for token in tokens if token in _BY_WORD)
    tag = _BY_TAG.get(name)
    return roles | {tag} if tag else roles
