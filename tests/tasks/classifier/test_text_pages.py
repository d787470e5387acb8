"""What the scores of lines say of whole documents of flattened text."""

import numpy as np

from tasks.classifier.text_classifier import PAGE_SCORES, TEXT_PAGE_TYPES, without_forums
from tasks.classifier.text_features import PAGE_FEATURES


def test_a_document_with_a_comment_section_is_no_forum():
    forum, article = TEXT_PAGE_TYPES.index("forum"), TEXT_PAGE_TYPES.index("article")
    kinds = np.zeros((3, len(TEXT_PAGE_TYPES)))
    kinds[:, forum], kinds[:, article], kinds[2] = 0.6, 0.4, 0
    kinds[2, forum] = 1
    pages = np.zeros((3, PAGE_FEATURES + len(PAGE_SCORES)), np.float32)
    pages[1:, PAGE_FEATURES + PAGE_SCORES.index("comment_share")] = 0.7
    found = without_forums(kinds, pages)
    assert found[0].tolist() == kinds[0].tolist()
    assert found[1, [forum, article]].tolist() == [0, 1]
    assert found[2, forum] == 0
    assert np.isfinite(found).all()
    assert kinds[1, forum] == 0.6
