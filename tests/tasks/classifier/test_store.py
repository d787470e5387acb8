"""A trained model in a folder: what was saved is loaded, or the file that differs is named."""

import gzip
import json

import pytest

from tasks.classifier.store import (
    MANIFEST,
    OWN,
    check_replaceable,
    digest,
    load,
    load_file,
    model_folder,
    replace,
    save,
)
from tasks.errors import UsageError

FILES = {"blocks.txt": b"tree\n" * 500, "words.bin": bytes(range(256))}


@pytest.fixture
def model(tmp_path):
    save(tmp_path / "model", FILES, {"pages": 3})
    return tmp_path / "model"


def test_what_was_saved_is_loaded(model):
    assert load(model) == FILES
    assert json.loads((model / MANIFEST).read_text())["pages"] == 3
    assert sum(path.stat().st_size for path in model.glob("*.gz")) < sum(map(len, FILES.values()))


def test_one_file_is_loaded_and_checked_alone(model):
    (model / "blocks.txt.gz").unlink()
    assert load_file(model, "words.bin") == FILES["words.bin"]
    with pytest.raises(UsageError, match=r"blocks.txt.gz: this file of the model is missing"):
        load_file(model, "blocks.txt")


def test_a_file_that_an_older_model_lacks_is_named(model):
    assert load(model, FILES) == FILES
    says = r"model: the model that is there was trained without network.bin; train it again"
    with pytest.raises(UsageError, match=says):
        load(model, [*FILES, "network.bin"])
    with pytest.raises(UsageError, match=says):
        load_file(model, "network.bin")


def test_the_same_model_gives_the_same_bytes(model, tmp_path):
    save(tmp_path / "again", dict(reversed(FILES.items())), {"pages": 3})
    for path in model.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_the_digest_is_of_the_files_and_of_nothing_else(model, tmp_path):
    save(tmp_path / "facts", FILES, {"pages": 4})
    assert digest(tmp_path / "facts") == digest(model)
    save(tmp_path / "content", FILES | {"words.bin": b"other"}, {"pages": 3})
    save(tmp_path / "name", {"blocks.txt": FILES["blocks.txt"], "word.bin": FILES["words.bin"]}, {"pages": 3})
    assert len({digest(model), digest(tmp_path / "content"), digest(tmp_path / "name")}) == 3


def test_a_file_that_was_packed_otherwise_is_still_the_same(model):
    (model / "words.bin.gz").write_bytes(gzip.compress(FILES["words.bin"], compresslevel=1, mtime=5))
    assert load(model) == FILES


def _edit(model, **changes):
    content = json.loads((model / MANIFEST).read_text()) | changes
    (model / MANIFEST).write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda model: (model / "words.bin.gz").unlink(), "words.bin.gz: this file of the model is missing"),
        (lambda model: (model / "words.bin.gz").write_bytes(gzip.compress(b"x")), "words.bin.gz: .* not the one"),
        (lambda model: (model / "words.bin.gz").write_bytes(b"no gzip"), "words.bin.gz: .* cannot be read"),
        (
            lambda model: (model / "words.bin.gz").write_bytes(gzip.compress(FILES["words.bin"])[:99]),
            "words.bin.gz: .* cannot",
        ),
        # A gzip bomb: 100 MB of zeros that the manifest does not promise are not unpacked to the end.
        (
            lambda model: (model / "words.bin.gz").write_bytes(gzip.compress(bytes(10**8))),
            "words.bin.gz: .* not the one",
        ),
        (lambda model: (model / MANIFEST).unlink(), "no trained model is there"),
        (lambda model: (model / MANIFEST).write_text("{"), "manifest.json: not a model's manifest"),
        (lambda model: (model / MANIFEST).write_text("[]"), "manifest.json: not a model of format 1"),
        (lambda model: _edit(model, format=2), "manifest.json: not a model of format 1"),
        (lambda model: _edit(model, files=["words.bin"]), "the key 'files'"),
        (lambda model: _edit(model, files={"../words.bin": {"bytes": 1, "sha256": ""}}), "the key 'files'"),
        (lambda model: _edit(model, files={"words.bin": {"bytes": 10**12, "sha256": ""}}), "the key 'files'"),
    ],
)
def test_a_damaged_model_is_refused_by_the_name_of_what_is_wrong(model, damage, says):
    damage(model)
    with pytest.raises(UsageError, match=says):
        load(model)


def test_a_model_takes_the_place_of_another_and_of_nothing_else(model, tmp_path):
    save(tmp_path / "made", FILES | {"words.bin": b"new"}, {})
    (tmp_path / "empty").mkdir()
    for folder in (model, tmp_path / "empty", tmp_path / "nowhere"):
        check_replaceable(folder)
    replace(model, tmp_path / "made", tmp_path / "before")
    assert load(model)["words.bin"] == b"new"
    assert load(tmp_path / "before") == FILES
    (model / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"holds 'notes.txt', which no model has"):
        check_replaceable(model)
    with pytest.raises(UsageError, match="is a file"):
        check_replaceable(model / "notes.txt")


@pytest.mark.parametrize(
    ("folder", "names", "held"),
    [
        # Packed dumps, and no model among them.
        ("dumps", ["dumps/crawl.warc.gz"], "crawl.warc.gz"),
        ("dumps", ["dumps/manifest.json", "dumps/crawl.warc.gz"], "crawl.warc.gz"),
        ("dumps", ["dumps/README.md"], "no model that can be read"),
        ("dumps", ["dumps/folds/mine.txt"], "no model that can be read"),
        ("model", ["model/crawl.warc.gz"], "crawl.warc.gz"),
        ("model", ["model/folds/notes.txt"], r"notes.txt: is no model of a fold"),
        ("model", ["model/folds/0/crawl.warc.gz"], "folds/0: holds 'crawl.warc.gz'"),
    ],
)
def test_what_no_training_wrote_is_not_replaced(model, tmp_path, folder, names, held):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match=held):
        check_replaceable(tmp_path / folder)


def test_a_model_with_those_of_its_folds_is_replaced(model):
    save(model / "folds" / "0", FILES, {})
    check_replaceable(model)


def test_a_model_that_cannot_be_put_there_leaves_the_old_one(model, tmp_path):
    with pytest.raises(FileNotFoundError):
        replace(model, tmp_path / "nothing", tmp_path / "before")
    assert load(model) == FILES


def test_the_model_of_the_project_is_whole_and_small_and_says_whose_its_pages_were():
    assert model_folder("") == OWN
    assert load(OWN)
    # Those of the folds may lie beside it; they are not committed.
    assert sum(path.stat().st_size for path in OWN.glob("*") if path.is_file()) < 2 * 10**6
    check_replaceable(OWN)
    card = (OWN / "README.md").read_text(encoding="utf-8")
    assert "Murrough Foley, CC-BY-4.0" in card
