"""trafilatura's main text, mapped back onto the page's lines, so that every line has a decision."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from rapidfuzz.distance import LCSseq

from tasks.classifier.families import UNCLASSIFIED, action_of, family_of_roles
from tasks.classifier.judgement import Judgement
from tasks.document import Decision, Document, Record
from tasks.pipeline import Cleaned, clean_document
from tasks.rules.base import LIKELY

ENGINE = "trafilatura"
VERSION = 1

MATCHED_SHARE = 0.5
"""Of a line's tokens; a line is kept when at least so many stand, in order, in the extracted text. Blocks are
all or nothing: 98 % of the words on labelled pages lie in blocks that are nearly all content or nearly none."""
RUN = 3
"""Tokens in a row that make a match certain; shorter ones count only when they fill their line, or are near one
that is certain: "the" is found anywhere."""
MAX_ALIGNMENT = 1_000_000_000
"""Page tokens times extracted tokens: the alignment needs a bit of memory for each, 125 MB at the most."""


class TrafilaturaEngine:
    """trafilatura for pages; for flattened text, where it does not work, the rules alone."""

    searches = page_searches = ()

    def prepare(self, record: Record, document: Document) -> Sequence[Decision]:
        """What trafilatura leaves out."""
        return tuple(propose_body(record, document)) if record.kind == "html" else ()

    def judge(self, documents: Sequence[Document], prepared: Sequence[Sequence[Decision]]) -> list[None]:
        """None for every document: it gives no probabilities."""
        return [None] * len(documents)

    def decide(self, document: Document, prepared: Sequence[Decision], judgement: Judgement | None) -> Cleaned:
        """One decision a line, from the rules' evidence and what trafilatura leaves out."""
        return clean_document(document, prepared)


def propose_body(record: Record, document: Document) -> Iterator[Decision]:
    """Drops for the lines that trafilatura leaves out of a page's main text, with the family of the markup around.

    Where it finds no text at all, only the lines that the markup itself calls chrome are dropped.
    """
    extracted = _extract(record.content)
    kept = _matched(document, extracted) if extracted else None
    for i in document.visible:
        roles = document.lines[i].roles or frozenset()
        family = family_of_roles(roles)
        if kept is not None:
            if kept[i]:
                continue
        elif family is None and not roles & {"footer", "aside", "button", "form"}:
            continue
        if family is None:
            family = "navigation" if (document.lines[i].link_share or 0) > 0.8 else UNCLASSIFIED
        evidence = "outside the main text" if kept is not None else "no main text found, markup only"
        if roles:
            evidence += ": in " + ", ".join(sorted(roles))
        yield Decision(i, i + 1, action_of(family), family, f"engine.{ENGINE}", VERSION, LIKELY, evidence)


def _extract(html: str) -> str | None:
    # Here, not above: it takes a quarter of a second to import, and flattened text never needs it.
    import trafilatura

    # It warns of every page that it finds nothing in; here each has decisions, and a row.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(html, include_comments=False, deduplicate=False) or None
    except (ValueError, AttributeError, TypeError, RecursionError):
        # What lxml and trafilatura raise on pages they cannot take; the markup alone decides then.
        return None


def _matched(document: Document, extracted: str) -> list[bool]:
    """Which lines stand in the extracted text, by the longest common subsequence of their tokens."""
    lines = [_tokens(line.text) for line in document.lines]
    page = [token for tokens in lines for token in tokens]
    wanted = _tokens(extracted)
    if len(page) * len(wanted) > MAX_ALIGNMENT:
        known = set(pairwise(wanted))
        return [sum(pair in known for pair in pairwise(t)) >= MATCHED_SHARE * max(1, len(t) - 1) for t in lines]
    hit = _certain(_runs(page, wanted), lines)
    ends = list(accumulate(map(len, lines)))
    return [
        bool(tokens) and sum(hit[end - len(tokens) : end]) >= MATCHED_SHARE * len(tokens)
        for tokens, end in zip(lines, ends, strict=True)
    ]


def _runs(page: list[str], wanted: list[str]) -> list[tuple[int, int]]:
    """Half-open ranges of page tokens that are matched without a gap."""
    return [
        (op.src_start, op.src_end)
        for op in LCSseq.opcodes(page, wanted)
        if op.tag == "equal"
    ]  # fmt: skip


def _certain(runs: list[tuple[int, int]], lines: list[list[str]]) -> bytearray:
    """One flag a page token: matched in a run of `RUN`, filling its line, or within `RUN` of such a match."""
    hit = bytearray(sum(map(len, lines)))
    bounds = {0, *accumulate(map(len, lines))}
    last_end = -RUN - 1
    doubtful: list[tuple[int, int]] = []
    for start, end in runs:
        fills = start in bounds and end in bounds
        if end - start >= RUN or fills or start - last_end <= RUN:
            hit[start:end] = b"\1" * (end - start)
            last_end = end
            while doubtful and start - doubtful[-1][1] <= RUN:
                a, b = doubtful.pop()
                hit[a:b] = b"\1" * (b - a)
                start = a
        else:
            doubtful.append((start, end))
    return hit


def _tokens(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
