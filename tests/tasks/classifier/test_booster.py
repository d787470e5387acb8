"""Trees that are read from their text predict what LightGBM itself does, to the last bit."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pytest

from tasks.classifier import booster, forest
from tasks.classifier.booster import Booster
from tasks.errors import UsageError

PARAMETERS = {"num_leaves": 4, "min_data_in_leaf": 2, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True}


@pytest.fixture(scope="module")
def rows():
    rows = np.random.default_rng(3).normal(size=(60, 4)).astype(np.float32)
    rows[::7, 1] = 0
    return rows


def train(rows, **parameters):
    labels = np.nan_to_num(rows[:, 0] + rows[:, 1]) > 0
    if parameters["objective"] == "multiclass":
        labels = labels * 1 + (rows[:, 2] > 0.5)
    return lgb.train(PARAMETERS | parameters, lgb.Dataset(rows, labels.astype(np.float32)), 5)


@pytest.mark.parametrize("objective", ["cross_entropy", "l2"])
def test_predictions_are_those_of_lightgbm(rows, objective):
    model = train(rows, objective=objective)
    booster = Booster(model.model_to_string())
    assert (booster.classes, booster.features) == (1, 4)
    assert booster.predict(rows).tolist() == model.predict(rows, num_threads=1).tolist()
    assert booster.predict(rows, raw=True).tolist() == model.predict(rows, num_threads=1, raw_score=True).tolist()
    assert len(set(booster.predict(rows).tolist())) > 3


def train_large(rows, leaves):
    parameters = PARAMETERS | {"objective": "l2", "num_leaves": leaves, "min_data_in_leaf": 1, "max_bin": 255}
    return lgb.train(parameters, lgb.Dataset(rows, rows[:, 0] * rows[:, 3] + rows[:, 2]), 3)


@pytest.mark.parametrize("leaves", [2, 31, 32])
def test_trees_of_up_to_32_leaves_are_read(rows, leaves):
    model = train_large(rows, leaves)
    assert f"num_leaves={leaves}\n" in model.model_to_string()
    more = np.random.default_rng(5).normal(size=(97, 4)).astype(np.float32)  # more than are taken at a time
    for found in (rows, more, more[:1], more[:8], more[:19], more[:25], more[:64]):
        wanted = model.predict(found, num_threads=1).tolist()
        assert Booster(model.model_to_string()).predict(found).tolist() == wanted


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """`tasks.classifier.forest` as it is built for processors that have no vectors of eight."""
    pyx = Path(booster.__file__).with_name("forest.pyx")
    folder = tmp_path_factory.mktemp("narrow")
    (folder / pyx.name).write_bytes(pyx.read_bytes())
    build = (
        "from setuptools import Extension, setup\n"
        "setup(ext_modules=[Extension('forest', ['forest.pyx'], extra_compile_args=['-O1', '-DNARROW'])])"
    )
    command = [sys.executable, "-c", build, "-q", "build_ext", "--inplace"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    spec = importlib.util.spec_from_file_location("forest", next(folder.glob("forest*.so")))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_processors_without_wide_vectors_give_the_same(rows, narrow, monkeypatch):
    assert narrow.Forest is not forest.Forest
    model = train_large(rows, 31)
    more = np.random.default_rng(5).normal(size=(97, 4)).astype(np.float32)
    monkeypatch.setattr(booster, "Forest", narrow.Forest)
    for count in (1, 8, 16, 19, 64, 65, 97):
        found = Booster(model.model_to_string()).predict(more[:count])
        assert found.tolist() == model.predict(more[:count], num_threads=1).tolist()


def test_larger_trees_are_refused(rows):
    with pytest.raises(UsageError, match="more than 32 leaves"):
        Booster(train_large(rows, 33).model_to_string())


def test_many_classes_have_a_column_each(rows):
    model = train(rows, objective="multiclass", num_class=3)
    booster = Booster(model.model_to_string())
    found = booster.predict(rows)
    assert found.shape == (60, 3)
    assert found.tolist() == model.predict(rows, num_threads=1).tolist()
    assert np.allclose(found.sum(axis=1), 1)
    assert booster.predict(rows[:0]).shape == (0, 3)


def test_rows_of_another_layout_and_type_are_the_same_rows(rows):
    booster = Booster(train(rows, objective="l2").model_to_string())
    wide = np.asfortranarray(rows.astype(np.float64))
    assert booster.predict(wide[::2]).tolist() == booster.predict(rows)[::2].tolist()


def test_rows_of_a_table_that_is_held_as_its_columns_are_the_same_rows(rows):
    booster = Booster(train(rows, objective="multiclass", num_class=3).model_to_string())
    columns = [np.ascontiguousarray(column) for column in rows.T]
    at = np.array([*range(59, -1, -1), *range(30)])  # more than are taken at a time
    assert booster.predict_columns(columns, at).tolist() == booster.predict(rows[at]).tolist()
    assert booster.predict_columns(columns, at[:0]).shape == (0, 3)
    with pytest.raises(ValueError, match="the model has 4 features, the rows have 3"):
        booster.predict_columns(columns[:3], at)


def test_no_rows_have_no_predictions(rows):
    assert Booster(train(rows, objective="l2").model_to_string()).predict(rows[:0]).shape == (0,)


@pytest.mark.parametrize("columns", [3, 5])
def test_another_number_of_columns_is_refused(rows, columns):
    booster = Booster(train(rows, objective="l2").model_to_string())
    with pytest.raises(ValueError, match=f"the model has 4 features, the rows have {columns}"):
        booster.predict(np.zeros((2, columns), np.float32))


@pytest.mark.parametrize("text", ["", "these are no trees", "tree\nversion=v4\nnum_class=1\n"])
def test_what_is_no_model_is_refused_with_the_reason(text):
    with pytest.raises(UsageError, match=r"the classifier's trees: \S.{10}"):
        Booster(text)


def test_trees_that_know_of_missing_values_are_refused(rows):
    holed = rows.copy()
    holed[::7, 1] = np.nan
    with pytest.raises(UsageError, match="categories or missing values"):
        Booster(train(holed, objective="l2").model_to_string())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("split_feature=", "split_feature=9 "),
        ("split_feature=0", "split_feature=4"),
        ("left_child=-1", "left_child=0"),
        ("right_child=", "right_child=7 "),
        ("decision_type=2", "decision_type=1"),
        ("threshold=", "threshold=x"),
        ("objective=regression", "objective=poisson"),
    ],
)
def test_trees_that_are_none_or_of_another_kind_are_refused(rows, was, now):
    text = train(rows, objective="l2").model_to_string()
    assert was in text
    with pytest.raises(UsageError, match="the classifier's trees: not as LightGBM writes them"):
        Booster(text.replace(was, now, 1))
