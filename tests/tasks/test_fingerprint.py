"""What makes a run clean again what it cleaned before."""

import shutil

import pytest

from tasks import fingerprint as module
from tasks.classifier.store import OWN, save
from tasks.errors import UsageError
from tasks.fingerprint import code_fingerprint, fingerprint
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
        ("metadata/given_names.txt", True),
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
