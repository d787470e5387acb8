import json
from datetime import UTC, date, datetime

import pytest

from tasks.metadata.moments import find_moments, read_moment


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("2021-03-04T23:30:15-05:00", None, utc(2021, 3, 5, 4, 30, 15)),
        ("2021-03-04T10:45:00.123Z", None, utc(2021, 3, 4, 10, 45)),
        ("2021-03-04 10:45", None, utc(2021, 3, 4, 10, 45)),
        ("2021/3/4", None, utc(2021, 3, 4)),
        ("20210304", None, utc(2021, 3, 4)),
        ("202103041045", None, utc(2021, 3, 4, 10, 45)),
        ("20210304104530", None, utc(2021, 3, 4, 10, 45, 30)),
        ("20210304T104530Z", None, utc(2021, 3, 4, 10, 45, 30)),
        ("Thu Mar 04 2021 10:45:00 GMT-0500 (EST)", None, utc(2021, 3, 4, 15, 45)),
        ("4 juill. 2021", "fr", utc(2021, 7, 4)),
        ("4 paź 2021", "pl", utc(2021, 10, 4)),
        ("4 авг 2021", "ru", utc(2021, 8, 4)),
        ("March 4, 20217 min read", "en", utc(2021, 3, 4)),
        ("Thu, 04 Mar 2021 10:45:00 +0100", None, utc(2021, 3, 4, 9, 45)),
        ("March 4th, 2021", "en", utc(2021, 3, 4)),
        ("4. März 2021", "de", utc(2021, 3, 4)),
        ("1er août 2021", "fr", utc(2021, 8, 1)),
        ("4 de marzo de 2021", "es", utc(2021, 3, 4)),
        ("4 марта 2021", "ru", utc(2021, 3, 4)),
        ("2021年3月4日", "ja", utc(2021, 3, 4)),
        ("04.03.2021", "de", utc(2021, 3, 4)),
        ("03/04/2021", "en-US", utc(2021, 3, 4)),
        ("03/04/2021", "en-GB", utc(2021, 4, 3)),
        ("2021 Mar 4;15(1):e33475", None, utc(2021, 3, 4)),
        ("2021 Mar", None, None),
        ("Thu Mar 4 10:45:00 CET 2021", None, utc(2021, 3, 4, 9, 45)),
        ("Thu Mar  4 10:45:00 2021", None, utc(2021, 3, 4, 10, 45)),
        ("Thu Mar 4 10:45:00 PST 2021", None, utc(2021, 3, 4, 18, 45)),
        ("Thu Mar 4 10:45:00 XYZ 2021", None, utc(2021, 3, 4, 10, 45)),
        ("March 4 10:45 2021 copies", None, utc(2021, 3, 4, 10, 45)),
        ("May 4 10:99:00 CET 2021", None, None),
        ("Reel 4 10:45:00 CET 2021", None, None),
        ("1614854700", None, utc(2021, 3, 4, 10, 45)),
        ("1614854700000", None, utc(2021, 3, 4, 10, 45)),
        ("2021", None, None),
        ("© 2021", None, None),
        ("2021-02-30", None, None),
        ("1970-01-01T00:00:00Z", None, None),
        ("0001-01-01", None, None),
        ("Call 2021 03 0455", None, None),
    ],
)
def test_one_date(text, language, moment):
    found = read_moment(text, language)
    assert (found and found.at) == moment


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, Mar 1, 2021 at 05:12PM, Ines Moreau wrote:",
        "Am 01.03.2021 um 17:12 schrieb Ines Moreau:",
        "Le 1 mars 2021 à 17:12, Ines Moreau a écrit :",
    ],
)
def test_the_day_of_a_quoted_message_is_not_that_of_its_answer(from_page, attribution):
    assert from_page(f"<p>Thu Mar 4 09:11:02 CET 2021</p><p>{attribution}</p>").published_day == date(2021, 3, 4)
    assert from_page(f"<p>{attribution}</p>").published_day is None
    # Who wrote a text when is its own.
    assert from_page("<p>Ines Moreau wrote this on March 4, 2021</p>").published_day == date(2021, 3, 4)


def test_published_and_modified_apart(from_html):
    block = {"@type": "BlogPosting", "datePublished": "2021-03-04T10:45:00+01:00", "dateModified": "2021-06-01"}
    found = from_html(f'<script type="application/ld+json">{json.dumps(block)}</script>')
    assert (found.published, found.sources["published"]) == (utc(2021, 3, 4, 9, 45), "json-ld:datePublished")
    assert (found.modified, found.sources["modified"]) == (utc(2021, 6, 1), "json-ld:dateModified")


def test_one_line_with_both(from_lines, paragraph):
    line = "Posted March 4, 2021 | Updated June 1, 2021"
    found = from_lines([("title", "Harbour closed"), ("dateline", line), ("", paragraph)])
    assert (found.published, found.sources["published"]) == (utc(2021, 3, 4), "line:dateline")
    assert (found.modified, found.sources["modified"]) == (utc(2021, 6, 1), "line:dateline")


def test_day_in_the_address(from_html):
    found = from_html(url="https://courier.example/2021/03/04/harbour-closed")
    assert (found.published, found.sources["published"]) == (utc(2021, 3, 4), "url")


def test_time_element_after_the_heading(from_html):
    body = '<footer><time datetime="2023-01-01">old</time></footer><h1>A</h1><time datetime="2021-03-04">4 March</time>'
    found = from_html("", body)
    assert (found.published, found.sources["published"]) == (utc(2021, 3, 4), "markup:time")


def test_neither_copyright_nor_the_story_gives_a_date(from_lines, paragraph):
    rows = [
        ("", paragraph),
        ("dateline", "It began on March 4, 2021."),
        ("", paragraph),
        ("copyright", "© 2021-2022 Courier"),
    ]
    found = from_lines(rows)
    assert (found.published, found.modified) == (None, None)


def test_nothing_is_later_than_the_crawl(from_lines, paragraph):
    rows = [("dateline", "March 4, 2031"), ("", paragraph)]
    assert from_lines(rows).published == utc(2031, 3, 4)
    found = from_lines(rows, date="2021-05-05T00:00:00Z", dump="CC-MAIN-2021-17")
    assert found.published is None


def test_changed_before_published_is_no_change(from_html):
    head = (
        '<meta property="article:published_time" content="2021-03-04">'
        '<meta property="article:modified_time" content="2019-01-01">'
    )
    found = from_html(head)
    assert (found.published, found.modified) == (utc(2021, 3, 4), None)
    assert "modified" not in found.sources


def test_the_day_is_that_of_the_pages_own_zone(from_html):
    found = from_html('<meta property="article:published_time" content="2021-03-04T23:30:00-05:00">')
    assert found.published == utc(2021, 3, 5, 4, 30)
    assert (found.published_day, found.published_offset) == (date(2021, 3, 4), -300)
    found = from_html('<meta property="article:published_time" content="2021-03-04">')
    assert (found.published_day, found.published_offset) == (date(2021, 3, 4), None)


def test_a_day_that_readers_see_corrects_the_zone_that_machines_are_told(from_html):
    # The address has the day of the newsroom, the tag that of Greenwich.
    head = '<meta property="article:published_time" content="2021-03-05T01:10:00Z">'
    found = from_html(head, url="https://courier.example/2021/03/04/harbour-closed")
    assert (found.published, found.published_day) == (utc(2021, 3, 5, 1, 10), date(2021, 3, 4))
    # With a zone of its own the page has said which day it was.
    head = '<meta property="article:published_time" content="2021-03-05T01:10:00+01:00">'
    assert from_html(head, url="https://courier.example/2021/03/04/harbour-closed").published_day == date(2021, 3, 5)


def test_an_earlier_day_beside_the_headline_is_that_of_publication(from_page):
    # Machines are told when a text was moved to another system.
    head = '<meta property="article:published_time" content="2024-08-07T10:00:00Z">'
    found = from_page("<p>Dec 30, 2013</p>", head=head)
    assert (found.published_day, found.sources["published"]) == (date(2013, 12, 30), "line:beside_headline")
    later = from_page("<p>Dec 30, 2025</p>", head=head)
    assert (later.published_day, later.sources["published"]) == (date(2024, 8, 7), "meta:article:published_time")


def test_a_change_alone_is_the_best_that_is_known_and_says_so(from_page):
    found = from_page("<p>Updated July 9, 2025</p>")
    assert (found.published_day, found.sources["published"]) == (date(2025, 7, 9), "modified:line:beside_headline")
    assert (found.modified, found.sources["modified"]) == (utc(2025, 7, 9), "line:beside_headline")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("23.09.22", date(2022, 9, 23)),
        ("Thursday, March 4, 2021 5:00 am PST", date(2021, 3, 4)),
        ("3 de mayo de 202221:25", date(2022, 5, 3)),
        ("tide_table28.09.1912:44", date(2019, 9, 28)),
        ("28.09.201912:44", date(2019, 9, 28)),
        ("28.09.191244", None),
        ("Copyright 2021-03-04", None),
        ("Deadline: March 4, 2021", None),
    ],
)
def test_lines_beside_the_headline(from_page, line, day):
    assert from_page(f"<p>{line}</p>").published_day == day


@pytest.mark.parametrize(
    ("page_type", "beside", "far"),
    [
        ("article", date(2019, 12, 5), date(2021, 3, 4)),
        ("service", date(2019, 12, 5), None),
        ("product", None, None),
    ],
)
def test_dates_of_what_a_page_sells_or_lists_are_not_its_own(from_page, page_type, beside, far):
    assert from_page("<p>5 Dec, 2019</p>", page_type=page_type).published_day == beside
    below = "<p>Reviewed by Marta</p>" * 12 + "<p>March 4, 2021</p>"
    assert from_page(below=below, page_type=page_type).published_day == far
    video = '<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2021-03-04"}</script>'
    assert from_page(head=video, page_type=page_type).published_day == far
    said = '<meta property="article:published_time" content="2021-03-04">'
    assert from_page(head=said, page_type=page_type).published_day == date(2021, 3, 4)


def test_a_change_is_no_publication_where_only_systems_tell_of_it_or_the_page_is_none_that_is_published(from_page):
    head = '<meta property="article:modified_time" content="2021-03-04">'
    found = from_page(head=head)
    assert (found.published_day, found.modified) == (None, utc(2021, 3, 4))
    found = from_page("<p>Updated March 4, 2021</p>", page_type="service")
    assert (found.published_day, found.modified) == (None, utc(2021, 3, 4))


def test_a_paragraph_that_opens_with_its_date(from_page, paragraph):
    assert from_page(f"<p>TURKU, 29.11.2022 – {paragraph}</p>").published_day == date(2022, 11, 29)


def test_a_standfirst_may_come_before_the_paragraph_that_opens_with_its_date(from_page, paragraph):
    found = from_page(f"<p>{paragraph}</p><p>29.11.2022 – {paragraph}</p>")
    assert (found.published_day, found.sources["published"]) == (date(2022, 11, 29), "line:opening")


def test_the_day_beside_the_headline_is_told_from_a_list_of_others(from_page):
    times = [f"<li>Bridge closed <time>2022-08-{day:02}</time></li>" for day in range(4, 11)]
    page = {"beside": "<p>Harbour office, 12.12.2022</p>", "below": f"<ul>{''.join(times)}</ul>"}
    assert from_page(**page).published_day == date(2022, 12, 12)
    assert from_page(below=page["below"]).published_day == date(2022, 8, 4)


def test_a_labelled_day_above_the_text_is_none_of_a_list(from_page):
    items = "".join(f"<p>March {day}, 2021</p>" for day in range(1, 19))
    between = "<p>Print</p>" * 12
    assert from_page(f"{between}<p>Date: October 18, 2021</p>", below=items).published_day == date(2021, 10, 18)
    assert from_page(f"{between}<p>Opened October 18, 2021</p>", below=items).published is None


def test_nothing_is_published_after_a_change_that_readers_see(from_page):
    # The system tells when a page was made anew.
    head = '<meta name="date" content="2020-04-29">'
    found = from_page("<p>Updated April 28, 2020</p>", head=head)
    assert (found.published_day, found.sources["published"]) == (date(2020, 4, 28), "modified:line:beside_headline")
    assert from_page("<p>Updated April 30, 2020</p>", head=head).published_day == date(2020, 4, 29)


def test_the_day_on_which_a_journal_received_it_is_not_that_of_publication(from_page):
    found = from_page("<p>Received 2022 Oct 12; Accepted 2023 Jan 7; Collection date 2023 Jan.</p>")
    assert found.published_day == date(2023, 1, 7)


def test_no_comment_stands_between_headline_and_text(from_lines, paragraph):
    day = ("comment", "- March 4, 2021")
    assert from_lines([("title", "Harbour closed"), day, ("", paragraph)]).published_day == date(2021, 3, 4)
    assert from_lines([("title", "Harbour closed"), ("", paragraph), day]).published is None


def test_many_dates_on_a_page_are_a_list(from_page):
    items = "<p>Read more.</p>" * 9 + "".join(f"<p>March {day}, 2021</p>" for day in range(1, 19))
    assert from_page(below=items).published is None


def test_a_text_that_was_never_changed_says_published_and_updated_in_one(from_html):
    when = '<time class="entry-date published updated" datetime="2021-03-04T10:00:00+01:00">4 March</time>'
    found = from_html("", f"<h1>Harbour closed</h1>{when}")
    assert (found.published_day, found.published_offset, found.modified) == (date(2021, 3, 4), 60, None)


def test_the_day_of_an_event_is_not_that_of_its_announcement(from_page):
    event = '<script type="application/ld+json">{"@type": "Event", "startDate": "2021-05-01"}</script>'
    assert from_page(f"{event}<p>May 1, 2021</p>").published_day is None
    assert from_page("<p>May 1, 2021</p>").published_day == date(2021, 5, 1)


def test_a_post_of_work_says_since_when_it_is_open(from_html):
    offer = '{"@type": "JobPosting", "title": "Deckhand", "datePosted": "2021-03-04", "validThrough": "2021-04-30"}'
    found = from_html(f'<script type="application/ld+json">{offer}</script>', "<h1>Deckhand</h1>")
    assert found.published_day == date(2021, 3, 4)


@pytest.mark.parametrize("family", ["comment", "related"])
def test_what_stands_behind_a_dump_has_dates_of_its_own(from_lines, paragraph, family):
    text = [("title", "Harbour closed"), *[("", paragraph)] * 3]
    behind = [(family, "2 Comments"), ("dateline", "April 1, 2021 at 10:00")]
    assert from_lines([*text, *behind]).published_day is None
    assert from_lines([*text, *behind, ("dateline", "Posted on March 4, 2021")]).published_day == date(2021, 3, 4)
    assert from_lines([*text, behind[1]]).published_day == date(2021, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05T10:20:00Z or 5thMarch2020",
        "12/09/2025 | 5 de MARÇO de 2020",
        "2020年3月5日",
        "2020-01-01 2020년3월5일",
    ],
)
def test_months_are_found_beside_dates_in_figures(text):
    assert date(2020, 3, 5) in {found.moment.day for found in find_moments(text)}
