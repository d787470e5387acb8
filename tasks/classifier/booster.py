"""Trained trees: LightGBM's models, read from their text and run without it.

`import lightgbm` takes most of a second (pandas, scikit-learn and Dask come with it where they are installed), and its
prediction takes five times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.forest import Forest, link
from tasks.errors import UsageError

_LINKED = {"cross_entropy": True, "multiclass": True, "regression": False, "lambdarank": False}
"""The objectives that Winnow trains for, and whether their sums are made probabilities."""
_NODE = np.dtype([("threshold", "<f4"), ("feature", "<u2"), ("below", "<u2")])
_LEFT = "2"
"""LightGBM's code for a number that is compared with a threshold and is never missing."""


class Booster:
    """A trained model, ready to predict.

    Raises:
        UsageError: the model's text cannot be read.
    """

    def __init__(self, model: str) -> None:
        head, *trees = model.split("\nTree=")
        try:
            said = _fields(head)
            self.classes, self.features = int(said["num_class"]), int(said["max_feature_idx"]) + 1
            self._linked = _LINKED[said["objective"].split()[0]]
            if not trees:
                raise ValueError("there are no trees")
            parts = [_tree(_fields(tree), self.features) for tree in trees]
        except (KeyError, ValueError, IndexError) as error:
            raise UsageError(f"the classifier's trees: not as LightGBM writes them ({error!r})") from None
        nodes = np.concatenate([nodes for nodes, _, _ in parts])
        leaves = np.concatenate([leaves for _, leaves, _ in parts])
        sizes = np.array([len(nodes) for nodes, _, _ in parts])
        roots = (np.cumsum(sizes) - sizes).astype(np.int32)
        depths = np.array([depth for _, _, depth in parts], np.int32)
        self._forest = Forest(nodes.view(np.uint64), leaves, roots, depths)

    def predict(self, rows: NDArray[np.float32], raw: bool = False) -> NDArray[np.float64]:
        """The prediction for every row: (n,) for one class, else (n, classes); `raw` is before the link function.

        The rows are without NaN, as those that the model was trained on were.

        Raises:
            ValueError: the rows have another number of columns than the model was trained on.
        """
        sums = self._sums(len(rows), rows.shape[1])
        rows = np.ascontiguousarray(rows, np.float32)
        self._forest.add_rows(rows, sums)
        return self._found(sums, raw)

    def predict_columns(self, columns: Sequence[NDArray[np.float32]], at: NDArray[np.int64]) -> NDArray[np.float64]:
        """As `predict`, for the rows `at` of a table that is held as its columns.

        Raises:
            ValueError: there is another number of columns than the model was trained on.
        """
        sums = self._sums(len(at), len(columns))
        self._forest.add_columns(list(columns), at, sums)
        return self._found(sums)

    def _sums(self, rows: int, features: int) -> NDArray[np.float64]:
        if features != self.features:
            raise ValueError(f"the model has {self.features} features, the rows have {features}")
        return np.zeros((rows, self.classes), np.float64)

    def _found(self, sums: NDArray[np.float64], raw: bool = False) -> NDArray[np.float64]:
        if self._linked and not raw:
            link(sums)
        return sums[:, 0] if self.classes == 1 else sums


def _fields(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.split("\n") if "=" in line)


def _tree(said: dict[str, str], features: int) -> tuple[NDArray[np.void], NDArray[np.float64], int]:
    """A tree's nodes from the root down, the values of its leaves at their places, and its depth.

    Raises:
        KeyError, ValueError, IndexError: it is not a tree of numerical features without missing values.
    """
    values = [float(value) for value in said["leaf_value"].split()]
    inner = len(values) - 1
    feature = [int(number) for number in said["split_feature"].split()] if inner else []
    left = [int(child) for child in said["left_child"].split()] if inner else []
    right = [int(child) for child in said["right_child"].split()] if inner else []
    threshold = _rounded_down(said["threshold"]) if inner else np.zeros(0, np.float32)
    if not len(feature) == len(left) == len(right) == len(threshold) == inner:
        raise ValueError("a tree's columns differ in length")
    if any(number not in range(features) for number in feature):
        raise ValueError("a tree asks for a feature that there is not")
    if inner and set(said["decision_type"].split()) != {_LEFT}:
        raise ValueError("a tree has categories or missing values")
    nodes = np.zeros(2 * inner + 1, _NODE)
    leaves = np.zeros(len(nodes), np.float64)
    # Children side by side: their numbers in the text, from 0 for splits and from -1 down for leaves, and depths.
    order, depths = [0 if inner else -1], [0]
    for at in range(len(nodes)):
        number = order[at]
        if number >= 0:
            nodes[at] = threshold[number], feature[number], len(order)
            order += [left[number], right[number]]
            depths += [depths[at] + 1] * 2
        else:
            nodes[at] = np.inf, 0, at
            leaves[at] = values[~number]
    if sorted(order) != list(range(~inner, inner)):
        raise ValueError("a tree's nodes are not of one tree")
    return nodes, leaves, max(depths)


def _rounded_down(text: str) -> NDArray[np.float32]:
    """Thresholds as the greatest float32 that is none above: a float32 is above one if it is above the other."""
    exact = np.array([float(value) for value in text.split()])
    rounded = exact.astype(np.float32)
    above = rounded.astype(np.float64) > exact
    rounded[above] = np.nextafter(rounded[above], np.float32(-np.inf))
    return rounded
