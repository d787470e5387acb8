"""`winnow clean` and `winnow explain`: one document, no orchestrator."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

from flows import exit_codes
from flows.printing import printing
from tasks.deadline import CpuGuard, CpuTimeExceeded
from tasks.document import Record, Rejected, line_text
from tasks.errors import UsageError
from tasks.page import Page, clean_record
from tasks.readers import Source, discover, suffix_of
from tasks.readers.archives import MEMBERS
from tasks.readers.decoding import sniff_kind
from tasks.readers.one_document import Whole, flattened, page
from tasks.readers.storage import is_url
from tasks.settings import Settings, load_settings

READ_BYTES = 2**20


def clean(args: argparse.Namespace) -> int:
    """Print the clean text, or with `--json` the row and its decisions."""
    cleaned = _page(args, detect_language=args.json)
    shown = json.dumps(_as_json(cleaned), ensure_ascii=False, indent=1) if args.json else cleaned.cleaned.text
    with printing():
        print(shown)
    return exit_codes.OK


def explain(args: argparse.Namespace) -> int:
    """Print every line with its fate, or write it as a page."""
    from rich.console import Console

    from tasks.report.explain import explain_html, explain_terminal

    explained = _page(args, detect_language=args.html is not None)
    if args.html is None:
        console = Console()
        lines = explain_terminal(explained.cleaned, wrapped=console.is_terminal)
        with printing():
            console.print(lines, soft_wrap=not console.is_terminal)
        return exit_codes.OK
    try:
        args.html.write_text(explain_html(explained.cleaned, explained.metadata), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{args.html}: cannot be written: {error.strerror}") from None
    with printing():
        print(args.html)
    return exit_codes.OK


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
    """The document, as a run would read it: a row has the same id here and in the dataset."""
    suffix = suffix_of(name)
    parse = MEMBERS.get(suffix) if suffix else _sniffed
    if parse is None:
        raise UsageError(f"{name}: a {suffix} holds many documents; `winnow run {name}` makes a dataset of them")
    if is_url(name) or Path(name).is_dir():
        raise UsageError(f"{name}: not a file of this machine; `winnow run {name}` makes a dataset of what is there")
    limit = settings.limits.record_bytes
    try:
        data = _bytes(name, limit + 1)
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from None
    if len(data) > limit:
        raise UsageError(f"{name}: has more than {limit:,} bytes, the limit of one document")
    source = Source("-", "-", "-", 0) if name == "-" else discover([name], Path.cwd())[0]
    record = parse(Whole(source, source.relative, data))
    if isinstance(record, Rejected):
        raise UsageError(f"{name}: {record.reason.replace('_', ' ')}: {record.detail}")
    return record


def _bytes(name: str, most: int) -> bytes:
    if name != "-":
        with Path(name).open("rb") as file:
            return _beginning(file, most)
    if sys.stdin is None:
        raise UsageError("-: standard input is closed")
    return _beginning(sys.stdin.buffer, most)


def _beginning(file: BinaryIO, most: int) -> bytes:
    """Up to `most` bytes. One call would make room for all of them, and a limit may be set to any number."""
    data = bytearray()
    while chunk := file.read(min(most - len(data), READ_BYTES)):
        data += chunk
    return bytes(data)


def _sniffed(whole: Whole) -> Record | Rejected:
    """What no name tells: a page where its text begins like one."""
    record = flattened(whole)
    return page(whole) if isinstance(record, Record) and sniff_kind(record.content) == "html" else record


def _as_json(page: Page) -> dict[str, Any]:
    from tasks.dataset.part import document_row

    row = document_row(page, run_id="")
    row |= {field: row[field] and row[field].isoformat() for field in ("published", "published_day", "modified")}
    document = page.cleaned.document
    decisions = [
        decision._asdict() | {"text": line_text(document, decision.line_start, decision.line_end)}
        for decision in page.cleaned.decisions
    ]
    return row | {"decisions": decisions}
