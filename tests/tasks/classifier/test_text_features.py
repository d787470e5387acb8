"""Features of lines: what they measure, and that a batch does not show in them."""

import numpy as np
import pytest

from tasks.classifier.text_batch import text_batch
from tasks.classifier.text_evidence import EVIDENCE, evidence_features
from tasks.classifier.text_features import PAGE_FEATURES, best_stretch, text_features
from tasks.classifier.text_ngrams import BUCKETS, ngram_scores
from tasks.evidence import look
from tests.tasks.classifier.text_documents import ARTICLE, document

WEIGHTS = np.random.default_rng(1).integers(-90, 90, BUCKETS).astype(np.int8)


def all_features(texts):
    batch = text_batch([document(text) for text in texts])
    linear = ngram_scores(batch.tokens, WEIGHTS, 0.01)
    columns = text_features(batch, linear)
    return columns.names, columns.matrix()


def column(name, texts=(ARTICLE,)):
    names, values = all_features(list(texts))
    return values[:, names.index(name)]


def test_names_are_unique_and_values_are_numbers():
    names, values = all_features([ARTICLE])
    assert len(set(names)) == len(names) == values.shape[1]
    assert np.isfinite(values).all()


@pytest.mark.parametrize("others", [[""], ["x\n" * 500], ["One two three.\n\nFour"] * 7])
def test_a_line_has_the_same_features_alone_and_in_any_batch(others):
    alone = all_features([ARTICLE])[1]
    assert np.array_equal(all_features([*others, ARTICLE])[1][-len(alone) :], alone)
    assert np.array_equal(all_features([ARTICLE, *others])[1][: len(alone)], alone)


def test_layout_and_place():
    lines = [line for line in ARTICLE.splitlines() if line.strip()]
    heading = lines.index("  What comes next")
    assert column("indent")[heading] == 2
    assert column("blank_before")[heading] == column("blank_after")[heading] == 1
    assert column("at")[heading] == heading
    assert column("to_end")[heading] == len(lines) - heading - 1
    assert column("since_prose")[heading] == column("to_prose")[heading] == 1


def test_the_page_is_the_same_on_all_of_its_lines():
    columns = text_features(text_batch([document(ARTICLE)]), np.zeros(14, np.float32))
    assert all(name.startswith("page_") for name in columns.names[-PAGE_FEATURES:])
    assert all((values == values[0]).all() for values in columns.values[-PAGE_FEATURES:])


def test_repeated_lines_are_counted_in_their_document_only():
    assert column("repeats", ["a\nb\na", "a"]).tolist() == [2, 1, 2, 1]


def test_the_best_stretch_of_each_document():
    batch = text_batch([document("a\nb\nc\nd"), document(""), document("e\nf")])
    start, end, best = best_stretch(batch, np.array([-1.0, 2, 3, -4, -1, -2]))
    assert (start[0], end[0], best[0]) == (1, 3, 5)
    assert (end[1], best[1]) == (start[1], 0)
    assert best[2] == -1


def test_evidence_is_that_of_the_rules():
    page = document("Accept all cookies\nA headline that says something of note\nA line of text.")
    values = evidence_features([page], [look(page)])
    assert values.shape == (3, len(EVIDENCE))
    assert values[0, EVIDENCE.index("drop_score")] > 0.5
    assert values[2, EVIDENCE.index("drop_score")] == 0


FIRST, SECOND, THIRD = (
    f"The {noun} near the old harbour was closed for a week" for noun in ("bridge", "market", "station")
)


def test_copies_are_told_from_what_they_copy():
    texts = ["\n".join([FIRST, SECOND, FIRST]), FIRST]
    assert column("same_above", texts).tolist() == [0, 0, 1, 0]
    assert column("copied_words", texts).tolist() == [0, 0, 11, 0]


def test_a_second_copy_of_a_text_is_longer_than_a_refrain():
    again = "\n".join([FIRST, SECOND, THIRD, "More", FIRST, SECOND, THIRD, "More", FIRST])
    assert column("copied_words", [again]).tolist() == [0, 0, 0, 0, 33, 33, 33, 0, 11]


def test_phrases_of_a_line_above_are_found_inside_other_words():
    texts = ["\n".join([FIRST, "He said that the bridge near the old harbour was safe", "Nothing of it"]), FIRST]
    shares = column("phrases_above", texts)
    assert shares[0] == shares[2] == shares[3] == 0
    assert 0.4 < shares[1] < 0.8


def test_an_empty_batch_and_single_words_have_no_phrases():
    assert column("phrases_above", ["One\ntwo"]).tolist() == [0, 0]
