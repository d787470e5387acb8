"""Every sample dump from its bytes to its text: against expectations by hand, and against approved results."""

import difflib
import json
import os
from functools import cache
from pathlib import Path

import pytest

from tasks.document import Action, Record, fates
from tasks.page import Page, clean_record
from tasks.readers import Limits, Slice, discover, read
from tasks.settings import Settings

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
EXPECTATIONS = json.loads((GOLDEN / "expectations.json").read_text(encoding="utf-8"))
SOURCES = {source.relative: source for source in discover(["raw/samples"], ROOT)}


@cache
def cleaned(sample):
    """What every record of a sample comes to, in order: a `Page` or a `Rejected`."""
    found = read(Slice(SOURCES[sample]), Limits())
    return [clean_record(item, Settings()) if isinstance(item, Record) else item for item in found]


def test_every_sample_has_expectations_and_every_expectation_a_sample():
    assert set(EXPECTATIONS) == set(SOURCES)
    assert len(SOURCES) >= 15


@pytest.mark.parametrize("sample", EXPECTATIONS)
def test_samples_come_out_as_expected_by_hand(sample):
    wanted, found = EXPECTATIONS[sample], cleaned(sample)
    assert len(found) == len(wanted)
    wrong = [
        f"{sample} {one.get('record', '')}: {problem}"
        for one, item in zip(wanted, found, strict=True)
        for problem in problems(one, item)
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def problems(wanted, item):
    """Every way in which a record differs from what was expected by hand, in words."""
    name = item.record.source_record if isinstance(item, Page) else item.source_record
    if name != wanted.get("record", name):
        yield f"its id is {name}"
    if "rejected" in wanted or not isinstance(item, Page):
        reason = "published" if isinstance(item, Page) else item.reason
        if reason != wanted.get("rejected"):
            yield f"{reason}, expected {wanted.get('rejected', 'a page')}"
        return
    yield from metadata_problems(wanted, item)
    yield from line_problems(wanted, item)


def metadata_problems(wanted, page):
    metadata = page.metadata
    found = {
        "title": metadata.title,
        "authors": list(metadata.authors),
        "sitename": metadata.sitename,
        "published": metadata.published and metadata.published.date().isoformat(),
        "language": metadata.language,
        "repairs": list(page.record.repairs),
    }
    for key, value in ({"repairs": []} | wanted).items():
        if key in found:
            right = value if key == "sitename" and isinstance(value, list) else [value]
            if found[key] not in right:
                yield f"{key} is {found[key]!r}, expected {value!r}"


def line_problems(wanted, page):
    document = page.cleaned.document
    fate = fates(document, page.cleaned.decisions)
    lines = [(document.lines[i].text.strip(), fate[i]) for i in document.visible]
    expected = set()
    for action_and_families, pattern in wanted["removed"]:
        hits = [n for n, (text, _) in enumerate(lines) if matches(pattern, text, document.kind)]
        if not hits:
            yield f"no such line: {pattern}"
        expected.update(hits)
        for n in hits:
            text, decision = lines[n]
            if not as_wanted(action_and_families, decision):
                yield f"expected {action_and_families}, was {in_words(decision)}: {text[:90]}"
    kept = [(n, text) for n, (text, decision) in enumerate(lines) if in_words(decision) == "keep"]
    for start in wanted.get("lost", []):
        if any(text.startswith(start) for _, text in kept):
            yield f"kept at last, move it from `lost` to `kept`: {start}"
    if wanted["kept"] == "the rest":
        in_text = {n for n, _ in kept}
        for n, (text, decision) in enumerate(lines):
            if n not in expected | in_text and text not in wanted.get("either", []):
                yield f"expected keep, was {in_words(decision)}: {text[:90]}"
    else:
        for start in wanted["kept"]:
            if not any(text.removeprefix("- ").startswith(start) for _, text in kept):
                yield f"not in the text: {start}"


def matches(pattern, text, kind):
    if kind == "html":
        return pattern in text
    return text.startswith(pattern.removesuffix("…").rstrip()) if pattern.endswith("…") else text == pattern


def as_wanted(action_and_families, decision):
    action, families = action_and_families.split()
    if decision is None or decision.action is Action.KEEP:
        return False
    return action in {"out", str(decision.action)} and (families == "*" or decision.family in families.split("|"))


def in_words(decision):
    if decision is None or decision.action is Action.KEEP:
        return "keep"
    return f"{decision.action} {decision.family} by {decision.rule_id}"


@pytest.mark.parametrize("sample", EXPECTATIONS)
def test_samples_come_out_as_approved(sample):
    path = GOLDEN / f"{sample}.json"
    found = json.dumps([approved_form(item) for item in cleaned(sample)], ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("WINNOW_APPROVE"):
        path.write_text(found, encoding="utf-8")
    approved = path.read_text(encoding="utf-8") if path.exists() else ""
    diff = difflib.unified_diff(
        approved.splitlines(), found.splitlines(), f"approved/{path.name}", "found now", lineterm="", n=2
    )
    assert found == approved, "WINNOW_APPROVE=1 approves this:\n" + "\n".join(diff)


def test_no_approved_result_outlives_its_sample():
    approved = {path.name.removesuffix(".json") for path in GOLDEN.glob("*.json")} - {"expectations"}
    assert approved <= set(SOURCES)


def approved_form(item):
    if not isinstance(item, Page):
        return {"record": item.source_record, "rejected": item.reason, "detail": item.detail}
    metadata, decisions = item.metadata, item.cleaned.decisions
    return {
        "record": item.record.source_record,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "sitename": metadata.sitename,
        "published": metadata.published and metadata.published.isoformat(),
        "language": metadata.language,
        "captions": list(metadata.captions),
        "repairs": list(item.record.repairs),
        "text": item.cleaned.text.split("\n"),
        # One line each, so that a diff reads like the page.
        "decisions": [
            f"{d.line_start}-{d.line_end} {d.action} {d.family} by {d.rule_id}: "
            + " / ".join(
                line.text.strip()[:60]
                for line in item.cleaned.document.lines[d.line_start : d.line_end]
                if not line.blank
            )
            for d in decisions
        ],
    }
