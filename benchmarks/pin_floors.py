"""Pin the eval gate's floors to what Winnow does now.

    python -m benchmarks.pin_floors [--reason "why figures fell"]

Floors rise by themselves; none falls, no figure goes and no page of the sample changes without a reason, which is
kept beside the floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from benchmarks import pages
from benchmarks.eval_gate import FLOORS, identity, measure, read, repin, sample


def main() -> int:
    """Rewrite the file of floors; 2 where the labelled pages are missing or a reason is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reason", default="", help="why floors fall or the sample changes")
    args = parser.parse_args()
    if not pages.present():
        print(f"The labelled pages are not in {pages.DATA}", file=sys.stderr)
        return 2
    typed, many = sample()
    figures = measure(typed, many)
    try:
        pinned = repin(read(), identity(typed, many), figures, f"{datetime.now(UTC):%Y-%m-%d}", args.reason)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    for name, seen in figures.items():
        print(f"{name:32} {seen:.4f}  floor {pinned['figures'][name][-1]['floor']:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
