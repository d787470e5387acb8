"""Trees as LightGBM writes them, without what nobody reads: that is half of their text."""

from __future__ import annotations

import lightgbm as lgb

_UNREAD = ("leaf_weight=", "leaf_count=", "internal_value=", "internal_weight=", "internal_count=", "tree_sizes=")
"""Lines on how many rows came where and what was expected of them there; the last says how long the others are."""


def text_of(model: lgb.Booster) -> str:
    """The text of a model, which LightGBM reads, too: the same predictions, the same gains of features."""
    lines = model.model_to_string().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_UNREAD))
