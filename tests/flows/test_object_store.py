"""Raw dumps and the dataset on a real S3 endpoint, moto's server on loopback."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import fsspec
import pyarrow.dataset as ds
import pytest

from tasks.dataset.object_store import ObjectStore, Pointer
from tasks.errors import UsageError
from tasks.readers import Limits, Slice, discover, read
from tasks.readers.splitting import slices
from tests.flows.conftest import article, table
from tests.tasks.readers.warcs import PAGE, gz, page


@pytest.fixture(scope="module")
def endpoint():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < end, "moto's server did not start"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def bucket(endpoint, monkeypatch, request):
    """An empty bucket, as (its URL, its file system)."""
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    from tasks.readers import storage

    storage._filesystem.cache_clear()
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    name = f"b{abs(hash(request.node.name)) % 10**9}"
    system.mkdir(name)
    return f"s3://{name}", system


def names(items):
    return [item.source_record for item in items]


def test_objects_folders_and_patterns_are_found_by_their_tags(bucket, tmp_path):
    url, system = bucket
    for name in ("raw/a.txt", "raw/deep/b.jsonl", "raw/.hidden/c.txt", "raw/page [1].txt"):
        system.pipe(f"{url}/{name}", b"some words")
    found = discover([f"{url}/raw"], tmp_path)
    assert [source.path for source in found] == [f"{url}/raw/{n}" for n in ("a.txt", "deep/b.jsonl", "page [1].txt")]
    assert [source.relative for source in found] == ["a.txt", "deep/b.jsonl", "page [1].txt"]
    md5 = hashlib.md5(b"some words").hexdigest()
    assert {(source.size, source.etag) for source in found} == {(10, f"{md5}-10")}
    assert [s.relative for s in discover([f"{url}/raw/**/*.jsonl"], tmp_path)] == ["deep/b.jsonl"]
    assert [s.relative for s in discover([f"{url}/raw/a.txt", f"{url}/raw"], tmp_path)] == [s.relative for s in found]


@pytest.mark.parametrize("name", ["nothing", "no*thing", ""])
def test_a_url_that_names_nothing_is_a_mistake(bucket, tmp_path, name):
    with pytest.raises(UsageError, match=r"s3://"):
        discover([f"{bucket[0]}/{name}"], tmp_path)


@pytest.mark.parametrize("url", ["s3://no-such-bucket/x", "nosuchprotocol://x/y"])
def test_a_store_that_is_not_there_is_a_mistake(bucket, tmp_path, url):
    with pytest.raises(UsageError):
        discover([url], tmp_path)


def test_a_big_warc_is_read_in_slices_by_range(bucket, tmp_path):
    url, system = bucket
    data = gz([page(n, PAGE + b"x" * n) for n in range(100)])
    system.pipe(f"{url}/raw/a.warc.gz", data)
    (source,) = discover([f"{url}/raw/a.warc.gz"], tmp_path)
    pieces = slices(source, len(data) // 4)
    assert len(pieces) == 4
    found = [item for piece in pieces for item in read(piece, Limits())]
    assert names(found) == [f"<urn:uuid:{n:08d}>" for n in range(100)]
    assert names(read(Slice(source), Limits())) == names(found)


def test_an_object_that_is_gone_is_unreadable(bucket, tmp_path):
    url, system = bucket
    for name in ("a.txt", "b.jsonl", "c.warc.gz", "d.parquet", "e.zip"):
        system.pipe(f"{url}/raw/{name}", b"some words")
    found = discover([f"{url}/raw"], tmp_path)
    system.rm(f"{url}/raw", recursive=True)
    reasons = [[item.reason for item in read(Slice(source), Limits())] for source in found]
    assert reasons == [["unreadable"]] * 5


def test_a_run_from_store_to_store_publishes_whole_versions_only(bucket, winnow, tmp_path):
    url, system = bucket
    out = f"{url}/clean"
    system.pipe(f"{url}/raw/a.txt", article("The ferry stays").encode())
    system.pipe(f"{url}/raw/b.warc.gz", gz([page(1), page(2)]))
    done = winnow("run", f"{url}/raw", "--out", out, "--workers", "2")
    assert "s3://" in done.stdout
    first = json.loads(system.cat(f"{out}/current.json"))
    # The same as from a folder to a folder.
    system.get(f"{url}/raw", str(tmp_path / "raw"), recursive=True)
    winnow("run", "raw", "--out", "local", "--workers", "1")
    there = ds.dataset(f"{out[5:]}/{first['path']}/documents", filesystem=system, format="parquet").to_table()
    assert sorted(there["text"].to_pylist()) == sorted(row["text"] for row in table(tmp_path / "local", "documents"))
    held = {name[len(out) - 5 :].split("/", 3)[-1] for name in system.find(out)}
    assert {"manifest.json", "audit.json", "README.md", "report/index.html"} <= held
    assert not [name for name in system.find(out) if "/.staging/" in name]

    assert "Nothing is new" in winnow("run", f"{url}/raw", "--out", out).stdout
    assert json.loads(system.cat(f"{out}/current.json")) == first

    system.pipe(f"{url}/raw/c.txt", article("A second ferry").encode())
    winnow("run", f"{url}/raw", "--out", out, "--workers", "1")
    system.invalidate_cache()
    second = json.loads(system.cat(f"{out}/current.json"))
    assert second != first
    manifest = json.loads(system.cat(f"{out}/{second['path']}/manifest.json"))
    assert manifest["previous"] == first["version"]
    assert manifest["counts"]["records_read"] == manifest["counts"]["documents"] + manifest["counts"]["quarantined"]
    assert {source["path"] for source in manifest["sources"]} == {
        f"{url}/raw/{n}" for n in ("a.txt", "b.warc.gz", "c.txt")
    }
    # The first version is as it was, and its rows are in the second.
    assert system.exists(f"{out}/{first['path']}/manifest.json")
    assert runs(system, out, second) == runs(system, out, first) | {manifest["run_id"]}

    status = winnow("status", "--out", out)
    assert second["version"] in status.stdout
    assert "passed" in status.stdout
    assert winnow("report", "--out", out).stdout.strip() == f"{out}/{second['path']}/report/index.html"

    # All is cleaned again, into parts of the same names.
    winnow("run", f"{url}/raw", "--out", out, "--workers", "1", "--rebuild")
    system.invalidate_cache()
    third = json.loads(system.cat(f"{out}/current.json"))
    assert runs(system, out, third) == {json.loads(system.cat(f"{out}/{third['path']}/manifest.json"))["run_id"]}


def runs(system, out, pointer):
    """The runs that cleaned the documents of a version."""
    documents = ds.dataset(f"{out[5:]}/{pointer['path']}/documents", filesystem=system, format="parquet")
    return set(documents.to_table(columns=["run_id"])["run_id"].to_pylist())


def version(folder, name):
    stage = folder / name
    (stage / "documents").mkdir(parents=True)
    (stage / "documents" / "p.parquet").write_bytes(b"rows of " + name.encode())
    (stage / "manifest.json").write_text("{}")
    return stage


def test_of_two_runs_at_once_one_publishes(bucket, tmp_path):
    url, _ = bucket
    store = ObjectStore(f"{url}/clean")
    nothing = store.current()
    assert nothing == Pointer(None, None)
    store.publish(version(tmp_path, "v1"), nothing)
    with pytest.raises(UsageError, match="another run has published"):
        store.publish(version(tmp_path, "v2"), nothing)
    first = store.current()
    assert first.version == "v1"
    store.publish(version(tmp_path, "v3"), first)
    with pytest.raises(UsageError, match="another run has published"):
        store.publish(version(tmp_path, "v4"), first)
    assert store.current().version == "v3"
    # The parts of both have one name, and are not the same.
    assert store._system.cat(f"{url}/clean/versions/v3/documents/p.parquet") == b"rows of v3"


def test_what_was_carried_over_is_copied_inside_of_the_store(bucket, tmp_path, monkeypatch):
    url, system = bucket
    store = ObjectStore(f"{url}/clean")
    store.publish(version(tmp_path, "v1"), store.current())
    folder = version(tmp_path, "v2")
    os.link(tmp_path / "v1" / "documents" / "p.parquet", folder / "documents" / "carried.parquet")
    os.rename(tmp_path / "v1" / "documents" / "p.parquet", tmp_path / "v1" / "documents" / "carried.parquet")
    system.mv(f"{url}/clean/versions/v1/documents/p.parquet", f"{url}/clean/versions/v1/documents/carried.parquet")
    put = store._system.put_file
    uploaded = []
    monkeypatch.setattr(store._system, "put_file", lambda path, to: uploaded.append(to) or put(path, to))
    store.publish(folder, store.current())
    assert [name.rpartition("/")[2] for name in uploaded] == ["p.parquet", "manifest.json"]
    assert store._system.cat(f"{url}/clean/versions/v2/documents/carried.parquet") == b"rows of v1"


def test_an_upload_that_fails_changes_nothing(bucket, tmp_path, monkeypatch):
    url, _ = bucket
    store = ObjectStore(f"{url}/clean")
    store.publish(version(tmp_path, "v1"), store.current())
    before = store.current()
    put = store._system.put_file

    def failing(source, target, **options):
        if target.endswith("manifest.json"):
            raise OSError("the line is down")
        return put(source, target, **options)

    monkeypatch.setattr(store._system, "put_file", failing)
    with pytest.raises(OSError, match="the line is down"):
        store.publish(version(tmp_path, "v2"), before)
    assert store.current() == before


def test_a_failed_audit_publishes_nothing_and_leaves_its_report(bucket, winnow, tmp_path):
    url, system = bucket
    out = f"{url}/clean"
    system.pipe(f"{url}/raw/a.txt", article("The ferry stays").encode())
    winnow("run", f"{url}/raw", "--out", out, "--workers", "1")
    first = system.cat(f"{out}/current.json")
    poison = tmp_path / "poison.py"
    poison.write_text(
        "import sys\nfrom flows.cli import main\nimport tasks.audit.frames as frames\n"
        "if __name__ == '__main__':\n"
        "    frames.suspects, frames.leftover = lambda texts: [0], lambda *_: 'navigation: a test'\n"
        "    sys.exit(main(sys.argv[1:]))\n"
    )
    system.pipe(f"{url}/raw/b.txt", article("A second ferry").encode())
    done = winnow("run", f"{url}/raw", "--out", out, "--workers", "1", check=None, program=(str(poison),))
    assert done.returncode == 1, done.stdout + done.stderr
    system.invalidate_cache()
    assert system.cat(f"{out}/current.json") == first
    report = next(word for word in done.stderr.split() if word.startswith("s3://"))
    assert system.exists(report)


@pytest.mark.parametrize("out", ["s3://no-such-bucket/clean", "memory://clean", "gs://bucket/clean"])
def test_a_dataset_that_cannot_be_there_is_a_mistake(bucket, winnow, tmp_path, out):
    (tmp_path / "a.txt").write_text(article("The ferry stays"))
    done = winnow("run", "a.txt", "--out", out, check=2)
    assert out.split("://")[0] in done.stderr
    assert set(os.listdir(tmp_path)) - {".prefect"} == {"a.txt"}
