"""Keys that come again."""

import time

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


@pytest.mark.parametrize("step", [64, 2**20, 2**32, 2**47])
def test_keys_at_even_distances_cost_no_more_than_others(step):
    """Their lowest bits, or their highest, are the same: in one place of a table each would be compared with all."""

    def cost(step):
        keys = np.arange(100_000, dtype=np.uint64) * np.uint64(step)
        started = time.process_time()
        assert numbered(np.concatenate([keys, keys])).tolist() == [*range(len(keys))] * 2
        return time.process_time() - started

    assert cost(step) < 20 * cost(1)
