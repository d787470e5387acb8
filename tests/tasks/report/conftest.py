"""A version's folder in miniature, built from the schemas."""

import json
from collections import defaultdict
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.dataset.schemas import TABLES

DOCUMENT = {
    "source_path": "raw/samples/a.txt",
    "source_record": "0",
    "authors": [],
    "categories": [],
    "tags": [],
    "captions": [],
    "text": "Nothing of this column belongs in a report.",
    "word_count": 0,
    "raw_char_count": 0,
    "removed_ratio": 0.0,
    "raw_sha256": "0" * 64,
    "winnow_version": "0.1.0",
    "run_id": "run",
}
DECISION = {"line_start": 0, "action": "drop", "rule_version": 1, "score": 0.9, "evidence": "a phrase"}
QUARANTINE = {"source_record": "0", "stage": "read", "detail": ""}
DEFAULTS = {"documents": DOCUMENT, "decisions": DECISION, "quarantine": QUARANTINE}


class VersionFolder:
    """Rows are collected, then `write()` makes the folder; every table may be spread over several parts."""

    def __init__(self, path):
        self.path = path
        self.rows = {name: defaultdict(list) for name in TABLES}
        self.samples = {}
        self.audit = None
        self.sources = []
        self.raw_words = 0
        self.settings = {}

    def add(self, table, part=0, **row):
        self.rows[table][part].append({**DEFAULTS[table], **row})

    def document(self, doc_id, kept, removed, part=0, **row):
        """A document of `kept` words on a page of `kept + removed`."""
        self.raw_words += kept + removed
        ratio = removed / (kept + removed) if kept + removed else 0.0
        self.add("documents", part, doc_id=doc_id, word_count=kept, removed_ratio=ratio, **row)

    def decision(self, doc_id, family, text, part=0, **row):
        row = {"rule_id": f"{family}.rule", "line_end": text.count("\n") + 1, **row}
        self.add("decisions", part, doc_id=doc_id, family=family, text=text, **row)

    def manifest(self):
        documents = [row for rows in self.rows["documents"].values() for row in rows]
        quarantined = sum(len(rows) for rows in self.rows["quarantine"].values())
        return {
            "version": "2026-11-21T23-12-05Z",
            "run_id": "run-1",
            "created": datetime(2026, 11, 21, 23, 12, 5, tzinfo=UTC).isoformat(),
            "winnow_version": "0.1.0",
            "fingerprint": "abcdef012345",
            "settings": self.settings,
            "model": {"digest": "0123456789abcdef", "folder": ""},
            "previous": None,
            "counts": {
                "records_read": len(documents) + quarantined,
                "documents": len(documents),
                "quarantined": quarantined,
                "raw_bytes": 123_456,
                "raw_words": self.raw_words,
                "kept_words": sum(row["word_count"] for row in documents),
            },
            "sources": self.sources,
            "a_key_of_next_year": True,
        }

    def write(self, **manifest):
        for name, schema in TABLES.items():
            folder = self.path / name
            folder.mkdir(parents=True, exist_ok=True)
            for part, rows in (self.rows[name] or {0: []}).items():
                pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"part-{part:05}.parquet")
        (self.path / "samples").mkdir(exist_ok=True)
        for part, samples in self.samples.items():
            (self.path / "samples" / f"part-{part:05}.json").write_text(json.dumps(samples))
        if self.audit is not None:
            (self.path / "audit.json").write_text(json.dumps(self.audit))
        (self.path / "manifest.json").write_text(json.dumps({**self.manifest(), **manifest}))
        return self.path


@pytest.fixture
def version(tmp_path):
    """An empty version's folder to add rows to."""
    return VersionFolder(tmp_path / "version")


def line(text, action="keep", family=None, rule_id=None, score=None):
    return {"text": text, "action": action, "family": family, "rule_id": rule_id, "score": score}


def expectation(name, column=None, success=True, **more):
    return {
        "expectation": name, "column": column, "kwargs": {}, "reason": "", "success": success,
        "unexpected_count": None, "examples": [], "observed": None, "error": None, **more,
    }  # fmt: skip


PROSE = (
    "The harbour office counted nineteen trawlers on the first morning of the season, three fewer than the "
    "year before, and the auction hall opened an hour late because the ice machine had failed overnight."
)


@pytest.fixture
def rich_version(version):
    """Something of everything, with the numbers that the tests know by heart."""
    _add_rows(version)
    version.sources = [
        {"path": "raw/samples/harbour.html", "sha256": "ab" * 32, "bytes": 120_000, "records": 4, "documents": 4,
         "quarantined": 0, "parts": ["00000"]},
        {"path": "raw/broken.jsonl", "sha256": "cd" * 32, "bytes": 3_456, "records": 3, "documents": 0,
         "quarantined": 3, "parts": ["00001"]},
    ]  # fmt: skip
    version.settings = {"workers": 2, "removal_budget": 0.9}
    version.samples = {1: [_short_sample()], 0: [_long_sample()]}
    version.audit = {"success": False, "suites": [_failed_suite(), _passed_suite()]}
    return version


def _add_rows(version):
    version.document(
        "a1", 300, 100, sitename="Harbour Post", title="Nineteen trawlers leave at dawn", language="en",
        language_score=0.99, authors=["Ada Quist", "Bo Lund"], published=datetime(2019, 3, 4, tzinfo=UTC),
        captions=["A trawler"], source_path="raw/samples/harbour.html",
    )  # fmt: skip
    version.document("a2", 100, 0, sitename="Harbour Post", title="Ice", language="en", language_score=0.97)
    version.document(
        "b1", 50, 50, part=1, url="https://www.dike.example:8080/a?b", language="nl", language_score=0.8,
        published=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    version.document("c1", 10, 10, part=1, source_path="dumps/old/c.txt", title="")
    version.decision("a1", "newsletter", "Sign up for our newsletter\n\nNo thanks", rule_id="newsletter.prompt")
    version.decision("b1", "newsletter", "Get the brief", part=1, rule_id="newsletter.brief")
    version.decision("a1", "caption", "A trawler at the quay", action="route", line_start=5, line_end=6)
    version.decision("a1", "title", "Nineteen trawlers leave at dawn", action="keep", line_start=2, line_end=3)
    version.decision("b1", "cookie_banner", "We use cookies to improve your visit here", part=1)
    version.add("quarantine", source_path="raw/broken.jsonl", source_record="17", reason="not_json", detail="line 17")
    version.add("quarantine", source_path="raw/broken.jsonl", source_record="4", reason="not_json", detail="line 4")
    version.add(
        "quarantine", part=1, source_path="raw/twice.txt", reason="duplicate", stage="deduplicate",
        duplicate_of="a1", detail="the same bytes",
    )  # fmt: skip


def _short_sample():
    return {
        "doc_id": "b1", "source_path": "raw/dike.jsonl", "source_record": "7", "title": "Dike closed",
        "url": "https://dike.example/a", "lines": [
            line("We use cookies to improve your visit here", "drop", "cookie_banner", "cookie.notice", 0.9),
            line("Dike closed"), line(PROSE),
        ],
    }  # fmt: skip


def _long_sample():
    newsletter = ("drop", "newsletter", "newsletter.prompt", 0.9)
    return {
        "doc_id": "a1", "source_path": "raw/samples/harbour.html", "source_record": "0",
        "title": "Nineteen trawlers leave at dawn", "url": None, "lines": [
            line("Skip to content", "drop", "navigation", "navigation.skip_link", 0.9),
            line("Home", "drop", "navigation", "navigation.section", 0.4),
            line(""),
            line("Nineteen trawlers leave at dawn", "keep", "title", "title", 1.0),
            line(""),
            line("A trawler at the quay on Monday", "route", "caption", "caption.short", 0.7),
            line(PROSE), line(""), line(PROSE),
            line("Sign up for our newsletter", *newsletter),
            line("No thanks", *newsletter),
            line(PROSE),
            line("Ada Quist writes about fishing and lives in the old lighthouse.", "route", "author_bio",
                 "author_bio.lives", 0.8),
        ],
    }  # fmt: skip


def _failed_suite():
    return {
        "table": "documents",
        "success": False,
        "expectations": [
            expectation("expect_column_values_to_be_unique", "doc_id", reason="Joins need one row an id."),
            expectation(
                "expect_column_values_to_be_between", "removed_ratio", success=False,
                kwargs={"column": "removed_ratio", "min_value": 0, "max_value": 0.95, "mostly": 0.99},
                reason="Of the labelled pages one in a hundred loses more.", unexpected_count=12,
                examples=[0.97, 0.99, 1.0],
            ),
            expectation(
                "expect_column_values_to_match_regex", "doc_id", success=False,
                error="MetricResolutionError: no such column", reason="Ids are hexadecimal.",
            ),
        ],
    }  # fmt: skip


def _passed_suite():
    return {
        "table": "quarantine",
        "success": True,
        "expectations": [
            expectation("expect_table_row_count_to_be_between", observed=3, reason="Some may be lost.")
        ],
    }  # fmt: skip
