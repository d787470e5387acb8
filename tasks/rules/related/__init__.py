"""Ways to other pages: related stories, most read, teasers."""

from __future__ import annotations

from tasks.rules.related import excerpts, labels, teasers

RULES = (*labels.RULES, *teasers.RULES, *excerpts.RULES)
