"""The staged decisions as the audit sees them: all rows, or the few that speak for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tasks.audit.tables import wide
from tasks.dataset.part import parts

_FRAME_ROWS = 250_000
"""Decisions from which a frame is closed. A page has fifty: all at once they would take most of 16 kB a page."""
NAMES = ("action", "family", "known_document", "overlaps")
"""Columns of which every value has a row among the extremes."""
NUMBERS = ("line_start", "rule_version", "score")
"""Columns of which the least and the largest value have."""
_OF_NAMES = (
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_match_regex",
    "expect_column_values_to_not_be_null",
)
_OF_NUMBERS = "expect_column_values_to_be_between"
_OF_RANGES = "expect_column_pair_values_a_to_be_greater_than_b"


def decided_by_extremes(expectation: Mapping[str, Any]) -> bool:
    """Whether what holds for the extremes holds for all rows."""
    kind, kwargs = expectation["type"], expectation["kwargs"]
    if kind in _OF_NAMES:
        return kwargs.keys() <= {"column", "value_set", "regex"} and kwargs["column"] in NAMES
    if kind == _OF_NUMBERS:
        return kwargs.keys() <= {"column", "min_value", "max_value"} and kwargs["column"] in NUMBERS
    return kind == _OF_RANGES and kwargs == {"column_A": "line_end", "column_B": "line_start"}


def extremes(stage: Path) -> pd.DataFrame:
    """Rows of the decisions, some dozens, that hold every name, the least and largest numbers and the shortest range.

    Great Expectations takes a second and a half for a million decisions, for these none that could be measured.
    """
    found = [_extremes(_compared(path)) for path in parts(stage / "decisions")]
    return _frame([_extremes(pa.concat_tables(found).unify_dictionaries())] if found else [])


def decisions(stage: Path) -> Iterator[pd.DataFrame]:
    """All of them, in frames of `_FRAME_ROWS` and the rest of a part."""
    held: list[pa.Table] = []
    for path in parts(stage / "decisions"):
        held.append(_compared(path))
        if sum(map(len, held)) >= _FRAME_ROWS:
            yield _frame(held)
            held = []
    if held:
        yield _frame(held)


def _frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame()
    return wide(pa.concat_tables(tables).unify_dictionaries()).to_pandas(split_blocks=True, self_destruct=True)


def _extremes(part: pa.Table) -> pa.Table:
    """Those rows of a part, or of the extremes of several."""
    found: set[int] = set()
    for name in NAMES:
        found.update(_first_of_each(part[name].combine_chunks()))
    length = pc.subtract(part["line_end"], part["line_start"])
    for values in (length, *(part[name] for name in NUMBERS)):
        span = pc.min_max(values)
        found.update(pc.index(values, span[end]).as_py() for end in ("min", "max") if span[end].is_valid)
    return part.take(pa.array(sorted(found - {-1}), pa.int64()))


def _first_of_each(column: pa.Array) -> list[int]:
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    return [int(row) for row in np.unique(codes, return_index=True)[1]]


def _compared(path: Path) -> pa.Table:
    """The decisions of a part, each with what the rows and tables around it say of it; a document's stand together."""
    columns = ["doc_id", "line_start", "line_end", "action", "family", "rule_version", "score"]
    # With the names as numbers: there are fifty rows a page.
    with pq.ParquetFile(path, read_dictionary=["doc_id", "action", "family"]) as file:
        part = file.read(columns=columns, use_threads=False).unify_dictionaries().combine_chunks()
    if not _in_order(part):
        part = part.take(pa.array(np.lexsort((_array(part["line_start"]), _codes(part["doc_id"])))))
    overlaps = np.zeros(len(part), bool)
    overlaps[1:] = _same_document(part) & (_array(part["line_start"])[1:] < _array(part["line_end"])[:-1])
    ids = part["doc_id"].combine_chunks()
    with pq.ParquetFile(path.parents[1] / "documents" / path.name) as file:
        published = file.read(columns=["doc_id"], use_threads=False)["doc_id"]
    known = pc.is_in(ids.dictionary, published.combine_chunks()).take(ids.indices)
    return part.append_column("known_document", known).append_column("overlaps", pa.array(overlaps))


def _in_order(part: pa.Table) -> bool:
    """Whether the rows of each document are one stretch, by their first lines."""
    if not len(part):
        return True
    codes, same = _codes(part["doc_id"]), _same_document(part)
    stretches = len(part) - np.count_nonzero(same)
    ascending = not (same & (np.diff(_array(part["line_start"])) < 0)).any()
    return bool(ascending and stretches == np.count_nonzero(np.bincount(codes)))


def _same_document(part: pa.Table) -> NDArray[np.bool_]:
    """Of every row but the first, whether it is of the document of the row before."""
    codes = _codes(part["doc_id"])
    return codes[1:] == codes[:-1]


def _codes(column: pa.ChunkedArray) -> NDArray[np.int32]:
    return _array(column.combine_chunks().indices)


def _array(column: pa.Array | pa.ChunkedArray) -> NDArray[Any]:
    return column.to_numpy()
