"""Words and the groups that they are in."""

from collections import Counter

import numpy as np
import pytest

from tasks.classifier import keywords
from tasks.classifier.keywords import GROUPS, STOP_WORDS, group_bits
from tasks.classifier.tokens import word_hashes
from tasks.classifier.words import look_up

WORDS = {name: text.split() for name, text in keywords._GROUPS_TEXT.items()}


def groups_of(word):
    """The names of the groups of a word, `stop` for stop words."""
    (bits,) = group_bits(word_hashes([word]))
    return {name for number, name in enumerate((*GROUPS, "stop")) if bits >> number & 1}


def test_every_word_is_one_word_in_lower_case_and_has_a_hash_of_its_own():
    words = sorted(STOP_WORDS.union(*WORDS.values()))
    hashes = word_hashes(words)
    assert len(hashes) == len(words)
    assert len(set(hashes.tolist())) == len(words)
    assert [word for word in words if word != word.lower()] == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_names_a_word_once_and_all_its_words_are_in_it(group):
    assert [word for word, count in Counter(WORDS[group]).items() if count > 1] == []
    assert [word for word in WORDS[group] if group not in groups_of(word)] == []


def test_words_are_in_all_their_groups_and_in_no_other():
    assert groups_of("Newsletter") == {"subscribe"}
    assert groups_of("commentaires") == {"comment"}
    assert groups_of("link") == {"share"}
    assert groups_of("von") == {"author", "stop"}
    assert groups_of("the") == {"stop"}


@pytest.mark.parametrize("word", ["lighthouse", "0", "zzz", "newsletterx"])
def test_other_words_are_in_none(word):
    assert groups_of(word) == set()


def test_no_words_have_no_groups():
    assert group_bits(np.zeros(0, np.uint64)).tolist() == []


def test_stop_words_hardly_tell_what_a_line_sells_or_asks_for():
    """Sentences are told by stop words: a mark of shops among them would make a shop's chrome of every sentence."""
    telling = {word for group in ("shop", "advert", "cookie", "legal", "account") for word in WORDS[group]}
    assert telling & STOP_WORDS == {"off"}  # as in "20 % off"


def test_hashes_are_found_behind_others_at_their_place():
    known, values = np.zeros(8, np.uint64), np.zeros(8, np.uint32)
    known[[7, 0, 1]], values[[7, 0, 1]] = [7, 15, 1], [1, 2, 3]
    found = np.empty(5, np.uint32)
    look_up(np.array([7, 15, 1, 23, 3], np.uint64), known, values, found)
    assert found.tolist() == [1, 2, 3, 0, 0]
