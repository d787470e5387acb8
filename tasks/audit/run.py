"""Runs the suites and says what they found."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tasks.dataset.manifest import read_manifest, write_atomically
from tasks.garbage import uncollected
from tasks.report.inert import inert_text

FILE = "audit.json"
SUITES = Path(__file__).parents[2] / "expectations"
EXAMPLES = 3
LONGEST_LINE = 2_000
"""Characters of a line for one expectation that failed; of an example 300 are shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one expectation found. `error` is set where it could not be evaluated, which is no pass either."""

    expectation: str
    column: str | None
    kwargs: dict[str, Any]
    reason: str
    success: bool
    unexpected_count: int | None
    observed: str | None
    examples: tuple[str, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """All findings of one suite."""

    table: str
    success: bool
    expectations: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The verdict on a version."""

    success: bool
    suites: tuple[SuiteResult, ...]

    def failures(self) -> list[str]:
        """One line for each expectation that failed: which, on how many rows, with examples.

        They are for a terminal: the examples name members of archives and ids of records, which a dump may choose.
        """
        return [
            inert_text(f"{suite.table}: {_failure(finding)}", LONGEST_LINE)
            for suite in self.suites
            for finding in suite.expectations
            if not finding.success
        ]


def audit_version(stage: Path) -> Audit:
    """Hold a staged version against every suite in `expectations/`, and leave `audit.json` in its folder.

    Raises:
        FileNotFoundError: the stage has no manifest, or there are no suites.
    """
    from tasks.audit.frames import frames

    suites = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SUITES.glob("*.json"))]
    if not suites:
        raise FileNotFoundError(f"no expectation suites in {SUITES}")
    tables = frames(stage, read_manifest(stage))
    results = tuple(_validated(suite, tables[suite["name"]], stage) for suite in suites)
    audit = Audit(all(result.success for result in results), results)
    write_atomically(stage / FILE, json.dumps(asdict(audit), indent=1, ensure_ascii=False) + "\n")
    return audit


def _validated(suite: dict[str, Any], frames: Iterable[Any], stage: Path) -> SuiteResult:
    """Hold a table against its suite: the decisions' extremes first, and all their rows only where those say no."""
    from tasks.audit.decisions import decided_by_extremes, extremes

    if suite["name"] == "decisions" and all(map(decided_by_extremes, suite["expectations"])):
        result = _validate(suite, [extremes(stage)])
        if result.success:
            return result
    return _validate(suite, frames)


def _validate(suite: dict[str, Any], frames: Iterable[Any]) -> SuiteResult:
    """Hold all frames of a table against its suite; they are looked at one after the other."""
    # A mean of nothing is no number, and every expectation holds for no rows.
    findings = tuple(_vacuous(e) for e in suite["expectations"])
    filled = (frame for frame in frames if not frame.empty)
    for number, frame in enumerate(filled):
        found = _findings(suite, frame)
        findings = found if number == 0 else tuple(map(_both, findings, found))
    return SuiteResult(suite["name"], all(finding.success for finding in findings), findings)


def _findings(suite: dict[str, Any], frame: Any) -> tuple[Finding, ...]:
    # Great Expectations returns results in an order of its own; the suite's is the readable one.
    numbered = [e | {"meta": e["meta"] | {"position": i}} for i, e in enumerate(suite["expectations"])]
    # A context of its own for every frame, for it keeps each that it is given.
    gx = great_expectations()
    source = _context(gx).data_sources.add_pandas(suite["name"])
    asset = source.add_dataframe_asset(suite["name"])
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    result = batch.validate(
        gx.ExpectationSuite(name=suite["name"], expectations=numbered),
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": _index(frame),
            "partial_unexpected_count": EXAMPLES,
        },
    )
    found = {result.expectation_config.meta["position"]: result for result in result.results}
    return tuple(_finding(e, found[i]) for i, e in enumerate(suite["expectations"]))


def _both(one: Finding, other: Finding) -> Finding:
    """What an expectation on rows found in two frames.

    Raises:
        ValueError: it is on the whole table (a mean, for one), of which frames say nothing.
    """
    if one.observed is not None or other.observed is not None:
        raise ValueError(f"{one.expectation}: a table that is looked at in parts has no value of its own")
    counts = [f.unexpected_count for f in (one, other) if f.unexpected_count is not None]
    return replace(
        one,
        success=one.success and other.success,
        unexpected_count=sum(counts) if counts else None,
        examples=(*one.examples, *other.examples)[:EXAMPLES],
        error=one.error or other.error,
    )


def great_expectations() -> Any:
    """The library, which takes seconds to import: whoever has to wait for something else may ask for it before."""
    # Before the import: it would ask an outside host for its configuration otherwise.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with uncollected():
        import great_expectations as gx

    # It sets this one to INFO by itself, to name the folder of pages that nobody reads.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.ERROR)
    return gx


def _context(gx: Any) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context


def _index(frame: Any) -> list[str]:
    names = ("doc_id", "source_path", "source_record", "line_start")
    return [name for name in names if name in frame.columns]


def _vacuous(expectation: dict[str, Any]) -> Finding:
    kwargs = {name: value for name, value in expectation["kwargs"].items() if name != "column"}
    column, reason = expectation["kwargs"].get("column"), expectation["meta"]["reason"]
    return Finding(expectation["type"], column, kwargs, reason, True, 0, "no rows", (), None)


def _finding(expectation: dict[str, Any], result: Any) -> Finding:
    found = result.result or {}
    rows = found.get("unexpected_index_list") or []
    observed = found.get("observed_value")
    kwargs = expectation["kwargs"]
    return Finding(
        expectation=expectation["type"],
        column=kwargs.get("column"),
        kwargs={name: value for name, value in kwargs.items() if name != "column"},
        reason=expectation["meta"]["reason"],
        success=bool(result.success),
        unexpected_count=found.get("unexpected_count"),
        observed=None if observed is None else f"{observed:.4g}" if isinstance(observed, float) else str(observed),
        examples=tuple(_in_words(row) for row in rows[:EXAMPLES]),
        error=_error(result.exception_info),
    )


def _in_words(row: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in row.items())[:300]


def _error(info: Any) -> str | None:
    """What went wrong in the evaluation itself: one flat dictionary, or one for each metric."""
    infos: Iterable[Any] = [info] if "raised_exception" in (info or {}) else (info or {}).values()
    messages = [str(i["exception_message"]) for i in infos if i.get("raised_exception")]
    return messages[0][:300] if messages else None


def _failure(finding: Finding) -> str:
    target = finding.column or ", ".join(f"{name}={value}" for name, value in finding.kwargs.items())
    head = f"{finding.expectation}({target})"
    if finding.error:
        return f"{head} could not be evaluated: {finding.error}"
    if finding.unexpected_count is None:
        return f"{head} failed: found {finding.observed}, expected {finding.kwargs}"
    rows = "1 row" if finding.unexpected_count == 1 else f"{finding.unexpected_count} rows"
    return f"{head} failed on {rows}: {'; '.join(finding.examples)}"
