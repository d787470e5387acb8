"""Tables of RESULTS.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every row must be as long as its header.

    Raises:
        ValueError: a row is not.
    """
    lines = [header, ["---"] * len(header)]
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{len(row)} cells under {len(header)} headings: {row}")
        lines.append(row)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
