"""The text of trees without what nobody reads is read as before, by LightGBM and by ours."""

import lightgbm as lgb
import numpy as np

from tasks.classifier.booster import Booster
from tasks.training.tree_text import text_of


def test_half_of_the_text_says_all_that_is_read():
    rows = np.random.default_rng(3).normal(size=(400, 4)).astype(np.float32)
    parameters = {"objective": "cross_entropy", "num_leaves": 15, "verbose": -1, "num_threads": 1, "seed": 1}
    model = lgb.train(parameters, lgb.Dataset(rows, (rows[:, 0] * rows[:, 1] > 0).astype(np.float32)), 20)
    text = text_of(model)
    assert len(text) < 0.7 * len(model.model_to_string())
    again = lgb.Booster(model_str=text)
    assert again.predict(rows).tolist() == model.predict(rows).tolist()
    assert Booster(text).predict(rows).tolist() == model.predict(rows, num_threads=1).tolist()
    for kind in ("gain", "split"):
        assert again.feature_importance(kind).tolist() == model.feature_importance(kind).tolist()
    assert again.params["num_leaves"] == 15
