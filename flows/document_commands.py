"""`winnow clean` and `winnow explain`: one document, no orchestrator."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tasks.deadline import CpuGuard, CpuTimeExceeded
from tasks.document import Kind, Record, Rejected, line_text
from tasks.errors import UsageError
from tasks.page import Page, clean_record
from tasks.readers.decoding import NotText, decode, sniff_kind
from tasks.settings import Settings, load_settings


def clean(args: argparse.Namespace) -> int:
    """Print the clean text, or with `--json` the row and its decisions."""
    page = _page(args, detect_language=args.json)
    if not args.json:
        print(page.cleaned.text)
        return 0
    print(json.dumps(_as_json(page), ensure_ascii=False, indent=1))
    return 0


def explain(args: argparse.Namespace) -> int:
    """Print every line with its fate, or write it as a page."""
    from rich.console import Console

    from tasks.report.explain import explain_html, explain_terminal

    page = _page(args, detect_language=args.html is not None)
    if args.html is None:
        Console().print(explain_terminal(page.cleaned))
        return 0
    try:
        args.html.write_text(explain_html(page.cleaned, page.metadata), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{args.html}: cannot be written: {error.strerror}") from None
    print(args.html)
    return 0


def _page(args: argparse.Namespace, detect_language: bool) -> Page:
    settings = load_settings(args.config)
    record = _read(args.file, settings)
    outcome: Page | Rejected
    try:
        with CpuGuard(settings.limits.record_cpu_seconds) as guard, guard.block():
            outcome = clean_record(record, settings, detect_language)
    except CpuTimeExceeded:
        seconds = settings.limits.record_cpu_seconds
        raise UsageError(f"{args.file}: took more than {seconds:g} s of processor time") from None
    if isinstance(outcome, Rejected):
        raise UsageError(f"{args.file}: would be quarantined, {outcome.reason}: {outcome.detail}")
    return outcome


def _read(name: str, settings: Settings) -> Record:
    limit = settings.limits.record_bytes
    try:
        if name == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(limit + 1)
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from None
    if len(data) > limit:
        raise UsageError(f"{name}: has more than {limit:,} bytes, the limit of one document")
    kind: Kind = "html" if name.lower().endswith((".html", ".htm")) else "text"
    decoded = decode(data, kind)
    if name == "-" and not isinstance(decoded, NotText) and sniff_kind(decoded.text) == "html":
        kind = "html"
        decoded = decode(data, kind)
    if isinstance(decoded, NotText):
        raise UsageError(f"{name}: not text: {decoded.detail}")
    sha256 = hashlib.sha256(data).hexdigest()
    return Record(name, name, decoded.text, kind, sha256, 0, len(data), repairs=decoded.repairs)


def _as_json(page: Page) -> dict[str, Any]:
    from tasks.dataset.part import document_row

    row = document_row(page, run_id="")
    row |= {field: row[field] and row[field].isoformat() for field in ("published", "published_day", "modified")}
    document = page.cleaned.document
    decisions = [
        asdict(decision) | {"text": line_text(document, decision.line_start, decision.line_end)}
        for decision in page.cleaned.decisions
    ]
    return row | {"decisions": decisions}
