"""`winnow report` and `winnow status`: what is published, without the orchestrator."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import exit_codes
from flows.printing import printing
from tasks.audit.run import FILE as AUDIT_FILE
from tasks.dataset.manifest import FILE, read_manifest
from tasks.dataset.publish import left_behind
from tasks.dataset.target import published
from tasks.errors import UsageError
from tasks.report.inputs import read_audit

_AGE = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


def report(args: argparse.Namespace) -> int:
    """Write the report of the published version again and print where it is."""
    from tasks.report.page import write_report

    with published(args.out) as (target, folder):
        version = _there(folder, args.out)
        try:
            written = write_report(version)
            place = target.store.put_report(version) if target.store else str(written)
        except (OSError, ValueError) as error:
            raise UsageError(f"{version}: the report cannot be written: {error}") from None
    with printing():
        print(place)
    return exit_codes.OK


def status(args: argparse.Namespace) -> int:
    """Print version, age, counts and audit, and what was rejected since; 1 when it is older than `--max-age`."""
    limit = _age(args.max_age) if args.max_age is not None else None
    with published(args.out, only=(FILE, AUDIT_FILE)) as (target, folder):
        version = _there(folder, args.out)
        manifest, audit, place = read_manifest(version), _audit(version), target.place_of(version)
        stage = left_behind(target.folder, manifest.version)
        rejected = stage if stage and _rejected(stage) else None
    if target.store is None:
        place = target.dataset
    age = datetime.now(UTC) - datetime.fromisoformat(manifest.created)
    stale = limit is not None and age > limit
    counts, model = manifest.counts, manifest.model
    with printing():
        print(f"version     {manifest.version}")
        print(f"published   {manifest.created}, {_in_words(age)} ago")
        print(f"documents   {counts['documents']:,} of {counts['records_read']:,} records read")
        print(f"quarantine  {counts['quarantined']:,}")
        print(f"audit       {audit}")
        print(f"model       {model.digest[:12]}, {model.folder or 'the one that comes with Winnow'}")
        print(f"dataset     {target.dataset}")
        print(f"report      {place}/report/index.html")
        if rejected:
            print(f"rejected    {rejected.name}, its audit failed: {rejected}/report/index.html")
        if stale:
            print(f"stale       older than {args.max_age}")
    return exit_codes.STALE if stale else exit_codes.OK


def _there(version: Path | None, out: str) -> Path:
    if version is None:
        raise UsageError(f"{out}: nothing is published there; run `winnow run RAW --out {out}` first")
    return version


def _rejected(stage: Path) -> bool:
    """Whether the audit of a stage failed; a run that is under way may take it away meanwhile."""
    try:
        audit = read_audit(stage)
    except (OSError, ValueError):
        return False
    return audit is not None and not audit.success


def _audit(version: Path) -> str:
    try:
        audit = read_audit(version)
    except ValueError as error:
        raise UsageError(f"{version / AUDIT_FILE}: damaged: {error}") from None
    if audit is None:
        raise UsageError(f"{version / AUDIT_FILE}: no such file; `winnow run --rebuild` makes a new version")
    count = sum(len(suite.expectations) for suite in audit.suites)
    return f"{'passed' if audit.success else 'failed'}, {audit.count('pass')} of {count} expectations"


def _age(text: str) -> timedelta:
    match = _AGE.fullmatch(text.strip())
    if not match:
        raise UsageError(f"--max-age {text!r}: write a number with s, m, h or d, as in 36h")
    seconds = float(match[1]) * _SECONDS[match[2]]
    # As a number the longest time is rounded, up to the first that is too long.
    if seconds >= timedelta.max.total_seconds():
        raise UsageError(f"--max-age {text!r}: longer than time is counted here")
    return timedelta(seconds=seconds)


def _in_words(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} seconds"
