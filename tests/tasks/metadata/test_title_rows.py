"""What a page may be called, as the ranker sees it: every source whole and in parts, each text once."""

import time

import numpy as np
import pytest

from tasks.document import Record
from tasks.metadata import page_of, title
from tasks.metadata.rankers import rankers_of
from tasks.metadata.title_rows import FEATURES, rows_of_titles
from tasks.pipeline import Cleaned, apply_decisions
from tasks.segment import segment


@pytest.fixture
def rows(paragraph):
    def of(head="", body=""):
        html = f'<html lang="en"><head>{head}</head><body>{body}<p>{paragraph}</p></body></html>'
        record = Record("page.html", "0", html, "html", "0" * 64)
        document = segment(record)
        page = page_of(record, Cleaned(document, (), apply_decisions(document, ()), None, "article"))
        return rows_of_titles(page, list(title.candidates(page)))

    return of


def texts(found):
    return [candidate.value for candidate in found.candidates]


def test_every_source_is_there_whole_and_in_parts_and_each_text_once(rows):
    head = '<title>Harbour closed | News | Courier</title><meta property="og:title" content="Harbour closed">'
    found = rows(head, "<h1>Harbour closed ¶</h1>")
    assert sorted(texts(found)) == [
        "Courier", "Harbour closed", "Harbour closed | News", "Harbour closed | News | Courier", "News",
        "News | Courier",
    ]  # fmt: skip
    assert found.features.shape == (6, len(FEATURES))
    assert found.features.dtype == np.float32
    assert np.isfinite(found.features).all()


def test_the_only_text_is_the_title(rows):
    found = rows("<title>Harbour closed</title>", "<h1>Harbour closed</h1>")
    assert rankers_of().titles.best(found) == found.candidates[0]
    assert texts(found) == ["Harbour closed"]


def test_what_a_text_is_like(rows):
    found = rows("<title>Harbour closed - Courier</title>", "<p>Menu</p><h1>Harbour closed</h1>")
    row = dict(zip(FEATURES, found.features[texts(found).index("Harbour closed")].tolist(), strict=True))
    said = {"is_heading": 1, "is_raw": 0, "place_part": 0, "words": 2, "begins_title": 1, "is_title": 0, "line": 1}
    said |= {"best_by_rules": 1, "closest_title": 1, "separated": 0, "titles": 1, "headings": 1, "candidates": 2}
    assert {name: row[name] for name in said} == said
    whole = dict(zip(FEATURES, found.features[texts(found).index("Harbour closed - Courier")].tolist(), strict=True))
    assert (whole["separated"], whole["is_title"], whole["best_by_rules"], whole["line"]) == (1, 1, 0, -1)


def test_the_form_that_the_rules_trust_most_is_taken(rows):
    head = '<title>HARBOUR CLOSED</title><meta property="og:title" content="Harbour closed!">'
    assert texts(rows(head, "<h1>Harbour closed</h1>")) == ["Harbour closed"]


def test_no_candidate_no_title(rows):
    assert rankers_of().titles.best(rows("<title>123</title>")) is None


@pytest.mark.parametrize(
    "head",
    ["<title>" + "a | " * 200_000 + "</title>", "<title>" + "harbour " * 200_000 + "</title>"],
    ids=["parts", "words"],
)
def test_cost_stays_bounded(rows, head):
    start = time.process_time()
    found = rows(head, "<h1>Harbour</h1>" * 10_000)
    assert time.process_time() - start < 10
    assert len(found.candidates) < 100
    assert max(map(len, texts(found))) <= title.LONGEST
