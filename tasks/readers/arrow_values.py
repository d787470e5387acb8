"""Arrow's values as Python's: how long they will be before they are made, and what cannot be made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tasks.readers.rows import decoded_fields

_ERRORS = (ValueError, OverflowError, LookupError, TypeError, pa.ArrowException)
"""What values raise that Python has no like of: a day in the year 10000, a time zone that nobody knows."""
_VIEW_WORDS = 4
"""A view is 16 bytes, the first four of them its length."""


def python_rows(batch: pa.RecordBatch) -> Iterator[Mapping[str, object]]:
    """The rows, with None for what Python cannot represent.

    Strings that are no UTF-8, which Arrow does not check, are decoded: a page later, where its encoding is found out.
    """
    try:
        yield from batch.to_pylist()
    except _ERRORS:
        columns = [_python_values(column) for column in batch.columns]
        for values in zip(*columns, strict=True):
            yield decoded_fields(dict(zip(batch.schema.names, values, strict=True)))


def _python_values(column: pa.Array) -> list[object]:
    for array in (column, as_bytes(column)):
        try:
            return array.to_pylist()
        except _ERRORS:
            continue
    return [_python_value(value) for value in column]


def _python_value(value: pa.Scalar) -> object:
    try:
        return value.as_py()
    except _ERRORS:
        return None


def as_bytes(column: pa.Array) -> pa.Array:
    """A column of strings as one of bytes; any other as it is."""
    kind = _bytes_like(column.type)
    return column if kind is None else column.cast(kind)


def _bytes_like(kind: pa.DataType) -> pa.DataType | None:
    if pa.types.is_dictionary(kind):
        value = _bytes_like(kind.value_type)
        return None if value is None else pa.dictionary(kind.index_type, value)
    if pa.types.is_string(kind):
        return pa.binary()
    if pa.types.is_large_string(kind):
        return pa.large_binary()
    return pa.binary_view() if pa.types.is_string_view(kind) else None


def is_bytes(kind: pa.DataType) -> bool:
    """Whether values are bytes, however they are stored."""
    return (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_binary_view(kind)
    )


def is_text(kind: pa.DataType) -> bool:
    """Whether values are strings, however they are stored."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


def is_shared(kind: pa.DataType) -> bool:
    """Whether rows may share the bytes of a value, so that a column's size says nothing of what it decodes to."""
    return (
        pa.types.is_dictionary(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_run_end_encoded(kind)
        or any(is_shared(kind.field(i).type) for i in range(kind.num_fields))
    )


def lengths(column: pa.Array) -> NDArray[np.int64]:
    """The bytes of every value as Python will hold it; 0 for null and for what is no string."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        # Only of the values in these rows: a dictionary may have more values than a batch has rows.
        used, places = np.unique(column.indices.drop_null().to_numpy(), return_inverse=True)
        found = np.zeros(len(column), np.int64)
        found[column.indices.is_valid().to_numpy(zero_copy_only=False)] = lengths(column.dictionary.take(used))[places]
        return found
    elif pa.types.is_string_view(kind) or pa.types.is_binary_view(kind):
        words = np.frombuffer(column.buffers()[1], np.int32)
        found = words[::_VIEW_WORDS][column.offset : column.offset + len(column)].astype(np.int64)
    elif is_text(kind) or is_bytes(kind):
        return pc.binary_length(column).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    elif pa.types.is_struct(kind):
        return sum((lengths(column.field(i)) for i in range(kind.num_fields)), np.zeros(len(column), np.int64))
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        ends = np.concatenate(([0], np.cumsum(lengths(column.values))))
        return np.diff(ends[column.offsets.to_numpy(zero_copy_only=False)])
    elif pa.types.is_run_end_encoded(kind):
        return np.full(len(column), lengths(column.values).max(initial=0))
    else:
        return np.zeros(len(column), np.int64)
    return np.where(column.is_valid().to_numpy(zero_copy_only=False), found, 0)
