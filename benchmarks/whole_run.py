"""The labelled pages through `winnow run`: what is published of them, and what becomes of the rest.

    python -m benchmarks.whole_run [--pages 1497]

The dump holds every WCXB dev page as `html`. The model in the repository cleans it, which was trained on these very
pages: the figures say that nothing goes wrong between reading and publishing, not how good the model is.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow.dataset as ds

from benchmarks.bootstrap import mean
from benchmarks.pages import LabelledPage, wcxb
from benchmarks.quality import groups
from benchmarks.tables import table
from benchmarks.word_f1 import Overlaps, overlaps


@dataclass(frozen=True)
class WholeRun:
    """What was published of the pages, against their gold texts, and what became of the records."""

    pages: tuple[LabelledPage, ...]
    published: Overlaps
    records: int
    documents: int
    quarantined: int


def measure(count: int | None = None) -> WholeRun:
    """Run the first `count` WCXB dev pages, all by default; pages in quarantine have no text."""
    pages = wcxb()[:count]
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "pages.jsonl"
        with dump.open("w", encoding="utf-8") as file:
            for page in pages:
                file.write(json.dumps({"id": page.id, "html": page.html}) + "\n")
        command = [sys.executable, "-m", "flows.cli", "run", str(dump), "--out", f"{folder}/clean"]
        subprocess.run(command, check=True)
        current = Path(folder) / "clean" / "current"
        documents = ds.dataset(current / "documents").to_table(columns=["source_record", "text"]).to_pylist()
        counts = json.loads((current / "manifest.json").read_text(encoding="utf-8"))["counts"]
    texts = {row["source_record"]: row["text"] for row in documents}
    published = overlaps([texts.get(page.id, "") for page in pages], [page.gold or "" for page in pages])
    return WholeRun(tuple(pages), published, counts["records_read"], counts["documents"], counts["quarantined"])


def as_markdown(result: WholeRun) -> str:
    """The section of RESULTS.md."""
    rows = [
        [group, f"{len(at):,}", mean(result.published.f1[at]).markdown()] for group, at in groups(result.pages).items()
    ]
    return f"""## HTML through `winnow run`

The WCXB dev pages as one JSONL dump, cleaned and published by the model in the repository, which was trained on them:
this shows that reading, orchestration and publishing lose nothing. Mean word F1, pages in quarantine as empty texts.

{table(["pages", "count", "published text, F1"], rows)}

Records read {result.records:,} = documents {result.documents:,} + quarantine {result.quarantined:,}."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, help="only the first so many")
    print(as_markdown(measure(parser.parse_args().pages)))


if __name__ == "__main__":
    main()
