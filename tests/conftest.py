"""What several tests share: where the real data is, when it is there."""

import os
from pathlib import Path

import pytest

from tasks.classifier import store

# Tests run side by side, and LightGBM in each of them with a thread a processor: threads that wait for one another take
# four times as long as one alone. Whatever a test starts has it from here.
os.environ.setdefault("OMP_NUM_THREADS", "1")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real dumps with `gold.json`; skips where it is absent."""
    if not (SHARED / "seeds" / "gold.json").exists():
        pytest.skip("the seed dumps are not on this machine")
    return SHARED / "seeds"


@pytest.fixture(scope="session")
def own_model() -> Path:
    """The folder of the trained model that comes with the project; skips before one has been trained."""
    if not (store.OWN / store.MANIFEST).exists():
        pytest.skip("no trained model is in tasks/classifier/artefacts; make one with `winnow train`")
    return store.OWN


@pytest.fixture(scope="session")
def labelled() -> Path:
    """The folder of the labelled pages; skips where it is absent."""
    if not (SHARED / "data" / "wcxb_dev.parquet").exists():
        pytest.skip("the labelled pages are not on this machine")
    return SHARED / "data"
