"""`winnow train` from outside: the model that it leaves, what it says, and that a run can be switched to it."""

import json

import pytest

from tasks.classifier.store import OWN, digest, load
from tests.flows.conftest import article
from tests.labelled_pages import rows, write


@pytest.fixture
def pages(tmp_path):
    return write(tmp_path / "pages.parquet", [*rows(36), rows(1)[0] | {"id": "lost", "html": None}])


def test_trains_a_model_and_a_run_switches_to_it(winnow, tmp_path, pages):
    (tmp_path / "whose.md").write_text("Invented for the tests.\n")
    done = winnow("train", "pages.parquet", "--folds", "3", "--attribution", "whose.md")
    assert "on 36 of 37 pages" in done.stdout
    assert "left out  pages.parquet: row 37, id 'lost': the column 'html' is null" in done.stdout
    model = tmp_path / "model"
    assert sorted(path.name for path in (model / "folds").iterdir()) == ["0", "1", "2"]
    assert all(load(folder) for folder in (model, *(model / "folds").iterdir()))
    assert digest(model)[:12] in done.stdout
    assert "Invented for the tests." in (model / "README.md").read_text()
    assert not list(tmp_path.glob(".model*"))

    # The same pages give the same model; it takes the place of the old one and of the models of its folds.
    first = digest(model)
    winnow("train", "pages.parquet")
    assert digest(model) == first
    assert not (model / "folds").exists()

    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(article("Harbour town votes to keep its ferry"))
    manifest = tmp_path / "clean" / "current" / "manifest.json"
    winnow("run", "raw")
    assert json.loads(manifest.read_text())["model"] == {"digest": digest(OWN), "folder": ""}
    (tmp_path / "winnow.toml").write_text('[classifier]\nmodel = "model"\n')
    assert "Published" in winnow("run", "raw").stdout
    assert json.loads(manifest.read_text())["model"] == {"digest": first, "folder": str(model)}
    assert f"model       {first[:12]}, {model}" in winnow("status").stdout
    assert first[:12] in (tmp_path / "clean" / "current" / "report" / "index.html").read_text()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("train",), "PAGES"),
        (("train", "nowhere.parquet"), "nowhere.parquet: cannot be read: No such file"),
        (("train", "notes.txt"), "notes.txt: not a Parquet file"),
        (("train", "empty.parquet"), "empty.parquet: the file is empty"),
        (("train", "pages.parquet", "--folds", "2"), "without fold 0 of 2 are of 2 sites"),
        (("train", "pages.parquet", "--folds", "1"), "'1' is not a number of 2 or more"),
        (("train", "pages.parquet", "--out", "notes.txt"), "notes.txt: is a file"),
        (("train", "pages.parquet", "--out", "."), ".: holds 'empty.parquet', which no model has"),
        (("train", "pages.parquet", "--out", "notes.txt/model"), "notes.txt is no folder"),
        (("run", "raw", "--config", "nomodel.toml"), "nothing: no trained model is there"),
    ],
)
def test_a_mistake_gets_one_line_and_exit_code_2(winnow, tmp_path, pages, args, says):
    write(tmp_path / "empty.parquet", [])
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "nomodel.toml").write_text('[classifier]\nmodel = "nothing"\n')
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(article("Harbour town votes to keep its ferry"))
    done = winnow(*args, check=2)
    # On a busy machine Prefect's client says that it is still sending its events.
    message = [line for line in done.stderr.splitlines() if not line.startswith(("usage:", "  "))]
    message = [line for line in message if "EventsWorker" not in line]
    assert len(message) == 1, done.stderr
    assert says in message[0]
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert not list(tmp_path.glob("*model"))
    assert not list(tmp_path.glob(".model*"))
