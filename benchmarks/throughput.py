"""Raw WARC.gz to published Parquet: what a page costs Winnow and its peers, all processes counted.

    python -m benchmarks.throughput [--pages 1497] [--few 40] [--texts 40000] [--repeats 1]

Every system runs on the same pages, twice: on few of them and on all; with repeats, all systems in turn. The difference
is what a page costs; what is left of the small run is what starting costs. Processor time of the whole process tree,
and its peak memory. Pages are the WCXB dev pages as eight `.warc.gz`; text dumps are copies of the seed dumps as JSON
Lines.
"""

from __future__ import annotations

import argparse
import compileall
import json
import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.crawl import html_pages, write_files, write_texts, write_warcs
from benchmarks.process_tree import Usage, measure
from benchmarks.tables import table

Command = Callable[[Path, Path], Sequence[str]]
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "PYTHONDONTWRITEBYTECODE": ""}


def write_byte_code() -> None:
    """Compile whatever the systems import, as installers do: where nobody did, each process takes seconds for it."""
    for folder in (sysconfig.get_path("purelib"), "flows", "tasks", "benchmarks"):
        compileall.compile_dir(folder, quiet=2, workers=0)


def winnow(source: Path, out: Path, workers: int = 1) -> list[str]:
    """`winnow run` as a person types it."""
    return [sys.executable, "-m", "flows.cli", "run", str(source), "--out", str(out), "--workers", str(workers)]


def pipeline(name: str) -> Command:
    """A program of `benchmarks.pipelines`."""
    return lambda source, out: [sys.executable, "-m", "benchmarks.pipelines", name, str(source), str(out)]


def trafilatura_batch(source: Path, out: Path) -> list[str]:
    """The batch command of trafilatura over the same pages as files."""
    program = "from trafilatura.cli import main; main()"
    options = [
        "--input-dir",
        str(source.with_name(f"{source.name}-files")),
        "--output-dir",
        str(out),
        "--parallel",
        "1",
    ]
    return [sys.executable, "-c", program, *options]


SYSTEMS: dict[str, Command] = {
    "Winnow, published with metadata and decisions": winnow,
    "trafilatura.extract alone, nothing written": pipeline("extract"),
    "trafilatura's batch command, text files": trafilatura_batch,
    "datatrove, WarcReader → Trafilatura → ParquetWriter": pipeline("datatrove"),
    "floor: FastWARC → Parquet, no cleaning": pipeline("floor"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processors a page, seconds that starting costs, MB at most, documents that came out."""

    page: float
    start: float
    peak: float
    out: int


def cost(command: Command, few: Path, count_few: int, many: Path, count: int, folder: Path) -> Cost:
    """What a system costs a page."""
    folder.mkdir()
    small = _run(command, few, folder / "few")
    large = _run(command, many, folder / "many")
    page = (large.cpu - small.cpu) / (count - count_few)
    return Cost(1000 * page, small.cpu - count_few * page, large.peak_tree, _documents(folder / "many"))


def median(costs: Sequence[Cost]) -> Cost:
    """The median of several tries, the highest of their peaks, and the documents of the first."""
    page = statistics.median(one.page for one in costs)
    start = statistics.median(one.start for one in costs)
    return Cost(page, start, max(one.peak for one in costs), costs[0].out)


def _run(command: Command, source: Path, out: Path) -> Usage:
    return measure(command(source, out), ENVIRONMENT | {"PREFECT_HOME": str(out.with_name(f"{out.name}-prefect"))})


def _documents(out: Path) -> int:
    if (out / "current" / "manifest.json").exists():
        return int(json.loads((out / "current" / "manifest.json").read_text(encoding="utf-8"))["counts"]["documents"])
    tables = [pq.read_metadata(path).num_rows for path in out.rglob("*.parquet")]
    return sum(tables) if tables else sum(1 for path in out.rglob("*.txt") if path.stat().st_size)


def html_table(pages: int, few: int, repeats: int) -> str:
    """Every system on the HTML pages, in turn: a shared machine is another one in ten minutes.

    How many times as much as Winnow a system takes is the median of the rounds.
    """
    crawl = html_pages()[:pages]
    rounds: dict[str, list[Cost]] = {system: [] for system in SYSTEMS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_warcs(folder / "few", crawl[:few])
        write_warcs(folder / "many", crawl)
        write_files(folder / "few-files", crawl[:few])
        write_files(folder / "many-files", crawl)
        for number in range(repeats):
            for at, (system, command) in enumerate(SYSTEMS.items()):
                home = folder / f"{number}-{at}"
                rounds[system].append(cost(command, folder / "few", few, folder / "many", len(crawl), home))
                print(system, rounds[system][-1], file=sys.stderr, flush=True)
    ours = next(iter(rounds.values()))
    rows = []
    for system, tries in rounds.items():
        found = median(tries)
        times = statistics.median(one.page / own.page for one, own in zip(tries, ours, strict=True))
        rows.append(
            [
                system,
                f"{found.page:.1f}",
                f"{times:.2f}",
                f"{found.start:.1f}",
                f"{found.peak:,.0f}",
                f"{found.out:,} of {len(crawl):,}" if found.out else "–",
            ]
        )
    return table(
        ["system", "CPU ms a page", "times Winnow's", "CPU s to start", "peak MB, all processes", "documents"], rows
    )


def text_table(texts: int, repeats: int) -> str:
    """Winnow on flattened text."""
    few = max(50, texts // 20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_texts(folder / "few" / "dumps.jsonl", few)
        write_texts(folder / "many" / "dumps.jsonl", texts)
        sources = folder / "few", few, folder / "many", texts
        found = median([cost(winnow, *sources, folder / str(number)) for number in range(repeats)])
    return table(
        ["text dumps", "CPU ms a document", "documents a CPU second", "CPU s to start", "documents"],
        [[f"{texts:,}", f"{found.page:.2f}", f"{1000 / found.page:,.0f}", f"{found.start:.1f}", f"{found.out:,}"]],
    )


def as_markdown(pages: int = 1497, few: int = 40, texts: int = 40_000, repeats: int = 1) -> str:
    """The section of RESULTS.md."""
    write_byte_code()
    return f"""## From raw file to published Parquet

The first {pages:,} WCXB dev pages as eight `.warc.gz`, one worker each. Processor time of the whole process tree (for
Winnow with Prefect's server, planning, audit and report); a page's cost is the difference to a run on {few} of them.
datatrove's limit of one second of wall time a page is raised, since it loses pages on a busy machine. Byte code of all
systems was there before.

{html_table(pages, few, repeats)}

Flattened text, copies of the five seed dumps (4.4 kB a document on average) as JSON Lines:

{text_table(texts, repeats)}"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1497)
    parser.add_argument("--few", type=int, default=40)
    parser.add_argument("--texts", type=int, default=40_000)
    parser.add_argument("--repeats", type=int, default=1)
    args = parser.parse_args()
    print(as_markdown(args.pages, args.few, args.texts, args.repeats))


if __name__ == "__main__":
    main()
