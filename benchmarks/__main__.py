"""`make bench`: run every benchmark and write RESULTS.md.

python -m benchmarks [--cache FOLDER]
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks import metadata, pages, quality, rule_loss, scale, server_cost, speed, throughput, whole_run
from benchmarks.cache import DEFAULT
from tasks import VERSION

RESULTS = Path(__file__).parent / "RESULTS.md"
PEERS = ("trafilatura", "resiliparse", "jusText", "readability-lxml", "datatrove")


def head() -> str:
    """What was measured with what, when and on what."""
    versions = ", ".join(f"{peer} {version(peer)}" for peer in PEERS)
    return f"""# Results

Measured by `make bench` on {datetime.now(UTC):%Y-%m-%d} with Winnow {VERSION}, Python {platform.python_version()} and
{os.cpu_count()} cores; {versions}. Pages: the development split of WCXB v1.0
(Murrough Foley, CC-BY-4.0) and half of trafilatura's evaluation pages (Apache-2.0). Times are of a shared machine: read
them as ratios."""


def rules() -> str:
    """What the rules alone lose."""
    return f"""## What the rules alone lose

Every line of the gold texts cleaned as a flattened dump; what a rule takes there counts as lost, also where the
annotators left boilerplate in. `python -m benchmarks.rule_loss` shows every loss.

{rule_loss.as_markdown()}"""


def server() -> str:
    """What the orchestrator costs."""
    return f"""## What the orchestrator costs a small run

{server_cost.as_markdown(server_cost.measure())}"""


def main() -> int:
    """Run them one after the other; 2 where the labelled pages are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=DEFAULT, help=f"where peers' outputs are kept ({DEFAULT})")
    cache = parser.parse_args().cache
    if not pages.present():
        print(f"The labelled pages are not in {pages.DATA}", file=sys.stderr)
        return 2
    sections: list[Callable[[], str]] = [
        head,
        partial(quality.as_markdown, cache),
        partial(speed.as_markdown, cache),
        partial(metadata.as_markdown, cache),
        rules,
        throughput.as_markdown,
        partial(scale.as_markdown, "html", factors=(1, 4)),
        partial(scale.as_markdown, "text", base=10_000, factors=(1, 4, 16), dask=False),
        lambda: whole_run.as_markdown(whole_run.measure()),
        server,
    ]
    RESULTS.write_text("\n\n".join(section() for section in sections) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
