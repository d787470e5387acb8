"""What an element is for, from its name and the marks on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.segment.walk import add_roles

_BY_TAG = {
    "nav": frozenset({"navigation"}), "footer": frozenset({"footer"}), "header": frozenset({"header"}),
    "aside": frozenset({"aside"}), "form": frozenset({"form"}), "figcaption": frozenset({"caption"}),
    "button": frozenset({"button"}), "article": frozenset({"content"}), "main": frozenset({"content"}),
}  # fmt: skip

# Words of class and id names, as sites write them; each names a boilerplate family, or a part of the page. "header" is
# left out: articles have headers too.
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
_ROLES = {word.encode(): frozenset({role}) for word, role in _BY_WORD.items()}
_LONGEST = max(map(len, _ROLES))
_NONE: frozenset[str] = frozenset()


def roles_of(names: Sequence[str], marks: Sequence[str]) -> list[frozenset[str]]:
    """The roles that elements, by name and marks, give to what is inside them; most give none.

    What the body is called says nothing of a part of it.
    """
    roles = [_BY_TAG.get(name, _NONE) for name in names]
    said = ["" if name == "body" else own for name, own in zip(names, marks, strict=True)]
    said = [_OF_LINKS.sub(" ", own) if "rel=" in own else own for own in said]
    add_roles(roles, said, _ROLES, _LONGEST)
    return roles
