"""The network of lines: its loops against numpy, and that a document's scores are its own."""

from itertools import pairwise

import numpy as np
import pytest

from tasks.classifier.line_network import CARRIED, HIDDEN, LAST, LineNetwork, edges, shapes
from tasks.classifier.recurrent import TILE, WIDEST, logistic, multiply, run_lines, run_lines_back, standardize
from tasks.errors import UsageError

FEATURES = 7
RANDOM = np.random.default_rng(1)


def drawn(*shape):
    return RANDOM.standard_normal(shape, dtype=np.float32)


WEIGHTS = {name: drawn(*shape) / 4 for name, shape in shapes(FEATURES).items()}
FILE = b"".join(WEIGHTS[name].tobytes() for name in shapes(FEATURES))


def compressed(values):
    """sign(x) log2(1 + |x|), a straight line between powers of two."""
    exponent = np.floor(np.log2(1 + np.abs(values)))
    return np.sign(values) * (exponent + (1 + np.abs(values)) / 2**exponent - 1)


def expected(rows, bounds):
    """The scores by the definition, line after line."""
    w = {name: value.astype(np.float64) for name, value in WEIGHTS.items()}
    rows = np.clip((compressed(rows.astype(np.float64)) - w["mean"]) * w["scale"], -4, 4)
    scores = []
    for start, end in pairwise(bounds):
        hidden = np.maximum(rows[start:end] @ w["into"] + w["into_bias"], 0)
        running = hidden @ w["running"] + w["running_bias"]
        gates, candidates = 1 / (1 + np.exp(-running[:, : 2 * CARRIED])), running[:, 2 * CARRIED :]
        states = np.zeros_like(gates)
        for way, half in ((1, slice(0, CARRIED)), (-1, slice(CARRIED, None))):
            state = np.zeros(CARRIED)
            for line in range(end - start)[::way]:
                state = (1 - gates[line, half]) * state + gates[line, half] * candidates[line, half]
                states[line, half] = state
        last = np.maximum((hidden + states) @ w["out"] + w["out_bias"], 0)
        scores.append(1 / (1 + np.exp(-(last @ w["score"] + w["score_bias"]))))
    return np.concatenate(scores)


def score(rows, bounds):
    columns = [np.ascontiguousarray(column) for column in rows.T]
    return LineNetwork(FILE, FEATURES).score(columns, np.array(bounds))


def test_scores_are_those_of_the_definition():
    rows, bounds = drawn(2500, FEATURES) * 9, [0, 3, 3, 1400, 2499, 2500]
    assert np.allclose(score(rows, bounds), expected(rows, bounds), atol=1e-5)


@pytest.mark.parametrize("before", [0, 1, 5, 1023])
def test_a_document_has_the_same_scores_in_any_batch(before):
    rows = drawn(before + 61 + 10, FEATURES)
    alone = score(rows[before : before + 61], [0, 61])
    assert np.array_equal(score(rows, [0, before, before + 61, before + 71])[before : before + 61], alone)


def test_what_a_line_says_is_heard_from_far_below_and_above():
    rows = drawn(40, FEATURES)
    other = rows.copy()
    other[20] += 3
    assert (score(rows, [0, 40]) != score(other, [0, 40])).sum() > 20
    assert np.array_equal(score(rows, [0, 20, 40])[:20], score(other, [0, 20, 40])[:20])


def test_any_feature_gives_a_number():
    rows = np.array([[0, 3e38, -3e38, 1e-30, 5, -7, 1]], np.float32)
    assert np.isfinite(score(rows, [0, 1])).all()


def test_no_lines_have_no_scores():
    assert len(score(np.zeros((0, FEATURES), np.float32), [0, 0])) == 0


def test_a_file_of_another_network_is_refused():
    with pytest.raises(UsageError, match="none of 8 features"):
        LineNetwork(FILE, FEATURES + 1)


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 7, 64])
def test_products_are_numpys(rows):
    one, other = drawn(rows, 13), drawn(13, 2 * TILE)
    out = np.full((rows, 2 * TILE), np.nan, np.float32)
    multiply(one, other, out)
    assert np.allclose(out, one @ other, atol=1e-5)
    multiply(np.asfortranarray(one), other, out)
    assert np.allclose(out, one @ other, atol=1e-5)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="shapes"):
        multiply(drawn(2, 3), drawn(4, TILE), drawn(2, TILE))
    with pytest.raises(ValueError, match="shapes"):
        multiply(drawn(2, 3), drawn(3, TILE - 1), drawn(2, TILE - 1))
    with pytest.raises(ValueError, match="too few rows"):
        standardize([drawn(3)], 1, drawn(1), drawn(1), 4.0, drawn(3, 1))
    wide = 2 * WIDEST + 2
    flags = np.zeros(1, np.uint8)
    with pytest.raises(ValueError, match="widths"):
        run_lines(drawn(1, wide), drawn(1, wide), flags, flags, drawn(1, wide))


def test_the_logistic_function_is_right_to_seven_digits():
    values = np.linspace(-40, 40, 4001, dtype=np.float32)
    found = values.copy()
    logistic(found)
    assert np.allclose(found, 1 / (1 + np.exp(-np.clip(values, -30, 30).astype(np.float64))), atol=1e-7)


def test_slopes_of_the_states_are_those_of_a_small_step():
    first, last = edges(np.array([0, 4, 9]))
    gates, candidates, slope = 1 / (1 + np.exp(-drawn(9, 4))), drawn(9, 4), drawn(9, 4)

    def total(gates, candidates):
        states = np.empty((9, 4), np.float32)
        run_lines(gates, candidates, first, last, states)
        return float((states.astype(np.float64) * slope).sum()), states

    of_gates, of_candidates = np.empty((9, 4), np.float32), np.empty((9, 4), np.float32)
    states = total(gates, candidates)[1]
    run_lines_back(gates, candidates, states, slope, first, last, of_gates, of_candidates)
    for values, slopes in ((gates, of_gates), (candidates, of_candidates)):
        for at in np.ndindex(9, 4):
            kept = values[at]
            values[at] = kept + 1e-2
            above = total(gates, candidates)[0]
            values[at] = kept - 1e-2
            below = total(gates, candidates)[0]
            values[at] = kept
            assert (above - below) / 2e-2 == pytest.approx(slopes[at], abs=2e-3)


def test_the_sizes_suit_the_loops():
    assert HIDDEN % TILE == LAST % TILE == (4 * CARRIED) % TILE == 0
    assert 2 * CARRIED == HIDDEN
