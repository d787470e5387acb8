"""`make bench`: run every benchmark and write RESULTS.md."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import html_quality, rule_loss, server_cost
from tasks import VERSION

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> int:
    """Run them one after the other; 2 where the labelled pages are missing."""
    if not (rule_loss.DATA / "wcxb_dev.parquet").exists():
        print(f"The labelled pages are not in {rule_loss.DATA}", file=sys.stderr)
        return 2
    sections = [
        f"""# Results

Measured by `make bench` on {datetime.now(UTC):%Y-%m-%d} with Winnow {VERSION}, Python {platform.python_version()} and
{os.cpu_count()} cores. Pages: the development split of WCXB v1.0 (Murrough Foley, CC-BY-4.0) and half of trafilatura's
evaluation pages (Apache-2.0). Times are of a shared machine: read them as ratios.""",
        f"""## What the rules alone lose

Every line of the gold texts cleaned as a flattened dump; what a rule takes there counts as lost, also where the
annotators left boilerplate in. `python -m benchmarks.rule_loss` shows every loss.

{rule_loss.as_markdown()}""",
        f"""## HTML through the whole pipeline

`winnow run` on a JSONL dump of the WCXB dev pages against `trafilatura.extract` with its defaults, same pages, same
run; mean word F1.

{html_quality.as_markdown(html_quality.measure())}""",
        f"""## What the orchestrator costs a small run

{server_cost.as_markdown(server_cost.measure())}""",
    ]
    RESULTS.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
