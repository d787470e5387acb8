"""The eval gate: pinned floors under the quality of a fixed sample of the labelled pages.

The gate catches regressions. Its figures say nothing of how well Winnow does on pages it never saw: the committed
model was trained on these pages too. For that see `benchmarks.quality`, which cross-validates.

`tests/eval_floors.json` holds the fingerprint of the sample and, for every figure, its history: what was seen, the
floor pinned from it, when, and why when the floor went down. The last entry is in force. A floor is what was seen
less `MARGIN`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.flattenings import FLATTENINGS
from benchmarks.pages import LabelledPage, fingerprint, multilingual, wcxb
from benchmarks.quality import cleaning, groups, snippets
from benchmarks.winnow import committed
from benchmarks.word_f1 import overlaps

FLOORS = Path(__file__).parents[1] / "tests" / "eval_floors.json"
MARGIN = 0.005
"""How far a figure may fall before the gate says so: half a point of F1, above what another version of a library
moves and below what a broken rule costs."""
PER_TYPE = 10
"""Pages of each page type: 70 in all, few seconds a figure."""
MULTILINGUAL = 40
"""Pages of the multilingual set."""


def _drawn(pages: Sequence[LabelledPage], count: int) -> list[LabelledPage]:
    return sorted(pages, key=lambda page: hashlib.sha256(page.id.encode()).digest())[:count]


def sample() -> tuple[list[LabelledPage], list[LabelledPage]]:
    """The gate's pages: `PER_TYPE` with a gold text of every page type, and `MULTILINGUAL`; by a hash of their ids."""
    labelled = [page for page in wcxb() if page.gold and page.gold.strip()]
    kinds = sorted({page.page_type for page in labelled})
    typed = [page for kind in kinds for page in _drawn([one for one in labelled if one.page_type == kind], PER_TYPE)]
    return typed, _drawn(multilingual(), MULTILINGUAL)


def identity(typed: Sequence[LabelledPage], many: Sequence[LabelledPage]) -> str:
    """The fingerprint of both parts of a sample."""
    return hashlib.sha256(f"{fingerprint(typed)}{fingerprint(many)}".encode()).hexdigest()


def measure(typed: Sequence[LabelledPage], many: Sequence[LabelledPage]) -> dict[str, float]:
    """Every figure of the gate, 0 to 1 and the higher the better, by its name.

    HTML: mean word F1 by page type, and snippets found and not leaked. Flattenings: mean word F1, the share of the
    content that is kept, and the share of the boilerplate that is removed, on the pages of all types.
    """
    winnow = committed()
    golds = [page.gold or "" for page in typed]
    f1 = overlaps(winnow.html([page.html for page in typed]), golds).f1
    figures = {f"html/{kind}": float(f1[rows].mean()) for kind, rows in groups(typed).items() if "batch" not in kind}
    said = snippets(many, winnow.html([page.html for page in many]))
    figures["multilingual/with"] = said.wanted.value
    figures["multilingual/without"] = 1 - said.unwanted.value
    for name, flatten in FLATTENINGS.items():
        dumps = [flatten(page.html) for page in typed]
        result = cleaning(overlaps(dumps, golds), overlaps(winnow.text(dumps), golds), range(len(dumps)))
        figures[f"{name}/f1"] = result.f1.value
        figures[f"{name}/content kept"] = 1 - result.lost.value
        figures[f"{name}/boilerplate removed"] = result.removed.value
    if wrong := [name for name, value in figures.items() if not np.isfinite(value)]:
        raise ValueError(f"nothing to measure for {', '.join(wrong)}")
    return figures


def floor_under(seen: float) -> float:
    """The floor that is pinned from a figure: `MARGIN` below it, in whole ten-thousandths, rounded down."""
    return max(0.0, math.floor(round((seen - MARGIN) * 10_000, 6)) / 10_000)


def problems(pinned: Mapping[str, Any], identity: str, figures: Mapping[str, float]) -> list[str]:
    """What the gate objects to, in sentences; empty where all is well."""
    found = history_problems(pinned)
    if pinned["fingerprint"] != identity:
        found.append("the sample of pages is not the one that the floors were pinned on")
    histories = pinned["figures"]
    for name in sorted(set(histories) ^ set(figures)):
        found.append(f"{name}: {'measured without a floor' if name in figures else 'has a floor and is not measured'}")
    for name in sorted(set(histories) & set(figures)):
        if figures[name] < histories[name][-1]["floor"]:
            found.append(f"{name}: {figures[name]:.4f} is below its floor of {histories[name][-1]['floor']:.4f}")
    return found


def history_problems(pinned: Mapping[str, Any]) -> list[str]:
    """Floors that are not what was seen less the margin, and floors that fell without a reason."""
    found = []
    for name, history in sorted(pinned["figures"].items()):
        for entry in history:
            if entry["floor"] != floor_under(entry["seen"]):
                found.append(f"{name}: the floor of {entry['date']} is not {MARGIN} below what was seen")
        for before, after in itertools.pairwise(history):
            if after["floor"] < before["floor"] and not after.get("reason", "").strip():
                found.append(f"{name}: the floor fell on {after['date']} without a reason")
    return found


def read() -> dict[str, Any]:
    """The pinned floors; without any where the file does not exist yet."""
    if not FLOORS.exists():
        return {"fingerprint": "", "figures": {}}
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return pinned


def repin(
    pinned: Mapping[str, Any], identity: str, figures: Mapping[str, float], date: str, reason: str
) -> dict[str, Any]:
    """The floors after a measurement: those that can rise do, those that must fall do with `reason`.

    A figure between its floor and what was last seen changes nothing.

    Raises:
        ValueError: a floor would fall, a figure go, or the sample change, and `reason` is empty.
    """
    old = pinned["figures"]
    new: dict[str, list[dict[str, Any]]] = {}
    unexplained = [f"{name} is no longer measured" for name in sorted(set(old) - set(figures))]
    if pinned["fingerprint"] not in ("", identity):
        unexplained.append("the sample is another one")
    for name, seen in sorted(figures.items()):
        history = list(old.get(name, []))
        last = history[-1] if history else None
        entry = {"seen": round(seen, 6), "floor": floor_under(round(seen, 6)), "date": date}
        if last is None or entry["floor"] > last["floor"]:
            history.append(entry)
        elif seen < last["floor"]:
            unexplained.append(f"{name} fell from {last['seen']:.4f} to {seen:.4f}")
            history.append(entry | {"reason": reason})
        new[name] = history
    if unexplained and not reason.strip():
        raise ValueError("give a --reason: " + "; ".join(unexplained))
    return {"fingerprint": identity, "figures": new}
