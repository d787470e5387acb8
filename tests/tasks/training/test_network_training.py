"""Training the network of lines: that it learns what only other lines tell, and the same from the same rows."""

from itertools import pairwise

import numpy as np
import pytest

from tasks.training import network_training
from tasks.training.network_training import Lines, fit_network, network_scores

LINES = 30


def documents(count, seed):
    """A line is content if it stands between the line that opens and the one that closes: alone none looks like it."""
    random = np.random.default_rng(seed)
    features, labels = [], []
    for _ in range(count):
        rows = random.standard_normal((LINES, 4)).astype(np.float32)
        opens, closes = sorted(random.choice(LINES, 2, replace=False))
        rows[:, 0] = 0
        rows[opens, 0], rows[closes, 0] = 5, -5
        features.append(rows)
        labels.append((np.arange(LINES) >= opens) & (np.arange(LINES) < closes))
    sizes = np.full(count * LINES, 1 / LINES, np.float32)
    bounds = np.arange(count + 1) * LINES
    return Lines(np.concatenate(features), np.concatenate(labels).astype(np.float32), sizes, bounds)


@pytest.fixture(scope="module")
def trained():
    return fit_network(documents(400, 1))


def test_it_learns_what_the_lines_before_say(trained):
    unseen = documents(100, 2)
    right = (network_scores(trained, unseen) > 0.5) == (unseen.labels > 0.5)
    assert right.mean() > 0.97


def test_the_same_lines_give_the_same_bytes(trained):
    assert fit_network(documents(400, 1)) == trained


def test_lines_without_a_weight_teach_nothing():
    lines = documents(40, 3)
    half = np.arange(len(lines.labels)) % 2 == 0
    weights = np.where(half, lines.weights, np.float32(0))
    other = np.where(half, lines.labels, 1 - lines.labels)
    one = fit_network(Lines(lines.features, lines.labels, weights, lines.bounds))
    assert one == fit_network(Lines(lines.features, other, weights, lines.bounds))


def test_slopes_are_those_of_a_small_step(monkeypatch):
    monkeypatch.setattr(network_training, "BLIND", 0.0)
    monkeypatch.setattr(network_training, "DROPPED", 0.0)
    random = np.random.default_rng(0)
    lines = documents(3, 4)
    weights = network_training._start(lines.features, random)
    rows = network_training._standard(lines.features, weights)
    slopes = network_training._slopes(weights, Lines(rows, lines.labels, lines.weights, lines.bounds), random)

    def loss():
        file = b"".join(values.tobytes() for values in weights.values())
        scores = np.clip(network_scores(file, lines).astype(np.float64), 1e-7, 1 - 1e-7)
        losses = lines.labels * np.log(scores) + (1 - lines.labels) * np.log(1 - scores)
        return -(lines.weights * losses).sum() / 3

    for name, slope in slopes.items():
        at = np.unravel_index(np.abs(slope).argmax(), slope.shape)
        kept = weights[name][at]
        weights[name][at] = kept + np.float32(1e-2)
        above = loss()
        weights[name][at] = kept - np.float32(1e-2)
        below = loss()
        weights[name][at] = kept
        assert (above - below) / 2e-2 == pytest.approx(slope[at], rel=0.02, abs=1e-4), name


def test_every_document_is_in_one_batch_of_an_epoch():
    bounds = np.cumsum([0, 5, 700, 20, 1, 1, 300, 9, 64])
    found = list(network_training._batches(bounds, 300, np.random.default_rng(0)))
    assert sorted(np.concatenate(found).tolist()) == list(range(8))
    assert all(len(batch) for batch in found)
    assert len(found) > 1
    assert all(one.tolist() != other.tolist() for one, other in pairwise(found))
