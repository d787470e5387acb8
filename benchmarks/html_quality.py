"""The whole pipeline on labelled HTML pages: `winnow run` on a JSONL dump of them, against trafilatura alone.

    python -m benchmarks.html_quality [--pages 1497]

The dump holds every WCXB dev page as `html`. Its published text is scored by word F1 against the gold text, pages
in quarantine as empty texts; `trafilatura.extract` with its defaults is scored on the same pages in the same run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import trafilatura

from benchmarks.rule_loss import DATA
from benchmarks.word_f1 import word_f1


@dataclass(frozen=True)
class HtmlQuality:
    """Mean word F1 by page type, as (pages, winnow, trafilatura), and what became of the records."""

    by_type: dict[str, tuple[int, float, float]]
    records: int
    documents: int
    quarantined: int


def peer(html: str) -> str:
    """What trafilatura makes of a page by its defaults."""
    return trafilatura.extract(html) or ""


def measure(pages: int | None = None) -> HtmlQuality:
    """Run both on the first `pages` WCXB dev pages, all by default."""
    table = pq.read_table(DATA / "wcxb_dev.parquet", columns=["id", "page_type", "html", "main_content"])
    rows = table.slice(0, pages).to_pylist()
    html = [row["html"].decode("utf-8", "replace") for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "pages.jsonl"
        with dump.open("w", encoding="utf-8") as file:
            for row, page in zip(rows, html, strict=True):
                file.write(json.dumps({"id": row["id"], "html": page}) + "\n")
        command = [sys.executable, "-m", "flows.cli", "run", str(dump), "--out", f"{folder}/clean"]
        subprocess.run(command, check=True)
        current = Path(folder) / "clean" / "current"
        documents = ds.dataset(current / "documents").to_table(columns=["source_record", "text"]).to_pylist()
        counts = json.loads((current / "manifest.json").read_text(encoding="utf-8"))["counts"]
    texts = {row["source_record"]: row["text"] for row in documents}
    with ProcessPoolExecutor() as pool:
        peers = list(pool.map(peer, html, chunksize=16))
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, other in zip(rows, peers, strict=True):
        gold = row["main_content"] or ""
        pair = word_f1(texts.get(row["id"], ""), gold), word_f1(other, gold)
        scores[row["page_type"]].append(pair)
        scores["all"].append(pair)
    by_type = {
        kind: (len(pairs), sum(a for a, _ in pairs) / len(pairs), sum(b for _, b in pairs) / len(pairs))
        for kind, pairs in sorted(scores.items())
    }
    return HtmlQuality(by_type, counts["records_read"], counts["documents"], counts["quarantined"])


def as_markdown(result: HtmlQuality) -> str:
    """The table in RESULTS.md."""
    lines = ["| pages | count | Winnow | trafilatura |", "| --- | --- | --- | --- |"]
    for kind, (count, winnow, other) in result.by_type.items():
        lines.append(f"| {kind} | {count:,} | {winnow:.3f} | {other:.3f} |")
    return (
        "\n".join(lines)
        + f"\n\nRecords read {result.records:,} = documents {result.documents:,} + quarantine {result.quarantined:,}."
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, help="only the first so many")
    print(as_markdown(measure(parser.parse_args().pages)))


if __name__ == "__main__":
    main()
