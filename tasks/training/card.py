"""The model card: what a model was trained on, what it looks at, how good it is, and what it cannot do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm as lgb

from tasks.classifier.text_classifier import NETWORK
from tasks.training.judging import Figures
from tasks.training.pages import LabelledPage

MOST_FEATURES = 30
"""Features that are listed of each model, those of the largest gain."""
_TWICE = """\
; titles and authors of {:,} were
annotated a second time for this project, by a language model that saw neither the first annotation nor what programs
find."""
_LIMITS = """\
- It knows the kinds of pages, the sites' software and the languages that it was trained on. On others it may keep
  menus and comments, or take text; a flattened dump in a language that it does not know keeps all its lines.
- It has learnt what the annotators meant by content, and not more: on pages of shops, collections and services they do
  not agree among themselves.
- It judges blocks and lines whole, so a line that is half text and half chrome stays or goes as one.
- Who wrote a page it tells from the names on short lines around headline and text, and from what the head says; authors
  that sign elsewhere, or with a word that people write small, it does not find.
- What `confidence` says is the F1 to expect of pages like those that it was trained on; of others it says less.
- Its figures are of pages from the same sources as those that it was trained on."""


def card(
    facts: Mapping[str, Any],
    files: Mapping[str, bytes],
    pages: Sequence[LabelledPage],
    attribution: str,
    figures: Figures | None,
) -> str:
    """The card as Markdown, from the manifest's facts, the model's files by name and the pages; no dates in it."""
    libraries = ", ".join(f"{name} {version}" for name, version in facts["libraries"].items())
    inputs = "\n".join(
        f"| `{one['name']}` | {one['rows']:,} | {one['pages']:,} | `{one['sha256'][:16]}` |" for one in facts["inputs"]
    )
    asked = sum(page.signed_by is not None for page in pages)
    twice = sum(page.second is not None for page in pages)
    again = _TWICE.format(twice) if twice else "."
    kinds = Counter(page.page_type or "unknown" for page in pages)
    listed = ", ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items(), key=lambda row: (-row[1], row[0])))
    boosters = {name: data.decode() for name, data in sorted(files.items()) if data.startswith(b"tree\n")}
    features = "\n\n".join(_features(name, text) for name, text in boosters.items())
    sizes = "\n".join(f"| `{name}` | {len(data):,} |" for name, data in sorted(files.items()))
    return f"""# A classifier for Winnow

Tells the content of HTML pages and of flattened text from what is around it, and who wrote a page. Made by
`winnow train`, Winnow {facts["winnow_version"]}, with {libraries};
seed {", ".join(map(str, facts["seeds"]))}. The same pages and versions give the same bytes. `manifest.json` has the
hash of every file.

## Data

{attribution.strip()}

| file | rows | pages | sha256 |
| --- | --- | --- | --- |
{inputs}

Pages by type: {listed}. {sum(page.gold is not None for page in pages):,} of {len(pages):,} have a whole gold text,
the others snippets. Of {asked:,} it is known who signs them, or that nobody does{again}

## Figures

{_figures(figures)}

## Limits

{_LIMITS}

## Files

| file | bytes, unpacked |
| --- | --- |
{sizes}

## Features

The {MOST_FEATURES} of the largest gain of each set of trees, with their share of the whole. The network of lines,
`{NETWORK}`, sees those of `text_lines.txt`, its score, and what the rules say.

{features}
"""


def _figures(figures: Figures | None) -> str:
    if figures is None:
        return "Not measured; `winnow train --folds 5` measures, by models that did not see the pages' sites."
    rows = "\n".join(
        f"| {kind} | {scores.pages:,} | {scores.html:.3f} | {scores.text:.3f} | {scores.whole:.3f} |"
        for kind, scores in figures.scores.items()
    )
    shares = [
        f"{share:.1%} of the snippets of {what} are in the text."
        for what, share in (("content", figures.found), ("boilerplate", figures.leaked))
        if share is not None
    ]
    return f"""\
Mean F1 of the words, by models that did not see any page of the page's site; the classifier alone, without Winnow's
rules. Flattened is the page's visible text, a line for every block; "all kept" is what it would score untouched.

| page type | pages | HTML | flattened | all kept |
| --- | --- | --- | --- | --- |
{rows}

Of the pages as HTML: {" ".join(shares) or "no snippets."}{_of_metadata(figures)}"""


def _of_metadata(figures: Figures) -> str:
    shares = [
        f"{share:.1%} of the pages {what}"
        for what, share in (
            ("with a title it is right or nearly so", figures.titled),
            ("with an author one of the same surname is named", figures.named),
            ("without one somebody is", figures.invented),
        )
        if share is not None
    ]
    flat = [
        f"{share:.1%} of those with {what}"
        for what, share in (("a title it is right or nearly so", figures.flat_titled),
                            ("an author one is named", figures.flat_named))
        if share is not None
    ]  # fmt: skip
    said = f"\n\nOn {', on '.join(shares)}." if shares else ""
    return f"{said} Flattened, whether it survives or not, on {', on '.join(flat)}." if flat else said


def _features(name: str, text: str) -> str:
    model = lgb.Booster(model_str=text)
    gains = model.feature_importance("gain")
    ranked = sorted(zip(gains.tolist(), model.feature_name(), strict=True), key=lambda row: (-row[0], row[1]))
    total = sum(gains.tolist()) or 1.0
    rows = "\n".join(f"| {feature} | {gain / total:.1%} |" for gain, feature in ranked[:MOST_FEATURES] if gain)
    return (
        f"### {name}\n\n{model.num_trees()} trees, {len(gains)} features.\n\n| feature | gain |\n| --- | --- |\n{rows}"
    )
