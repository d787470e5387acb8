"""What the audit counts of the metadata: shares of all documents, and nothing where a few pages are odd."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from tasks.audit.metadata import COLUMNS, FEWEST, FEWEST_SITES, SITE_PAGES, MetadataChecks
from tasks.dataset.schemas import DOCUMENTS

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def row(**values):
    given = {
        "url": None,
        "sitename": "Island Courier",
        "title": "Harbour closed",
        "authors": [],
        "published": NOW,
        "modified": None,
        "page_type": "article",
        "metadata_sources": {"sitename": "meta:og:site_name"},
    }
    return given | values


def shares(rows):
    """The mean of every check over these documents."""
    schema = pa.schema([DOCUMENTS.field(name) for name in COLUMNS])
    checks = MetadataChecks(NOW)
    for batch in pa.Table.from_pylist(rows, schema=schema).to_batches(max_chunksize=7):
        checks.add(batch)
    return {name: sum(values) / len(values) for name, values in checks.found().items()}


def test_nothing_is_wrong_with_good_documents():
    assert set(shares([row()] * 30).values()) == {0.0}


@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("title_missing", {"title": None}),
        ("date_missing", {"published": None, "modified": None}),
        ("impossible_date", {"published": NOW + timedelta(days=2)}),
        ("impossible_date", {"modified": NOW + timedelta(days=2)}),
        ("impossible_date", {"published": NOW, "modified": NOW - timedelta(days=9)}),
        ("title_is_site", {"title": "island courier "}),
    ],
)
def test_each_check_counts_its_own(check, values):
    found = shares([row(**values)] * 10 + [row()] * 30)
    assert found.pop(check) == pytest.approx(0.25)
    assert set(found.values()) == {0.0}


def test_one_bad_page_of_three_is_one_of_twenty():
    assert shares([row(title=None), row(), row()])["title_missing"] == pytest.approx(1 / FEWEST)


def test_a_dump_without_markup_may_lack_its_title():
    assert shares([row(title=None, metadata_sources={"language": "text"})] * 30)["title_missing"] == 0


def test_a_day_of_change_is_a_day():
    assert shares([row(published=None, modified=NOW)] * 30)["date_missing"] == 0


def test_one_author_on_every_page_of_most_sites():
    blogs = [row(sitename=f"site {n}", authors=["Web Desk"]) for n in range(FEWEST_SITES) for _ in range(SITE_PAGES)]
    assert shares(blogs)["one_author"] == 1
    blogs[-1] = row(sitename=blogs[-1]["sitename"], authors=["Marta Lindqvist"])
    assert shares(blogs)["one_author"] == pytest.approx(1 - 1 / FEWEST_SITES)
    papers = [row(sitename=f"paper {n}", authors=[f"{n}"]) for n in range(FEWEST_SITES) for _ in range(2)]
    assert shares(papers)["one_author"] == 0
    one_blog = [row(sitename="a blog", authors=["Marta Lindqvist"])] * 100
    assert shares(one_blog)["one_author"] == 0
