"""Inputs that the tests of both pages share: hostile ones, and documents with decisions made to order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tasks.document import Decision, Record
from tasks.pipeline import Cleaned, apply_decisions
from tasks.segment import segment

HOSTILE = [
    "<script>window.hostile = 1</script>",
    '"><img src=x onerror="window.hostile = 1">',
    "'><svg onload=window.hostile=1>",
    "</style><style>body{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u2066",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link",
    "javascript:window.hostile=1",
    "x" * 1_000_000,
    "\ud800 half",
]


def hostile_version(version):
    """Every string of every input is hostile."""
    for i, text in enumerate(HOSTILE):
        stored = text.encode("utf-8", "replace").decode()
        version.document(
            f"{i}{stored[:40]}",
            10,
            5,
            sitename=stored,
            title=stored,
            url=stored,
            language=stored[:50],
            source_path=stored,
        )
        version.decision(str(i), stored, stored, rule_id=stored, evidence=stored)
        version.add("quarantine", source_path=stored, source_record=stored, reason=stored, detail=stored, stage=stored)
        version.sources.append({"path": text, "sha256": text, "parts": [text]})
        version.settings[text[:100]] = [text, {text: 1}]
    lines = [
        {"text": text, "action": action, "family": text, "rule_id": text, "score": 0.5}
        for text in HOSTILE for action in ("keep", "drop", "route")
    ]  # fmt: skip
    version.samples = {
        0: [
            {"doc_id": text, "title": text, "url": text, "source_path": text, "source_record": text, "lines": lines}
            for text in HOSTILE
        ]
    }
    version.audit = {
        "success": False,
        "suites": [
            {
                "table": text, "success": False, "expectations": [
                    {"expectation": text, "column": text, "kwargs": {text: text}, "reason": text, "success": False,
                     "unexpected_count": 1, "examples": [text, [text]], "observed": {"a": text}, "error": error}
                    for error in (text, None)
                ],
            }
            for text in HOSTILE
        ],
    }  # fmt: skip
    return version.write(previous=HOSTILE[0], winnow_version=HOSTILE[1], run_id=HOSTILE[2], version=HOSTILE[3])


@dataclass(frozen=True)
class Metadata:
    """Like that of the package, and no field that this test relies on."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    score: float | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


def explained(content, *decisions, headline=None, record="0"):
    """A document with exactly these decisions, each `(line, action, family, rule_id, score, evidence)`."""
    document = segment(Record("raw/ferry.txt", record, content, "text", "0" * 64))
    made = tuple(
        Decision(line - 1, line, action, family, rule_id, 1, score, evidence)
        for line, action, family, rule_id, score, evidence in decisions
    )
    return Cleaned(document, made, apply_decisions(document, made), headline)
