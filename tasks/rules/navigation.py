"""Menus, skip links and jumps within the page."""

from __future__ import annotations

from tasks.rules.base import WEAK, PhraseRule

RULES = (
    PhraseRule(
        "navigation.skip_link",
        "navigation",
        whole=("back to top", "accessibility links", "skip to navigationskip to content"),
        # "Skip to main content" opens half of all pages; no article begins a short line so.
        start=("skip to content", "skip to main content", "skip to navigation", "jump to content"),
        max_words=12,
    ),
    # Section names are headings as often as menu items: only above or below the text.
    PhraseRule("navigation.section", "navigation", score=WEAK, whole=("breaking news", "home", "menu")),
)
