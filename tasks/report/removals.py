"""What each family took, counted from a version's decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tasks.dataset.part import parts
from tasks.report.figures import BATCH_ROWS, pc
from tasks.report.words import words_and_lines

TOP_RULES = 3
"""Rules named for each family; the decisions table has the rest."""
_RULE = ["action", "family", "rule_id"]
_SUMS = ("lines", "words", "visible")
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

    Lines are those of the decisions' ranges, so the blank lines between two of them count, but for `visible_lines`;
    words are by white space.
    """

    family: str
    dropped_lines: int = 0
    dropped_words: int = 0
    routed_lines: int = 0
    routed_words: int = 0
    visible_lines: int = 0
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

    @property
    def visible_lines(self) -> tuple[tuple[str, int], ...]:
        """How many lines each family took that are not blank, most first."""
        lines = [(family.family, family.visible_lines) for family in self.families]
        return tuple(sorted(lines, key=lambda row: (-row[1], row[0])))


def removal_figures(version: Path) -> Removals:
    """Count over `decisions/*.parquet`."""
    rules: dict[tuple[str, str, str], dict[str, Any]] = {}
    documents: Counter[str] = Counter()
    for part in parts(version / "decisions"):
        touched: list[pa.Table] = []
        for batch in _decisions(part):
            for row in _by_rule(batch):
                _add(rules, row)
            touched.append(_touched(batch))
        documents.update(_documents(touched))
    return _gather(rules, documents)


def _add(rules: dict[tuple[str, str, str], dict[str, Any]], row: dict[str, Any]) -> None:
    key = (row["action"], row["family"], row["rule_id"])
    known = rules.setdefault(key, row)
    if known is not row:
        first = min(known, row, key=lambda r: (r["doc_id"], r["line_start"]))
        rules[key] = {**first, **{name: known[name] + row[name] for name in _SUMS}}


def _decisions(part: Path) -> Iterator[pa.RecordBatch]:
    """The decisions of a part, some rows of a row group at a time, which is in the order of documents and lines."""
    # With all but the texts as numbers: as strings they take five times as long to read.
    names = ["doc_id", "action", "family", "rule_id", "evidence"]
    with pq.ParquetFile(part, read_dictionary=names) as file:
        for group in range(file.num_row_groups):
            yield from file.iter_batches(
                BATCH_ROWS, row_groups=[group], columns=[*names, "line_start", "line_end", "text"], use_threads=False
            )


def _by_rule(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """The sums of every rule, and of its first decision what is shown."""
    words, visible = words_and_lines(pa.chunked_array([batch["text"]]))
    rank, order = _ranks(batch)
    counted = pa.table(
        {name: batch[name] for name in _RULE}
        | {
            "rank": rank,
            "lines": pc.cast(pc.subtract(batch["line_end"], batch["line_start"]), pa.int64()),
            "words": words,
            "visible": visible,
        }
    )
    found = counted.group_by(_RULE, use_threads=False).aggregate([("rank", "min"), *((name, "sum") for name in _SUMS)])
    first = batch.select(["doc_id", "line_start", "text", "evidence", *_RULE]).take(
        order.take(found["rank_min"].combine_chunks())
    )
    sums = zip(*(found[f"{name}_sum"].to_pylist() for name in _SUMS), strict=True)
    return [
        row | {"text": _example(row["text"])} | dict(zip(_SUMS, values, strict=True))
        for row, values in zip(first.to_pylist(), sums, strict=True)
    ]


def _ranks(batch: pa.RecordBatch) -> tuple[pa.Array, pa.Array]:
    """The place (N,) of each row in the order of documents and lines, and the row (N,) at each place."""
    ids, at = batch["doc_id"], pa.array(range(len(batch)), pa.int64())
    step, line = np.diff(ids.indices.to_numpy()), np.diff(batch["line_start"].to_numpy())
    names = ids.dictionary
    sorted_names = pc.all(pc.less(names[:-1], names[1:])).as_py() is not False
    if sorted_names and ((step > 0) | ((step == 0) & (line >= 0))).all():
        return at, at
    keys = pa.table({"doc_id": ids.cast(pa.string()), "line_start": batch["line_start"], "at": at})
    order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names])
    return pc.sort_indices(order), order


def _example(text: str) -> str:
    trimmed = text.strip()
    return trimmed if len(trimmed) <= _EXAMPLE else f"{trimmed[:_EXAMPLE]}…"


def _touched(batch: pa.RecordBatch) -> pa.Table:
    """The families and the documents that they took something of, each pair once."""
    keys = ["action", "family", "doc_id"]
    pairs = pa.Table.from_batches([batch.select(keys)]).group_by(keys, use_threads=False).aggregate([])
    plain = pairs.cast(pa.schema([(name, pa.string()) for name in keys]))
    return plain.filter(pc.not_equal(plain["action"], "keep")).select(keys[1:])


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
        lines, words = row["lines"], row["words"]
        if action == "keep":
            protected[name] = protected.get(name, 0) + lines
            continue
        family = families.setdefault(name, FamilyFigures(name, documents=documents[name]))
        family.visible_lines += row["visible"]
        if action == "route":
            family.routed_lines += lines
            family.routed_words += words
        else:
            family.dropped_lines += lines
            family.dropped_words += words
        family.rules.append(RuleFigures(rule_id, lines, words, row["text"], row["evidence"]))
    for family in families.values():
        family.rules.sort(key=lambda rule: (-rule.words, rule.rule_id))
    return Removals(
        tuple(sorted(families.values(), key=lambda f: (-f.words, f.family))),
        tuple(sorted(protected.items(), key=lambda item: (-item[1], item[0]))),
    )
