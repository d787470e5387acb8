"""The boilerplate families: one file each, found by being here.

A family is a module with a tuple `RULES` of `PhraseRule` and `LineRule`, and its cases in
`tests/cases/<family>.json`. Nothing else has to be registered.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from tasks.rules.base import LineRule, PhraseRule, Rule
from tasks.rules.phrases import PhraseMatcher

_NOT_FAMILIES = {"base", "cues", "mention", "phrases"}


@cache
def families() -> dict[str, tuple[Rule, ...]]:
    """The rules of every family, in the order of their names."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name not in _NOT_FAMILIES)
    return {name: import_module(f"{__name__}.{name}").RULES for name in names}


@cache
def line_rules() -> tuple[LineRule, ...]:
    """The rules that are functions, family by family."""
    return tuple(rule for rules in families().values() for rule in rules if isinstance(rule, LineRule))


@cache
def phrase_matcher() -> PhraseMatcher:
    """The automaton over the phrases of all families."""
    return PhraseMatcher(rule for rules in families().values() for rule in rules if isinstance(rule, PhraseRule))
