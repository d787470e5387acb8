"""Authors from labelled pages to trees: what they learn, of what they do not, and that the same pages give the same."""

import random

import pytest

from tasks.classifier.store import OWN, load, save
from tasks.document import Record
from tasks.metadata import extract_metadata
from tasks.metadata.author_ranker import TREES, AuthorRanker, model_with_authors, ranker_of
from tasks.page import Cleaner
from tasks.pipeline import Cleaned
from tasks.settings import ClassifierSettings, Settings
from tasks.training import author_training
from tasks.training.author_training import alike, train_authors
from tasks.training.judging import judge
from tasks.training.pages import LabelledPage
from tests.labelled_pages import sentence

GIVEN = ("Marta", "Bola", "Ines", "Jens", "Ruth", "Pavel", "Olga", "Tomas")
FAMILY = ("Lindqvist", "Okafor", "Moreau", "Holm", "Keller", "Novak", "Ruiz", "Sloane")


def page(number, signed):
    """An article; where it is signed, on a line that only its class tells from a topic of the same form."""
    draw = random.Random(number)
    author, topic = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}", f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"
    paragraphs = [" ".join(sentence(draw) for _ in range(4)) for _ in range(5)]
    html = (
        f"<html lang='en'><body><h1>Notes from the harbour, part {number}</h1><p class='topic'>{topic}</p>"
        + (f"<p class='byline'>{author}</p>" if signed else "")
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + "</body></html>"
    )
    gold = "\n".join(paragraphs)
    return LabelledPage(
        f"page-{number}", f"https://site{number}.example/", html, gold, (), (), "article", (author,) if signed else ()
    )


PAGES = [page(number, number % 3 > 0) for number in range(60)]


@pytest.fixture(scope="module")
def files():
    return load(OWN)


@pytest.fixture(scope="module", autouse=True)
def few_pages():
    """Leaves for a handful of pages; the number in use is for thousands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(author_training, "_TREES", author_training._TREES | {"min_data_in_leaf": 3, "num_threads": 1})
        patch.setattr(author_training, "AUTHOR_TREES", 40)
        yield


@pytest.fixture(scope="module")
def trees(files):
    return train_authors(PAGES, files)


def named(labelled, model):
    cleaner = Cleaner(Settings())
    opened = cleaner.open(Record("page", "0", labelled.html, "html", "0" * 64))
    cleaned = cleaner.decide(opened, cleaner.judge([opened])[0])
    assert isinstance(cleaned, Cleaned)
    return extract_metadata(opened.record, cleaned, False, opened.head, AuthorRanker(model.decode())).authors


def test_the_class_that_tells_who_signs_is_learnt(trees):
    for number in range(100, 106):
        labelled = page(number, signed=number % 2 > 0)
        assert named(labelled, trees[TREES]) == labelled.authors


def test_the_same_pages_give_the_same_bytes(files, trees):
    assert train_authors(PAGES, files) == trees


@pytest.mark.parametrize("authors", [None, ()])
def test_where_nobody_is_known_to_sign_nothing_is_learnt(files, authors):
    pages = [LabelledPage(one.id, one.url, one.html, one.gold, (), (), None, authors) for one in PAGES[:10]]
    assert train_authors(pages, files) == {}


def test_how_good_it_is_on_pages_of_other_sites(files, trees):
    others = [page(number, number % 2 > 0) for number in range(200, 220)]
    figures = judge(others, [0] * len(others), [files | trees])
    assert (figures.named, figures.invented) == (1.0, 0.0)
    without = {name: data for name, data in files.items() if name != TREES}
    figures = judge(others, [0] * len(others), [without])
    assert (figures.named, figures.invented) == (None, None)


def test_a_model_that_knows_no_authors_has_those_of_the_project(tmp_path, files):
    save(tmp_path / "without", {name: data for name, data in files.items() if name != TREES}, {})
    save(tmp_path / "with", files, {})
    assert model_with_authors(str(tmp_path / "without")) == OWN
    assert model_with_authors(str(tmp_path / "with")) == tmp_path / "with"
    assert ranker_of(str(tmp_path / "without")) is not ranker_of(str(tmp_path / "with"))
    Cleaner(Settings(classifier=ClassifierSettings(model=str(tmp_path / "without"))))


@pytest.mark.parametrize(
    ("names", "right", "value"),
    [
        (("Marta Lindqvist",), ("Marta Lindqvist",), 1.0),
        (("M. Lindqvist",), ("Marta Lindqvist",), 0.5),
        (("Marta Lindqvist", "Bola Okafor"), ("Marta Lindqvist",), 2 / 3),
        (("Photo editor Jens Holm and Marta Lindqvist",), ("Marta Lindqvist",), 0.5),
        (("Lindqvist Marta",), ("Marta Lindqvist",), 0.0),
        (("Marta Holm",), ("Marta Lindqvist",), 0.0),
        ((), (), 0.0),
    ],
)
def test_how_alike_names_are(names, right, value):
    assert alike(names, right) == pytest.approx(value)
