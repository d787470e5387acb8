"""`winnow run` from outside: what is published, what is not, and what it says."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tasks.audit.run import SUITES
from tests.flows.conftest import ARTICLE, article, table, wait_for


def write(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".", 1)).write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def one_published(winnow_in, tmp_path_factory):
    """A folder in which one story lies in `raw/a.txt` and is published in `clean`."""
    folder = tmp_path_factory.mktemp("published")
    write(folder / "raw", a_txt=article("Harbour town votes to keep its ferry"))
    winnow_in(folder)("run", "raw", "--workers", "1")
    return folder


@pytest.fixture
def published(one_published, tmp_path):
    """The working directory, with a copy of `one_published` in it."""
    shutil.copytree(one_published, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def artifacts(api):
    """The last artifact of every key: other tests have run on this server."""
    body = json.dumps({"sort": "CREATED_DESC"}).encode()
    request = urllib.request.Request(f"{api}/artifacts/filter", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return {artifact["key"]: artifact for artifact in reversed(json.load(answer))}


def events(api, dataset, count):
    """The events of the publications of a dataset, None before the server shows so many: it keeps them after seconds."""
    chosen = {"event": {"name": ["winnow.dataset.published"]}, "resource": {"id": [f"winnow.dataset.{dataset}"]}}
    body = json.dumps({"filter": chosen, "limit": 50}).encode()
    request = urllib.request.Request(f"{api}/events/filter", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        found = json.load(answer)["events"]
    return found if len(found) >= count else None


def manifest(out):
    return json.loads((out / "current" / "manifest.json").read_text(encoding="utf-8"))


def test_publishes_then_nothing_is_new_then_only_what_is(winnow, winnow_in, prefect_server, tmp_path):
    raw, out = tmp_path / "raw", tmp_path / "clean"
    write(
        raw,
        a_txt=article("Harbour town votes to keep its ferry"),
        b_txt=article("A second look at the vote on the ferry"),
    )
    first = winnow("run", "raw")
    assert "Published" in first.stdout
    assert {row["title"] for row in table(out, "documents")} == {
        "Harbour town votes to keep its ferry",
        "A second look at the vote on the ferry",
    }
    assert {row["source_path"] for row in table(out, "documents")} == {"raw/a.txt", "raw/b.txt"}
    assert {row["source_record"] for row in table(out, "documents")} == {"a.txt", "b.txt"}
    assert all("Skip to main" not in row["text"] for row in table(out, "documents"))
    version = (out / "current").resolve()
    assert (version / "README.md").exists()
    assert (version / "report" / "index.html").exists()
    left = artifacts(prefect_server)
    assert {"what": "documents", "count": 2} in json.loads(left["counts"]["data"])
    assert (version / "report" / "index.html").as_uri() in left["report"]["data"]

    again = winnow("run", "raw")
    assert "Nothing is new" in again.stdout
    assert (out / "current").resolve() == version
    # Nor by other names, from where cron may start it.
    (tmp_path / "elsewhere").mkdir()
    assert "Nothing is new" in winnow_in(tmp_path / "elsewhere")("run", raw, "--out", out).stdout

    # A new dump that sorts between the old ones, and one that changed in place with the same size.
    write(
        raw,
        aa_txt=article("Engine of the ferry comes back from the yard"),
        b_txt=article("A third look at the votes on the ferry"),
    )
    winnow("run", "raw")
    titles = sorted(row["title"] for row in table(out, "documents"))
    assert titles == [
        "A third look at the votes on the ferry",
        "Engine of the ferry comes back from the yard",
        "Harbour town votes to keep its ferry",
    ]
    assert manifest(out)["previous"] == version.name
    assert manifest(out)["counts"]["records_read"] == 3
    kept = {row["doc_id"] for row in table(out, "documents")}
    assert {row["doc_id"] for row in table(out, "decisions")} == kept

    # What was ingested stays when the raw file is gone; --rebuild makes the dataset of what is there.
    (raw / "a.txt").unlink()
    winnow("run", "raw")
    assert len(table(out, "documents")) == 3
    winnow("run", "raw", "--rebuild")
    assert sorted(row["source_path"] for row in table(out, "documents")) == ["raw/aa.txt", "raw/b.txt"]

    # One event for every version, none for the run that found nothing new.
    versions = sorted(path.name for path in (out / "versions").iterdir())
    told = wait_for(
        lambda: events(prefect_server, out / "current", len(versions)), None, tmp_path / "raw" / "b.txt", 60
    )
    assert sorted(event["payload"]["version"] for event in told) == versions
    newest = next(event for event in told if event["payload"]["version"] == (out / "current").resolve().name)
    assert newest["payload"]["counts"] == manifest(out)["counts"]
    assert any(resource["prefect.resource.id"].startswith("prefect.flow-run.") for resource in newest["related"])


def test_a_changed_setting_cleans_again(winnow, published):
    (published / "winnow.toml").write_text("removal_budget = 0.7\n")
    assert "Published" in winnow("run", "raw").stdout
    (published / "winnow.toml").write_text("removal_budget = 0.7\n[shards]\nbytes = 1000\n")
    assert "Nothing is new" in winnow("run", "raw").stdout  # it changes how the work is cut, not what comes out


def test_every_record_is_published_or_in_quarantine(winnow, tmp_path):
    raw, out = tmp_path / "raw", tmp_path / "clean"
    write(raw, a_txt=article("Harbour town votes to keep its ferry"), empty_txt="\n \n", odd_xyz="?")
    (raw / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    same = json.dumps({"id": "x", "text": article("The story of the ferry that was told twice")})
    (raw / "pages.jsonl").write_bytes(
        b"\n".join(
            [
                json.dumps(
                    {
                        "id": 7,
                        "url": "https://news.example/7",
                        "text": article("What the council says about the ferry now"),
                    }
                ).encode(),
                b'{"id": 8, "text": "cut o',
                b'{"id": 9, "text": "\xff\xfe\xfd"}',
                b"[1, 2]",
                b'{"id": 10, "html": 5}',
                same.encode(),
                same.encode(),
            ]
        )
    )
    winnow("run", "raw")
    documents, quarantine = table(out, "documents"), table(out, "quarantine")
    assert manifest(out)["counts"]["records_read"] == len(documents) + len(quarantine) == 11
    assert [row["url"] for row in documents if row["source_record"] == "7"] == ["https://news.example/7"]
    reasons = {(row["source_path"], row["source_record"]): row["reason"] for row in quarantine}
    assert reasons["raw/empty.txt", "empty.txt"] == "empty"
    assert reasons["raw/odd.xyz", "odd.xyz"] == "unsupported"
    assert reasons["raw/image.txt", "image.txt"] == "not_text"
    twice = next(row for row in quarantine if row["reason"] == "duplicate")
    assert twice["duplicate_of"] in {
        row["doc_id"] for row in documents if row["title"] == "The story of the ferry that was told twice"
    }
    assert all(row["detail"] for row in quarantine)


def test_unreadable_input_exits_3_and_the_rest_is_published(winnow, tmp_path):
    raw, out = tmp_path / "raw", tmp_path / "clean"
    write(raw, a_txt=article("Harbour town votes to keep its ferry"))
    (raw / "broken.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 99, mtime=0)[:20])
    done = winnow("run", "raw", check=3)
    assert "raw/broken.jsonl.gz" in done.stdout
    assert len(table(out, "documents")) == 1
    assert [row["reason"] for row in table(out, "quarantine")] == ["unreadable"]
    assert "Nothing is new" in winnow("run", "raw", check=3).stdout
    (raw / "broken.jsonl.gz").unlink()
    assert "Nothing is new" in winnow("run", "raw", check=0).stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("run", "nowhere"), "nowhere"),
        (("run", "empty"), "empty"),
        (("run", "raw/*.nothing"), "raw/*.nothing"),
        (("run", "raw", "--config", "no.toml"), "no.toml"),
        (("run", "raw", "--config", "typo.toml"), "unknown key 'removal_bugdet'"),
        (("run", "raw", "--config", "value.toml"), "removal_budget = 3"),
        (("run", "raw", "--config", "broken.toml"), "broken.toml"),
        (("run",), "RAW"),
        (("run", ""), "nothing to read"),
        (("run", "raw", "--out", ""), "--out"),
        (("run", "raw", "--dask-address", "tcp://127.0.0.1:9"), "--runner dask"),
        (("run", "raw", "--runner", "dask", "--dask-address", ""), "--dask-address"),  # no cluster of its own
        (("serve", "--every", "0"), "--every"),
        (("serve", "--cron", "at two"), "at two"),
        (("run", "raw", "--workers", "0"), "--workers"),
        (("run", "raw", "--workers", "9" * 20), "--workers"),
        (("serve", "--every", "9" * 20), "--every"),
        (("run", "raw", "--out", "raw/a.txt"), "raw/a.txt"),
        (("run", "raw", "--runner", "dask", "--dask-address", "tcp://127.0.0.1:9"), "tcp://127.0.0.1:9"),
        (("clean", "nowhere.txt"), "nowhere.txt"),
        (("clean", "image.txt"), "image.txt"),
        (("clean", "pages.jsonl"), "winnow run pages.jsonl"),
        (("explain", "raw"), "winnow run raw"),
        (("status",), "clean"),
        (("report",), "clean"),
        (("status", "--max-age", ""), "--max-age"),  # a variable that is not set: nothing would ever be stale
        (("status", "--max-age", "soon"), "soon"),
        (("status", "--max-age", "1000000000d"), "1000000000d"),
    ],
)
def test_a_mistake_gets_one_line_and_exit_code_2(winnow, tmp_path, args, says):
    write(tmp_path / "raw", a_txt=article("Harbour town votes to keep its ferry"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "typo.toml").write_text("removal_bugdet = 0.5\n")
    (tmp_path / "value.toml").write_text("removal_budget = 3\n")
    (tmp_path / "broken.toml").write_text("removal_budget =\n")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "pages.jsonl").write_text('{"text": "words"}\n')
    done = winnow(*args, check=2)
    message = [line for line in done.stderr.splitlines() if not line.startswith(("usage:", "  "))]
    assert len(message) == 1, done.stderr
    assert says in message[0]
    assert not (tmp_path / "clean" / "current").exists()


def test_what_no_reader_knows_is_named(winnow, tmp_path):
    write(tmp_path / "raw", a_txt=article("Harbour town votes to keep its ferry"), notes_docx="?")
    assert "no raw format  raw/notes.docx" in winnow("run", "raw").stdout
    done = winnow("run", "raw/notes.docx", "--out", "other", check=3)
    assert "no raw format  raw/notes.docx" in done.stdout


def test_one_document_has_the_id_that_it_has_in_the_dataset(winnow, tmp_path):
    write(tmp_path / "raw", a_txt=article("Harbour town votes to keep its ferry"))
    page = f"<!doctype html><title>Ferry</title><h1>Ferry</h1><p>{'</p><p>'.join(ARTICLE.split(chr(10) * 2))}</p>"
    write(tmp_path / "raw" / "deep", b_xhtml=page)
    winnow("run", "raw")
    ids = {row["source_path"]: row["doc_id"] for row in table(tmp_path / "clean", "documents")}
    assert len(ids) == 2
    for path, doc_id in ids.items():
        assert json.loads(winnow("clean", path, "--json").stdout)["doc_id"] == doc_id
        assert winnow("clean", path).stdout.count("Turnout was higher") == 1
    winnow("run", "raw/deep", "raw/a.txt", "--out", "again")
    assert {row["source_path"]: row["doc_id"] for row in table(tmp_path / "again", "documents")} == ids


@pytest.mark.parametrize("limit", [2**45, 2**63 - 1])
def test_a_limit_takes_no_memory(winnow, tmp_path, limit):
    (tmp_path / "winnow.toml").write_text(f"[limits]\nrecord_bytes = {limit}\n")
    write(tmp_path, a_txt=article("Harbour town votes to keep its ferry"))
    assert winnow("clean", "a.txt").stdout.startswith("Harbour town")


def test_a_broken_pipe_changes_no_exit_code(published):
    document = ("clean raw/a.txt", "explain raw/a.txt", "clean raw/a.txt --json", "explain raw/a.txt --html page.html")
    for command in ("run raw", "status", "report", *document, "status --max-age 0"):
        # A pipe whose reader has gone before anything is written to it.
        script = f"{sys.executable} -m flows.cli {command} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], cwd=published, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stderr) == (int("--max-age" in command), ""), command


def test_a_pipe_that_breaks_elsewhere_is_an_error(published):
    """A run that ended before its server was started, because it could not say so, was reported as a success."""
    write(published / "raw", b_txt=article("A second look at the vote on the ferry"))
    before = (published / "clean" / "current").resolve()
    env = os.environ | {"PREFECT_HOME": str(published / ".prefect")}
    env.pop("PREFECT_API_URL", None)
    # Standard error is a pipe whose reader has gone.
    script = f"{sys.executable} -m flows.cli run raw 2>&1 >/dev/null | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=published, env=env, timeout=120)
    assert done.returncode == 2
    assert (published / "clean" / "current").resolve() == before


def test_a_damaged_dataset_is_named(winnow, published):
    version = (published / "clean" / "current").resolve()
    for name in ("audit.json", "manifest.json"):
        (version / name).write_text('{"half": ')
        assert f"{name}: damaged" in winnow("status", check=2).stderr
    assert "manifest.json: damaged" in winnow("run", "raw", check=2).stderr
    (version / "manifest.json").unlink()
    assert "manifest.json: No such file" in winnow("status", check=2).stderr
    shutil.rmtree(version)
    for command in (("status",), ("run", "raw")):
        assert f"leads to versions/{version.name}, which is not there" in winnow(*command, check=2).stderr
    winnow("run", "raw", "--rebuild")


def test_a_server_that_does_not_answer_is_named(tmp_path):
    write(tmp_path / "raw", a_txt=article("Harbour town votes to keep its ferry"))
    env = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_HOME": str(tmp_path / ".prefect")}
    for command in ("run", "serve"):
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", command, "raw"],
            cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 2, done.stderr
        assert "no Prefect server answers at http://127.0.0.1:9/api" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    os.geteuid() != 0 or not (shutil.which("unshare") and shutil.which("ip")), reason="needs root, unshare and ip"
)
def test_a_run_needs_no_network(winnow, tmp_path):
    """With its own server, in a network namespace that has nothing but loopback."""
    write(tmp_path / "raw", a_txt=article("Harbour town votes to keep its ferry"))
    home = tmp_path / "home"
    home.mkdir()
    env = os.environ | {"HOME": str(home)}
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        env.pop(name, None)
    script = f"ip link set lo up && exec {sys.executable} -m flows.cli run raw --workers 1"
    done = subprocess.run(
        ["unshare", "--net", "sh", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(table(tmp_path / "clean", "documents")) == 1
    assert (tmp_path / ".prefect" / "prefect.db").exists()
    assert not list(home.iterdir())


def test_a_scheduler_that_does_not_answer_leaves_nothing(winnow, tmp_path):
    write(tmp_path / "raw", a_txt=article("Harbour town votes to keep its ferry"))
    done = winnow("run", "raw", "--runner", "dask", "--dask-address", "tcp://127.0.0.1:9", check=2)
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in done.stderr
    assert not (tmp_path / "clean").exists()


def test_a_failed_audit_publishes_nothing_and_says_why(winnow, published):
    version = (published / "clean" / "current").resolve()

    suites = published / "suites"
    shutil.copytree(SUITES, suites, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    suite = json.loads((suites / "documents.json").read_text())
    impossible = {"column": "word_count", "min_value": 100_000}
    suite["expectations"].append(
        {"type": "expect_column_values_to_be_between", "kwargs": impossible, "meta": {"reason": "a test"}}
    )
    (suites / "documents.json").write_text(json.dumps(suite))
    (published / "with_suites.py").write_text(
        "import pathlib, sys\n"
        "from flows.cli import main\n"
        "from tasks.audit import run\n"
        "if __name__ == '__main__':\n"
        f"    run.SUITES = pathlib.Path({str(suites)!r})\n"
        "    sys.exit(main(sys.argv[1:]))\n"
    )
    for i in range(4):
        write(published / "raw", **{f"new{i}_txt": article(f"Another story of the ferry, number {i}")})
    done = winnow("run", "raw", "--workers", "1", check=1, program=("with_suites.py",))
    failure = next(line for line in done.stderr.splitlines() if "word_count" in line)
    assert "expect_column_values_to_be_between(word_count) failed on 5 rows" in failure
    assert failure.count("word_count=") == 3
    assert f"its limit: {suites}" in done.stderr
    assert (published / "clean" / "current").resolve() == version
    # Who asks in the morning hears of it.
    (stage,) = (published / "clean" / ".staging").iterdir()
    rejected = f"rejected    {stage.name}, its audit failed: {Path('clean/.staging') / stage.name}/report/index.html"
    status = winnow("status").stdout
    assert rejected in status
    assert f"version     {version.name}" in status
    assert (published / "clean" / ".staging" / stage.name / "report" / "index.html").exists()
    winnow("run", "raw", "--workers", "1")
    assert "rejected" not in winnow("status").stdout
