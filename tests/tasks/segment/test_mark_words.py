"""What is looked for in the marks of elements: the same as by regular expressions."""

import random
import re

import pytest

from tasks.segment.marks import RoleWords, holding

WORDS = {"ad": "ads", "nav": "navigation", "comments": "comment", "commentform": "comment_form", "bio": "author_bio"}
ROLES = {word.encode(): frozenset({role}) for word, role in WORDS.items()}
BY_NAME = {"nav": frozenset({"navigation"})}
PIECES = (
    "ad", "Ad", "AD", "aD", "nav", "Nav", "NAV", "NaV", "bar", "Bar", "bio", "comments", "Comments", "COMMENTS", "commentform",
    "comment", "form", "-", "_", " ", "7", "é", "日", "x", "X" * 70, "\n",
)  # fmt: skip


def roles_of(marks):
    """By all parts of a word between humps."""
    found = set()
    for letters in re.findall("[A-Za-z]+", marks):
        ends = [0, *(at for at in range(1, len(letters)) if letters[at - 1].islower() and letters[at].isupper())]
        for begin in ends:
            for end in [*ends, len(letters)]:
                part = letters[begin:end]
                if part.lower() in WORDS and (len(part) > 3 or re.fullmatch("[A-Z]?[a-z]+|[A-Z]+", part)):
                    found.add(WORDS[part.lower()])
    return frozenset(found)


@pytest.mark.parametrize("seed", range(20))
def test_words_in_marks_say_roles(seed):
    dice = random.Random(seed)
    marks = ["".join(dice.choices(PIECES, k=dice.randrange(8))) for _ in range(200)]
    names = dice.choices(["div", "nav"], k=200)
    expected = [BY_NAME.get(name, frozenset()) | roles_of(own) for name, own in zip(names, marks, strict=True)]
    assert RoleWords(ROLES).of(names, marks, BY_NAME) == expected


@pytest.mark.parametrize("word", [b"", b"a" * 64])
def test_a_word_has_letters_and_not_too_many(word):
    with pytest.raises(ValueError, match="letters"):
        RoleWords({word: frozenset()})


def test_texts_that_hold_a_sign():
    assert holding(["", "a#b", "#", "é#", "日"], "#") == [1, 2, 3]
    assert holding([], "#") == []
