"""What the lines that the classifier removes are: a family for each, from the rules' evidence, neighbours and shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.block_passes import fill_families
from tasks.classifier.keywords import GROUPS
from tasks.classifier.tokens import CLASSES, Lines
from tasks.document import PROSE_WORDS, Action, Decision, Document
from tasks.line_passes import looks_of, names_in
from tasks.rules.base import ENOUGH, Zone

UNCLASSIFIED = "unclassified"
ROUTED = frozenset({"comment", "author_bio", "byline", "caption", "credit"})
"""Families that are taken out of the text and kept as data."""

# What a line is, by the roles of the elements around it; the first that applies names it.
_ROLE_FAMILIES = (
    "cookie_banner", "newsletter", "comment_form", "share_bar", "breadcrumbs", "pagination", "paywall", "ads",
    "related", "navigation", "comment", "author_bio", "byline", "caption", "copyright", "legal",
)  # fmt: skip
_OF_GROUPS = {
    "comment": "comment_chrome",
    "share": "share_bar",
    "related": "related",
    "subscribe": "newsletter",
    "account": "navigation",
    "cookie": "cookie_banner",
    "legal": "legal",
    "navigation": "navigation",
    "author": "byline",
    "shop": "shop_chrome",
    "date": "dateline",
    "advert": "ads",
}
KEYWORD_FAMILIES = tuple(dict.fromkeys(_OF_GROUPS.values()))
"""The families that keywords alone may give a line."""
_FAMILIES_OF_GROUPS = np.array(
    [KEYWORD_FAMILIES.index(_OF_GROUPS[name]) if name in _OF_GROUPS else -1 for name in GROUPS], np.int8
)
_STOPS = ".!?…:;,。！？"
_SIGNED_BITS = (1 << GROUPS.index("author")) | (1 << GROUPS.index("date"))
KEYWORD_SHARE = 0.5
"""Of a short line's words that must be of one keyword group to name it; chosen by eye, not tuned."""
SHORT_WORDS = 8
"""Words up to which keywords alone may name a line."""
SIGNED_CHARS = 200
"""Characters of a line up to which a copyright sign names it."""
LINK_WORDS = 5
"""Words up to which an unpunctuated line looks like the text of a link in a menu, and above which it looks like the
title of another article. Of the words in the annotated menus of flattened dev pages, most are in lines of 1 to 4."""
NEAR = 4
"""Removed lines up to which a named one names its neighbours of the same look."""
# What a named line may say of its neighbours, by their look: beside "Subscribe" stands a menu as well as a form.
_OF_PARAGRAPHS = frozenset({
    "comment", "cookie_banner", "legal", "copyright", "author_bio", "paywall", "newsletter", "related",
})  # fmt: skip
_BESIDE_LINKS = frozenset({"navigation", "comment", "comment_form", "cookie_banner", "shop_chrome", "breadcrumbs"})
_BESIDE_TITLES = frozenset({"related", "comment", "cookie_banner", "shop_chrome", "comment_form"})
_BESIDE_PARAGRAPHS = frozenset({"comment", "cookie_banner", "legal", "related"})
# By what `looks_of` says of a line: a link, as short and no link, longer, a paragraph.
_BESIDE = (_BESIDE_LINKS, _BESIDE_TITLES, _BESIDE_TITLES, _BESIDE_PARAGRAPHS)
_LINK, _TITLE = 0, 2


def name_removed(
    document: Document,
    removed: Collection[int],
    proposals: Sequence[Decision],
    zones: Sequence[Zone],
    keywords: list[int],
) -> dict[int, str]:
    """The family of every removed line, by its index; `UNCLASSIFIED` where nothing tells.

    `removed` are the lines that are taken out, by rules or by the classifier; `proposals` is all that rules said of
    the document, strong or weak; `zones` are those of its lines; `keywords` has for every visible line what
    `keyword_families` says of it. In this order: the roles of the line's ancestors,
    the strongest proposal on it, its zone, its keywords, the nearest named line in the same unbroken run of removed
    lines, its shape.
    """
    proposed = _proposed(document, proposals)
    # The comments are the last zone.
    comments = zones.index(Zone.COMMENTS) if zones and zones[-1] is Zone.COMMENTS else len(zones)
    # A short line with a copyright sign is one wherever it stands: footers stand inside cookie banners.
    names, runs = names_in(
        document.lines,
        document.words,
        document.visible,
        removed,
        family_of_roles,
        proposed,
        comments,
        keywords,
        KEYWORD_FAMILIES,
        2 * SHORT_WORDS,
        SIGNED_CHARS,
    )
    looks = looks_of(document.lines, document.words, names, LINK_WORDS, _STOPS, PROSE_WORDS)
    for run in runs:
        _spread(run, names, looks)
        _by_shape(run, run[0] == document.visible[0] or run[-1] == document.visible[-1], names, looks)
    names |= {i: UNCLASSIFIED for i in looks if not names[i]}
    return names


def action_of(family: str) -> Action:
    """Whether a family's lines are dropped or kept as data."""
    return Action.ROUTE if family in ROUTED else Action.DROP


def _proposed(document: Document, proposals: Sequence[Decision]) -> dict[int, str]:
    """The family of the strongest proposal on every line; weak ones name no paragraph of a family that has none."""
    names: dict[int, str] = {}
    best: dict[int, float] = {}
    for proposal in proposals:
        if proposal.action is Action.KEEP:
            continue
        weak = proposal.score < ENOUGH and proposal.family not in _OF_PARAGRAPHS
        for i in range(proposal.line_start, proposal.line_end):
            if proposal.score > best.get(i, 0.0) and not (weak and document.words[i] >= PROSE_WORDS):
                best[i], names[i] = proposal.score, proposal.family
    return names


@lru_cache(maxsize=4096)
def family_of_roles(roles: frozenset[str] | None) -> str | None:
    """The family of a line by the roles of the elements around it, None where they say nothing."""
    return next((family for family in _ROLE_FAMILIES if family in roles), None) if roles else None


def keyword_families(tokens: Lines, bits: NDArray[np.uint32], counts: NDArray[np.int32]) -> NDArray[np.int8]:
    """The number in `KEYWORD_FAMILIES` of every line that is short and mostly words of one group, -1 for the others.

    `bits` (W,) are the groups of the words, `counts` (groups + 1, L) how many words of each line are in each: see
    `tasks.classifier.keywords`.
    """
    found = np.empty(len(tokens.chars), np.int8)
    # "Posted on 17 August 2025 by A. Name" is half of neither group.
    fill_families(
        tokens.words,
        tokens.counts,
        CLASSES.index("letter"),
        counts,
        bits,
        tokens.word_start,
        _FAMILIES_OF_GROUPS,
        KEYWORD_SHARE,
        SHORT_WORDS,
        _SIGNED_BITS,
        KEYWORD_FAMILIES.index("byline"),
        found,
    )
    return found


def _spread(run: Sequence[int], names: dict[int, str], looks: Mapping[int, int]) -> None:
    """Give the lines without a name that of the nearest line with one, where it can be theirs."""
    given: dict[int, str] = {}
    for step in (1, -1):
        near, distance = "", NEAR + 1
        for i in run[::step]:
            own = names[i]
            if own:
                near, distance = own, 0
                continue
            distance += 1
            if distance <= NEAR and near in _BESIDE[looks[i]]:
                given.setdefault(i, near)
    names |= given


def _by_shape(run: Sequence[int], outside: bool, names: dict[int, str], looks: Mapping[int, int]) -> None:
    """Name what is left in a run: links in a row are a menu, titles in a row lead to other articles.

    Above the text or below it (`outside`) one is enough.
    """
    open_ = [i for i in run if not names[i]]
    links = [i for i in open_ if looks[i] == _LINK]
    titles = [i for i in open_ if looks[i] == _TITLE]
    if len(links) >= 3 or (outside and links):
        names |= dict.fromkeys(links, "navigation")
    if len(titles) >= 2 or (outside and titles):
        names |= dict.fromkeys(titles, "related")
        # The text under such a title is its teaser.
        for above, i in pairwise(run):
            if not names[i] and names[above] == "related":
                names[i] = "related"
