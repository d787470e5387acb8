"""Titles and authors from labelled pages to trees: what is learnt, of what it is not, and that it is the same again."""

import random
from dataclasses import replace
from functools import partial

import pytest

from tasks.classifier.store import OWN, load, save
from tasks.document import Record
from tasks.metadata import extract_metadata
from tasks.metadata.authors import choose
from tasks.metadata.rankers import (
    AUTHORS,
    TEXT_AUTHORS,
    TITLE_LINES,
    TITLES,
    LineRanker,
    TextAuthorRanker,
    model_with,
    rankers_of,
    read_rankers,
)
from tasks.metadata.title_line import title_line
from tasks.page import Cleaner
from tasks.pipeline import Cleaned
from tasks.settings import ClassifierSettings, Settings
from tasks.training import metadata_training
from tasks.training.judging import judge
from tasks.training.likeness import alike, how_right
from tasks.training.metadata_training import cleaned_dumps, train_metadata
from tasks.training.pages import LabelledPage
from tasks.training.second_labels import SecondLabel
from tests.labelled_pages import sentence

GIVEN = ("Marta", "Bola", "Ines", "Jens", "Ruth", "Pavel", "Olga", "Tomas")
FAMILY = ("Lindqvist", "Okafor", "Moreau", "Holm", "Keller", "Novak", "Ruiz", "Sloane")


def page(number, signed):
    """An article; where it is signed, on a line that only its class tells from a topic of the same form.

    Its title is what `og:title` says, and not the heading, which rules would take.
    """
    draw = random.Random(number)
    author, topic = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}", f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"
    title = f"{draw.choice(FAMILY)} Quay in {draw.choice(GIVEN)} Street {number}"
    paragraphs = [" ".join(sentence(draw) for _ in range(4)) for _ in range(5)]
    html = (
        f"<html lang='en'><head><meta property='og:title' content='{title}'></head><body>"
        f"<h1>Notes from the harbour, part {number}</h1><p class='topic'>{topic}</p>"
        + (f"<p class='byline'>{author}</p>" if signed else "")
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + "</body></html>"
    )
    gold = "\n".join(paragraphs)
    return LabelledPage(
        id=f"page-{number}",
        url=f"https://site{number}.example/",
        html=html,
        gold=gold,
        content_snippets=(),
        boilerplate_snippets=(),
        page_type="article",
        title=title,
        authors=(author,) if signed else (),
    )


PAGES = [page(number, number % 3 > 0) for number in range(60)]


@pytest.fixture(scope="module")
def files():
    return load(OWN)


@pytest.fixture(scope="module", autouse=True)
def few_pages():
    """Leaves for a handful of pages; the number in use is for thousands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(metadata_training, "_TREES", metadata_training._TREES | {"min_data_in_leaf": 3, "num_threads": 1})
        patch.setattr(metadata_training, "_SMALL", metadata_training._SMALL | {"min_data_in_leaf": 3})
        patch.setattr(metadata_training, "_SLOW", {})  # forty trees are to be enough
        for count in ("TITLE_TREES", "AUTHOR_TREES", "LINE_TREES"):
            patch.setattr(metadata_training, count, 40)
        yield


@pytest.fixture(scope="module")
def trees(files):
    return train_metadata(PAGES, files)


def found_by(files, labelled):
    cleaner = Cleaner(Settings())
    opened = cleaner.open(Record("page", "0", labelled.html, "html", "0" * 64))
    cleaned = cleaner.decide(opened, cleaner.judge([opened])[0])
    assert isinstance(cleaned, Cleaned)
    return extract_metadata(opened.record, cleaned, False, opened.head, read_rankers(files))


def test_what_pages_are_called_and_the_class_that_tells_who_signs_are_learnt(files, trees):
    for number in range(100, 106):
        labelled = page(number, signed=number % 2 > 0)
        found = found_by(files | trees, labelled)
        assert (found.title, found.authors) == (labelled.title, labelled.authors)
        assert found.sources["title"] == "meta:og:title"


def two_headed(number):
    """A page of which annotators call the second of two headings its title."""
    draw = random.Random(number)
    first, second = (f"{draw.choice(FAMILY)} and {draw.choice(GIVEN)} at {draw.choice(FAMILY)} Quay" for _ in range(2))
    plain = page(number, signed=False)
    headings = f"<h2>{first}</h2><h2>{second}</h2>"
    html = plain.html.replace(f"<h1>Notes from the harbour, part {number}</h1>", headings)
    return replace(plain, html=html, title=second, authors=None)


def lines_taken(ranker, pages, files, flattening="main"):
    found = ((page, title_line(page, ranker)) for _, page in cleaned_dumps(pages, files, flattening))
    return ["" if i is None else page.document.lines[i].text for page, i in found]


def same(found, wanted):
    return sum(one == other for one, other in zip(found, wanted, strict=True))


def test_the_line_of_a_dump_that_says_its_title_is_learnt(files):
    trees = train_metadata([two_headed(number) for number in range(40)], files)
    others = [two_headed(number) for number in range(100, 106)]
    wanted = [other.title for other in others]
    # Of one in six the facts alone are so sure that no tree is asked.
    ranker = LineRanker(trees[TITLE_LINES].decode())
    learnt = same(lines_taken(ranker, others, files), wanted)
    assert learnt >= 5 > same(lines_taken(rankers_of().title_lines, others, files), wanted)
    # Models are judged on dumps that hold all of a page.
    right = same(lines_taken(ranker, others, files, "wet"), wanted)
    assert judge(others, [0] * len(others), [files | trees]).flat_titled == right / 6


def test_of_two_names_in_a_dump_the_place_of_the_one_that_signs_is_learnt(files, trees):
    """Without classes both have one form; a line between headline and names keeps rules from being sure."""
    others = [page(number, signed=True) for number in range(100, 110)]
    learnt = rankers_of()._replace(text_authors=TextAuthorRanker(trees[TEXT_AUTHORS].decode()))
    found = [choose(dump, learnt) for _, dump in cleaned_dumps(others, files, "main")]
    right = [other.authors for other in others]
    own = [choose(dump, rankers_of()) for _, dump in cleaned_dumps(others, files, "main")]
    assert same([one and one.value for one in found], right) >= 9 > same([one and one.value for one in own], right)


def test_what_a_second_annotator_says_is_learnt_where_the_first_was_not_asked(files):
    def asked_later(number, signed):
        one = page(number, signed)
        return replace(one, title=None, authors=None, second=SecondLabel(one.title, (), one.authors, ""))

    trees = train_metadata([asked_later(number, number % 3 > 0) for number in range(60)], files)
    for number in range(100, 106):
        labelled = page(number, signed=number % 2 > 0)
        found = found_by(files | trees, labelled)
        assert (found.title, found.authors) == (labelled.title, labelled.authors)


def test_of_two_titles_the_first_annotators_weighs_more():
    both = replace(PAGES[0], title="Harbour closed", second=SecondLabel("Ferries", ("No ferries today",), (), ""))
    label = partial(metadata_training._title_label, labelled=both)
    assert label("Harbour closed") == metadata_training.FIRST > 0.5
    assert label("Ferries") == label("No ferries today") == 1 - metadata_training.FIRST
    assert label("Tides") == 0
    alone = replace(both, title=None)
    assert metadata_training._title_label("Ferries", alone) == 1
    unsure = replace(both, second=SecondLabel("", (), (), ""))
    assert metadata_training._title_label("Harbour closed", unsure) == 1


def test_dumps_without_the_line_teach_no_titles(trees):
    assert TITLE_LINES not in trees


def test_the_same_pages_give_the_same_bytes(files, trees):
    assert train_metadata(PAGES, files) == trees


@pytest.mark.parametrize("authors", [None, ()])
@pytest.mark.parametrize("title", [None, "Something else"])
def test_where_nothing_is_annotated_nothing_is_learnt(files, authors, title):
    pages = [replace(one, title=title, authors=authors) for one in PAGES[:10]]
    assert train_metadata(pages, files) == {}


def test_authors_are_learnt_without_titles(files, trees):
    alone = train_metadata([replace(one, title=None) for one in PAGES], files)
    assert set(alone) == {AUTHORS, TEXT_AUTHORS}
    assert set(trees) == {AUTHORS, TEXT_AUTHORS, TITLES}


def test_how_good_it_is_on_pages_of_other_sites(files, trees):
    others = [page(number, number % 2 > 0) for number in range(200, 220)]
    figures = judge(others, [0] * len(others), [files | trees])
    assert (figures.titled, figures.named, figures.invented) == (1.0, 1.0, 0.0)
    without = {name: data for name, data in files.items() if name != AUTHORS}
    figures = judge(others, [0] * len(others), [without])
    assert (figures.titled, figures.named, figures.invented) == (None, None, None)


def test_a_model_that_knows_no_authors_has_those_of_the_project(tmp_path, files):
    save(tmp_path / "without", {name: data for name, data in files.items() if name != AUTHORS}, {})
    save(tmp_path / "with", files, {})
    assert model_with(AUTHORS, str(tmp_path / "without")) == OWN
    assert model_with(TITLES, str(tmp_path / "without")) == tmp_path / "without"
    assert model_with(AUTHORS, str(tmp_path / "with")) == tmp_path / "with"
    assert rankers_of(str(tmp_path / "without")) is rankers_of(str(tmp_path / "without"))
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


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Harbour  closed for a Third day", 1.0),
        ("Harbour closed for a third day!", 1.0),
        ("Harbour’s closed for a third day", 0.5 * (12 / 13) ** 4),
        ("A third day closed for Harbour", 0.5),
        ("Island Courier", 0.0),
        ("", 0.0),
    ],
)
def test_how_right_a_title_is(title, value):
    assert how_right(title, "Harbour closed for a third day") == pytest.approx(value)


def test_typed_quotes_are_the_same_title():
    assert how_right("Harbour’s “third” day", 'Harbour\'s "third" day') == 1
