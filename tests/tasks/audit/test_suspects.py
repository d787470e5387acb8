"""The texts with something left over, told from a column of them, against looking at each."""

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.audit.leftovers import _phrases, leftover, suspects

PHRASES = sorted(_phrases()[0])
LINES = st.sampled_from(PHRASES[::40]) | st.text("aB K\u212aİſéΣ中\U0001f600\n\r", max_size=12)


def changed(line, chance):
    """The line in other letters, or with something more, or less, at one of its ends."""
    how = chance.randrange(5)
    if how == 0:
        return line.upper()
    if how == 1:
        return line.title().replace("K", "\u212a")  # the sign for kelvin, whose small letter is a k
    if how == 2:
        return f"{line}{chance.choice('.!é ')}"
    return line[1:] if how == 3 else line


@pytest.mark.parametrize("seed", range(20))
def test_texts_of_phrases(seed):
    chance = random.Random(seed)
    texts = [
        "\n".join(changed(chance.choice([*PHRASES, "A bridge"]), chance) for _ in range(chance.randrange(3)))
        for _ in range(400)
    ]
    rows = pa.array(["before", *texts], pa.string()).slice(1)
    found = [row for row, text in enumerate(texts) if leftover(text) is not None]
    assert found
    assert suspects(rows) == found


@settings(deadline=None)
@given(st.lists(st.lists(LINES, max_size=4).map("\n".join), max_size=6))
def test_texts_of_anything(texts):
    found = [row for row, text in enumerate(texts) if leftover(text) is not None]
    assert suspects(pa.array(texts, pa.string())) == found
