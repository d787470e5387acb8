"""A small recurrent network over the lines of a document: what the lines before and after say of each.

Trees see a line's neighbours by sums that somebody thought of; this learns what to carry from line to line. Its
layer that runs, in both directions, is a minimal gated unit (minGRU: Feng et al. 2024, "Were RNNs All We Needed?"):
gates and candidates depend on a line alone, so that they are made for all lines at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.recurrent import logistic, multiply, run_lines, standardize
from tasks.classifier.text_batch import Floats, Ints
from tasks.errors import UsageError

Edges = NDArray[np.uint8]

HIDDEN, CARRIED, LAST = 64, 32, 32
"""Numbers that a line is made to, that each direction carries, and from which the score is made. With half of the first
two the log loss on unseen sites is .003 higher, with half as much again the same."""
FARTHEST = 4.0
"""Standard deviations beyond which a feature tells no more."""
_CHUNK = 1024  # lines whose numbers stay in the processor's cache


def shapes(features: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a network for so many features, in the order in which its file has them.

    `mean` and `scale` are of the features, small beside large (`standardize`); weights are (from, to). Of the layer
    that runs the first half of the columns are gates, the other candidates, each of both directions.
    """
    return {
        "mean": (features,),
        "scale": (features,),
        "into": (features, HIDDEN),
        "into_bias": (HIDDEN,),
        "running": (HIDDEN, 4 * CARRIED),
        "running_bias": (4 * CARRIED,),
        "out": (HIDDEN, LAST),
        "out_bias": (LAST,),
        "score": (LAST,),
        "score_bias": (1,),
    }


def edges(bounds: Ints) -> tuple[Edges, Edges]:
    """Which lines begin a document and which end one, (V,) each, of documents that begin at `bounds` (D + 1,)."""
    first, last = np.zeros(bounds[-1], np.uint8), np.zeros(bounds[-1], np.uint8)
    full = bounds[1:] > bounds[:-1]
    first[bounds[:-1][full]] = 1
    last[bounds[1:][full] - 1] = 1
    return first, last


class LineNetwork:
    """A trained network, ready to score.

    Raises:
        UsageError: the file is not one of a network for so many features.
    """

    def __init__(self, file: bytes, features: int) -> None:
        sizes = {name: int(np.prod(shape)) for name, shape in shapes(features).items()}
        if len(file) != 4 * sum(sizes.values()):
            raise UsageError(f"the network of lines: {len(file)} bytes are none of {features} features")
        values = np.frombuffer(file, "<f4").astype(np.float32)
        starts = np.cumsum([0, *sizes.values()])
        self._weights: Mapping[str, Floats] = {
            name: values[a:b].reshape(shape)
            for (a, b), (name, shape) in zip(pairwise(starts), shapes(features).items(), strict=True)
        }

    def score(self, columns: Sequence[Floats], bounds: Ints) -> Floats:
        """The probability that a line is content, (V,), from its features as columns (V,) each.

        `bounds` (D + 1,) are where the documents begin. A document's scores do not depend on the others'.
        """
        own, count, features = self._weights, int(bounds[-1]), list(columns)
        hidden = np.empty((count, HIDDEN), np.float32)
        gates, candidates = (np.empty((count, 2 * CARRIED), np.float32) for _ in range(2))
        for start in range(0, count, _CHUNK):
            chunk = slice(start, min(start + _CHUNK, count))
            rows = np.empty((chunk.stop - start, len(features)), np.float32)
            standardize(features, start, own["mean"], own["scale"], FARTHEST, rows)
            hidden[chunk] = np.maximum(layer(rows, own["into"], own["into_bias"]), 0)
            running = layer(hidden[chunk], own["running"], own["running_bias"])
            gates[chunk], candidates[chunk] = running[:, : 2 * CARRIED], running[:, 2 * CARRIED :]
        logistic(gates.reshape(-1))
        states = np.empty_like(gates)
        run_lines(gates, candidates, *edges(bounds), states)
        scores = np.empty(count, np.float32)
        for start in range(0, count, _CHUNK):
            chunk = slice(start, min(start + _CHUNK, count))
            last = np.maximum(layer(hidden[chunk] + states[chunk], own["out"], own["out_bias"]), 0)
            scores[chunk] = last_layer(last, own["score"], own["score_bias"])
        logistic(scores)
        return scores


def layer(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """`rows` (n, from) times `weights` (from, to), and `bias` (to,)."""
    out = np.empty((len(rows), weights.shape[1]), np.float32)
    multiply(rows, weights, out)
    out += bias
    return out


def last_layer(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """The sum of each row (n, from) by `weights` (from,), and `bias` (1,): (n,), added up from left to right."""
    return np.add.accumulate(rows * weights, axis=1)[:, -1] + bias
