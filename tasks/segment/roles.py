"""What an element is for, from its name and the marks on it."""

from __future__ import annotations

import re

from tasks.segment.marks import RoleWords, holding

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
_WORDS = RoleWords({word.encode(): frozenset({role}) for word, role in _BY_WORD.items()})


def roles_of(names: list[str], marks: list[str]) -> list[frozenset[str]]:
    """The roles that elements, by name and marks, give to what is inside them; most give none.

    What the body is called says nothing of a part of it.
    """
    said = marks.copy()
    for i in holding(said, "rel="):
        said[i] = _OF_LINKS.sub(" ", said[i])
    for i in holding(names, "body"):
        if names[i] == "body":
            said[i] = ""
    return _WORDS.of(names, said, _BY_TAG)
