"""Passes over words find what arrays and dictionaries find."""

import numpy as np
import pytest

from tasks.classifier.keywords import GROUPS, group_bits, group_counts
from tasks.classifier.text_batch import text_batch
from tasks.classifier.text_features import PHRASE, text_features
from tasks.classifier.text_ngrams import BUCKETS, ngram_scores, ngrams
from tasks.classifier.tokens import tokenize
from tests.tasks.classifier.text_documents import ARTICLE, document

LINES = [line.strip() for line in ARTICLE.splitlines()] + ["", "one", "two words", "Subscribe by email", "!", "one"]


def test_the_score_of_a_line_is_that_of_its_ngrams():
    tokens, weights = tokenize(LINES), np.random.default_rng(2).integers(-127, 127, BUCKETS).astype(np.int8)
    buckets, line = ngrams(tokens)
    sums = np.bincount(line, weights[buckets], len(LINES))
    wanted = sums * 0.01 / np.sqrt(np.maximum(np.bincount(line, minlength=len(LINES)), 1))
    assert np.array_equal(ngram_scores(tokens, weights, 0.01), wanted.astype(np.float32))


def test_groups_are_those_of_the_words():
    tokens = tokenize(LINES)
    bits = group_bits(tokens.hashes)
    wanted = [tokens.per_line((bits >> group) & 1 == 1) for group in range(len(GROUPS) + 1)]
    assert np.array_equal(group_counts(bits, tokens.word_start), wanted)
    assert np.sum(wanted) > 10


@pytest.mark.parametrize("before", [[], ["a b c d e f g"], [ARTICLE, ""]])
def test_phrases_and_first_lines_are_those_of_a_document(before):
    texts = ["a b c d e\nx a b c d\nb c d e\na a a a a\nd c b a\na b c", *before]
    batch = text_batch([document(text) for text in texts])
    columns = text_features(batch, np.zeros(len(batch.document), np.float32))
    seen, wanted = set(), []
    for line in texts[0].split("\n"):
        words = line.split()
        runs = [tuple(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1)]
        wanted.append(sum(run in seen for run in runs) / max(len(runs), 1))
        seen.update(runs)
    values = dict(zip(columns.names, columns.values, strict=True))
    assert values["phrases_above"][:6].tolist() == wanted == [0, 0.5, 1, 0, 0, 0]
    shared = text_features(text_batch([document("harbour bread\nbread harbour ferry of\nof")]), np.zeros(3, np.float32))
    assert shared.values[shared.names.index("in_first_line")].tolist() == pytest.approx([1, 2 / 3, 0])
