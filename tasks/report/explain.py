"""One document explained: every line with its fate, and the family, rule, score and evidence behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tasks.document import Action, Decision, fates
from tasks.pipeline import Cleaned
from tasks.report.inert import inert_text
from tasks.report.lines import ShownLine, bands, by_lines_taken, family_colours, legend, shown_line
from tasks.report.rendering import render

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MOST_LINES = 20_000
LINE_CHARACTERS = 4_000
"""Limits of the page and of the terminal's listing: no page written for people comes near them, and a dump
of one endless line, or of endless lines, does not fill a browser."""

# Told apart on light and dark terminals alike; black, white and the greys are left to the text that stays.
_TERMINAL = ("red", "blue", "magenta", "cyan", "yellow", "green")


def explain_html(cleaned: Cleaned, metadata: DataclassInstance | None) -> str:
    """The self-contained page that explains one document, with the fields of `metadata` if it is given."""
    document = cleaned.document
    lines = _shown(cleaned)
    title = None if cleaned.headline is None else document.lines[cleaned.headline].text.strip()
    visible = [line for line in lines if not line.blank]
    return render(
        "explain.html.j2",
        document=document,
        title=title or document.source_path,
        lines=lines,
        hidden=len(document.lines) - len(lines),
        bands=bands(lines),
        legend=legend(lines),
        counts={action: sum(line.action == action for line in visible) for action in ("keep", "drop", "route")},
        words=sum(document.words),
        kept_words=cleaned.word_count,
        removed_share=cleaned.removed_ratio if any(document.words) else None,
        metadata=None if metadata is None else list(_fields(dataclasses.asdict(metadata))),
    )


def explain_terminal(cleaned: Cleaned, wrapped: bool = True) -> Group:
    """The same for a terminal: a listing of all lines, then one line that sums up.

    `wrapped` folds long lines into a column of their own; for a pipe each line stays one. Nothing of the dump is read
    as markup or reaches the terminal as a control sequence.
    """
    lines = _shown(cleaned)
    ranked = by_lines_taken(line.family for line in lines if line.gone)
    styles = {family: _TERMINAL[i % len(_TERMINAL)] for i, family in enumerate(ranked)}
    listing = _grid(lines, styles) if wrapped else Group(*_rows(lines, styles))
    hidden = len(cleaned.document.lines) - len(lines)
    return Group(listing, *([Text(f"… {hidden:,} more lines")] if hidden else []), Text(), _summary(cleaned, lines))


def _grid(lines: tuple[ShownLine, ...], styles: Mapping[str, str]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in lines:
        style = styles.get(line.family or "", "") if line.gone else ""
        grid.add_row(str(line.number), Text(_fate(line), style=f"bold {style}".strip()), _told(line, style))
    return grid


def _rows(lines: tuple[ShownLine, ...], styles: Mapping[str, str]) -> Iterator[Text]:
    width = len(str(len(lines)))
    for line in lines:
        yield Text(f"{line.number:>{width}} {_fate(line):5} {_told(line, '')}".rstrip())


def _fate(line: ShownLine) -> str:
    return "" if line.blank and not line.gone else line.action


def _told(line: ShownLine, style: str) -> Text:
    told = Text(line.text, style=style)
    if line.family is not None:
        told.append(f"  {'  '.join(_reasons(line))}", style="dim not bold")
    return told


def _reasons(line: ShownLine) -> Iterator[str]:
    yield f"‹{inert_text(line.family or '', 100)}"
    if line.rule_id:
        yield inert_text(line.rule_id, 100)
    evidence = f" “{inert_text(line.evidence, 200)}”" if line.evidence else ""
    yield f"{line.score or 0:.2f}{evidence}›"


def _summary(cleaned: Cleaned, lines: tuple[ShownLine, ...]) -> Text:
    visible = [line for line in lines if not line.blank]
    parts = [
        f"{sum(line.action == action for line in visible):,} {word}"
        for action, word in (("keep", "lines kept"), ("drop", "dropped"), ("route", "routed"))
    ]
    return Text(f"{', '.join(parts)}; {100 * cleaned.removed_ratio:.1f} % of the words removed", style="bold")


def _shown(cleaned: Cleaned) -> tuple[ShownLine, ...]:
    document = cleaned.document
    decided = fates(document, cleaned.decisions)[:MOST_LINES]
    colours = family_colours(by_lines_taken(_gone_family(fate) for fate in decided))
    return tuple(
        shown_line(number, line.text, "keep", colours, LINE_CHARACTERS)
        if fate is None
        else shown_line(
            number, line.text, str(fate.action), colours, LINE_CHARACTERS,
            family=fate.family, rule_id=fate.rule_id, score=fate.score, evidence=fate.evidence,
        )
        for number, (line, fate) in enumerate(zip(document.lines, decided, strict=False), 1)
    )  # fmt: skip


def _gone_family(fate: Decision | None) -> str | None:
    return None if fate is None or fate.action is Action.KEEP else fate.family


def _fields(values: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each field as one text; None where the page does not say."""
    for name, value in values.items():
        yield name, _as_text(value) or None


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return " · ".join(f"{key}: {_as_text(part)}" for key, part in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        parts = [_as_text(part) for part in value]
        return " · ".join(sorted(parts) if isinstance(value, set | frozenset) else parts)
    return str(value)
