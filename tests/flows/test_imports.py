"""One-document commands start fast because they load no orchestrator."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "raw" / "samples"
PROBE = """
import contextlib, io, json, sys
from flows.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    code = main(sys.argv[1:])
print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]))
"""


@pytest.mark.parametrize("sample", ["04_wordpress_comments.txt", "08_cookie_banner.html"])
@pytest.mark.parametrize("command", [["clean"], ["clean", "--json"], ["explain"], ["explain", "--html", "OUT"]])
def test_one_document_commands_import_neither_prefect_nor_great_expectations(tmp_path, command, sample):
    arguments = [str(tmp_path / "page.html") if word == "OUT" else word for word in command]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments, str(SAMPLES / sample)], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert "tasks" in modules
    assert not {"prefect", "great_expectations", "pandas", "dask", "lightgbm", "scipy"} & set(modules)


def test_clean_reads_standard_input(tmp_path):
    command = [sys.executable, "-m", "flows.cli", "clean", "-"]
    for name, gone in (("08_cookie_banner.html", "cookies"), ("04_wordpress_comments.txt", "Leave a Reply")):
        data = (SAMPLES / name).read_bytes()
        text = subprocess.run(command, input=data, capture_output=True, check=True, cwd=tmp_path).stdout.decode()
        assert gone in data.decode()
        assert gone not in text
        assert len(text) > 1000


def test_clean_and_json_say_the_same():
    sample = str(SAMPLES / "04_wordpress_comments.txt")
    command = [sys.executable, "-m", "flows.cli", "clean"]
    text = subprocess.run([*command, sample], capture_output=True, check=True).stdout.decode()
    row = json.loads(subprocess.run([*command, "--json", sample], capture_output=True, check=True).stdout)
    assert row["text"] == text.rstrip("\n")
    raw = (SAMPLES / "04_wordpress_comments.txt").read_text(encoding="utf-8").split("\n")
    for decision in row["decisions"]:
        assert decision["text"] == "\n".join(raw[decision["line_start"] : decision["line_end"]])
    taken = {i for d in row["decisions"] if d["action"] != "keep" for i in range(d["line_start"], d["line_end"])}
    kept = [line.rstrip() for i, line in enumerate(raw) if i not in taken and line.strip()]
    assert [line for line in row["text"].split("\n") if line] == kept
