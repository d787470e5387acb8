"""The linear model over words: fitted by L-BFGS on soft labels, its weights rounded to a byte each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize

from tasks.classifier.text_batch import Floats
from tasks.classifier.text_ngrams import BUCKETS, ngrams
from tasks.training.text_corpus import Part

PENALTY = 6e-6
"""Of the sum of squared weights; of 1e-6, 3e-6 and 1e-5, the second was best on text of whole pages and the third on
main content."""
ITERATIONS = 60


@dataclass(frozen=True)
class WordWeights:
    """Weights (`BUCKETS`,) in units of `scale`, and the log-odds of a line without any."""

    weights: NDArray[np.int8]
    scale: float
    bias: float


def word_matrix(part: Part) -> sparse.csr_matrix:
    """The n-grams of every line, (V, `BUCKETS`), each one over the root of their number in the line."""
    rows, columns, at = [], [], 0
    for batch in part.batches:
        buckets, line = ngrams(batch.tokens)
        columns.append(buckets)
        rows.append(line + at)
        at += len(batch.document)
    row, column = np.concatenate(rows), np.concatenate(columns)
    number = np.bincount(row, minlength=at)
    return sparse.csr_matrix((1 / np.sqrt(number[row]), (row, column)), shape=(at, BUCKETS), dtype=np.float32)


def fit_words(matrix: sparse.csr_matrix, labels: Floats, weights: Floats) -> WordWeights:
    """Logistic regression of the labels on the n-grams."""
    share = (weights / weights.sum()).astype(np.float64)
    transposed = matrix.T.tocsr()

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = matrix @ values[:-1].astype(np.float32) + values[-1]
        slope = share * (1 / (1 + np.exp(-odds)) - labels)
        gradient = np.append(transposed @ slope.astype(np.float32) + 2 * PENALTY * values[:-1], slope.sum())
        entropy = (share * (np.logaddexp(0, odds) - labels * odds)).sum()
        return float(entropy + PENALTY * (values[:-1] ** 2).sum()), gradient

    found = minimize(loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
    # Six digits: sums in another order, as on another number of cores, differ behind them.
    scale, bias = (float(f"{value:.6g}") for value in (np.abs(found[:-1]).max() / 127, found[-1]))
    return WordWeights(np.rint(np.clip(found[:-1] / scale, -127, 127)).astype(np.int8), scale, bias)
