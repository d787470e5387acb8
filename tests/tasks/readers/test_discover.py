"""Which files a user's words name."""

import hashlib
import os
from dataclasses import replace

import fsspec
import pytest

from tasks.dataset.target import Target
from tasks.errors import UsageError
from tasks.planning import plan_run
from tasks.readers import Limits, Slice, Source, discover, read
from tasks.readers.discover import _object


@pytest.fixture
def base(tmp_path):
    for name in (
        "raw/b.txt",
        "raw/a.html",
        "raw/deep/er/c.jsonl",
        "raw/.hidden",
        "raw/.git/config",
        "raw/z.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("some words")
    (tmp_path / "raw" / "bare").mkdir()
    return tmp_path


def paths(found):
    return [source.path for source in found]


def test_a_folder_is_walked_in_order_without_hidden_files(base):
    found = discover(["raw"], base)
    assert paths(found) == ["raw/a.html", "raw/b.txt", "raw/deep/er/c.jsonl", "raw/z.csv"]
    assert [source.relative for source in found] == ["a.html", "b.txt", "deep/er/c.jsonl", "z.csv"]
    assert found[0] == Source("raw/a.html", str(base / "raw/a.html"), "a.html", 10)


def test_a_file_and_a_glob(base):
    assert discover(["raw/b.txt"], base) == [Source("raw/b.txt", str(base / "raw/b.txt"), "b.txt", 10)]
    assert paths(discover(["raw/.hidden"], base)) == ["raw/.hidden"]
    assert paths(discover(["raw/*.*"], base)) == ["raw/a.html", "raw/b.txt", "raw/z.csv"]
    deep = discover(["raw/**/*.jsonl"], base)
    assert [(source.path, source.relative) for source in deep] == [("raw/deep/er/c.jsonl", "deep/er/c.jsonl")]
    assert paths(discover(["raw/d*"], base)) == ["raw/deep/er/c.jsonl"]


def test_a_name_with_brackets_is_a_name_before_it_is_a_pattern(base):
    (base / "raw" / "page[1].txt").write_text("words")
    assert paths(discover(["raw/page[1].txt"], base)) == ["raw/page[1].txt"]


@pytest.mark.parametrize(
    ("argument", "relative"),
    [
        ("raw/*.txt", ["b.txt"]),
        ("./raw/**/*.txt", ["b.txt", "deep/c.txt"]),
        ("raw/*/", ["b.txt", "deep/c.txt"]),
        ("*/d*", ["raw/deep/c.txt"]),
        ("raw", ["b.txt", "deep/c.txt"]),
    ],
)
def test_brackets_around_the_working_directory_are_no_pattern(tmp_path, argument, relative):
    inside = tmp_path / "[1]"
    for name in ("raw/b.txt", "raw/deep/c.txt"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text("words")
    found = discover([argument], inside)
    assert [source.relative for source in found] == relative
    assert [source.path for source in found] == [f"raw/{name.removeprefix('raw/')}" for name in relative]
    (inside / "empty").mkdir()
    for missing, before in (
        ("raw/*.csv", "raw/x.csv"),
        ("empty", "empty/x.csv"),
        ("../*/raw/*.csv", f"{tmp_path}/2/raw/x.csv"),
        ("../[[]2]/*.csv", f"{tmp_path}/[2]/x.csv"),
    ):
        assert discover([missing], inside, ingested=[before]) == []
        with pytest.raises(UsageError, match="holds or matches no file"):
            discover([missing], inside, ingested=["elsewhere/x.csv"])


def test_an_object_is_known_by_what_its_store_says_of_it_or_else_by_its_content(tmp_path):
    system = fsspec.filesystem("memory")
    contents = []
    for words in (b"some words", b"more words"):  # as long
        system.pipe("/dumps/a.txt", words)
        (listed,), (asked,) = discover(["memory://dumps"], tmp_path), discover(["memory://dumps/a.txt"], tmp_path)
        assert listed.etag == asked.etag
        silent = replace(listed, etag=_object("memory://dumps/a.txt", "a.txt", {"size": 10}).etag)
        contents.append([plan_run([source], None, "f" * 12, 1000).entries[0].sha256 for source in (listed, silent)])
    system.rm("/dumps", recursive=True)
    (first, second), (third, fourth) = contents
    assert first != third
    assert (second, fourth) == (hashlib.sha256(b"some words").hexdigest(), hashlib.sha256(b"more words").hexdigest())
    assert plan_run([silent], None, "f" * 12, 1000).entries[0].sha256 is None  # it is gone


def test_what_is_named_twice_counts_once_in_any_order(base):
    (base / "raw" / "again.txt").symlink_to(base / "raw" / "b.txt")
    several = ["raw/deep", "raw", "raw/b.txt", "raw/*.txt", str(base / "raw/b.txt")]
    found = discover(several, base)
    assert found == discover(several[::-1], base)
    assert len(found) == 4
    assert [source.relative for source in found if source.path.endswith("jsonl")] == ["deep/er/c.jsonl"]


def test_outside_the_working_directory_paths_are_absolute(base):
    elsewhere = base / "raw" / "bare"
    assert paths(discover([str(base / "raw/b.txt")], elsewhere)) == [str(base / "raw/b.txt")]
    assert paths(discover(["../b.txt"], elsewhere)) == [str(base / "raw/b.txt")]


def test_linked_folders_are_followed_once(base):
    (base / "raw" / "deep" / "loop").symlink_to(base / "raw")
    (base / "raw" / "linked").symlink_to(base / "raw" / "deep")
    assert len(discover(["raw"], base)) == 4


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([], "nothing to read"),
        (["nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["raw/b.txt", "nowhere"], "nowhere: no such file or folder"),
        ([""], "nothing to read"),
        (["raw/bare"], "raw/bare: holds or matches no file"),
        (["raw", "raw/*.parquet"], "raw/*.parquet: holds or matches no file"),
        (["nowhere://bucket/dumps"], "nowhere:// is no protocol that fsspec knows"),
    ],
)
def test_a_mistake_is_said_in_one_line(base, raw, words):
    with pytest.raises(UsageError) as caught:
        discover(raw, base)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_was_published_is_no_raw_dump(base):
    version = base / "clean" / "versions" / "1"
    version.mkdir(parents=True)
    (version / "a.parquet").write_text("rows")
    (base / "clean" / "current").symlink_to("versions/1")
    (base / "clean" / "mine.txt").write_text("words")
    raw = ["raw/a.html", "raw/b.txt", "raw/deep/er/c.jsonl", "raw/z.csv"]
    assert paths(discover(["."], base, Target("clean", base / "clean").contents)) == ["clean/mine.txt", *raw]
    assert (
        paths(discover(["raw", "clean/current"], base, Target("elsewhere", base / "elsewhere").contents))[0]
        == "clean/current/a.parquet"
    )
    assert paths(discover(["raw"], base, Target(".", base).contents)) == raw
    with pytest.raises(UsageError, match="is the dataset that is written to"):
        discover(["raw", "clean/current"], base, Target("clean", base / "clean").contents)


def test_a_night_without_dumps_is_no_mistake_where_there_were_some_before(base):
    for argument, before in (
        ("raw/bare", "raw/bare/x.txt"),
        (str(base / "raw/bare"), "raw/bare/deep/x.txt"),
        ("raw/*.parquet", "raw/x.parquet"),
        ("raw/**/*.parquet", "raw/x.parquet"),
        ("raw/2026-*", "raw/2026-11/x.txt"),
    ):
        assert discover([argument], base, ingested=[before]) == []
        # What one argument leads to no more takes nothing from another.
        assert len(discover([argument, "raw/deep"], base, ingested=[before])) == 1
        with pytest.raises(UsageError, match="holds or matches no file"):
            discover([argument], base, ingested=["raw/other/x.txt", "elsewhere/x.parquet"])


def test_what_cannot_be_listed_or_opened_becomes_a_row(base, monkeypatch):
    (base / "raw" / "gone.txt").symlink_to(base / "nowhere")
    locked = str(base / "raw" / "deep")
    scandir = os.scandir

    def refuse(path):
        if str(path) == locked:
            raise PermissionError(13, "Permission denied", locked)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = {source.path: source for source in discover(["raw"], base)}
    assert set(found) == {"raw/a.html", "raw/b.txt", "raw/deep", "raw/gone.txt", "raw/z.csv"}
    for name in ("raw/deep", "raw/gone.txt"):
        (rejected,) = read(Slice(found[name]), Limits())
        assert rejected.reason == "unreadable", name


def test_names_that_are_not_utf_8_stay_apart(base):
    for name in (b"one\xff.txt", b"one\xfe.txt"):
        with open(os.path.join(os.fsencode(base / "raw" / "bare"), name), "wb") as file:
            file.write(b"words")
    found = discover(["raw/bare"], base)
    assert [source.relative for source in found] == ["one\\xfe.txt", "one\\xff.txt"]
    for source in found:
        (record,) = read(Slice(source), Limits())
        assert record.content == "words"
        assert len(record.doc_id) == 32


def test_a_row_of_what_cannot_be_opened_is_the_same_in_every_place(tmp_path):
    found = []
    for place in ("one", "other"):
        (tmp_path / place / "raw").mkdir(parents=True)
        (tmp_path / place / "raw" / "a.txt").symlink_to("nowhere")
        (source,) = discover(["raw"], tmp_path / place)
        found += read(Slice(source), Limits())
    assert found[0] == found[1]
    assert found[0].detail == "FileNotFoundError: No such file or directory"
