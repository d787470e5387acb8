"""The same files by another name, from another working directory, are the same sources: nothing is published twice."""

import shutil

import pytest

from flows.preparation import prepare
from tasks.dataset.manifest import Manifest, Model, write_manifest
from tasks.dataset.target import writable
from tasks.errors import UsageError


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose only file was published by a run in its folder; the working directory is that folder."""
    project = tmp_path / "project"
    (project / "raw").mkdir(parents=True)
    (project / "raw" / "a.txt").write_text("some words")
    monkeypatch.chdir(project)
    with writable("clean") as target:
        _, plan, base = prepare(["raw"], target, None, rebuild=False)
    version = project / "clean" / "versions" / "v"
    version.mkdir(parents=True)
    write_manifest(version, Manifest("v", "r", "", "", "", {}, None, plan.entries, Model("d" * 64, ""), str(base)))
    (project / "clean" / "current").symlink_to("versions/v")
    return project


def planned(out, *raw):
    with writable(str(out)) as target:
        _, plan, base = prepare(list(map(str, raw)), target, None, rebuild=False)
    return [entry.path for entry in plan.entries], sorted(plan.named), base


def test_a_run_elsewhere_knows_what_is_published(project, tmp_path, monkeypatch):
    (project / "raw" / "b.txt").write_text("more words")
    assert planned("clean", "raw") == (["raw/b.txt"], ["raw/a.txt", "raw/b.txt"], project)
    monkeypatch.chdir(tmp_path)
    for raw in ("project/raw", project / "raw", "project/raw/*.txt"):
        assert planned(project / "clean", raw) == (["raw/b.txt"], ["raw/a.txt", "raw/b.txt"], project)
    # What lies outside of that folder has its whole path, as ever.
    (tmp_path / "c.txt").write_text("words")
    assert planned(project / "clean", "c.txt")[0] == [str(tmp_path / "c.txt")]
    # A night without dumps is none with a mistake in it.
    for path in (project / "raw").iterdir():
        path.unlink()
    assert planned(project / "clean", project / "raw") == ([], [], project)
    (project / "other").mkdir()
    with pytest.raises(UsageError, match="holds or matches no file"):
        planned(project / "clean", project / "other")


def test_a_project_that_moved_or_was_copied_keeps_its_names(project, tmp_path, monkeypatch):
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, symlinks=True)
    (copy / "raw" / "b.txt").write_text("more words")
    monkeypatch.chdir(copy)
    assert planned("clean", "raw") == (["raw/b.txt"], ["raw/a.txt", "raw/b.txt"], copy)
    project.rename(tmp_path / "gone")
    assert planned("clean", "raw") == (["raw/b.txt"], ["raw/a.txt", "raw/b.txt"], copy)
    # The dataset alone on a larger disk.
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone" / "clean").rename(tmp_path / "large")
    assert planned(tmp_path / "large", "raw")[0] == []
