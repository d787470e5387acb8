"""Menus, skip links, jumps within the page, search boxes, language pickers and the link columns of footers."""

from __future__ import annotations

from tasks.rules.navigation import labels, menus

RULES = (*labels.RULES, *menus.RULES)
