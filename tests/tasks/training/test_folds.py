"""Folds: one site, one fold, whatever else is there."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.training.folds import folds, registered_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.com/a/b?c=d", "example.com"),
        ("http://shop.EXAMPLE.co.uk:8080/", "example.co.uk"),
        ("https://someone.github.io/project", "github.io"),
        ("archive::news.example.com.pa-story.html", "example.com.pa"),
        ("hard::example.de.2023.01.16.letters-1119.html", "example.de"),
        ("blog.example.org", "example.org"),
        ("https://192.0.2.1/page", ""),
        ("page.html", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_registered_domain(url, domain):
    assert registered_domain(url) == domain


def test_pages_of_one_site_share_a_fold_and_pages_without_one_share_theirs():
    found = folds(["https://a.example.com/1", "http://b.example.com/2", None, "", "page.html"])
    assert found[0] == found[1]
    assert len(set(found[2:])) == 1


def test_a_page_keeps_its_fold_whatever_other_pages_are_there():
    urls = [f"https://site{i}.com/page" for i in range(200)]
    alone = dict(zip(urls, folds(urls), strict=True))
    fewer = list(reversed(urls[::3]))
    assert folds(fewer) == [alone[url] for url in fewer]


def test_the_folds_do_not_change_from_run_to_run_or_machine_to_machine():
    assert folds([f"https://site{i}.com/" for i in range(8)]) == [2, 1, 4, 1, 3, 2, 4, 1]


def test_folds_are_of_like_size():
    sizes = Counter(folds([f"https://site{i}.com/" for i in range(5000)]))
    assert set(sizes) == set(range(5))
    assert min(sizes.values()) > 900  # four standard deviations from 1,000 are 113


def test_there_must_be_a_fold():
    with pytest.raises(ValueError, match="0 folds"):
        folds(["https://example.com/"], 0)


@given(st.lists(st.none() | st.text(max_size=300), max_size=5), st.integers(1, 9))
def test_any_text_has_a_fold(urls, count):
    found = folds(urls, count)
    assert len(found) == len(urls)
    assert all(0 <= fold < count for fold in found)
