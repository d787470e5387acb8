"""The classifier of flattened text: documents and what the rules say of them to a judgement on every line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.booster import Booster
from tasks.classifier.families import keyword_families
from tasks.classifier.html_pages import HTML_PAGE_TYPES
from tasks.classifier.judgement import Judgement
from tasks.classifier.line_network import LineNetwork
from tasks.classifier.text_batch import Floats, TextBatch, text_batch
from tasks.classifier.text_evidence import EVIDENCE, evidence_features, in_comments
from tasks.classifier.text_features import PAGE_FEATURES, text_features
from tasks.classifier.text_gate import judged
from tasks.classifier.text_ngrams import ngram_scores
from tasks.classifier.text_selection import Flags, protect, select
from tasks.document import Document
from tasks.evidence import Evidence

NETWORK = "text_network.bin"
"""The file of the second look: all that is trained else has trees, words or settings."""
SETTINGS, WORDS = "text_settings.json", "text_words.bin"
LINES, TYPES, CONFIDENCE = "text_lines.txt", "text_types.txt", "text_confidence.txt"
FILES = (LINES, NETWORK, TYPES, CONFIDENCE, WORDS, SETTINGS)
"""The names of the trained files."""
TEXT_PAGE_TYPES = tuple(sorted(HTML_PAGE_TYPES))
"""The page types of WCXB, in the order of the columns that the model of flattened text predicts: another one."""
PAGE_SCORES = (
    "expected_f1", "sureness", "unsure_share", "kept_share", "content_share", "lost_share", "comment_share",
)  # fmt: skip
"""The columns of `page_features` behind those that text_features has of the whole document: what its lines' scores
and their selection say, and how much of it is a comment section, which makes an article look like a forum."""
PRECISION_WEIGHT = 1.7
"""What precision weighs in the expected F1 at the user's bias of 1: more than recall, since lines alone between kept
ones are given back. Between 1.4 and 2 the F1 of flattened dev articles is the same; at 2, 2.1 % of the content of whole
pages and .9 % of that of extracted ones is lost."""
FIRST_SHARE = 0.2
"""What the first model's score weighs in a line's. The network alone is sometimes sure of nothing on a whole page: of
flattened dev pages .846 instead of .847 all in all, and twelve instead of ten are left without a line."""


class TextClassifier:
    """The trained models, ready to judge; not to be shared between threads.

    `bias` is what recall weighs against precision in the selection of lines, relative to what was tuned: above 1 keeps
    more, below 1 less.

    Raises:
        UsageError: a model cannot be read.
        KeyError: a file is missing.
    """

    def __init__(self, files: Mapping[str, bytes], bias: float = 1.0) -> None:
        settings = json.loads(files[SETTINGS])
        self._bias = bias
        self._weights = np.frombuffer(files[WORDS], np.int8)
        self._scale, self._offset = float(settings["scale"]), float(settings["bias"])
        self._types: list[str] = settings["page_types"]
        self._lines = Booster(files[LINES].decode())
        # Besides what the first model sees: its score, and what the rules say.
        self._network = LineNetwork(files[NETWORK], self._lines.features + 1 + len(EVIDENCE))
        self._type = Booster(files[TYPES].decode())
        self._sure = Booster(files[CONFIDENCE].decode())

    def judge(self, documents: Sequence[Document], evidence: Sequence[Evidence]) -> list[Judgement]:
        """A judgement on every document, in order.

        A document in a language that the classifier was not trained on keeps all its lines, with neither a page type
        nor a confidence.
        """
        if not documents:
            return []
        batch = text_batch(documents)
        known = judged(documents, batch)
        said = evidence_features(documents, evidence)
        totals, scores = self._scores(batch, said)
        keep, expected = select(batch, scores, PRECISION_WEIGHT / self._bias)
        pages = page_features(batch, totals, scores, keep, expected, in_comments(said))
        kinds, sure = without_forums(self._type.predict(pages), pages), self._sure.predict(pages)
        types = kinds.argmax(axis=1)
        # Where the training pages told of no types, none is known to be an article, and clean ones lose little.
        article = kinds[:, TEXT_PAGE_TYPES.index("article")] * bool(self._types)
        keep = protect(batch, scores, keep, article, self._bias)
        keywords = keyword_families(batch.tokens, batch.bits, batch.groups)
        judgements = []
        for at in range(len(documents)):
            own = slice(batch.bounds[at], batch.bounds[at + 1])
            if known[at] and own.stop > own.start:
                kind = self._types[int(types[at])] if self._types else None
                judgements.append(
                    Judgement(scores[own], keep[own], keywords[own], kind, float(np.clip(sure[at], 0, 1)))
                )
            else:
                whole = np.ones(own.stop - own.start)
                judgements.append(
                    Judgement(whole.astype(np.float32), whole.astype(np.bool_), keywords[own], None, None)
                )
        return judgements

    def _scores(self, batch: TextBatch, evidence: Floats) -> tuple[Sequence[Floats], Floats]:
        """What the features say of whole documents, and the score of every line."""
        linear = ngram_scores(batch.tokens, self._weights, self._scale) + np.float32(self._offset)
        features = text_features(batch, linear).values
        first = self._lines.predict_columns(features, batch.at).astype(np.float32)
        second = self._network.score([*features, first, *np.ascontiguousarray(evidence.T)], batch.bounds)
        return features[-PAGE_FEATURES:], combined(first, second)


def combined(first: Floats, second: Floats) -> Floats:
    """The lines' scores (V,), of those of the first model and of the network."""
    return np.float32(FIRST_SHARE) * first + np.float32(1 - FIRST_SHARE) * second


def without_forums(kinds: NDArray[np.float64], pages: Floats) -> NDArray[np.float64]:
    """The probabilities of `TEXT_PAGE_TYPES` (D, types), none of a forum where a comment section was found.

    Long comments look like a forum: of 21 flattened dev pages that were judged one in spite of a comment section 18
    are articles, two a forum, and what readers had written below the articles was published as the articles' own.
    `pages` are the documents' `page_features`.
    """
    kinds = kinds.copy()
    commented = pages[:, PAGE_FEATURES + PAGE_SCORES.index("comment_share")] > 0
    kinds[commented, TEXT_PAGE_TYPES.index("forum")] = 0
    return kinds / np.maximum(kinds.sum(axis=1, keepdims=True), 1e-9)


def page_features(
    batch: TextBatch,
    totals: Sequence[Floats],
    scores: Floats,
    keep: Flags,
    expected: NDArray[np.float64],
    comments: Flags,
) -> Floats:
    """What a document's page type and confidence are told from, (D, F): its totals and `PAGE_SCORES`.

    `totals` are the last `PAGE_FEATURES` of its lines' features.
    """
    words = batch.tokens.words.astype(np.float64)
    total = np.maximum(batch.total(words), 1)
    pages = np.zeros((len(batch.bounds) - 1, PAGE_FEATURES + len(PAGE_SCORES)), np.float32)
    full = np.flatnonzero(np.diff(batch.bounds) > 0)
    for at, column in enumerate(totals):
        pages[full, at] = column[batch.bounds[full]]
    content = batch.total(words * scores)
    values = (
        expected,
        batch.total(words * np.abs(scores - 0.5)) / total,
        batch.total(words * ((scores > 0.2) & (scores < 0.8))) / total,
        batch.total(words * keep) / total,
        content / total,
        batch.total(words * scores * ~keep) / np.maximum(content, 1),
        batch.total(words * comments) / total,
    )
    for at, value in enumerate(values):
        pages[:, PAGE_FEATURES + at] = value
    return pages
