"""Training, for real: small models of invented pages, which then clean a page of a site they did not see."""

import json
import re
from collections import Counter

import pytest

from tasks.classifier.html_classifier import HtmlClassifier
from tasks.classifier.store import load, read_manifest
from tasks.classifier.text_classifier import TextClassifier
from tasks.document import Record
from tasks.errors import UsageError
from tasks.evidence import look
from tasks.segment import segment
from tasks.training.folds import folds
from tasks.training.model import train_into, train_models
from tasks.training.pages import read_file
from tests.labelled_pages import rows, write

PAGES = 60
FOLDS = 3


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    return [write(folder / "a.parquet", rows(PAGES)[:40]), write(folder / "b.parquet", rows(PAGES)[40:])]


@pytest.fixture(scope="module")
def trained(pages, tmp_path_factory):
    """A model with the models of its folds, and what was said while it was trained."""
    said = []
    stage = tmp_path_factory.mktemp("trained") / "model"
    train_into(stage, pages, FOLDS, "Invented for the tests.", said.append)
    return stage, said


def test_the_same_pages_give_the_same_bytes(pages, tmp_path):
    for name in ("one", "two"):
        train_into(tmp_path / name, pages, 0, "unknown", lambda what: None)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert {"README.md", "manifest.json"} < set(names)
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_the_model_keeps_the_text_of_an_unseen_page_and_not_its_menu(trained):
    files = load(trained[0])
    page = rows(PAGES + 1)[-1]
    record = Record("page", "0", page["html"].decode(), "html", "0" * 64)
    document = segment(record)
    judgement = HtmlClassifier(files).judge([document])[0]
    kept = [document.lines[i].text for i, keep in zip(document.visible, judgement.keep, strict=True) if keep]
    assert page["with"][0] in kept
    assert not [line for line in kept if line.startswith(("Section", "Read next", "Privacy"))]
    flat = segment(Record("page", "0", "\n".join(line.text for line in document.lines), "text", "0" * 64))
    judgement = TextClassifier(files).judge([flat], [look(flat)])[0]
    kept = [flat.lines[i].text for i, keep in zip(flat.visible, judgement.keep, strict=True) if keep]
    assert page["with"][0] in kept
    assert not [line for line in kept if line.startswith(("Section", "Read next", "Privacy"))]


def test_the_manifest_says_what_it_was_trained_on(trained, pages):
    said = read_manifest(trained[0])
    assert [(one["name"], one["rows"], one["pages"]) for one in said["inputs"]] == [
        ("a.parquet", 40, 40),
        ("b.parquet", 20, 20),
    ]
    assert len({one["sha256"] for one in said["inputs"]}) == 2
    assert (said["pages"], said["left_out_fold"], said["seeds"]) == (PAGES, None, [1])
    assert set(said["libraries"]) >= {"lightgbm", "numpy", "selectolax"}
    assert "created" not in json.dumps(said)


def test_the_models_of_the_folds_did_not_see_their_pages(trained):
    sizes = Counter(folds([page["url"] for page in rows(PAGES)], FOLDS))
    whole = load(trained[0])
    for fold in range(FOLDS):
        said = read_manifest(trained[0] / "folds" / str(fold))
        assert said["left_out_fold"] == {"fold": fold, "of": FOLDS}
        assert said["pages"] == PAGES - sizes[fold]
        assert (load(trained[0] / "folds" / str(fold)) == whole) == (sizes[fold] == 0)


def test_a_model_without_a_fold_is_that_of_the_other_pages(tmp_path):
    """Nothing of the pages that are left out, not even a count of words, gets into the model."""
    everything = read_file(write(tmp_path / "pages.parquet", rows(PAGES))).pages
    fold = folds([everything[0].url], FOLDS)[0]
    others = [page for page in everything if folds([page.url], FOLDS) != [fold]]
    assert 0 < len(others) < PAGES
    without = train_models(everything, FOLDS, lambda what: None)[1 + fold]
    alone = train_models(others, 0, lambda what: None)[0]
    assert [name for name in alone if without[name] != alone[name]] == []


def test_the_card_says_whose_the_pages_are_what_counts_and_how_good_it_is(trained):
    card = (trained[0] / "README.md").read_text(encoding="utf-8")
    assert "Invented for the tests." in card
    assert "| all | 45 | " in card
    assert "| forum | 15 | " in card
    assert "100.0% of the snippets of content" in card
    assert "### html_blocks.txt" in card
    assert "### text_lines.txt" in card
    assert "| page_words | " in card
    gains = re.findall(r"^\| \S+ \| (\d+\.\d)% \|$", card, re.MULTILINE)
    assert len(gains) > 6
    assert float(gains[0]) >= float(gains[1])


def test_what_is_done_is_said(trained):
    assert trained[1][0] == "reading a.parquet"
    assert f"HTML pages: model 1 of {FOLDS + 1}" in trained[1]
    assert f"flattened text: model {FOLDS + 1} of {FOLDS + 1}" in trained[1]


@pytest.mark.parametrize(
    ("count", "says"), [(0, "the labelled pages are of 1 site"), (2, "without fold . of 2 are of ")]
)
def test_pages_of_one_site_are_too_few(tmp_path, count, says):
    sites = [page for page in rows(PAGES) if "example.com" in page["url"] or ("example.org" in page["url"] and count)]
    with pytest.raises(UsageError, match=says):
        train_into(tmp_path / "model", [write(tmp_path / "a.parquet", sites)], count, "unknown", lambda what: None)
    assert not (tmp_path / "model").exists()


def test_a_handful_of_pages_is_too_few(tmp_path):
    with pytest.raises(UsageError, match="too few to learn from"):
        train_into(tmp_path / "model", [write(tmp_path / "a.parquet", rows(8))], 3, "unknown", lambda what: None)
