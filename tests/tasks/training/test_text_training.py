"""The text classifier from pages to files: what it learns, and that the same pages give the same bytes."""

import json
import random

import pytest

pytest.importorskip("resiliparse", reason="pages are flattened with it: pip install 'winnow-etl[train]'")

from tasks.classifier.text_classifier import PAGE_TYPES, TextClassifier
from tasks.document import Document, Record
from tasks.evidence import look
from tasks.segment.text import segment_text
from tasks.training.flattenings import wet
from tasks.training.text_corpus import read_corpus
from tasks.training.text_training import train_text

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
    return {
        "url": f"https://site{number}.example.com/story" if number % 2 else f"https://example{number}.org/story",
        "html": html.format(
            title,
            "".join(f"<li>{item}</li>" for item in menu),
            "".join(f"<p>{text}</p>" for text in body),
            "".join(f"<div>{text}</div>" for text in links),
        ),
        "main_content": "\n".join([title, *body]),
        "page_type": "article" if number % 3 else "forum",
        "with": (),
        "without": (),
        "comments": (),
    }


PAGES = [page(number) for number in range(60)]


@pytest.fixture(scope="module")
def files():
    return train_text(PAGES)


def document(text: str) -> Document:
    return segment_text(Record("case", "0", text, "text", "0" * 64))


def judge(files, *texts):
    documents = [document(text) for text in texts]
    return TextClassifier(files).judge(documents, [look(one) for one in documents])


def test_the_same_pages_give_the_same_bytes(files):
    assert train_text(PAGES) == files


def test_the_article_is_kept_and_the_menu_is_taken(files):
    unseen = page(1000)
    flat = wet(unseen["html"])
    [judgement] = judge(files, flat)
    lines = flat.split("\n")
    kept = [line for line, keep in zip(lines, judgement.keep, strict=True) if keep]
    assert set(unseen["main_content"].split("\n")) <= set(kept)
    assert not {"Home", "Log in", "Subscribe", "Contact us"} & set(kept)
    assert judgement.page_type in PAGE_TYPES
    assert 0.5 < judgement.confidence <= 1


def test_a_judgement_does_not_depend_on_the_batch(files):
    texts = [wet(page(number)["html"]) for number in (1001, 1002)]
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
    assert json.loads(files["text_settings.json"])["page_types"] == list(PAGE_TYPES)


def test_pages_with_an_empty_gold_text_are_left_out():
    corpus = read_corpus([PAGES[0], PAGES[1] | {"main_content": ""}])
    assert len(corpus.fold) == 1


def test_labels_of_snippets_leave_the_rest_unlabelled():
    known = PAGES[0] | {"main_content": None, "page_type": None, "with": (PAGES[0]["main_content"].split("\n")[1],)}
    corpus = read_corpus([known, PAGES[1]])
    own = corpus.parts[0].page == 0
    assert (corpus.parts[0].weights[own] > 0).sum() == 1
