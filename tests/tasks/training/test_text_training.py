"""The text classifier from pages to files: what it learns, and that the same pages give the same bytes."""

import json
import random
from dataclasses import replace

import lightgbm as lgb
import numpy as np
import pytest

pytest.importorskip("resiliparse", reason="pages are flattened with it: pip install 'winnow-etl[train]'")

from tasks.classifier.text_classifier import TEXT_PAGE_TYPES, TextClassifier
from tasks.document import Document, Record
from tasks.errors import UsageError
from tasks.evidence import look
from tasks.segment.text import segment_text
from tasks.training import text_training
from tasks.training.flattenings import wet
from tasks.training.folds import folds
from tasks.training.pages import LabelledPage
from tasks.training.text_corpus import FOLDS, read_corpus
from tasks.training.text_training import train_corpus

NOUNS = ["river", "harbour", "market", "council", "teacher", "engine", "orchard", "bridge", "garden", "winter"]
VERBS = ["was", "has been", "will be", "had been", "could be", "is"]
STATES = ["closed for a week", "opened again to the public", "repaired at last", "larger than the one before it"]


def sentence(rng):
    return f"The {rng.choice(NOUNS)} near the {rng.choice(NOUNS)} {rng.choice(VERBS)} {rng.choice(STATES)}"


def page(number):
    """A page whose article lies between a menu and links to other articles."""
    rng = random.Random(number)
    title = sentence(rng)
    body = [f"{sentence(rng)}, and {sentence(rng).lower()}. {sentence(rng)}." for _ in range(rng.randint(4, 9))]
    menu = rng.sample(["Home", "News", "Sport", "Culture", "Log in", "Subscribe", "Contact us", "Privacy"], 6)
    links = [sentence(rng) for _ in range(5)]
    html = (
        "<html><head><title>{0}</title></head><body><ul>{1}</ul><h1>{0}</h1>{2}<h2>More stories</h2>{3}</body></html>"
    )
    return LabelledPage(
        id=f"page-{number}",
        url=f"https://site{number}.example.com/story" if number % 2 else f"https://example{number}.org/story",
        html=html.format(
            title,
            "".join(f"<li>{item}</li>" for item in menu),
            "".join(f"<p>{text}</p>" for text in body),
            "".join(f"<div>{text}</div>" for text in links),
        ),
        gold="\n".join([title, *body]),
        content_snippets=(),
        boilerplate_snippets=(),
        page_type="article" if number % 3 else "forum",
    )


PAGES = [page(number) for number in range(60)]


def train(pages):
    corpus = read_corpus(pages)
    return train_corpus(corpus, np.ones(len(pages), np.bool_))


@pytest.fixture(scope="module")
def files():
    return train(PAGES)


def document(text: str) -> Document:
    return segment_text(Record("case", "0", text, "text", "0" * 64))


def judge(files, *texts):
    documents = [document(text) for text in texts]
    return TextClassifier(files).judge(documents, [look(one) for one in documents])


def test_the_same_pages_give_the_same_bytes(files):
    assert train(PAGES) == files


def test_the_article_is_kept_and_the_menu_is_taken(files):
    unseen = page(1000)
    flat = wet(unseen.html)
    [judgement] = judge(files, flat)
    lines = flat.split("\n")
    kept = [line for line, keep in zip(lines, judgement.keep, strict=True) if keep]
    assert set(unseen.gold.split("\n")) <= set(kept)
    assert not {"Home", "Log in", "Subscribe", "Contact us"} & set(kept)
    assert judgement.page_type in TEXT_PAGE_TYPES
    assert 0.5 < judgement.confidence <= 1


def test_a_judgement_does_not_depend_on_the_batch(files):
    texts = [wet(page(number).html) for number in (1001, 1002)]
    [alone] = judge(files, texts[0])
    [_, together, _] = judge(files, texts[1], texts[0], "")
    assert alone.scores.tolist() == together.scores.tolist()
    assert alone.keep.tolist() == together.keep.tolist()
    assert alone.confidence == together.confidence


def test_what_is_in_no_known_language_is_kept_whole(files):
    [judgement] = judge(files, "川の水位は月曜日にも下がった。\nホーム\n" * 4)
    assert judgement.keep.all()
    assert (judgement.page_type, judgement.confidence) == (None, None)


def test_nothing_gives_nothing(files):
    assert TextClassifier(files).judge([], []) == []
    [empty] = judge(files, "")
    assert len(empty.scores) == 0


def test_the_settings_name_the_page_types(files):
    assert json.loads(files["text_settings.json"])["page_types"] == list(TEXT_PAGE_TYPES)


def names_of(files, name):
    return lgb.Booster(model_str=files[name].decode()).feature_name()


def test_the_models_name_their_features(files):
    assert names_of(files, "text_lines.txt")[0] == "chars"
    assert names_of(files, "text_types.txt") == names_of(files, "text_confidence.txt")
    assert names_of(files, "text_types.txt")[0] == "page_lines"
    assert names_of(files, "text_types.txt")[-7] == "expected_f1"


def test_more_bias_keeps_more(files):
    texts = [wet(page(number).html).replace(". ", ".\n") for number in range(1003, 1009)]
    documents = [document(text) for text in texts]
    evidence = [look(one) for one in documents]

    def kept(bias):
        return sum(int(one.keep.sum()) for one in TextClassifier(files, bias).judge(documents, evidence))

    assert kept(0.2) < kept(1.0) < kept(20.0)


def test_without_page_types_none_is_named(files):
    found = train([replace(page, page_type=None) for page in PAGES])
    assert json.loads(found["text_settings.json"])["page_types"] == []
    assert found["text_lines.txt"] == files["text_lines.txt"]
    assert found["text_network.bin"] == files["text_network.bin"]
    flat = wet(page(1000).html)
    [judgement] = judge(found, flat)
    assert judgement.page_type is None
    assert 0.5 < judgement.confidence <= 1
    assert not judgement.keep.all()


def test_a_page_type_that_is_not_known_is_none(files):
    odd = [replace(page, page_type="gallery") if page.page_type == "forum" else page for page in PAGES]
    [judgement] = judge(train(odd), wet(page(999).html))
    assert judgement.page_type == "article"


def in_folds(wanted, count):
    """Pages of sites that all fall in the wanted folds."""
    pages = []
    number = 0
    while len(pages) < count:
        number += 1
        one = replace(page(number), url=f"https://www.example{number}.org/story")
        if folds([one.url], FOLDS)[0] in wanted:
            pages.append(one)
    return pages


def test_sites_in_even_folds_only_can_be_learnt_from():
    found = train(in_folds({0, 2, 4}, 60))
    unseen = page(1000)
    flat = wet(unseen.html)
    [judgement] = judge(found, flat)
    kept = {line for line, keep in zip(flat.split("\n"), judgement.keep, strict=True) if keep}
    assert set(unseen.gold.split("\n")) <= kept
    assert not {"Home", "Log in", "Subscribe", "Contact us"} & kept


def test_pages_whose_annotation_is_contradicted_are_not_trained_on(monkeypatch):
    spoilt = [replace(one, gold=one.gold.split("\n")[0]) for one in PAGES[:4]]
    corpus = read_corpus([*spoilt, *PAGES[4:]])
    left = []

    def crossed(rows, *args, **changes):
        left.append(np.bincount(rows.page, rows.weights, len(PAGES)) > 0)
        return fit(rows, *args, **changes)

    fit = text_training._crossed
    monkeypatch.setattr(text_training, "_crossed", crossed)
    train_corpus(corpus, np.ones(len(PAGES), np.bool_))
    assert np.flatnonzero(~left[0]).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("pages", "says"),
    [
        ([replace(one, gold="") for one in PAGES], "no labelled page to train on"),
        ([replace(one, gold=None, content_snippets=("the",)) for one in PAGES], "only snippets"),
        ([replace(one, url="https://example.org/") for one in PAGES], "of one site"),
        (PAGES[:4], r"too few to learn from: .* labelled lines"),
    ],
)
def test_pages_that_nothing_can_be_learnt_from_are_refused(pages, says):
    with pytest.raises(UsageError, match=says):
        train(pages)


def test_pages_with_an_empty_gold_text_are_left_out():
    corpus = read_corpus([PAGES[0], replace(PAGES[1], gold="")])
    assert {number for part in corpus.parts for number in part.page.tolist()} == {0}
    assert corpus.whole.tolist() == [True, False]


def test_labels_of_snippets_leave_the_rest_unlabelled():
    known = replace(PAGES[0], gold=None, page_type=None, content_snippets=(PAGES[0].gold.split("\n")[1],))
    corpus = read_corpus([known, PAGES[1]])
    own = corpus.parts[0].page == 0
    assert (corpus.parts[0].weights[own] > 0).sum() == 1
    assert (corpus.whole.tolist(), corpus.kind.tolist()) == ([False, True], [-1, 0])


def by_id(pages):
    """The ids of the pages that are flattened text node by text node."""
    corpus = read_corpus(pages)
    return {pages[number].id for part in corpus.parts if part.name == "lines" for number in part.page.tolist()}


def test_which_pages_are_flattened_in_every_way_does_not_depend_on_the_others():
    found = by_id(PAGES)
    assert 10 < len(found) < 30
    assert by_id(PAGES[31:]) == found & {one.id for one in PAGES[31:]}
