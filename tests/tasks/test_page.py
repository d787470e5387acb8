"""A record as it is published, or why it is not."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.audit.leftovers import SHORTEST, leftover
from tasks.classifier.html_pages import HTML_PAGE_TYPES
from tasks.classifier.store import load, save
from tasks.classifier.text_classifier import NETWORK
from tasks.dataset.part import document_row
from tasks.document import Record, Rejected
from tasks.errors import UsageError
from tasks.page import Cleaner, Opened, Page, check_models, clean_record, cleaner_of
from tasks.rules import families
from tasks.rules.base import STRONG, PhraseRule
from tasks.settings import ClassifierSettings, Settings

PARAGRAPH = (
    "The orchard behind the station was planted by railwaymen in 1911, and of the sixty trees that they set in four rows "
    "nineteen still bear fruit, among them two kinds of pear that no nursery in the country sells today."
)
FORM = "\n\n".join(
    [
        "3 comments",
        "Ann says: 2 hours ago",
        *(
            f"I have walked past those trees for {n} years and never knew who put them there, thank you."
            for n in range(40)
        ),
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
    ]
)


# What is published is the same question for every engine; this one needs no trained model.
ENGINE = "trafilatura"


def record(content, kind="text"):
    return Record("orchard", "0", content, kind, "0" * 64)


def outcome(content, kind="text", engine=ENGINE, **settings):
    return clean_record(record(content, kind), Settings(engine=engine, **settings), detect_language=False)


def test_a_dump_that_would_lose_too_much_is_quarantined_whole_with_the_share():
    content = f"An orchard of railwaymen still bears fruit\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{FORM}"
    page = outcome(content, removal_budget=1.0)
    assert isinstance(page, Page)
    assert page.cleaned.removed_ratio > 0.8
    rejected = outcome(content, removal_budget=0.8)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "over_budget"
    assert f"{page.cleaned.removed_ratio:.0%}" in rejected.detail


NOTICE = "\n\n".join(
    [
        "We use cookies to improve your experience on our website and to personalise content. By continuing you agree.",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
    ]
)


NOTICE = "\n\n".join(
    [
        "We use cookies to improve your experience on our website and to personalise content. By continuing you agree.",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
    ]
)


def test_a_script_without_spaces_is_measured_in_characters_for_the_budget():
    text = "二年前の豪雨で橋脚が傾き、通行止めになっていた大川橋が12日、復旧し、通行が再開された。予定より二か月早い完成だった。"
    page = outcome(f"大川橋、二年ぶりに通行再開\n\n{text}\n\n{text}\n\n{NOTICE}", removal_budget=0.8)
    assert isinstance(page, Page)
    assert page.cleaned.removed_ratio > 0.8
    assert page.cleaned.removed_share < 0.6


def test_a_page_may_lose_more_than_a_dump():
    menu = "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(200))
    html = (
        f"<body><nav><ul>{menu}</ul></nav><article><h1>An orchard of railwaymen</h1><p>{PARAGRAPH}</p></article></body>"
    )
    page = outcome(html, "html")
    assert isinstance(page, Page)
    assert page.cleaned.removed_ratio > 0.8
    assert "nineteen still bear fruit" in page.cleaned.text
    assert "Section number" not in page.cleaned.text


def test_nothing_but_boilerplate_is_empty_and_says_of_what():
    rejected = outcome(
        "Skip to main content\n\nWe use cookies to improve your experience on our site.\n\nAccept all cookies"
    )
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "empty"
    assert "cookie_banner" in rejected.detail


def test_a_page_of_two_sentences_is_published_and_a_shell_is_not():
    stub = "<html><body><p>The pilot boat lay at the pier all winter.</p><p>It was one of five that were there.</p>"
    assert clean_record(record(stub, "html"), Settings()).cleaned.text.startswith("The pilot boat lay at the pier")
    shell = clean_record(record("<body>You need to enable JavaScript to run this app.</body>", "html"), Settings())
    assert shell.reason == "empty"


THREAD = (Path(__file__).parents[2] / "raw" / "samples" / "12_forum_thread.html").read_text(encoding="utf-8")
CHROME_OF_POSTS = sorted(
    phrase
    for family in ("author_bio", "dateline")
    for rule in families()[family]
    if isinstance(rule, PhraseRule) and rule.score >= STRONG
    for phrase in rule.whole
    if len(phrase.split()) >= SHORTEST
)


@pytest.mark.parametrize("phrase", CHROME_OF_POSTS)
def test_what_nobody_writes_in_a_post_goes_from_a_forum_too(own_model, phrase):
    """The classifier keeps such a line with its post, and the audit would hold the whole dataset back for it."""
    after = "Bowls lie.</p>"
    page = outcome(THREAD.replace(after, f"{after}\n<p>{phrase.capitalize()}</p>"), "html", "classifier")
    assert page.cleaned.page_type == "forum"
    assert leftover(page.cleaned.text) is None
    assert "Bowls lie." in page.cleaned.text


def test_markup_without_text_is_empty():
    rejected = outcome("<body><script>x()</script><div></div></body>", "html")
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.stage) == ("empty", "clean")


def test_a_record_is_opened_judged_and_closed():
    cleaner = cleaner_of(Settings(engine=ENGINE))
    opened = [cleaner.open(record(content)) for content in (f"An orchard\n\n{PARAGRAPH}", PARAGRAPH)]
    assert all(isinstance(item, Opened) for item in opened)
    judgements = cleaner.judge(opened)
    assert len(judgements) == 2
    page = cleaner.close(opened[1], judgements[1], detect_language=False)
    assert page.record is opened[1].record
    assert page.cleaned.text == PARAGRAPH
    assert page == clean_record(record(PARAGRAPH), Settings(engine=ENGINE), detect_language=False)
    assert list(cleaner.judge([])) == []


def test_what_is_searched_before_a_page_is_decided_changes_nothing_nor_does_another_judgement(own_model):
    menu = "".join(f"<li><a href='/{n}'>Newsletter {n}</a></li>" for n in range(9))
    content = f"<html><body><ul>{menu}</ul><article>{f'<p>{PARAGRAPH}</p>' * 3}</article></body></html>"
    cleaner = cleaner_of(Settings())

    alone, searched = cleaner.open(record(content, "html")), cleaner.open(record(content, "html"))
    judgement = cleaner.judge([alone])[0]
    for search in cleaner.page_searches:
        search(searched.document, judgement)
    assert cleaner.decide(searched, judgement) == cleaner.decide(alone, judgement)
    other = replace(judgement, keep=~judgement.keep, scores=1 - judgement.scores)
    assert cleaner.decide(searched, other) == cleaner.decide(cleaner.open(record(content, "html")), other)
    assert cleaner.decide(searched, other).text != cleaner.decide(searched, judgement).text


def test_a_page_is_parsed_once_and_says_the_same_as_parsed_again():
    cleaner = cleaner_of(Settings(engine=ENGINE))
    said = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Marta Lindqvist"}}'
    html = (
        f'<html><head><title>An orchard</title><script type="application/ld+json">{said}</script></head><body>'
        f"<h1>An orchard</h1><p>{PARAGRAPH}</p></body></html>"
    )
    found = []
    for with_head in (True, False):
        opened = cleaner.open(record(html, "html"), with_head)
        assert (opened.head is not None) == with_head
        found.append(cleaner.close(opened, None, detect_language=False))
    assert found[0] == found[1]
    assert found[0].metadata.authors == ("Marta Lindqvist",)
    assert "NewsArticle" not in found[0].cleaned.text


def test_a_process_reads_a_model_once():
    assert cleaner_of(Settings(engine=ENGINE)) is cleaner_of(Settings(engine=ENGINE))
    assert cleaner_of(Settings(engine=ENGINE)) is not cleaner_of(Settings(engine=ENGINE, removal_budget=0.5))


def test_a_model_that_is_not_there_is_named(tmp_path):
    settings = Settings(classifier=ClassifierSettings(model=str(tmp_path / "none")))
    with pytest.raises(UsageError, match="none: no trained model is there"):
        clean_record(record(PARAGRAPH), settings)


@pytest.fixture
def older_model(own_model, tmp_path):
    """A model of a Winnow that had no network yet."""
    files = load(own_model)
    files.pop(NETWORK)
    save(tmp_path / "model", files, {})
    return tmp_path / "model"


@pytest.mark.parametrize("use", [check_models, Cleaner])
def test_a_model_of_an_earlier_winnow_is_named_with_what_it_lacks(older_model, use):
    with pytest.raises(UsageError, match=f"model: the model that is there was trained without {NETWORK}"):
        use(Settings(classifier=ClassifierSettings(model=str(older_model))))


@pytest.mark.parametrize("name", ["html_blocks.txt", "text_titles.txt"])
def test_a_truncated_model_is_named_before_anything_is_made_of_it(own_model, tmp_path, name):
    shutil.copytree(own_model, tmp_path / "model")
    path = tmp_path / "model" / f"{name}.gz"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UsageError, match=rf"{name}.gz: this file of the model cannot be read"):
        check_models(Settings(classifier=ClassifierSettings(model=str(tmp_path / "model"))))
    check_models(Settings())


@pytest.mark.parametrize("kind", ["text", "html"])
def test_what_the_classifier_says_of_a_page_is_published_with_it(own_model, kind):
    content = f"An orchard of railwaymen\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    if kind == "html":
        content = "<main>" + "".join(f"<p>{line}</p>" for line in content.split("\n\n")) + "</main>"
    page = outcome(content, kind, "classifier")
    assert isinstance(page, Page)
    assert PARAGRAPH in page.cleaned.text
    row = document_row(page, "run")
    assert row["page_type"] == page.cleaned.page_type in HTML_PAGE_TYPES
    assert row["confidence"] == page.cleaned.confidence
    assert 0 < row["confidence"] <= 1


HEADED = f"""<html><head><title>An orchard of railwaymen still bears fruit</title><meta property=og:type content=article>
</head><body><header><nav><a href=/>Home</a> <a href=/orchards>Orchards</a></nav></header><article>
<h1>An orchard of railwaymen still bears fruit</h1><p class=byline>By Ada Quay</p><p>{PARAGRAPH}</p>
<p>The station closed in 1964. What the line had been built for, the slate, came down the valley by road from then on, and
the signal box was sold to a man who wanted its windows for a greenhouse.</p>
<p>The grass is cut twice a year by the county, which owns the land and does not know what to do with it. In October
people come from the villages with ladders, and nobody has ever asked them to leave.</p>
<p>This winter the oldest tree in the second row came down in a storm. Its grafts, forty of them, stand in pots behind the
school, where each child of the first form has been given one to look after.</p>
</article><footer><a href=/imprint>Imprint</a></footer></body></html>"""


def test_the_headline_of_an_article_is_its_title_and_no_text():
    page = clean_record(record(HEADED, "html"), Settings(), detect_language=False)
    assert isinstance(page, Page)
    assert page.cleaned.page_type == "article"
    assert page.metadata.title == "An orchard of railwaymen still bears fruit"
    assert "railwaymen still bears" not in page.cleaned.text
    assert page.cleaned.text.startswith("The orchard behind the station was planted")
    line = next(i for i, one in enumerate(page.cleaned.document.lines) if one.text == page.metadata.title)
    routed = next(one for one in page.cleaned.decisions if one.line_start <= line < one.line_end)
    assert (routed.action, routed.family, routed.line_start, routed.line_end) == ("route", "title", line, line + 1)


def test_a_headline_that_is_all_the_text_there_is_stays():
    page = clean_record(record("<h1>The library is closed on Monday.</h1>", "html"), Settings(), detect_language=False)
    assert isinstance(page, Page)
    assert page.cleaned.text == "The library is closed on Monday."


def test_a_first_heading_within_the_text_is_no_headline():
    content = HEADED.replace("<h1>An orchard of railwaymen still bears fruit</h1>", "").replace(
        "<p>The grass is cut", "<h1>Who cuts the grass</h1><p>The grass is cut"
    )
    page = clean_record(record(content, "html"), Settings(), detect_language=False)
    assert isinstance(page, Page)
    assert "Who cuts the grass" in page.cleaned.text
