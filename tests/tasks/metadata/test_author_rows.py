"""Who is named on a page, as the ranker sees it: candidates, what they are like, and who of them is taken."""

import time

import numpy as np
import pytest

from tasks.document import Record
from tasks.errors import UsageError
from tasks.metadata import page_of, title_of
from tasks.metadata.author_lines import BEHIND, BELOW, LINE_FEATURES, MOST_MARKED
from tasks.metadata.author_rows import FEATURES, NO_LINE, OF_HEAD, rows_of
from tasks.metadata.authors import called_by_head, named_by_head
from tasks.metadata.rankers import AuthorRanker, TitleRanker, rankers_of
from tasks.pipeline import Cleaned, apply_decisions
from tasks.segment import segment


@pytest.fixture
def rows(paragraph):
    """The rows of a page with a headline, what stands beside it, two paragraphs and what is below them."""

    def of(beside="", below="", head=""):
        text = f"<p>{paragraph}</p><p>{paragraph}</p>"
        html = f'<html lang="en"><head>{head}</head><body><h1>Harbour closed</h1>{beside}{text}{below}</body></html>'
        record = Record("page.html", "0", html, "html", "0" * 64)
        document = segment(record)
        page = page_of(record, Cleaned(document, (), apply_decisions(document, ()), None, "article"))
        page = page.knowing(title=title_of(page, rankers_of().titles).value)
        return rows_of(page, list(named_by_head(page)), called_by_head(page))

    return of


def names(found):
    return [candidate.value for candidate in found.candidates]


def test_one_row_for_every_reading_of_a_line_and_every_name_of_the_head(rows):
    found = rows(
        "<p>By Marta Lindqvist and Bola Okafor | 4 March 2021</p>",
        head='<meta name="author" content="Ines Moreau">',
    )
    assert ("Marta Lindqvist", "Bola Okafor") in names(found)
    assert names(found)[-1] == ("Ines Moreau",)
    assert found.features.shape == (len(found.candidates), len(FEATURES))
    assert found.features.dtype == np.float32
    assert np.isfinite(found.features).all()


def test_what_a_line_is_like(rows):
    found = rows('<div class="post-author"><span class="name">Marta Lindqvist</span></div><p>4 March 2021</p>')
    row = dict(zip(FEATURES, found.features[names(found).index(("Marta Lindqvist",))].tolist(), strict=True))
    said = {"below_headline": 1, "before_text": -2, "line_words": 2, "dated": 0, "dated_below": 1, "signed": 0}
    said |= {"about_name": 2, "about_author": 1, "about_byline": 0, "full_name": 1, "given_name": 1, "times": 1}
    said |= {"said_meta": 0, "called": 1, "kept": 1}
    assert {name: row[name] for name in said} == said


def test_what_the_head_says_is_told_from_what_stands_on_lines(rows):
    head = '<meta name="author" content="Marta Lindqvist">'
    nowhere, shown = rows(head=head), rows("<p>Marta Lindqvist</p>", head=head)
    assert names(nowhere) == names(shown) == [("Marta Lindqvist",)]
    assert set(nowhere.features[0, : len(LINE_FEATURES)].tolist()) == {NO_LINE}
    assert shown.features[0, LINE_FEATURES.index("below_headline")] == 1
    assert (nowhere.features[0, OF_HEAD] == shown.features[0, OF_HEAD]).all()
    assert (nowhere.candidates[0].source, shown.candidates[0].source) == ("meta:author", "meta:author")


@pytest.mark.parametrize(
    "line",
    [
        "Reviewed by Marta Lindqvist",
        "Share this article with your friends",
        "Harbour closed",
        "Administrator",
        "Webmaster",
        "Link copied!",
        "Written by Feb 11, 2019",
        "Posted on: 4 March 2021",
        "12",
        "Marta Lindqvist " * 20,
    ],
)
def test_who_is_named_on_no_line(rows, line):
    assert not [value for value in names(rows(f"<p>{line}</p>")) if "Marta Lindqvist" in value]
    if "Marta" not in line:
        assert names(rows(f"<p>{line}</p>")) == []


def test_a_byline_may_be_longer_than_other_lines(rows):
    several = "Marta Lindqvist, Bola Okafor, Ines Moreau, Jens Holm and Ruta Kazlauskiene"
    own = ("Marta Lindqvist", "Bola Okafor", "Ines Moreau", "Jens Holm", "Ruta Kazlauskiene")
    assert own in names(rows(f"<p>Posted by {several} - Port Selwyn harbour safety team</p>"))
    assert not [
        value for value in names(rows(f"<p>Yesterday {several} of Port Selwyn saw the harbour</p>")) if own == value
    ]


def test_a_team_signs_with_words_that_people_write_small(rows):
    assert ("The Harbour News Team",) in names(rows("<p>The Harbour News Team</p>"))
    assert names(rows("<p>The latest news here</p>")) == []


def test_a_line_far_off_is_looked_at_where_its_element_is_called_after_authors(rows):
    between = "".join(f"<p>{number}</p>" for number in range(BELOW + BEHIND))
    assert names(rows(below=f"{between}<p>Marta Lindqvist</p>")) == []
    assert names(rows(below=f"{between}<p class='authorBox'>Marta Lindqvist</p>")) == [("Marta Lindqvist",)]


@pytest.mark.parametrize(
    "body",
    [
        "<p class='author'>By Marta Lindqvist and Bola Okafor, 4 March 2021</p>" * 20_000,
        "<p>" + "Marta | " * 100_000 + "</p>",
        f"<p class='{'author ' * 100_000}'>By Marta Lindqvist</p>",
        "".join(f"<p class='author-{number} by'>M</p>" for number in range(20_000)),
        "<p>By " + "M" * 1_000_000 + "</p>",
    ],
    ids=["bylines", "parts", "one class", "classes", "one word"],
)
def test_cost_stays_bounded(rows, body):
    start = time.process_time()
    found = rows(body, below=body)
    assert time.process_time() - start < 10
    assert len(found.candidates) < 8 * (MOST_MARKED + 40)


def test_no_candidate_no_author(rows):
    assert rankers_of().authors.best(rows()) is None


def test_trees_of_other_features_are_refused():
    lightgbm = pytest.importorskip("lightgbm")
    data = lightgbm.Dataset(np.eye(40, 3), np.arange(40) % 2)
    trees = lightgbm.train({"objective": "cross_entropy", "verbose": -1, "min_data_in_leaf": 1}, data, 1)
    for ranker, file in ((AuthorRanker, "html_authors.txt"), (TitleRanker, "html_titles.txt")):
        with pytest.raises(UsageError, match=rf"{file}: has 3 features, not \d+; train it again"):
            ranker(trees.model_to_string())
