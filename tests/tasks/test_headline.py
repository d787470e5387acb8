"""Which line is the headline: in cleaned dumps, in flattened pages, and when there is none."""

import re
import time
from collections import Counter

import pyarrow.parquet as pq
import pytest

from tasks.document import Document, Line, Record
from tasks.headline import find_headline
from tasks.segment import segment

A = (
    "The council voted on Monday to close the swimming pool for two years, after engineers had found rust in most of "
    "the beams that carry its roof."
)
B = (
    "A new pool would cost twelve million, the mayor said, and nobody at the meeting could say where the money for it "
    "was to come from this decade."
)
C = (
    "Until the repairs are done, school classes will be taken by bus to the lake, where a lifeguard has been hired for "
    "the four warmest months."
)
TITLE = "Council closes the swimming pool for two years"


def headline(*lines, claimed=(), **fields):
    page = segment(Record("case", "0", "\n".join(lines), "text", "0" * 64, fields=fields))
    found = find_headline(page, frozenset(claimed))
    return None if found is None else page.lines[found].text


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, A, B, C),
        ("Breaking News", TITLE, A, B, C),
        ("Home", "News", "Sports", "Contact us", TITLE, "By Jane Doe", "March 3, 2021 5:04 pm", A, B, C),
        ("Harbour Gazette", "Latest news", TITLE, "Published March 3, 2021", "A roof of rust", A, B, C),
        (TITLE, "Engineers found rust in most of the beams that carry the roof of the pool", A, B, C),
        (TITLE + " | Harbour Gazette", "Home", "Menu", TITLE, A, B, C),
        (TITLE, "Photo by Jane Doe", "FILE - In this June 18, 2012 file photo, the mayor opens the swimming pool by the lake, built within a year.", A, B, C),
    ],
)  # fmt: skip
def test_finds_the_headline(lines):
    assert headline(*lines) == TITLE


NEWSROOM = (
    "Lakeside Radio journalists report from all nine villages around the lake. Founded by anglers, we provide news of "
    "the water to people who have no other access to it."
)


@pytest.mark.parametrize(
    "notice",
    [
        NEWSROOM,
        "© 2021 Lakeside Radio. All rights reserved.",
        "Copyright 2021 by Lakeside Radio",
        "(c) Lakeside Radio",
        "Please read the Lakeside Radio privacy policy before you write to us",
    ],
)
def test_a_site_that_names_itself_below_is_not_the_headline(notice):
    lines = ("Lakeside Radio", "Latest news", "Roof of the pool to go", "March 3, 2021", "By Jane Doe", A, B, C)
    assert headline(*lines, "Lakeside Radio was fined for its reports about the mayor.", notice) == lines[2]
    assert headline("Lakeside Radio", A, B, C, notice) is None


def test_a_short_headline_may_stand_in_a_notice_that_gives_the_rights_to_another():
    notice = "© 2021 Harbour Gazette. For more about the swimming pool, and the privacy of its guests, write to us."
    assert headline("The Swimming Pool", "By Jane Doe", A, B, C, notice) == "The Swimming Pool"


def test_the_item_of_a_list_is_not_the_headline():
    assert headline("- " + TITLE, "- The mayor and the engineers", TITLE[:-14], A, B, C) == TITLE[:-14]


@pytest.mark.parametrize(
    "lines",
    [
        ["A roof over the pool and the lake"] * 200_000,
        [f"Item {n}" for n in range(200_000)],
        ["w" * 5_000_000],
        ["1-" * 2_500_000],
        ["wide " * 1_000_000],
        [f"{n} " + "pool roof rust " * 100 for n in range(2_000)],
    ],
    ids=["one line often", "short lines", "one word", "one date", "one line of words", "long lines"],
)
def test_hostile_pages_cost_no_more_than_they_are_long(lines):
    page = segment(Record("case", "0", "\n".join([*lines, A, B, C]), "text", "0" * 64))
    start = time.process_time()
    find_headline(page, frozenset())
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    "lines",
    [
        (A, B, C),
        (A, "A subheading about the pool", B, C),
        ("By Jane Doe", A, B, C),
        ("March 3, 2021", A, B, C),
        ("Breaking News", A, B, C),
        ("Skip to main content", "Home", "Menu", "Log in", A, B, C),
        ("One line", "Another line"),
        ("Photo by Jane Doe", A, B, C),
        (),
    ],
)
def test_none_where_there_is_no_headline(lines):
    assert headline(*lines) is None


def test_a_title_that_came_with_the_record_decides():
    assert headline("Something else about the pool", TITLE, A, B, title=TITLE) == TITLE


def test_a_claimed_notice_above_it_is_not_the_text():
    cookies = (
        "We use cookies to make this site work, and others to count its readers, unless you would rather not see any."
    )
    assert headline(cookies, "Accept all", TITLE, A, B, C, claimed={0, 1}) == TITLE


def test_claimed_lines_are_never_it():
    assert headline(TITLE, A, B, C, claimed={0}) is None


def test_the_first_h1_decides_on_a_page():
    texts = [("Harbour Gazette", "body/p"), (TITLE, "body/main/h1"), (A, "body/main/p")]
    lines, at = [], 0
    for text, path in texts:
        lines.append(Line(text, at, at + len(text), path=path))
        at += len(text) + 1
    page = Document("0" * 32, "case", "0", "0" * 64, "html", "\n".join(t for t, _ in texts), tuple(lines))
    assert find_headline(page, frozenset()) == 1


def test_on_labelled_articles(labelled):
    """The text with its title on top: found in nine of ten. The text from its first paragraph on: never any."""
    words = re.compile(r"\w+")
    table = pq.read_table(labelled / "wcxb_dev.parquet", columns=["main_content", "title", "page_type"])
    found = wrong = invented = pages = 0
    for row in table.to_pylist()[::2]:
        content = (row["main_content"] or "").strip()
        if row["page_type"] != "article" or not row["title"] or not content:
            continue
        pages += 1
        untitled = segment(Record("page", "0", content, "text", "0" * 64))
        first = next((i for i in untitled.visible if untitled.prose[i]), None)
        if first is not None:
            rest = "\n".join(line.text for line in untitled.lines[first:])
            invented += headline(rest) is not None
        titled = any(same(words, line, row["title"]) for line in content.split("\n")[:5])
        line = headline(content if titled else f"{row['title']}\n\n{content}")
        found += line is not None and same(words, line, row["title"])
        wrong += line is not None and not same(words, line, row["title"])
    assert invented == 0
    assert found >= 0.88 * pages
    assert wrong <= 0.04 * pages


def same(words, a, b):
    """Whether the word-bag F1 of two lines is .8 or more."""
    bag, other = (Counter(words.findall(text.lower())) for text in (a, b))
    shared = sum((bag & other).values())
    return shared > 0 and 2 * shared / (bag.total() + other.total()) >= 0.8
