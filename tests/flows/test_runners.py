"""The same input gives the same tables, whoever does the work and however it is cut."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]


def tables(out):
    """Every Parquet file of a version by table and part, without the run's id."""
    found = {}
    for path in sorted((out / "current").glob("*/*.parquet")):
        rows = pq.read_table(path)
        found[path.parent.name, path.name] = rows.drop_columns(
            [name for name in ("run_id",) if name in rows.column_names]
        )
    return found


@pytest.fixture
def inputs(tmp_path):
    """The samples, and the seed dumps where they are."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "samples").symlink_to(ROOT / "raw" / "samples")
    seeds = ROOT.parent / "shared" / "seeds"
    if seeds.exists():
        (tmp_path / "raw" / "seeds").symlink_to(seeds)
    return "raw/*/*"


def test_processes_and_dask_give_the_same_tables(winnow, tmp_path, inputs):
    (tmp_path / "winnow.toml").write_text("[shards]\nbytes = 20000\n")  # several shards, so that workers share
    winnow("run", inputs, "--out", "one", "--workers", "1")
    winnow("run", inputs, "--out", "two", "--workers", "2")
    winnow("run", inputs, "--out", "dask", "--runner", "dask", "--workers", "2")
    one, two, dask = (tables(tmp_path / out) for out in ("one", "two", "dask"))
    assert len({part for _, part in one}) > 1
    assert one.keys() == two.keys() == dask.keys()
    for key, rows in one.items():
        assert rows.equals(two[key]), key
        assert rows.equals(dask[key]), key


def test_a_running_dask_scheduler_is_used(winnow, tmp_path, inputs):
    from dask.distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        address = cluster.scheduler_address
        winnow("run", inputs, "--out", "dask", "--runner", "dask", "--dask-address", address)
        log = "\n".join(line for _, line in cluster.scheduler.get_logs())
    assert (tmp_path / "dask" / "current" / "manifest.json").exists()
    assert "Receive client connection" in log
