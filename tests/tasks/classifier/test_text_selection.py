"""Which lines are kept: the best expected F1, a cap on what may be lost, no holes between kept lines."""

import numpy as np

from tasks.classifier.text_batch import text_batch
from tasks.classifier.text_selection import ARTICLE_SCORE, CLEAN_CAP, CLEAN_SURE, SURE, protect, select
from tests.tasks.classifier.text_documents import document

LINE = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"


def kept(scores, precision_weight=1.0, article=1.0):
    # No two lines alike: a copy costs nothing.
    lines = (
        f"{LINE} {'abcdefghij'[number // 10 % 10] * 3}{'abcdefghij'[number % 10]}" for number in range(len(scores))
    )
    batch = text_batch([document("\n".join(lines))])
    scores = np.array(scores, np.float32)
    return protect(batch, scores, select(batch, scores, precision_weight)[0], np.array([article])).tolist()


def test_sure_lines_are_kept_and_taken():
    assert kept([0.01] * 5 + [0.99] * 5) == [False] * 5 + [True] * 5


def test_the_selection_maximises_expected_f1():
    rng = np.random.default_rng(3)
    scores = np.round(rng.random(12), 2)
    batch = text_batch([document("\n".join([LINE] * 12))])
    expected = select(batch, scores.astype(np.float32), 1.0)[1][0]
    order = np.sort(scores)[::-1]
    best = max(2 * order[:n].sum() / (n + order.sum()) for n in range(1, 13))
    assert abs(expected - best) < 1e-4


def test_less_weight_on_precision_keeps_more():
    scores = [0.02] * 60 + [0.35] * 10 + [0.02] * 60 + [0.95] * 20
    assert sum(kept(scores, 0.2)) > sum(kept(scores, 2.0))


def test_from_a_clean_document_no_more_is_taken_than_the_cap_allows():
    scores = np.array([0.2] * 40 + [0.99] * 100)
    lost = (scores * ~np.array(kept(scores, precision_weight=5.0, article=0.0))).sum()
    assert 0 < lost <= CLEAN_CAP * scores.sum() + 1e-4


def test_a_line_alone_between_kept_ones_is_kept_unless_the_model_is_sure():
    around = [0.95] * 10
    assert kept([*around, CLEAN_SURE + 0.05, *around])[10]
    assert not kept([*around, CLEAN_SURE - 0.05, *around])[10]


def test_on_a_page_with_chrome_it_takes_more_to_take_it():
    around = [*[0.01] * 20, *[0.95] * 20]
    assert kept([*around, SURE + 0.05, *around[::-1]])[40]
    assert not kept([*around, SURE - 0.05, *around[::-1]])[40]


def test_each_document_is_selected_by_itself():
    texts = ["\n".join([LINE] * 3)] * 2
    batch = text_batch([document(text) for text in texts])
    together = select(batch, np.array([0.9, 0.9, 0.01, 0.2, 0.01, 0.2], np.float32), 1.0)[0].tolist()
    alone = (
        select(text_batch([document(text)]), np.array(scores, np.float32), 1.0)[0].tolist()
        for text, scores in zip(texts, ([0.9, 0.9, 0.01], [0.2, 0.01, 0.2]), strict=True)
    )
    assert together == [kept for one in alone for kept in one]


def test_a_spotless_document_must_surely_be_an_article():
    scores = [0.55] * 5 + [0.99] * 60
    assert kept(scores, 1.6, article=0.6) == [True] * 65
    assert kept(scores, 1.6, article=0.9)[:4] == [False] * 4
    assert kept([0.35] * 20 + [0.02] * 5 + [0.99] * 60, 1.6, article=0.6)[:18] == [False] * 18


def test_little_is_taken_from_a_small_document_that_is_no_article():
    small = kept([0.32] * 3 + [0.01] * 2 + [0.9] * 4, 1.6, article=0.2)
    assert small == [True] * 3 + [False] * 2 + [True] * 4
    assert kept([0.12] * 20 + [0.01] * 10 + [0.9] * 30, 1.6, article=0.2)[:18] == [False] * 18


def test_from_what_may_be_an_article_more_is_taken_than_from_what_is_none():
    scores = [*[0.4] * 8, *[0.98] * 40]
    taken = {article: 48 - sum(kept(scores, 1.6, article=article)) for article in (0.1, 0.4, 0.7)}
    assert taken[0.1] == 0
    assert taken[0.4] > 0
    assert taken[0.7] >= taken[0.4]


def test_copies_are_not_given_back():
    own = [f"{LINE} {letter}xyz" for letter in "abcdefghijklmnopqrstuvwxyzäöüß"]
    lines = [LINE, *own, *own[:20]]
    scores = np.array([*[0.9] * 31, *[0.2] * 20], np.float32)
    batch = text_batch([document("\n".join(lines))])
    first = protect(batch, scores, select(batch, scores, 5.0)[0], np.array([0.0]))
    assert first[:31].all()
    assert not first[31:].any()


def test_in_a_clean_article_a_line_must_be_likelier_content_than_for_the_best_f1():
    scores = np.array([ARTICLE_SCORE - 0.05] * 4 + [0.99] * 60, np.float32)
    batch = text_batch([document("\n".join([LINE] * 64))])
    best, _ = select(batch, scores, 1.0)
    assert best.all()
    assert not protect(batch, scores, best, np.array([0.9]))[:3].any()
    assert protect(batch, scores, best, np.array([0.9]), bias=2.0).all()


def test_a_clean_article_is_never_taken_whole():
    assert kept([ARTICLE_SCORE - 0.1]) == [True]
    assert sum(kept([ARTICLE_SCORE - 0.1] * 10)) >= 5


def led(text, scores):
    batch = text_batch([document(text)])
    scores = np.array(scores, np.float32)
    return protect(batch, scores, select(batch, scores, 1.7)[0], np.array([1.0])).tolist()


def test_a_sentence_right_above_the_text_may_be_its_standfirst():
    body = "\n".join([LINE] * 25)
    sure = [0.99] * 25
    assert led(f"Home\nIt was never the moon.\nPublished\n{body}", [0.01, 0.4, 0.01, *sure])[:3] == [False, True, False]
    assert not any(led(f"Home\nIt was never the moon\nPublished\n{body}", [0.01, 0.4, 0.01, *sure])[:3])
    assert not any(led(f"Home\nIt was never the moon.\nPublished\n{body}", [0.01, 0.2, 0.01, *sure])[:3])
    far = "\n".join(["Menu"] * 6)
    assert not any(led(f"It was never the moon.\n{far}\n{body}", [0.4, *[0.01] * 6, *sure])[:7])
