"""What a new version takes over from the published one, and what is said where that is not as it should be."""

import os
import shutil

import pytest

from tasks.dataset.manifest import Manifest, Model, SourceEntry, write_manifest
from tasks.dataset.part import PartWriter
from tasks.dataset.publish import carry_over, current_version, finish_samples, open_stage, publish
from tasks.dataset.schemas import TABLES
from tasks.document import Rejected
from tasks.errors import UsageError

SOURCES = tuple(SourceEntry(f"raw/{name}", "0" * 64, 1, "f", (part,)) for name, part in (("a", "p"), ("b", "p")))
MODEL = Model("d" * 64, "")


@pytest.fixture
def out(tmp_path):
    """A dataset in which a part with the rows of two sources is published."""
    stage = open_stage(tmp_path, "first")
    with PartWriter(stage, "p", "run") as part:
        for source in SOURCES:
            part.add_rejected(Rejected(source.path, "0", "read", "empty"))
    finish_samples(stage)
    write_manifest(stage, Manifest("first", "run", "2026-11-28T00:00:00+00:00", "0", "f", {}, None, SOURCES, MODEL))
    publish(stage, tmp_path)
    return tmp_path


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("replaced", [frozenset(), frozenset({"raw/b"})])
def test_a_damaged_file_of_the_published_version_is_named(out, table, replaced):
    """The audit stumbled over it, named a file of the stage, and called it a defect of Winnow."""
    before = current_version(out)
    carried = tuple(source for source in SOURCES if source.path not in replaced)
    carry_over(before, open_stage(out, "second"), carried, replaced)
    shutil.rmtree(out / ".staging")
    file = before / table / "p.parquet"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(UsageError, match=f"first/{table}/p.parquet: damaged: .*--rebuild"):
        carry_over(before, open_stage(out, "second"), carried, replaced)
    file.unlink()
    with pytest.raises(UsageError, match=f"first/{table}/p.parquet: no such file; .*--rebuild"):
        carry_over(before, open_stage(out, "second"), carried, replaced)


def test_damaged_samples_of_the_report_are_named(out):
    """They were a defect of Winnow."""
    file = current_version(out) / "samples" / "samples.json"
    file.write_text("[{")
    with pytest.raises(UsageError, match=r"samples\.json: damaged: .*--rebuild"):
        carry_over(current_version(out), open_stage(out, "second"), SOURCES, frozenset())
    file.unlink()
    with pytest.raises(UsageError, match=r"samples\.json: no such file; .*--rebuild"):
        carry_over(current_version(out), open_stage(out, "second"), SOURCES, frozenset())


def test_all_of_a_version_is_on_the_disk_before_current_leads_to_it(out, monkeypatch):
    stage = open_stage(out, "second")
    carried = carry_over(current_version(out), stage, SOURCES, frozenset())
    finish_samples(stage)
    write_manifest(stage, Manifest("second", "run", "2026-11-29T00:00:00+00:00", "0", "f", {}, "first", carried, MODEL))
    flushed, led_to = set(), []
    fsync = os.fsync

    def noting(descriptor):
        fsync(descriptor)
        flushed.add(os.stat(descriptor).st_ino)
        led_to.append(os.readlink(out / "current"))

    monkeypatch.setattr(os, "fsync", noting)
    publish(stage, out)
    version = current_version(out)
    files = [path for path in version.rglob("*") if path.is_file()]
    assert len(files) == 5
    assert {path.stat().st_ino for path in [*files, version, version.parent]} <= flushed
    assert led_to[-2:] == ["versions/first", "versions/second"]
    assert "versions/second" not in led_to[:-1]


def test_a_published_version_that_is_gone_is_not_nothing(tmp_path, out):
    """The next run published its own documents alone, and said that all was well."""
    assert current_version(tmp_path / "elsewhere") is None
    (out / "versions").rename(tmp_path / "moved")
    with pytest.raises(UsageError, match=r"current: leads to versions/first, which is not there; .*--rebuild"):
        current_version(out)
