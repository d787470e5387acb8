"""Keys that come again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classifier.sightings import numbered, sightings

KEYS = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 2**64 - 1)), max_size=60)


@given(KEYS)
def test_first_before_and_count(keys):
    first, before, count = sightings(np.array(keys, np.uint64))
    assert first.tolist() == [keys.index(key) for key in keys]
    assert before.tolist() == [keys[:at].count(key) for at, key in enumerate(keys)]
    assert count.tolist() == [keys.count(key) for key in keys]


@given(KEYS)
def test_numbers_go_up_with_new_keys(keys):
    seen = list(dict.fromkeys(keys))
    assert numbered(np.array(keys, np.uint64)).tolist() == [seen.index(key) for key in keys]


@pytest.mark.parametrize("step", [1, 64, 2**20, 2**32, 2**44])
def test_keys_at_even_distances(step):
    keys = np.arange(20_000, dtype=np.uint64) * np.uint64(step)
    assert numbered(np.concatenate([keys, keys])).tolist() == [*range(len(keys))] * 2
