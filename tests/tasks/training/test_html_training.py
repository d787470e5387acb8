"""The classifier of HTML from pages to files: what it learns, and that the same pages give the same bytes."""

import json
import math
import random
from dataclasses import replace

import lightgbm as lgb
import numpy as np
import pytest

from tasks.classifier.html_classifier import FILES, SETTINGS, HtmlClassifier
from tasks.classifier.html_pages import HTML_PAGE_TYPES
from tasks.document import Record
from tasks.errors import UsageError
from tasks.segment import segment
from tasks.training import html_training
from tasks.training.html_corpus import SNIPPET_PAGE, read_corpus
from tasks.training.html_training import train_corpus
from tasks.training.pages import LabelledPage

NOUNS = ("river", "harbour", "market", "council", "teacher", "engine", "orchard", "bridge", "garden", "winter")
STATES = ("was closed for a week", "is open again to the public", "has been mended at last", "had to wait for the tide")
SITES = ("example.com", "example.org", "example.fr", "example.es", "example.nl", "example.it", "example.eu")
SMALL = {"min_data_in_leaf": 3, "num_threads": 1}


def train_html(pages):
    corpus = read_corpus(pages)
    return train_corpus(corpus, np.ones(len(pages), np.bool_))


def sentence(draw):
    return f"The {draw.choice(NOUNS)} near the {draw.choice(NOUNS)} {draw.choice(STATES)}"


def labelled(number):
    """A page of an article between a menu and links to others, or of a forum's posts."""
    draw = random.Random(number)
    forum = number % 2 == 1
    title = sentence(draw)
    body = [f"{sentence(draw)}, and {sentence(draw).lower()}. {sentence(draw)}." for _ in range(draw.randint(4, 8))]
    menu = draw.sample(["Home", "News", "Sport", "Culture", "Log in", "Subscribe", "Contact us", "Privacy"], 6)
    html = (
        "<html><body><nav class='menu'><ul>"
        + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in menu)
        + f"</ul></nav><main><h1>{title}</h1>"
        + "".join(f"<li class='post'>{text}</li>" if forum else f"<p class='text'>{text}</p>" for text in body)
        + "</main><aside class='related'><h2>More stories</h2>"
        + "".join(f"<p><a href='/{at}'>{sentence(draw)}</a></p>" for at in range(5))
        + "</aside><footer>All rights reserved</footer></body></html>"
    )
    return LabelledPage(
        id=f"page-{number}",
        url=f"https://www.{SITES[number % len(SITES)]}/{number}",
        html=html,
        gold="\n".join([title, *body]),
        content_snippets=(),
        boilerplate_snippets=(),
        page_type="forum" if forum else "article",
    )


PAGES = [labelled(number) for number in range(28)]


@pytest.fixture(scope="module", autouse=True)
def few_trees():
    """Trees for a handful of pages; the numbers in use are for a thousand."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FIRST_TREES", "SECOND_TREES", "PAGE_TREES", "SELECTOR_TREES", "GAIN_TREES"):
            patch.setattr(html_training, name, 20)
        patch.setattr(html_training, "FEWEST_DOMAINS", 2)
        for name in ("_TREES", "_TYPE_TREES", "_SELECTOR_TREES"):
            patch.setattr(html_training, name, getattr(html_training, name) | SMALL)
        yield


@pytest.fixture(scope="module")
def files():
    return train_html(PAGES)


def documents(*pages):
    return [segment(Record(page.id, "0", page.html, "html", "0" * 64)) for page in pages]


def test_the_same_pages_give_the_same_bytes(files):
    assert sorted(files) == sorted(FILES)
    assert train_html(PAGES) == files


def test_a_judgement_is_on_every_visible_line(files):
    unseen = documents(*(labelled(number) for number in range(50, 54)))
    judgements = HtmlClassifier(files).judge(unseen)
    assert len(judgements) == len(unseen)
    for document, judgement in zip(unseen, judgements, strict=True):
        assert judgement.scores.shape == judgement.keep.shape == (len(document.visible),)
        assert judgement.keep.dtype == np.bool_
        assert ((judgement.scores >= 0) & (judgement.scores <= 1)).all()
        assert 0 <= judgement.confidence <= 1
        assert judgement.page_type in HTML_PAGE_TYPES


def test_what_was_learnt_holds_for_pages_that_were_not_seen(files):
    pages = [labelled(number) for number in range(60, 66)]
    judgements = HtmlClassifier(files).judge(documents(*pages))
    for page, document, judgement in zip(pages, documents(*pages), judgements, strict=True):
        lines = [document.lines[i].text for i in document.visible]
        kept = {line for line, keep in zip(lines, judgement.keep, strict=True) if keep}
        paragraphs = page.gold.split("\n")[1:]
        assert {"- " * (page.page_type == "forum") + paragraph for paragraph in paragraphs} <= kept
        assert not kept & {"- Home", "- Log in", "- Subscribe", "All rights reserved"}
    assert [judgement.page_type for judgement in judgements] == [page.page_type for page in pages]


def test_a_judgement_does_not_depend_on_the_batch(files):
    classifier = HtmlClassifier(files)
    pages = documents(*(labelled(number) for number in (70, 71, 72)), replace(PAGES[0], html="<img><a></a>"), PAGES[1])
    together = classifier.judge(pages)
    for document, judgement in zip(pages, together, strict=True):
        (alone,) = classifier.judge([document])
        assert alone.scores.tolist() == judgement.scores.tolist()
        assert alone.keep.tolist() == judgement.keep.tolist()
        assert (alone.page_type, alone.confidence) == (judgement.page_type, judgement.confidence)
    assert [judgement.scores.tolist() for judgement in classifier.judge(pages[::-1])] == [
        judgement.scores.tolist() for judgement in together[::-1]
    ]


def test_bias_multiplies_the_odds(files):
    (document,) = documents(labelled(80))
    plain, keen = (HtmlClassifier(files, bias).judge([document])[0] for bias in (1.0, 3.0))
    odds = plain.scores / (1 - plain.scores)
    assert keen.scores == pytest.approx(3 * odds / (1 + 3 * odds), abs=1e-5)
    assert keen.keep.sum() >= plain.keep.sum()


def test_no_pages_have_no_judgements_and_pages_without_text_have_empty_ones(files):
    classifier = HtmlClassifier(files)
    assert classifier.judge([]) == []
    (judgement,) = classifier.judge(documents(replace(PAGES[0], html="<img src='x'>")))
    assert (len(judgement.scores), len(judgement.keep)) == (0, 0)


def test_a_missing_file_is_named(files):
    with pytest.raises(KeyError, match=SETTINGS):
        HtmlClassifier({name: data for name, data in files.items() if name != SETTINGS})


def test_settings_name_features_and_a_calibration_that_never_falls(files):
    settings = json.loads(files[SETTINGS])
    expected, reached = settings["confidence"]
    assert expected == sorted(expected)
    assert reached == sorted(reached)
    assert settings["page_types"] == list(HTML_PAGE_TYPES)
    first = lgb.Booster(model_str=files["html_blocks.txt"].decode())
    assert first.num_feature() == len(settings["first"]) > 0


def test_pages_of_snippets_and_of_no_known_type_are_trained_on(files):
    weak = [
        replace(page, gold=None, page_type=None, content_snippets=(page.gold.split("\n")[1],),
                boilerplate_snippets=("All rights reserved",))
        for page in PAGES[::3]
    ]  # fmt: skip
    odd = [replace(PAGES[0], id="odd", html="<img>", gold="", page_type="gallery")]
    found = train_html([*PAGES[1::3], *PAGES[2::3], *weak, *odd])
    assert found != files
    assert HtmlClassifier(found).judge(documents(PAGES[0]))[0].keep.any()


def test_without_page_types_none_is_named():
    found = train_html([replace(page, page_type=None) for page in PAGES])
    assert json.loads(found[SETTINGS])["page_types"] == []
    (judgement,) = HtmlClassifier(found).judge(documents(PAGES[0]))
    assert judgement.page_type is None
    assert judgement.keep.any()


def test_one_page_type_is_enough():
    found = train_html([replace(page, page_type="forum") for page in PAGES])
    assert HtmlClassifier(found).judge(documents(PAGES[0]))[0].page_type == "forum"


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([], "no labelled page to"),
        ([replace(page, url="https://example.com/") for page in PAGES], "of one site"),
        ([replace(page, gold="") for page in PAGES], "none is"),
        ([replace(page, html=f"<p>{page.gold}</p>") for page in PAGES], "all blocks"),
        ([replace(page, gold=None, content_snippets=("the",)) for page in PAGES], "only snippets"),
    ],
)
def test_pages_that_nothing_can_be_learnt_from_are_refused(pages, said):
    with pytest.raises(UsageError, match=said):
        train_html(pages)


def test_weights_are_shares_of_the_page():
    weak = replace(
        PAGES[0], gold=None, content_snippets=(PAGES[0].gold.split("\n")[1],), boilerplate_snippets=("All rights",)
    )
    corpus = read_corpus([PAGES[1], weak])
    sums = np.bincount(corpus.page, corpus.weights)
    assert sums == pytest.approx([1, SNIPPET_PAGE], abs=1e-5)
    own = corpus.page == 1
    assert sorted(corpus.weights[own & (corpus.weights > 0)].tolist()) == pytest.approx([SNIPPET_PAGE / 2] * 2)
    assert corpus.whole.tolist() == [True, False]
    assert corpus.gold_words.tolist() == [len(PAGES[1].gold.replace(",", "").replace(".", "").split()), 0]


def test_each_page_votes_once_for_each_of_its_marks():
    corpus = read_corpus(PAGES[:4])
    votes = corpus.votes
    pairs = [(page, votes.tokens[token]) for page, token in zip(votes.page.tolist(), votes.token.tolist(), strict=True)]
    assert len(set(pairs)) == len(pairs)
    share = dict(zip(pairs, votes.share.tolist(), strict=True))
    assert share[0, "text"] == share[1, "post"] == 1
    assert share[0, "menu"] == share[3, "menu"] == 0
    assert (1, "text") not in share


def test_a_page_of_snippets_has_half_a_vote():
    whole, other = (replace(PAGES[at], html=f"<p class='note'>{PAGES[at].gold}</p>") for at in (0, 2))
    weak = replace(other, gold=None, boilerplate_snippets=(other.gold,))
    log_odds = html_training._log_odds(read_corpus([whole, weak]), np.array([True, True]))
    # One vote for content, half a one against it, and half a one on each side for what was not seen.
    assert log_odds == {"note": pytest.approx(math.log((1 + 0.5) / (0.5 + 0.5)))}
    assert html_training._log_odds(read_corpus([whole, weak]), np.array([True, False])) == {}  # of one site only
