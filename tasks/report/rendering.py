"""Templates to self-contained pages: one inline style, no script, no other host, dumps only shown."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from tasks.report.inert import inert_text

LONGEST_VALUE = 50_000
"""Characters of any one value on a page. Templates bound what they print far below it; this holds for what
they forget."""

_HERE = Path(__file__).parent


def render(template: str, **context: object) -> str:
    """The page that `template` makes of `context`.

    Every string that a template prints passes `inert_text` and is escaped, whether or not the template asks.

    Raises:
        jinja2.UndefinedError: the template uses what the context does not have.
    """
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    return _environment().get_template(template).render(style=Markup(style), csp=_policy(style), **context)


def _policy(style: str) -> str:
    """The Content-Security-Policy that lets a page apply this style and do nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        inert=inert_text, count=_count, percent=_percent, moment=_moment, size=_size, spoken=_spoken
    )
    return environment


def _printable(value: object) -> object:
    if value is None:
        return "–"
    # Markup has been through here before; an undefined value has to reach the escaping that refuses it.
    if isinstance(value, Markup | Undefined | int | float):
        return value
    return inert_text(str(value), LONGEST_VALUE)


def _count(value: int | float) -> str:
    return f"{value:,.0f}"


def _percent(share: float | None) -> str:
    """A share from 0 to 1 in per cent; what is not quite none or all does not read as none or all."""
    if share is None:
        return "–"
    if 0 < share < 0.001:
        return "< 0.1 %"
    if 0.999 < share < 1:
        return "> 99.9 %"
    return f"{100 * share:.1f} %"


def _moment(value: datetime | None) -> str:
    if value is None:
        return "–"
    return f"{value.astimezone(UTC) if value.tzinfo else value:%Y-%m-%d %H:%M} UTC"


def _size(amount: int) -> str:
    """Bytes in decimal units."""
    if amount < 1_000:
        return f"{amount} B"
    value = float(amount)
    for unit in ("kB", "MB", "GB"):
        value /= 1_000
        if value < 999.5:
            return f"{value:.1f} {unit}"
    return f"{value / 1_000:.1f} TB"


def _spoken(name: str) -> str:
    """A machine name as words: `cookie_banner` is "cookie banner"."""
    return name.replace("_", " ")
