"""What a page costs in processor time: Winnow against every peer, on the same pages in the same run.

    python -m benchmarks.speed [--pages 400] [--cache FOLDER]

Pages go in chunks; every system has its turn at every chunk, and who begins changes from chunk to chunk, so a
machine that is busy for a while is so for all. Only processor time of this process counts, all threads of it. The
interval of a ratio is by bootstrap over chunks.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.bootstrap import ratio
from benchmarks.cache import DEFAULT, cached
from benchmarks.flattenings import wet
from benchmarks.pages import LabelledPage, wcxb
from benchmarks.peers import HTML_PEERS, TEXT_PEERS, trafilatura_with_metadata
from benchmarks.tables import table
from benchmarks.winnow import committed, with_metadata
from tasks.shard import BATCH_RECORDS

PAGES = 400
"""Pages timed unless said otherwise: enough for the ratios, and under three minutes."""
CHUNK = BATCH_RECORDS
"""Contents in a chunk: one batch, as Winnow gets them from a shard."""

Job = Callable[[Sequence[str]], object]


def each(extract: Callable[[str], str]) -> Job:
    """A peer, which takes one page at a time, as a job on many."""
    return lambda contents: [extract(content) for content in contents]


def cpu_seconds(jobs: Mapping[str, Job], contents: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Processor seconds of every job on every chunk of the contents, each (chunks,).

    Every job has run on the first chunk before the clock starts: models are loaded and patterns compiled.
    """
    chunks = [contents[at : at + CHUNK] for at in range(0, len(contents), CHUNK)]
    names = list(jobs)
    for name in names:
        jobs[name](chunks[0])
    seconds = {name: np.zeros(len(chunks)) for name in names}
    for i, chunk in enumerate(chunks):
        for name in names[i % len(names) :] + names[: i % len(names)]:
            started = time.process_time()
            jobs[name](chunk)
            seconds[name][i] = time.process_time() - started
    return seconds


def html_table(pages: Sequence[LabelledPage]) -> str:
    """Milliseconds a page, and how many times trafilatura's cost is theirs."""
    jobs: dict[str, Job] = {"Winnow, text": committed().html}
    jobs["Winnow, text and metadata"] = partial(with_metadata, kind="html", detect_language=False)
    jobs["Winnow, text, metadata and language"] = partial(with_metadata, kind="html", detect_language=True)
    jobs |= {f"{name}, text": each(extract) for name, extract in HTML_PEERS.items()}
    jobs["trafilatura, text and metadata"] = each(trafilatura_with_metadata)
    seconds = cpu_seconds(jobs, [page.html for page in pages])
    plain, full = seconds["trafilatura, text"], seconds["trafilatura, text and metadata"]
    faster = {"times faster than `extract`": plain, "than `extract` with metadata": full}
    return cost_table("system", seconds, len(pages), faster, 2)


def cost_table(
    what: str,
    seconds: Mapping[str, NDArray[np.float64]],
    pages: int,
    baselines: Mapping[str, NDArray[np.float64]],
    digits: int,
) -> str:
    """Milliseconds a page of every job, and how many times less that is than each baseline, by column."""
    return table(
        [what, "CPU ms a page", *baselines],
        [
            [
                name,
                f"{1000 * spent.sum() / pages:.2f}",
                *(ratio(baseline, spent).markdown(digits) for baseline in baselines.values()),
            ]
            for name, spent in seconds.items()
        ],
    )


def text_table(dumps: Sequence[str]) -> str:
    """Lines with something on them a CPU second."""
    jobs: dict[str, Job] = {"Winnow, segment and clean": committed().text}
    jobs["Winnow, with metadata"] = partial(with_metadata, kind="text", detect_language=False)
    jobs["Winnow, with metadata and language"] = partial(with_metadata, kind="text", detect_language=True)
    jobs |= {name: each(clean) for name, clean in TEXT_PEERS.items()}
    seconds = cpu_seconds(jobs, dumps)
    visible = np.array([sum(not line.isspace() and line != "" for line in dump.split("\n")) for dump in dumps])
    lines = np.array([visible[at : at + CHUNK].sum() for at in range(0, len(visible), CHUNK)])
    return table(
        ["system", "lines a CPU second", "95 %", "CPU ms a dump"],
        [
            [name, f"{rate.value:,.0f}", f"{rate.low:,.0f}–{rate.high:,.0f}", f"{1000 * spent.sum() / len(dumps):.2f}"]
            for name, spent in seconds.items()
            for rate in [ratio(lines, spent)]
        ],
    )


def sample(count: int) -> list[LabelledPage]:
    """So many WCXB dev pages, by a hash of their ids: the mix of page types stays what it is."""
    pages = sorted(wcxb(), key=lambda page: hashlib.sha256(page.id.encode()).digest())
    return pages[:count]


def as_markdown(cache: Path, count: int = PAGES) -> str:
    """The section of RESULTS.md, measured now."""
    pages = sample(count)
    dumps = cached(cache, wet, pages)
    return f"""## Speed

{len(pages):,} WCXB dev pages by a hash of their ids, decoded and in memory; every system in turn on chunks of {CHUNK},
after one chunk to warm up. Processor time of one process, all its threads. *Text* is from the record to the clean text.
A ratio is of the sums, in brackets its 95 % interval, bootstrap over chunks.

### HTML

{html_table(pages)}

### Flattened text

The `wet` flattenings of the same pages; lines with nothing on them are not counted. C4's line rules run without its
floor of sentences a document, which needs a sentence splitter and most of that filter's time.

{text_table(dumps)}"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES, help="how many pages to time")
    parser.add_argument("--cache", type=Path, default=DEFAULT, help=f"where flattenings are kept ({DEFAULT})")
    args = parser.parse_args()
    print(as_markdown(args.cache, args.pages))


if __name__ == "__main__":
    main()
