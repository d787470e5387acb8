"""How many words and lines texts have, told from a column of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from tasks.dataset.text_bytes import bytes_of
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
