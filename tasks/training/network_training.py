"""Training the network of lines: Adam on the log loss, by slopes that are worked out here.

No library for networks: what there is here is one network of four layers, and such a library would take more to
install than all that training needs. The same rows make the same network; its loops give the same bits at any width of
a processor's registers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tasks.classifier.line_network import (
    CARRIED,
    FARTHEST,
    LAST,
    LineNetwork,
    edges,
    last_layer,
    layer,
    shapes,
)
from tasks.classifier.recurrent import logistic, multiply, run_lines, run_lines_back, standardize
from tasks.classifier.text_batch import Floats, Ints

EPOCHS = 8
BATCH_LINES, FEWEST_LINES, STEPS = 6_000, 300, 160
"""Lines of a step: so many, but no fewer than these, that an epoch has so many steps."""
RATE, WARMING = 5e-3, 100
"""Adam's rate, reached after so many steps, or a tenth of all, and falling to nothing from there on. With 2e-3 the log
loss on unseen sites is .004 higher."""
LEAST_RATE = 0.02
DECAY = 1e-3
BETAS, EPSILON = (0.9, 0.999), 1e-8
BLIND, DROPPED = 0.1, 0.2
"""Shares of the features and of the hidden numbers that are not seen in a step, another choice in each."""
STEEPEST = 1.0
"""Length that the slope of a step is cut to."""
_LONGEST_MEMORY = -4.0  # log-odds of the gates' bias, up to 0: a memory of 55 lines at first, of two at last

Weights = dict[str, Floats]


@dataclass(frozen=True)
class Lines:
    """V lines of D documents: `features` (V, F), `labels` and `weights` (V,), `bounds` (D + 1,) of the documents."""

    features: Floats
    labels: Floats
    weights: Floats
    bounds: Ints

    def at(self, documents: Ints) -> Ints:
        """The numbers of these documents' lines."""
        return np.concatenate([np.arange(self.bounds[d], self.bounds[d + 1]) for d in documents])

    def chosen(self, documents: Ints) -> Lines:
        """These documents, in this order."""
        at = self.at(documents)
        bounds = np.concatenate(([0], np.cumsum(np.diff(self.bounds)[documents])))
        return Lines(self.features[at], self.labels[at], self.weights[at], bounds)


def fit_network(lines: Lines) -> bytes:
    """The file of the network that is trained on the documents, all of which have labelled lines."""
    random = np.random.default_rng(1)
    weights = _start(lines.features, random)
    rows = _standard(lines.features, weights)
    lines = Lines(
        rows, lines.labels, lines.weights * np.float32((len(lines.bounds) - 1) / lines.weights.sum()), lines.bounds
    )
    learnt = [name for name in weights if name not in ("mean", "scale")]
    moments = {name: (np.zeros_like(weights[name]), np.zeros_like(weights[name])) for name in learnt}
    size = int(np.clip(len(rows) // STEPS, FEWEST_LINES, BATCH_LINES))
    steps = EPOCHS * max(len(rows) // size, 1)
    step = 0
    for _ in range(EPOCHS):
        for batch in _batches(lines.bounds, size, random):
            step += 1
            slopes = _slopes(weights, lines.chosen(batch), random)
            rate = RATE * min(1, step / min(WARMING, steps / 10)) * max(LEAST_RATE, 1 - step / steps)
            _adam(weights, slopes, moments, step, rate)
    return b"".join(weights[name].astype("<f4").tobytes() for name in shapes(rows.shape[1]))


def network_scores(file: bytes, lines: Lines) -> Floats:
    """What a trained network says of all lines, (V,)."""
    columns = [np.ascontiguousarray(column) for column in lines.features.T]
    return LineNetwork(file, len(columns)).score(columns, lines.bounds)


def _start(features: Floats, random: np.random.Generator) -> Weights:
    count = features.shape[1]
    weights = {name: np.zeros(shape, np.float32) for name, shape in shapes(count).items()}
    weights["scale"] += 1
    plain = _standard(features, weights, np.inf)
    weights["mean"] = plain.mean(axis=0, dtype=np.float64).astype(np.float32)
    deviation = plain.std(axis=0, dtype=np.float64)
    weights["scale"] = (1 / np.where(deviation > 1e-6, deviation, 1)).astype(np.float32)
    # He et al. 2015, half of it for the layer that runs.
    for name, spread in (("into", 1.0), ("running", 0.5), ("out", 1.0)):
        shape = weights[name].shape
        drawn = random.standard_normal(shape, dtype=np.float32)
        weights[name] = drawn * np.float32(spread * np.sqrt(2 / shape[0]))
    weights["score"] = random.standard_normal(LAST, dtype=np.float32) * np.float32(0.1)
    weights["running_bias"][: 2 * CARRIED] = np.tile(np.linspace(_LONGEST_MEMORY, 0, CARRIED), 2)
    return weights


def _standard(features: Floats, weights: Mapping[str, Floats], farthest: float = FARTHEST) -> Floats:
    out = np.empty_like(features)
    columns = [np.ascontiguousarray(column) for column in features.T]
    standardize(columns, 0, weights["mean"], weights["scale"], farthest, out)
    return out


def _batches(bounds: Ints, size: int, random: np.random.Generator) -> Iterator[Ints]:
    """All documents in a random order, in groups of about `size` lines."""
    order = random.permutation(len(bounds) - 1)
    group = np.cumsum(np.diff(bounds)[order]) // size
    yield from np.split(order, np.flatnonzero(np.diff(group)) + 1)


def _slopes(own: Weights, batch: Lines, random: np.random.Generator) -> Weights:
    """The slope of the mean loss of the documents by every weight."""
    first, last = edges(batch.bounds)
    rows = batch.features * _seen(batch.features.shape, BLIND, random)
    hidden = np.maximum(layer(rows, own["into"], own["into_bias"]), 0)
    seen = _seen(hidden.shape, DROPPED, random)
    shown = hidden * seen
    running = layer(shown, own["running"], own["running_bias"])
    gates, candidates = (np.ascontiguousarray(half) for half in np.hsplit(running, 2))
    logistic(gates.reshape(-1))
    states = np.empty_like(gates)
    run_lines(gates, candidates, first, last, states)
    seen_both = _seen(hidden.shape, DROPPED, random)
    both = (hidden + states) * seen_both
    seen_last = _seen((len(rows), LAST), DROPPED, random)
    above = layer(both, own["out"], own["out_bias"])
    kept = np.maximum(above, 0) * seen_last
    scores = last_layer(kept, own["score"], own["score_bias"])
    logistic(scores)

    slopes: Weights = {}
    of_score = (scores - batch.labels) * batch.weights / np.float32(len(batch.bounds) - 1)
    slopes["score"], slopes["score_bias"] = (kept * of_score[:, None]).sum(axis=0), of_score.sum(keepdims=True)
    of_out = of_score[:, None] * own["score"] * seen_last * (above > 0)
    slopes["out"], slopes["out_bias"] = _times(both.T, of_out), of_out.sum(axis=0)
    of_hidden = _times(of_out, own["out"].T) * seen_both
    of_gates, of_candidates = np.empty_like(gates), np.empty_like(gates)
    run_lines_back(gates, candidates, states, of_hidden, first, last, of_gates, of_candidates)
    of_running = np.hstack([of_gates * gates * (1 - gates), of_candidates])
    slopes["running"], slopes["running_bias"] = _times(shown.T, of_running), of_running.sum(axis=0)
    of_hidden = (of_hidden + _times(of_running, own["running"].T) * seen) * (hidden > 0)
    slopes["into"], slopes["into_bias"] = _times(rows.T, of_hidden), of_hidden.sum(axis=0)
    return slopes


def _seen(shape: tuple[int, ...], dropped: float, random: np.random.Generator) -> Floats:
    """0 for a random share, and so much more than 1 for the others that the sum stays the same."""
    return (random.random(shape, dtype=np.float32) >= dropped).astype(np.float32) / np.float32(1 - dropped)


def _times(one: Floats, other: Floats) -> Floats:
    out = np.empty((one.shape[0], other.shape[1]), np.float32)
    multiply(one, np.ascontiguousarray(other), out)
    return out


def _adam(
    weights: Weights, slopes: Weights, moments: Mapping[str, tuple[Floats, Floats]], step: int, rate: float
) -> None:
    """A step of Adam (Kingma and Ba 2015), with the decay of matrices apart (Loshchilov and Hutter 2019)."""
    length = float(np.sqrt(sum(float(np.square(slope, dtype=np.float64).sum()) for slope in slopes.values())))
    cut = np.float32(min(1, STEEPEST / max(length, 1e-9)))
    even = np.float32(rate / (1 - BETAS[0] ** step))
    spread = np.float32(1 / (1 - BETAS[1] ** step))
    for name, slope in slopes.items():
        mean, square = moments[name]
        mean += np.float32(1 - BETAS[0]) * (slope * cut - mean)
        square += np.float32(1 - BETAS[1]) * (np.square(slope * cut) - square)
        if weights[name].ndim > 1:
            weights[name] *= np.float32(1 - rate * DECAY)
        weights[name] -= even * mean / (np.sqrt(square * spread) + np.float32(EPSILON))
