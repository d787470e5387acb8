"""Lines as arrays: what is counted, and which words are the same."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.classifier.tokens import (
    CLASSES,
    DIGIT,
    DIVIDER,
    END,
    LETTER,
    MAX_LINE,
    QUOTE,
    SPACE,
    UPPER,
    tokenize,
    word_hashes,
)


def counts(text):
    """The counts of a line that are not 0, by name."""
    return {name: int(count) for name, count in zip(CLASSES, tokenize([text]).counts[0], strict=True) if count}


def expected_words(text):
    """The lower-cased runs of letters and digits, one character after the other; beyond the basic plane are none."""
    words, word = [], ""
    for char in text[:MAX_LINE]:
        if (char.isalpha() or char.isdigit()) and ord(char) < 0xFFFF:
            small = char.lower()
            word += small if len(small) == 1 else char
        elif word:
            words.append(word)
            word = ""
    return [*words, word] if word else words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ab 3.", {"letter": 2, "upper": 1, "digit": 1, "space": 1, "end": 1}),
        ("Straße ÉTÉ", {"letter": 9, "upper": 4, "space": 1}),
        ("Привет, Мир!", {"letter": 9, "upper": 2, "pause": 1, "space": 1, "end": 1}),
        ("كتاب؟", {"letter": 4, "end": 1}),
        ("河水下降。", {"letter": 4, "dense": 4, "end": 1}),
        ("かわ カワ", {"letter": 4, "dense": 4, "space": 1}),
        ("แม่", {"letter": 2, "dense": 2, "mark": 1}),
        ("한국어", {"letter": 3}),
        ("€5 – $6", {"money": 2, "digit": 2, "space": 2, "divider": 1}),
        ("a | b • c › d", {"letter": 4, "space": 6, "divider": 3}),
        ("„Ja“, «non»", {"letter": 5, "upper": 1, "quote": 4, "pause": 1, "space": 1}),
        ("100 % & ©", {"digit": 3, "space": 3, "mark": 3}),
        ("٣٤", {"digit": 2}),
        ("a\u00a0\u2003b", {"letter": 2, "space": 2}),
        ("\x00\u200b\ue000😀", {}),
    ],
)
def test_characters_are_counted_by_class(text, found):
    assert counts(text) == found


def test_the_ends_of_a_line_are_known():
    lines = tokenize(["“Up?", "", "x", "3 | ", "ab."])
    assert lines.first.tolist() == [QUOTE, 0, LETTER, DIGIT, LETTER]
    assert lines.last.tolist() == [END, 0, LETTER, SPACE, END]
    assert tokenize(["Q"]).first.tolist() == [LETTER | UPPER]
    assert tokenize(["• a"]).first.tolist() == [DIVIDER]


def test_equal_words_have_equal_hashes_wherever_they_stand():
    lines = tokenize(["Harbour lights", "", "the HARBOUR, harbour."])
    assert lines.word_line.tolist() == [0, 0, 2, 2, 2]
    assert lines.word_start.tolist() == [0, 2, 2, 5]
    harbour, lights, the, *again = lines.hashes.tolist()
    assert again == [harbour, harbour]
    assert len({harbour, lights, the}) == 3
    assert word_hashes(["hArboUr"]).tolist() == [harbour]


def test_other_words_have_other_hashes():
    words = [f"{a}{b}{c}" for a in "abcdefgh" for b in "aeiou0123" for c in ("", "a", "aa", "n", "rn", "m")]
    assert len(set(word_hashes(words).tolist())) == len(set(words))
    # The order of letters counts, and so do leading ones.
    assert len(set(word_hashes(["ab", "ba", "aab", "abb"]).tolist())) == 4


def test_words_never_run_across_lines():
    apart, joined = tokenize(["foo", "bar", "", "9"]), tokenize(["foobar9"])
    assert len(apart.hashes) == 3
    assert apart.words.tolist() == [1, 1, 0, 1]
    assert len(joined.hashes) == 1
    assert not set(apart.hashes.tolist()) & set(joined.hashes.tolist())


def test_what_is_past_the_longest_line_is_not_looked_at():
    lines = tokenize(["a " * MAX_LINE + "!", "b"])
    assert lines.chars.tolist() == [MAX_LINE, 1]
    assert lines.words.tolist() == [MAX_LINE // 2, 1]
    assert lines.counts[0, CLASSES.index("end")] == 0
    assert lines.last[0] == SPACE


def test_three_characters_without_spaces_between_words_are_one():
    assert tokenize(["河水下降", "河水下降了两米多", "river 河"]).words.tolist() == [1, 2, 2]


@pytest.mark.parametrize("texts", [[], [""], ["", ""]])
def test_nothing_is_counted_in_nothing(texts):
    lines = tokenize(texts)
    assert lines.counts.shape == (len(texts), len(CLASSES))
    assert not lines.counts.any()
    assert lines.chars.tolist() == lines.words.tolist() == [0] * len(texts)
    assert len(lines.hashes) == 0
    assert lines.per_line(np.zeros(0, np.bool_)).tolist() == [0] * len(texts)


def test_flagged_words_are_counted_by_line():
    lines = tokenize(["a b c", "", "d"])
    assert lines.per_line(np.array([True, False, True, True])).tolist() == [2, 0, 1]


texts = st.lists(st.text(st.one_of(st.characters(), st.sampled_from("aB9 .|ßİ河")), max_size=30), max_size=8)


@given(texts)
@example(["\ud800a", "A"])
@example(["a" * (MAX_LINE + 5), "a"])
@example(["İx", "i̇x"])
def test_words_are_those_of_a_loop_over_characters(batch):
    lines = tokenize(batch)
    words = [word for text in batch for word in expected_words(text)]
    assert np.diff(lines.word_start).tolist() == [len(expected_words(text)) for text in batch]
    alone = {word: int(word_hashes([word])[0]) for word in words}
    assert lines.hashes.tolist() == [alone[word] for word in words]
    assert len(set(alone.values())) == len(alone)


@given(texts)
def test_a_line_is_measured_the_same_in_any_batch(batch):
    together = tokenize(batch)
    for at, text in enumerate(batch):
        alone = tokenize([text])
        own = slice(together.word_start[at], together.word_start[at + 1])
        assert together.counts[at].tolist() == alone.counts[0].tolist()
        assert (together.first[at], together.last[at]) == (alone.first[0], alone.last[0])
        assert together.hashes[own].tolist() == alone.hashes.tolist()
