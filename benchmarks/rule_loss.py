"""How much content the rules alone would lose on labelled pages; every loss is shown.

    python -m benchmarks.rule_loss [--show 40] [--family cookie_banner]

Content is every line of `main_content` of the WCXB dev pages and every `with` snippet of the multilingual ones.
A page's content is cleaned as one flattened dump, and a snippet as a line of its own: what is taken is lost.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator

import pyarrow.parquet as pq

from benchmarks.pages import DATA
from tasks.document import Action, Decision, Record
from tasks.pipeline import clean_document
from tasks.segment import segment

WORD = re.compile(r"\w+")


def contents(name: str) -> Iterator[tuple[str, str]]:
    """(id, content) of every labelled page: its gold text, or each of its snippets by itself."""
    if name == "wcxb":
        for row in pq.read_table(DATA / "wcxb_dev.parquet", columns=["id", "main_content"]).to_pylist():
            yield row["id"], row["main_content"] or ""
    else:
        for row in pq.read_table(DATA / "multilingual_dev.parquet", columns=["id", "with"]).to_pylist():
            for snippet in row["with"] or []:
                yield row["id"], snippet


def losses(name: str) -> tuple[int, list[tuple[int, str, Decision, str]]]:
    """All content tokens, and (tokens, page, decision, text) of every range that the rules take."""
    total = 0
    lost = []
    for page, content in contents(name):
        total += len(WORD.findall(content))
        document = segment(Record(page, page, content, "text", "0" * 64))
        for decision in clean_document(document).decisions:
            if decision.action is not Action.KEEP:
                lines = document.lines[decision.line_start : decision.line_end]
                text = "\n".join(line.text for line in lines)
                lost.append((len(WORD.findall(text)), page, decision, text))
    return total, lost


def as_markdown() -> str:
    """The table in RESULTS.md."""
    lines = ["| gold | content tokens | lost | share |", "| --- | --- | --- | --- |"]
    for name, title in (("wcxb", "WCXB `main_content`"), ("multilingual", "multilingual `with` snippets")):
        total, lost = losses(name)
        tokens = sum(row[0] for row in lost)
        lines.append(f"| {title} | {total:,} | {tokens:,} | {tokens / total:.3%} |")
    return "\n".join(lines)


def main() -> None:
    """Print every loss, by rule and the largest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=40, help="how many of the largest losses to print")
    parser.add_argument("--family", help="show only the losses of this family")
    args = parser.parse_args()
    for name in ("wcxb", "multilingual"):
        total, lost = losses(name)
        tokens = sum(row[0] for row in lost)
        print(f"\n{name}: {tokens:,} of {total:,} content tokens lost, {100 * tokens / total:.3f} %")
        by_rule: Counter[str] = Counter()
        for count, _, decision, _ in lost:
            by_rule[decision.rule_id] += count
        for rule, count in by_rule.most_common():
            print(f"  {rule:40} {count:6,} tokens")
        shown = sorted((row for row in lost if args.family in (None, row[2].family)), key=lambda row: -row[0])
        for count, page, decision, text in shown[: args.show]:
            print(f"  {count:5} {page:14} {decision.rule_id} «{decision.evidence}» | {text[:150]!r}")


if __name__ == "__main__":
    main()
