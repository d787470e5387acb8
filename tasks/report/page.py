"""The quality report of a version: one page that says what was published, what was removed, and why."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tasks.report.figures import FIELDS, DocumentFigures, Reason, document_figures, quarantine_figures
from tasks.report.inputs import Manifest, Sample, Source, read_audit, read_manifest, read_samples
from tasks.report.lines import (
    Band,
    LegendEntry,
    ShownLine,
    bands,
    by_lines_taken,
    family_colours,
    legend,
    shown_line,
)
from tasks.report.removals import TOP_RULES, Removals, removal_figures
from tasks.report.rendering import render

MOST_SAMPLES = 20
MOST_SITES = 30
MOST_SOURCES = 200
"""Rows of the longest tables: a page is read by a person, the tables and the manifest have the rest."""
SAMPLE_LINES = 400
SAMPLE_CHARACTERS = 40_000
"""What is shown of one sampled document. Twenty of them stay under a megabyte."""
LINE_CHARACTERS = 1_200
"""What is shown of one line: the longest paragraph anybody compares by eye."""


@dataclass(frozen=True, slots=True)
class ShownSample:
    """A sampled document as the page shows it; `hidden` lines beyond the limits are only counted."""

    sample: Sample
    lines: tuple[ShownLine, ...]
    bands: tuple[Band, ...]
    legend: tuple[LegendEntry, ...]
    kept: int
    dropped: int
    routed: int
    removed_share: float | None
    hidden: int


def write_report(version: Path, removals: Removals | None = None) -> Path:
    """Write `report/index.html` into the folder of a published or staged version and return its path.

    The same folder gives the same bytes. The page appears whole or not at all. `removals` are those of this version,
    from whoever has counted them already.

    Raises:
        ValueError: manifest, audit or samples are missing or malformed; the message names the file.
        OSError: the folder cannot be read or written.
    """
    manifest = read_manifest(version)
    documents = document_figures(version)
    removals = removals or removal_figures(version)
    quarantine = quarantine_figures(version)
    colours = family_colours(family.family for family in removals.families)
    page = render(
        "report.html.j2",
        manifest=manifest,
        documents=documents,
        fields=FIELDS,
        removals=removals,
        quarantine=quarantine,
        audit=read_audit(version),
        samples=[_shown(sample, colours) for sample in read_samples(version, MOST_SAMPLES)],
        sources=sorted(manifest.sources, key=_trouble_first),
        parts=len({part for source in manifest.sources for part in source.parts}),
        disagreements=_disagreements(manifest, documents, quarantine),
        colours=colours,
        most_sites=MOST_SITES,
        most_sources=MOST_SOURCES,
        top_rules=TOP_RULES,
    )
    target = version / "report" / "index.html"
    target.parent.mkdir(exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.write_text(page, encoding="utf-8", newline="\n")
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    return target


def _trouble_first(source: Source) -> tuple[int, str]:
    return (-source.quarantined, source.path)


def _disagreements(manifest: Manifest, documents: DocumentFigures, quarantine: tuple[Reason, ...]) -> list[str]:
    """Where the manifest and the tables do not say the same: a version that nobody should trust."""
    counts = manifest.counts
    quarantined = sum(reason.records for reason in quarantine)
    claims = (
        ("documents", counts.documents, documents.rows),
        ("quarantined records", counts.quarantined, quarantined),
        ("words kept", counts.kept_words, documents.kept_words),
        ("records read", counts.records_read, documents.rows + quarantined),
    )
    return [
        f"{name}: the manifest says {said:,}, the tables hold {held:,}" for name, said, held in claims if said != held
    ]


def _shown(sample: Sample, dataset_colours: dict[str, str]) -> ShownSample:
    """A sample within the page's limits; its counts are of the whole document."""
    # Families that the dataset's ranking does not have (a stale sample) still get a colour.
    colours = family_colours([*dataset_colours, *by_lines_taken(line.family for line in sample.lines)])
    shown: list[ShownLine] = []
    characters = 0
    for line in sample.lines[:SAMPLE_LINES]:
        characters += min(len(line.text), LINE_CHARACTERS)
        if characters > SAMPLE_CHARACTERS:
            break
        shown.append(
            shown_line(
                None,
                line.text,
                line.action,
                colours,
                LINE_CHARACTERS,
                family=line.family,
                rule_id=line.rule_id,
                score=line.score,
            )
        )
    visible = [line for line in sample.lines if line.text.strip()]
    words = sum(len(line.text.split()) for line in visible)
    kept = sum(len(line.text.split()) for line in visible if line.action == "keep")
    counts = {action: sum(line.action == action for line in visible) for action in ("keep", "drop", "route")}
    return ShownSample(
        sample, tuple(shown), bands(shown), legend(shown), counts["keep"], counts["drop"], counts["route"],
        1 - kept / words if words else None, len(sample.lines) - len(shown),
    )  # fmt: skip
