"""The compiled automaton says what the table it is made from says."""

from __future__ import annotations

from array import array

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.metadata.sequences import Automaton

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
        scores = np.zeros(len(words), np.float32)
        count = automaton.add_scores(text, np.eye(len(words), dtype=np.float32), scores)
        seen = seen_by_table(words, states, moves, text)
        assert count == np.count_nonzero(seen)
        np.testing.assert_allclose(scores, np.log1p(seen), rtol=1e-6)
