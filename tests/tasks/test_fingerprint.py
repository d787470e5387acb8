"""What makes a run clean again what it cleaned before."""

import shutil
from importlib.metadata import version

import pytest

from tasks import fingerprint as module
from tasks.classifier.store import OWN, save
from tasks.errors import UsageError
from tasks.fingerprint import code_fingerprint, fingerprint, sources
from tasks.settings import ClassifierSettings, Settings


def of(model):
    return fingerprint(Settings(classifier=ClassifierSettings(model=str(model))))


def test_another_model_is_noticed_and_another_place_of_the_same_is_not(tmp_path):
    shutil.copytree(OWN, tmp_path / "copy")
    save(tmp_path / "other", {"words.bin": b"x"}, {})
    assert of(tmp_path / "copy") == fingerprint(Settings())
    assert of(tmp_path / "other") != fingerprint(Settings())


def test_a_folder_without_a_model_is_a_mistake(tmp_path):
    with pytest.raises(UsageError, match="no trained model is there"):
        of(tmp_path)


@pytest.mark.parametrize(
    ("path", "noticed"),
    [
        ("rules/mention.py", True),
        ("classifier/store.py", True),
        ("given_names.txt", True),
        ("places.pxd", True),
        ("training/model.py", False),
        ("report/page.py", False),
    ],
)
def test_a_changed_source_is_noticed_where_it_has_a_say(tmp_path, monkeypatch, path, noticed):
    shutil.copytree(module.Path(module.__file__).parent, tmp_path / "tasks")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "tasks" / "fingerprint.py"))
    before = code_fingerprint.__wrapped__()
    with (tmp_path / "tasks" / path).open("a") as file:
        file.write("\n")
    assert (code_fingerprint.__wrapped__() != before) == noticed


def test_every_source_that_cleans_is_covered():
    """But for stubs, which say types alone, and for the trained model, whose digest is in the key."""
    root = module.Path(module.__file__).parent
    held = [path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    parts = {path: path.relative_to(root).parts for path in held}
    silent = {"audit", "report", "training"}
    cleans = {p for p in held if parts[p][0] not in silent and parts[p][:2] != ("classifier", "artefacts")}
    built_or_typed = {path for path in cleans if path.suffix in {".so", ".c", ".pyi"}}
    assert set(sources(root)) == cleans - built_or_typed


def test_another_version_of_a_library_that_decides_is_noticed(monkeypatch):
    before = code_fingerprint.__wrapped__()
    monkeypatch.setattr(module, "version", lambda name: "99" if name == "ftfy" else version(name))
    assert code_fingerprint.__wrapped__() != before
