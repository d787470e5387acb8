"""How many words and lines texts have, told from a column of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tasks.report.counting import count_texts


def words_and_lines(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """The words of every text of a column of strings, by white space, and its lines that are not blank.

    A text that is not there has none.
    """
    counts = np.zeros((2, len(column)), np.int64)
    done = 0
    for chunk in column.chunks:
        count_texts(*bytes_of(chunk), counts[:, done : done + len(chunk)])
        done += len(chunk)
    return pa.array(counts[0]), pa.array(counts[1])


def bytes_of(texts: pa.StringArray) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Where each of N texts begins and the last one ends (N + 1,), and the UTF-8 in which they do."""
    _, offsets, data = texts.buffers()
    if not len(texts) or offsets is None or data is None:
        return np.zeros(len(texts) + 1, np.int32), np.zeros(0, np.uint8)
    return np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1], np.frombuffer(data, np.uint8)
