"""Head, body, tail and the comment section: where they begin, and what never opens one."""

import re
import time
from itertools import groupby

import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.document import Record
from tasks.rules.base import Zone
from tasks.segment import segment
from tasks.zones import comments_end, is_sign, zones

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
REPLY = "I learned to swim there, and so did my mother, so this makes me rather sad to read so early in the day."


def document(*lines):
    return segment(Record("case", "0", "\n".join(lines), "text", "0" * 64))


def zones_of(*lines, claimed=()):
    return [zone.value for zone in zones(document(*lines), frozenset(claimed))]


def runs(names):
    return [name for name, _ in groupby(names)]


def test_head_body_and_tail_are_cut_by_the_first_and_last_paragraph():
    assert zones_of("Menu", A, "A subheading", B, "More") == ["head", "body", "body", "body", "tail"]


def test_claimed_paragraphs_do_not_count():
    assert zones_of("Menu", A, B, C, claimed={1, 3}) == ["head", "head", "body", "tail"]


def test_a_document_without_a_paragraph_is_body():
    assert zones_of("One", "Two") == ["body", "body"]
    assert zones_of() == []


def test_captions_above_and_biographies_below_are_outside_the_body():
    bio = "Jane Doe is a correspondent for the Harbour Gazette. She has reported from seven countries around the North Sea."
    caption = (
        "FILE - In this June 18, 2012 file photo, the mayor opens the swimming pool by the lake, built within a year."
    )
    assert zones_of("Headline", caption, A, B, C, bio) == ["head", "head", "body", "body", "body", "tail"]


@pytest.mark.parametrize(
    ("marker", "comments"),
    [
        ("2 comments", ["Ann says:", "March 3, 2021 at 5:04 pm", REPLY, "Reply", "Bo says:", "March 4, 2021 at 9:12 am", "Yes"]),
        ("Comments", ["ann · 2 hours ago", REPLY, "Reply · Share", "bo · 1 hour ago", "Yes", "Reply · Share"]),
        ("2 Kommentare", ["Petra sagt:", "3. März 2021 um 17:04 Uhr", REPLY, "Antworten", "Uwe sagt:", "4. März 2021 um 9:12 Uhr", "Ja"]),
        ("One thought on “The pool”", ["Ann says:", "March 3, 2021 at 5:04 pm", REPLY]),
    ],
)  # fmt: skip
def test_a_marker_with_evidence_opens_the_section(marker, comments):
    names = zones_of("Headline", A, B, C, marker, *comments)
    assert names[:4] == ["head", "body", "body", "body"]
    assert set(names[4:]) == {"comments"}


def test_a_form_below_its_comments_takes_the_indented_list_above_it():
    lines = [
        A,
        B,
        C,
        "  • swimfan",
        "    Too dear.",
        "    Liked by 3 people",
        "  • bo",
        "    The lake it is.",
        "    Liked by 1 person",
    ]
    names = zones_of("Headline", *lines, "Leave a Reply", "Your email address will not be published.")
    assert runs(names) == ["head", "body", "comments"]
    assert names[4] == "comments"


@pytest.mark.parametrize(
    "lines",
    [
        ("Headline", A, B, C, "Comments", "Asked for one, the mayor said nothing"),  # no evidence
        ("2 comments", "Ann says:", "Reply", "Bo says:", "Reply", A, B, C),  # above the text
        ("Headline", A, B, C, "That said", "Reply", "Next", "2 hours ago"),  # evidence, no marker
        ("A mail", A, B, "Date: Thu, 23 Dec 1999 12:31:55 -0700", "From: Ann", C, "Date: Fri, 24 Dec 1999 12:31:55 -0700", A, "Comments?"),
        ("A thread", A, "2 replies", "Reply", "bo said:", B, "Senior Member", "Reply", C, "Thread starter", "2 hours ago", "Comments", "Reply", "Reply"),
        ("A thread", "6 posts • Page 1 of 1", A, "Joined: Sat Jan 04, 2020 5:02 pm", B, C, "Comments", "Reply", "Reply"),
        ("A thread", "Forums", A, B, C, "2 Comments", "PE", "2y", REPLY, "Reply", "Quote", "IB", "2y", REPLY, "Reply", "Quote"),
        ("Ein Faden", "6 Beiträge • Seite 1 von 1", A, "Registriert: Sa 4. Jan 2020, 17:02", B, C, "Kommentare", "Antworten", "Antworten"),
        ("Un fil", "6 messages • Page 1 sur 1", A, "Inscription : sam. 4 janv. 2020 17:02", B, C, "Commentaires", "Répondre", "Répondre"),
        ("Un hilo", "6 mensajes • Página 1 de 1", A, "Registrado: Sab Ene 04, 2020 5:02 pm", B, C, "Comentarios", "Responder", "Responder"),
    ],
)  # fmt: skip
def test_what_opens_no_section(lines):
    assert "comments" not in zones_of(*lines)


def test_a_form_without_fields_opens_no_section_above_the_heading_of_the_comments():
    below = [
        "Leave a comment",
        "References",
        "Weir, A. (2021). A history of pools. Harbour Press.",
        "Discussion about this post",
    ]
    names = zones_of(
        "Headline", A, B, C, *below, "Ann Reed", "Oct 7", REPLY, "Reply", "Share", "Bo Holm", REPLY, "Reply"
    )
    assert runs(names) == ["head", "body", "tail", "comments"]
    assert names.index("comments") == 7


def test_the_last_comment_ends_where_the_form_begins():
    lines = ["Headline", A, B, C, "1 comment", "Ann says:", "March 3, 2021 at 5:04 pm", REPLY, "Leave a Reply", "Name"]
    page = document(*lines)
    found = zones(page, frozenset())
    assert comments_end(page, found) == 7
    assert comments_end(page, [Zone.BODY] * len(lines)) is None


def test_zones_are_as_many_as_lines_whatever_the_text():
    for text in ("", "\n", "Comments\nReply\nReply", "Leave a Reply\n" * 50, A + "\n" + "1 comment\nReply\n" * 50):
        page = segment(Record("case", "0", text, "text", "0" * 64))
        assert len(zones(page, frozenset())) == len(page.lines)


@pytest.mark.parametrize(
    "sign",
    [
        "An hour ago", "ann · yesterday", "Ann says:", "Ann wrote: ", "bo said on March 3, 2021 at 5:04 pm", "just now",
        "vor einer Stunde", "hace un día", "il y a un an", "há 3 horas", "Reply Share",
        "March 3, 2021 at 5:04 pm", "Liked by 3 people",
    ],
)  # fmt: skip
def test_signs_of_comments(sign):
    page = document("Headline", A, sign)
    assert is_sign(page, 2)


@pytest.mark.parametrize(
    "line",
    [
        "Ann says",
        "The mayor said: nothing",
        "March 3, 2021",
        "Posted on March 3, 2021 at 5:04 pm",
        "Agora",
        "17 boats",
        "",
    ],
)
def test_what_is_no_sign_of_comments(line):
    assert not is_sign(document("Headline", A, line, "x"), 2)


@pytest.mark.parametrize(
    "lines",
    [
        [f"Item {n}" for n in range(200_000)],
        ["wide " * 1_000_000],
        ["w" * 5_000_000],
        ["Leave a Reply"] * 60_000,
        ["Comments"] * 60_000,
        ["Comments", "Reply", "\n" * 20] * 20_000,
        ["Leave a Reply", "word " * 500, "Reply"] * 20_000,
        ["1 comment"] * 30_000 + ["Ann says:"] * 30_000,
    ],
    ids=["short lines", "one line of words", "one word", "form", "list", "signs", "far apart", "all and all"],
)
def test_hostile_pages_cost_no_more_than_they_are_long(lines):
    page = document(A, B, C, *lines)
    start = time.process_time()
    assert len(zones(page, frozenset())) == len(page.lines)
    assert time.process_time() - start < 8


def test_on_flattened_pages_the_section_holds_no_content(labelled):
    """Forums, listings and services are where such a rule does damage; quotes of the text in comments are not loss."""
    words = re.compile(r"\w+")
    lost = {"article": 0, "other": 0}
    total = {"article": 0, "other": 0}
    inside = 0
    table = pq.read_table(labelled / "wcxb_dev.parquet", columns=["html", "main_content", "page_type"])
    for row in table.to_pylist()[::5]:
        kind = "article" if row["page_type"] == "article" else "other"
        gold = {" ".join(words.findall(line.lower())) for line in (row["main_content"] or "").split("\n")}
        total[kind] += len(words.findall(row["main_content"] or ""))
        page = segment(Record("page", "0", flattened(row["html"]), "text", "0" * 64))
        for line, zone in zip(page.lines, zones(page, frozenset()), strict=True):
            if zone is Zone.COMMENTS:
                tokens = words.findall(line.text.lower())
                inside += len(tokens)
                lost[kind] += len(tokens) if len(tokens) >= 4 and " ".join(tokens) in gold else 0
    assert inside > 10_000
    assert lost["article"] <= 0.0005 * total["article"]
    assert lost["other"] <= 0.0005 * total["other"]


def flattened(html):
    """All text of the body, one text node a line."""
    tree = LexborHTMLParser(html.decode("utf-8", "replace"))
    for node in tree.css("script,style,template,head,svg"):
        node.decompose()
    text = tree.body.text(separator="\n") if tree.body else ""
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


SPOKEN = [f"  {n}. I would say to you that my own pool had the same rust, and we got it mended." for n in range(1, 4)]


def test_comments_that_lost_their_headers_are_known_by_who_speaks_in_them():
    assert zones_of(A, B, C, "59 Comments on “The pool”", *SPOKEN)[3:] == ["comments"] * 4
    assert zones_of(A, B, C, "Comments", *SPOKEN)[3:] == ["comments"] * 4


@pytest.mark.parametrize("marker", ["0 Comments", "Comments?", "Discussion", "Leave a comment"])
def test_what_no_list_of_comments_begins_with_opens_none(marker):
    assert "comments" not in zones_of(A, B, C, marker, *SPOKEN)


def test_counts_under_every_post_open_no_section():
    assert "comments" not in zones_of(A, B, C, "5 comments", *SPOKEN, B, "12 comments", *SPOKEN)


def test_what_follows_a_heading_in_the_third_person_is_no_comment():
    assert "comments" not in zones_of(A, B, C, "Comments", C, A)


TOLD = (
    "You wrote more than nine hundred comments, and we read them all. You told us that your visitors cannot park, and "
    "that we should have asked you ten years ago."
)
SUMMED_UP = (
    "Many of you asked why we do not enforce the limits that we have, and some wrote “I have never seen a warden”. We "
    "are sorry that you see them so rarely."
)


def test_a_chapter_on_what_people_said_is_no_comment():
    assert "comments" not in zones_of("Headline", A, B, C, "Comments", TOLD, TOLD)
    assert "comments" not in zones_of("Headline", A, B, C, "Comments", SUMMED_UP, "Next steps", SUMMED_UP)


def test_names_between_comments_are_no_chapters():
    assert zones_of(A, B, C, "Comments", REPLY, "Ann Miller", REPLY, "Bo Pike", REPLY)[3:] == ["comments"] * 6


def test_a_menu_below_the_heading_of_comments_is_no_chapter():
    menu = ["Ready for more of us in your inbox?", "Subscribe", "Privacy", "Terms of your use", "Our other papers"] * 3
    assert zones_of(A, B, C, "Comments", *menu)[3] == "comments"
