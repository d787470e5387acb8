"""Who holds a dataset for writing, and what a run that wrote nothing leaves behind."""

import pytest

from tasks.dataset.publish import LOCK, only_writer
from tasks.errors import UsageError


def test_a_folder_made_for_nothing_goes_again(tmp_path):
    out = tmp_path / "clean"
    with only_writer(out):
        assert (out / LOCK).exists()
    assert not out.exists()


@pytest.mark.parametrize("name", ["current", ".staging"])
def test_what_was_written_stays(tmp_path, name):
    out = tmp_path / "clean"
    with only_writer(out):
        (out / name).mkdir()
    assert (out / name).exists()


def fail(out):
    with only_writer(out):
        raise UsageError("mistyped")


def test_a_mistake_leaves_nothing(tmp_path):
    with pytest.raises(UsageError, match="mistyped"):
        fail(tmp_path / "clean")
    assert not (tmp_path / "clean").exists()


def test_the_folders_around_it_go_too_up_to_what_was_there_or_was_written_to(tmp_path):
    with only_writer(tmp_path / "deep" / "er" / "still"):
        pass
    assert list(tmp_path.iterdir()) == []
    with only_writer(tmp_path / "deep" / "er" / "still"):
        (tmp_path / "deep" / "mine.txt").write_text("mine")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["mine.txt"]


def test_the_folders_around_a_name_that_cannot_be_go_too(tmp_path):
    with (
        pytest.raises(UsageError, match="cannot write the dataset there"),
        only_writer(tmp_path / "deep" / ("x" * 300)),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="cannot write the dataset there"), only_writer(tmp_path / ("x" * 300)):
        pass


def test_a_folder_that_was_there_stays(tmp_path):
    with only_writer(tmp_path):
        pass
    assert tmp_path.exists()


def test_one_writer_at_a_time(tmp_path):
    out = tmp_path / "clean"
    with only_writer(out):
        with pytest.raises(UsageError, match="another run is writing there"), only_writer(out):
            pass
        assert (out / LOCK).exists()


def test_a_lock_that_was_taken_away_holds_nothing(tmp_path, monkeypatch):
    """Between opening the file and locking it, the run that made the folder ends and takes it away."""
    from tasks.dataset import publish

    out = tmp_path / "clean"
    out.mkdir()
    lock = publish.fcntl.flock

    def late(file, how):
        (out / LOCK).unlink()
        lock(file, how)

    monkeypatch.setattr(publish.fcntl, "flock", late)
    with pytest.raises(UsageError, match="another run is writing there"), only_writer(out):
        pass
