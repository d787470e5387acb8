"""Trained trees: LightGBM's models, read from their text and run without it.

`import lightgbm` takes most of a second (pandas, scikit-learn and Dask come with it where they are installed), and its
prediction takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.forest import LEAVES, Forest, link
from tasks.errors import UsageError

_LINKED = {"cross_entropy": True, "multiclass": True, "regression": False, "lambdarank": False}
"""The objectives that Winnow trains for, and whether their sums are made probabilities."""
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
        thresholds, kept, features, leaves = zip(*parts, strict=True)
        starts = np.cumsum([0, *map(len, thresholds)], dtype=np.int32)
        # One more, so that trees without a split have an address, too.
        self._forest = Forest(
            np.concatenate([*thresholds, np.zeros(1, np.float32)]),
            np.concatenate([*kept, np.zeros(1, np.uint32)]),
            np.concatenate([*features, np.zeros(1, np.int32)]),
            starts,
            np.stack(leaves),
        )

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


def _tree(
    said: dict[str, str], features: int
) -> tuple[NDArray[np.float32], NDArray[np.uint32], NDArray[np.int32], NDArray[np.float64]]:
    """A tree's splits and leaves as `Forest` has them: thresholds, kept leaves, features; values, zeros behind them.

    Raises:
        KeyError, ValueError, IndexError: it is not a tree of numerical features without missing values, or too large.
    """
    values = [float(value) for value in said["leaf_value"].split()]
    inner = len(values) - 1
    feature = [int(number) for number in said["split_feature"].split()] if inner else []
    left = [int(child) for child in said["left_child"].split()] if inner else []
    right = [int(child) for child in said["right_child"].split()] if inner else []
    threshold = _rounded_down(said["threshold"]) if inner else np.zeros(0, np.float32)
    if not len(feature) == len(left) == len(right) == len(threshold) == inner:
        raise ValueError("a tree's columns differ in length")
    if inner >= LEAVES:
        raise ValueError(f"a tree has more than {LEAVES} leaves")
    if any(number not in range(features) for number in feature):
        raise ValueError("a tree asks for a feature that there is not")
    if inner and set(said["decision_type"].split()) != {_LEFT}:
        raise ValueError("a tree has categories or missing values")
    places = _places(left, right)
    leaves = np.zeros(LEAVES, np.float64)
    for number, place in places.items():
        if number < 0:
            leaves[place] = values[~number]
    # All leaves but those from the first one below the left child to the first below the right one.
    taken = [(1 << places[b]) - (1 << places[a]) for a, b in zip(left, right, strict=True)]
    kept = np.array([~leaf & 0xFFFFFFFF for leaf in taken], np.uint32)
    return threshold, kept, np.array(feature, np.int32), leaves


def _places(left: Sequence[int], right: Sequence[int]) -> dict[int, int]:
    """How many leaves stand to the left of each node, by its number in the text: from 0 for splits, from -1 down for
    leaves.

    Raises:
        ValueError, IndexError: they are not the nodes of one tree.
    """
    places: dict[int, int] = {}
    passed, waiting = 0, [0 if left else -1]
    while waiting:
        number = waiting.pop()
        if number in places:
            raise ValueError("a tree's node is below two others")
        places[number] = passed
        if number >= 0:
            waiting += [right[number], left[number]]
        else:
            passed += 1
    if sorted(places) != list(range(-len(left) - 1, len(left))):
        raise ValueError("a tree's nodes are not of one tree")
    return places


def _rounded_down(text: str) -> NDArray[np.float32]:
    """Thresholds as the greatest float32 that is none above: a float32 is above one if it is above the other."""
    exact = np.array([float(value) for value in text.split()])
    rounded = exact.astype(np.float32)
    above = rounded.astype(np.float64) > exact
    rounded[above] = np.nextafter(rounded[above], np.float32(-np.inf))
    return rounded
