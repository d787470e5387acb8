"""The compiled automaton says what the table it is made from says."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.metadata.sequences import Automaton, likeliest

WORDS = st.lists(st.binary(min_size=1, max_size=5), min_size=1, max_size=12, unique=True)
# Few letters, so that words are parts of one another and texts are full of them.
FEW = st.lists(st.text("ab", min_size=1, max_size=6).map(str.encode), min_size=1, max_size=12, unique=True)


def table_of(words: list[bytes]) -> tuple[list[bytes], array[int], np.ndarray]:
    """The states of an Aho-Corasick automaton, by their bytes, its moves, and where the row of each state begins."""
    states = sorted({word[:end] for word in words for end in range(len(word) + 1)})
    number = {state: at for at, state in enumerate(states)}
    moves = array("I")
    for state in states:
        for byte in range(256):
            reached = state + bytes([byte])
            while reached not in number:
                reached = reached[1:]
            moves.append(number[reached])
    return states, moves, np.arange(len(states), dtype=np.int64) * 256


def seen_by_table(words: list[bytes], states: list[bytes], moves: array[int], text: bytes) -> np.ndarray:
    seen, state = np.zeros(len(words), np.float32), 0
    for byte in text:
        state = moves[state * 256 + byte]
        if states[state] in words:
            seen[words.index(states[state])] += 1
    return seen


@settings(deadline=None)
@given(words=st.one_of(WORDS, FEW), data=st.data())
def test_the_tree_takes_the_steps_of_the_table(words: list[bytes], data: st.DataObject) -> None:
    text = b"".join(data.draw(st.lists(st.one_of(st.sampled_from(words), st.binary(max_size=3)), max_size=12)))
    states, moves, rows = table_of(words)
    numbers = np.array([words.index(state) if state in words else -1 for state in states], np.int32)
    automaton = Automaton(moves, rows, numbers, len(words))

    for _ in range(2):  # what one text held is forgotten at the next
        scores = np.zeros(len(words))
        found = automaton.add_scores(text, np.eye(len(words), dtype=np.int16), scores)
        seen = seen_by_table(words, states, moves, text)
        assert found == seen.any()
        np.testing.assert_allclose(scores, np.log1p(seen), rtol=1e-6)


@pytest.mark.parametrize("size", range(10))
def test_the_largest_numbers_of_a_table_are_added_whole(size: int) -> None:
    words = [bytes([97 + at]) for at in range(9)]
    _, moves, rows = table_of(words)
    table = np.tile(np.array([-(2**13), 2**13 - 1, -1], np.int16), (len(words), 1))
    scores = np.zeros(3)
    found = Automaton(moves, rows, np.arange(-1, 9, dtype=np.int32), 9).add_scores(
        b"".join(words[:size]), table, scores
    )
    assert found == (size > 0)
    np.testing.assert_array_equal(scores, np.log1p(1.0) * (size * table[0].astype(np.float64)))


def test_scores_of_one_class_are_added_up() -> None:
    scores, priors = np.array([4.0, 3.0, 0.0, 3.0]), np.array([0.0, 2.0, 1.0, 2.0])
    chances = np.exp((scores + priors) * 0.5)
    best, chance = likeliest(scores, priors, 0.5, np.array([0, 1, 2, 1], np.int32))
    assert best == 1
    assert chance == pytest.approx((chances[1] + chances[3]) / chances.sum())


def test_without_a_scale_all_classes_are_as_likely() -> None:
    assert likeliest(np.ones(4), np.arange(4.0), 0.0, np.arange(4, dtype=np.int32)) == (0, 0.25)
