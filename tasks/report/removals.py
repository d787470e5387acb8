"""What each family took, counted from a version's decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from tasks.report.figures import part_batches, parts, pc
from tasks.report.words import words_and_lines

TOP_RULES = 3
"""Rules named for each family; the decisions table has the rest."""
_EXAMPLE = 120  # characters of an example: enough to recognise what it is


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule's lines and words, and the first text that it took, in the order of documents."""

    rule_id: str
    lines: int
    words: int
    example: str
    evidence: str


@dataclass(slots=True)
class FamilyFigures:
    """What one family took out of all documents, and its rules, those that took most words first.

    Lines are those of the decisions' ranges, so the blank lines between two of them count; words are by white
    space.
    """

    family: str
    dropped_lines: int = 0
    dropped_words: int = 0
    routed_lines: int = 0
    routed_words: int = 0
    documents: int = 0
    rules: list[RuleFigures] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """Lines taken, dropped and routed."""
        return self.dropped_lines + self.routed_lines

    @property
    def words(self) -> int:
        """Words taken, dropped and routed."""
        return self.dropped_words + self.routed_words


@dataclass(frozen=True, slots=True)
class Removals:
    """The families that took anything, most words first; the lines that keep-votes protected, by family."""

    families: tuple[FamilyFigures, ...]
    protected: tuple[tuple[str, int], ...]

    @property
    def words(self) -> int:
        """Words that all families took."""
        return sum(family.words for family in self.families)

    @property
    def lines(self) -> int:
        """Lines that all families took."""
        return sum(family.lines for family in self.families)


def removal_figures(version: Path) -> Removals:
    """Count over `decisions/*.parquet`."""
    rules: dict[tuple[str, str, str], dict[str, Any]] = {}
    documents: Counter[str] = Counter()
    for part in parts(version / "decisions"):
        touched: list[pa.Table] = []
        for batch in _decisions(part):
            for row in _by_rule(batch):
                _add(rules, row)
            gone = batch.filter(pc.not_equal(batch["action"], "keep"))
            touched.append(gone.group_by(["family", "doc_id"], use_threads=False).aggregate([]))
        documents.update(_documents(touched))
    return _gather(rules, documents)


def _add(rules: dict[tuple[str, str, str], dict[str, Any]], row: dict[str, Any]) -> None:
    key = (row["action"], row["family"], row["rule_id"])
    known = rules.setdefault(key, row)
    if known is not row:
        first = min(known, row, key=lambda r: (r["doc_id_first"], r["line_start_first"]))
        rules[key] = {**first, **{name: known[name] + row[name] for name in ("lines_sum", "words_sum")}}


def _decisions(part: Path) -> Iterator[pa.Table]:
    columns = ["doc_id", "line_start", "line_end", "action", "family", "rule_id", "evidence", "text"]
    for batch in part_batches(part, columns):
        words, _ = words_and_lines(batch["text"])
        lines = pc.cast(pc.subtract(batch["line_end"], batch["line_start"]), pa.int64())
        yield batch.append_column("lines", lines).append_column("words", words)


def _by_rule(batch: pa.Table) -> list[dict[str, Any]]:
    ordered = batch.sort_by([("doc_id", "ascending"), ("line_start", "ascending")])
    wanted: Any = [(name, "first") for name in ("doc_id", "line_start", "text", "evidence")]
    wanted += [("lines", "sum"), ("words", "sum")]
    grouped = ordered.group_by(["action", "family", "rule_id"], use_threads=False)
    return [row | {"text_first": _example(row["text_first"])} for row in grouped.aggregate(wanted).to_pylist()]


def _example(text: str) -> str:
    trimmed = text.strip()
    return trimmed if len(trimmed) <= _EXAMPLE else f"{trimmed[:_EXAMPLE]}…"


def _documents(touched: list[pa.Table]) -> dict[str, int]:
    """In how many documents each family took something; a document may be spread over two batches."""
    if not touched:
        return {}
    pairs = pa.concat_tables(touched).group_by(["family", "doc_id"], use_threads=False).aggregate([])
    counts = pairs.group_by("family", use_threads=False).aggregate([([], "count_all")])
    return {row["family"]: row["count_all"] for row in counts.to_pylist()}


def _gather(rules: dict[tuple[str, str, str], dict[str, Any]], documents: Mapping[str, int]) -> Removals:
    families: dict[str, FamilyFigures] = {}
    protected: dict[str, int] = {}
    for (action, name, rule_id), row in sorted(rules.items()):
        lines, words = row["lines_sum"], row["words_sum"]
        if action == "keep":
            protected[name] = protected.get(name, 0) + lines
            continue
        family = families.setdefault(name, FamilyFigures(name, documents=documents[name]))
        if action == "route":
            family.routed_lines += lines
            family.routed_words += words
        else:
            family.dropped_lines += lines
            family.dropped_words += words
        family.rules.append(RuleFigures(rule_id, lines, words, row["text_first"], row["evidence_first"]))
    for family in families.values():
        family.rules.sort(key=lambda rule: (-rule.words, rule.rule_id))
    return Removals(
        tuple(sorted(families.values(), key=lambda f: (-f.words, f.family))),
        tuple(sorted(protected.items(), key=lambda item: (-item[1], item[0]))),
    )
