"""What an element is for, from its name and the marks on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

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
_WORDS = tuple(_BY_WORD)
_NONE: frozenset[str] = frozenset()


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(_WORDS, store_patterns=False, implementation=Implementation.DFA)


def roles_of(names: Sequence[str], marks: Sequence[str]) -> list[frozenset[str]]:
    """The roles that elements, by name and marks, give to what is inside them; most give none.

    What the body is called says nothing of a part of it.

    One pass over the marks of all: a page has some 250 kinds of elements, and cutting the marks of each into words
    takes five times as long.
    """
    roles = [_BY_TAG.get(name, _NONE) for name in names]
    said = [_OF_LINKS.sub("", own) if "rel=" in own else own for own in marks]
    for at, name in enumerate(names):
        if name == "body":
            said[at] = ""
    joined = "\n".join(["", *said, ""])
    if not joined.isascii():
        # Roles are named in ASCII, and a letter that is two when lower-cased would shift the rest.
        joined = joined.encode("ascii", "replace").decode()
    lower = joined.lower()
    starts = [0, *accumulate(len(text) + 1 for text in said)]
    for pattern, start, end in _automaton().find_matches_as_indexes(lower, overlapping=True):
        if _is_word(joined, start, end):
            at = bisect_right(starts, start) - 1
            roles[at] |= {_BY_WORD[_WORDS[pattern]]}
    return roles


def _is_word(marks: str, start: int, end: int) -> bool:
    """Whether what stands there is a word: in `navBar` and `nav-bar`, not in `navbar`; `SignIn` is one, `aD7` none."""
    before, first, last, after = marks[start - 1], marks[start], marks[end - 1], marks[end]
    if before.isalpha() and not (before.islower() and first.isupper()):
        return False
    if after.isalpha() and not (last.islower() and after.isupper()):
        return False
    return end - start > 3 or marks[start + 1 : end].islower() or marks[start:end].isupper()
