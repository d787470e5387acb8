"""What a version says of itself beside its tables: manifest, audit and samples, checked on reading."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

T = TypeVar("T")


class Counts(BaseModel):
    """What a version is made of: records read, documents published, records quarantined, bytes and words.

    `raw_words` are the visible words of the published documents' pages, `kept_words` those of their texts.
    """

    records_read: int
    documents: int
    quarantined: int
    raw_bytes: int
    raw_words: int
    kept_words: int


class Source(BaseModel):
    """One raw file: its hash and size, what became of its records, and the parts that hold them."""

    path: str
    sha256: str | None = None
    bytes: int = 0
    records: int = 0
    documents: int = 0
    quarantined: int = 0
    parts: list[str] = []
    skipped: dict[str, int] = {}


class Model(BaseModel):
    """The trained classifier that a version was cleaned with, by the digest of its files."""

    digest: str
    folder: str = ""


class Manifest(BaseModel):
    """The manifest of a version; keys that the report does not show are ignored.

    `fingerprint` is the version of the rules that cleaned it.
    """

    version: str
    run_id: str
    created: datetime
    winnow_version: str
    fingerprint: str
    settings: dict[str, Any] = {}
    model: Model
    previous: str | None = None
    counts: Counts
    sources: list[Source] = []


class Expectation(BaseModel):
    """One checked expectation; `error` says why it could not be evaluated, which is not a failure."""

    expectation: str
    column: str | None = None
    kwargs: dict[str, Any] = {}
    reason: str = ""
    success: bool
    unexpected_count: int | None = None
    examples: list[Any] = []
    observed: Any = None
    error: str | None = None

    @property
    def outcome(self) -> Literal["pass", "fail", "error"]:
        """How it went."""
        if self.error is not None:
            return "error"
        return "pass" if self.success else "fail"


class Suite(BaseModel):
    """The expectations on one table."""

    table: str
    success: bool
    expectations: list[Expectation] = []


class Audit(BaseModel):
    """The result of all suites."""

    success: bool
    suites: list[Suite] = []

    def count(self, outcome: str) -> int:
        """How many expectations went this way: `pass`, `fail` or `error`."""
        return sum(e.outcome == outcome for suite in self.suites for e in suite.expectations)


class SampleLine(BaseModel):
    """One line of a sampled document and its fate. Blank lines may be left out, so lines have no numbers."""

    text: str
    action: Literal["keep", "drop", "route"]
    family: str | None = None
    rule_id: str | None = None
    score: float | None = None


class Sample(BaseModel):
    """A document picked while cleaning, with the fate of its lines; the writer cuts long documents."""

    doc_id: str
    source_path: str = ""
    source_record: str = ""
    title: str | None = None
    url: str | None = None
    lines: list[SampleLine] = []


def read_manifest(version: Path) -> Manifest:
    """The version's manifest.

    Raises:
        ValueError: it is not there or not what a manifest looks like; the message names file and key.
    """
    return _read(version / "manifest.json", TypeAdapter(Manifest))


def read_audit(version: Path) -> Audit | None:
    """The audit's result, None where the audit has not run.

    Raises:
        ValueError: the file is not what an audit looks like.
    """
    path = version / "audit.json"
    return _read(path, TypeAdapter(Audit)) if path.exists() else None


def read_samples(version: Path, most: int) -> list[Sample]:
    """The `most` sampled documents with the smallest ids, in that order, whatever part they are in.

    Raises:
        ValueError: a file of samples is not what it should be.
    """
    adapter = TypeAdapter(list[Sample])
    found: dict[str, Sample] = {}
    for path in sorted((version / "samples").glob("*.json")):
        for sample in _read(path, adapter):
            found.setdefault(sample.doc_id, sample)
    return [found[doc_id] for doc_id in sorted(found)[:most]]


def _read(path: Path, adapter: TypeAdapter[T]) -> T:
    try:
        return adapter.validate_python(_storable(json.loads(path.read_bytes())))
    except FileNotFoundError:
        raise ValueError(f"{path} is not there: the report needs the folder of a complete version") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(key) for key in first["loc"]) or "the whole file"
        raise ValueError(f"{path}: {where}: {first['msg']}; run `winnow run --rebuild`") from None
    except ValueError as error:
        raise ValueError(f"{path} is not JSON ({error}); run `winnow run --rebuild`") from None


def _storable(value: Any) -> Any:
    """JSON without halves of surrogate pairs: escapes in a dump make them, and no page can hold them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(part) for key, part in value.items()}
    return value
