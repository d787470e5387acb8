"""How cost and memory grow with the number of documents, and what a second worker brings.

    python -m benchmarks.scale [--base 1497] [--factors 1 4 16] [--kind html|text] [--workers 1] [--dask]

1, 4 and 16 times the pages on one worker, or on more: processor and wall time a document, who took it, peak memory of
the largest worker. Then the largest run that is still quick (4 times) on 1 and 2 workers, and on 1 and 2 Dask workers
that were started before, behind a scheduler of their own.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from benchmarks.crawl import html_pages, write_texts, write_warcs
from benchmarks.process_tree import Usage, measure
from benchmarks.tables import table
from benchmarks.throughput import ENVIRONMENT, winnow, write_byte_code


def write(kind: str, folder: Path, base: int, factor: int) -> int:
    """So many documents; how many."""
    if kind == "text":
        return write_texts(folder / "dumps.jsonl", base * factor)
    return write_warcs(folder, html_pages()[:base], factor, files=8)


def sizes(kind: str, base: int, factors: Sequence[int], number: int = 1) -> str:
    """One worker, or so many, on more and more documents."""
    rows = []
    for factor in factors:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            count = write(kind, folder / "raw", base, factor)
            used = measure(
                winnow(folder / "raw", folder / "clean", number), ENVIRONMENT | {"PREFECT_HOME": f"{name}/home"}
            )
            held = json.loads((folder / "clean" / "current" / "manifest.json").read_text(encoding="utf-8"))["counts"]
            print(factor, count, used, held, file=sys.stderr, flush=True)
        rows.append(
            [
                f"{count:,}",
                f"{1000 * used.cpu / count:.2f}",
                f"{1000 * used.shares.get('worker', 0) / count:.2f}",
                f"{orchestrator_share(used):.1%}",
                f"{1000 * used.wall / count:.2f}",
                f"{used.peak_worker:,.0f}",
                f"{used.peak_process:,.0f}",
                f"{held['documents']:,} + {held['quarantined']:,}",
            ]
        )
    return table(
        [
            "pages",
            "CPU ms a page",
            "of it in the worker",
            "orchestrator, audit, report",
            "wall ms a page",
            "worker's peak MB",
            "largest process MB",
            "documents + quarantine",
        ],
        rows,
    )


def orchestrator_share(used: Usage) -> float:
    """The share of all processor time that is not a worker's."""
    return 1 - used.shares.get("worker", 0.0) / used.cpu


def workers(kind: str, base: int, factor: int, with_dask: bool) -> str:
    """The same documents on one and two workers, of both kinds; the wall time of more documents, without the start."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = (write(kind, folder / str(size), base, size) for size in (1, factor))
        for runner in ("processes", "dask")[: 1 + with_dask]:
            rates: list[float] = []
            for number in (1, 2):
                small, large = (_wall(folder, str(size), runner, number) for size in (1, factor))
                rates.append((many - few) / (large - small))
                rows.append([runner, str(number), f"{large:.0f}", f"{rates[-1]:.1f}", f"{rates[-1] / rates[0]:.2f}"])
                print(rows[-1], file=sys.stderr, flush=True)
    return table(["runner", "workers", "wall s", "pages a second, marginal", "times one worker's"], rows)


def _wall(folder: Path, raw: str, runner: str, number: int) -> float:
    command = winnow(folder / raw, folder / f"{raw}-{runner}-{number}", number)
    with ExitStack() as stack:
        if runner == "dask":
            command += ["--runner", "dask", "--dask-address", stack.enter_context(cluster(folder, number))]
        # A home of its own: the first run to use one makes its database, some 6 s that would be missing in all others.
        return measure(command, ENVIRONMENT | {"PREFECT_HOME": str(folder / f"home-{raw}-{runner}-{number}")}).wall


@contextmanager
def cluster(folder: Path, number: int) -> Iterator[str]:
    """A scheduler and so many workers on loopback; the scheduler's address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    own = ["--host", "127.0.0.1", "--no-dashboard"]
    with ExitStack() as stack:
        commands = [[*dask, "scheduler", *own, "--port", str(port)]]
        commands += [[*dask, "worker", address, *own, "--nthreads", "1", "--no-nanny"] for _ in range(number)]
        for command in commands:
            process = stack.enter_context(
                subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            stack.callback(process.terminate)
        yield address


def as_markdown(
    kind: str = "html", base: int = 1497, factors: Sequence[int] = (1, 4, 16), dask: bool = True, number: int = 1
) -> str:
    """The section of RESULTS.md."""
    write_byte_code()
    return f"""## Scale, {kind}

{sizes(kind, base, factors, number)}

{workers(kind, base, factors[min(1, len(factors) - 1)], dask)}"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=int, default=1497)
    parser.add_argument("--factors", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--kind", choices=("html", "text"), default="html")
    parser.add_argument("--workers", type=int, default=1, help="that share each of the first runs")
    parser.add_argument("--dask", action="store_true", help="with Dask workers, too")
    args = parser.parse_args()
    print(as_markdown(args.kind, args.base, args.factors, args.dask, args.workers))


if __name__ == "__main__":
    main()
