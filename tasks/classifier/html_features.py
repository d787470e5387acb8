"""What the classifier looks at in the blocks of HTML pages, for a batch of pages at once."""

from __future__ import annotations

import numpy as np

from tasks.classifier.html_batch import Batch, BlockSums, Floats, counted, highest, inside, nearest, share, since, until
from tasks.classifier.keywords import GROUPS
from tasks.classifier.passes import fill_containers
from tasks.classifier.sightings import sightings
from tasks.classifier.tokens import CLASSES, DIGIT, DIVIDER, END, PAUSE, QUOTE, UPPER
from tasks.markup import TAG_NUMBERS
from tasks.segment.walk import HEADINGS

_HEADINGS = tuple(TAG_NUMBERS[name] for name in HEADINGS)
COUNTED = ("a", "img", "input", "button", "li", "p", "time", "td", "br", "span")
"""The elements whose number inside a container tells shops, menus and articles apart."""
AROUND = (
    "li", "table", "nav", "footer", "header", "aside", "article", "main", "form", "blockquote", "pre", "figure",
    "section", "dl", "p",
)  # fmt: skip
"""The elements that are counted around a block."""
_HELD = (
    "words", "blocks", "linked", "prose", "person", "stop", "date", "money", "heading",
    "img", "input", "a", "p", "li", "time",
)  # fmt: skip
CONTAINED = (
    "words", "blocks", "share", "linked", "prose", "prose_share", "mean", "person", "stop", "dates", "money",
    "headings", "img", "input", "a", "p", "li", "time", "position",
)  # fmt: skip
"""What is asked of the containers around a block, by the sums of what they hold (`_HELD`)."""
COPIED_NEAR = 4
"""Blocks on each side of one that are looked at for copies."""
OPENING = 6
"""Words up to which a line may open what follows it."""
# Groups of keywords, and whether only headings count; the others were of no use.
_OPENINGS = (
    ("comment", True), ("related", False), ("related", True), ("subscribe", False), ("author", False),
    ("share", False), ("share", True),
)  # fmt: skip
SHORT = 30
"""Words up to which a block may be about a keyword: a paragraph that says "comment" is not a comment form."""


def block_features(batch: Batch) -> dict[str, Floats]:
    """All features that need no training, by name; each (B,)."""
    columns: dict[str, Floats] = {}
    words = batch.lines.words.astype(np.float32)
    _add_text(columns, batch, words)
    _add_tags(columns, batch)
    prose = _prose(columns, words)
    sums = {
        "words": BlockSums(words),
        "linked": BlockSums(batch.linked * words),
        "prose": BlockSums(prose * words),
        "blocks": BlockSums(np.ones(len(words))),
        "heading": BlockSums(columns["heading"]),
        "money": BlockSums(columns["money"] > 0),
        "date": BlockSums(columns["key_date"] * (words <= SHORT) > 0),
        "person": BlockSums(columns["key_person"]),
        "stop": BlockSums(columns["stop"]),
    }
    _add_position(columns, batch, words, prose, sums)
    _add_neighbours(columns, batch, words, prose, sums)
    _add_containers(columns, batch, words, sums)
    _add_repetition(columns, batch, words)
    _add_copies(columns, batch, words)
    _add_openings(columns, batch, words)
    return columns


def _add_text(columns: dict[str, Floats], batch: Batch, words: Floats) -> None:
    lines = batch.lines
    chars = np.maximum(lines.chars, 1).astype(np.float32)
    columns["words"] = words
    columns["chars"] = chars
    columns["link_share"] = batch.linked
    columns["apart"] = batch.apart
    columns["word_length"] = share(chars, np.maximum(words, 1))
    for name in ("upper", "digit", "end", "pause", "quote", "money", "divider", "mark"):
        count = lines.counts[:, CLASSES.index(name)].astype(np.float32)
        columns[name] = count if name in {"end", "pause", "quote", "money", "divider"} else count / chars
    last, first = lines.last, lines.first
    columns["ends_sentence"] = ((last & END) > 0).astype(np.float32)
    columns["ends_pause"] = ((last & PAUSE) > 0).astype(np.float32)
    columns["ends_quote"] = ((last & QUOTE) > 0).astype(np.float32)
    columns["begins"] = (
        ((first & UPPER) > 0) * 1.0 + ((first & DIGIT) > 0) * 2.0 + ((first & QUOTE) > 0) * 3.0
        + ((first & DIVIDER) > 0) * 4.0
    ).astype(np.float32)  # fmt: skip
    short = words <= SHORT
    *groups, stop = batch.groups.astype(np.float32)
    for name, count in zip(GROUPS, groups, strict=True):
        columns[f"key_{name}"] = count if name == "person" else np.where(short, count, 0).astype(np.float32)
    columns["stop"] = stop
    columns["stop_share"] = share(stop, words)
    columns["person_share"] = share(columns["key_person"], words)


def _prose(columns: dict[str, Floats], words: Floats) -> Floats:
    """Which blocks read like sentences: enough words, some of them stop words, few of them links."""
    full = (words >= 12) & (columns["link_share"] < 0.5)
    sentence = (columns["ends_sentence"] > 0) | (columns["ends_quote"] > 0) | (columns["pause"] > 1)
    prose = (full & sentence & (columns["stop_share"] > 0.15)).astype(np.float32)
    columns["prose"] = prose
    return prose


def _add_tags(columns: dict[str, Floats], batch: Batch) -> None:
    tag = batch.tag[batch.element]
    above = batch.above(batch.element)
    columns["tag"] = tag.astype(np.float32)
    columns["tag_above"] = batch.tag[above].astype(np.float32)
    columns["tag_above_2"] = batch.tag[batch.above(above)].astype(np.float32)
    columns["depth"] = batch.depth[batch.element].astype(np.float32)
    heading = np.isin(batch.tag, _HEADINGS)
    columns["heading"] = highest(batch, heading.astype(np.float32))[batch.element]
    columns["heading_level"] = nearest(batch, np.where(heading, batch.tag, 0).astype(np.float32))[batch.element]
    columns |= {f"in_{name}": counts for name, counts in zip(AROUND, inside(batch, AROUND), strict=True)}


def _add_position(
    columns: dict[str, Floats], batch: Batch, words: Floats, prose: Floats, sums: dict[str, BlockSums]
) -> None:
    start, end = batch.start[:-1][batch.page], batch.start[1:][batch.page]
    here = np.arange(len(words))
    total = sums["words"](start, end)
    all_prose = sums["prose"](start, end)
    columns["page_words"] = total
    columns["page_blocks"] = (end - start).astype(np.float32)
    columns["page_prose_share"] = share(all_prose, total)
    columns["page_linked_share"] = share(sums["linked"](start, end), total)
    columns["page_money"] = sums["money"](start, end)
    columns["page_dates"] = sums["date"](start, end)
    columns["page_headings"] = sums["heading"](start, end)
    columns["page_person_share"] = share(sums["person"](start, end), total)
    columns["page_mean_words"] = share(total, columns["page_blocks"])
    columns["block_share"] = share(here - start, columns["page_blocks"])
    columns["words_before"] = sums["words"](start, here)
    columns["word_share"] = share(columns["words_before"], total)
    columns["prose_before"] = sums["prose"](start, here)
    columns["prose_share_before"] = share(columns["prose_before"], all_prose)
    columns["prose_after"] = sums["prose"](here + 1, end)
    columns["blocks_after"] = (end - here).astype(np.float32)
    columns["own_share"] = share(words, total)
    columns["since_prose"] = since(batch, prose > 0, 200)
    columns["until_prose"] = until(batch, prose > 0, 200)
    columns["since_heading"] = since(batch, columns["heading"] > 0, 200)
    h1 = columns["heading_level"] == TAG_NUMBERS["h1"]
    columns["since_h1"] = since(batch, h1, 500)
    columns["until_h1"] = until(batch, h1, 500)
    columns["page_h1"] = BlockSums(h1)(start, end)


def _add_neighbours(
    columns: dict[str, Floats], batch: Batch, words: Floats, prose: Floats, sums: dict[str, BlockSums]
) -> None:
    start, end = batch.start[:-1][batch.page], batch.start[1:][batch.page]
    here = np.arange(len(words))
    for reach in (2, 8, 25):
        low, high = np.maximum(here - reach, start), np.minimum(here + reach + 1, end)
        total = sums["words"](low, high)
        columns[f"words_near_{reach}"] = total
        columns[f"linked_near_{reach}"] = share(sums["linked"](low, high), total)
        columns[f"prose_near_{reach}"] = share(sums["prose"](low, high), total)
        if reach > 2:
            columns[f"words_above_{reach}"] = sums["words"](low, here)
            columns[f"dates_near_{reach}"] = sums["date"](low, high)
            columns[f"money_near_{reach}"] = sums["money"](low, high)
            columns[f"person_near_{reach}"] = share(sums["person"](low, high), total)
    for step in (-2, -1, 1, 2):
        there = np.clip(here + step, start, end - 1)
        same = there == here + step
        name = f"{'before' if step < 0 else 'after'}_{abs(step)}"
        columns[f"words_{name}"] = np.where(same, words[there], -1).astype(np.float32)
        columns[f"linked_{name}"] = np.where(same, batch.linked[there], -1).astype(np.float32)
        columns[f"tag_{name}"] = np.where(same, columns["tag"][there], -1).astype(np.float32)
        columns[f"sibling_{name}"] = np.where(
            same, batch.parent[batch.element[there]] == batch.parent[batch.element], 0
        ).astype(np.float32)


def _add_containers(columns: dict[str, Floats], batch: Batch, words: Floats, sums: dict[str, BlockSums]) -> None:
    counts = {name: BlockSums(count) for name, count in zip(COUNTED, counted(batch, COUNTED), strict=True)}
    for name, count in counts.items():
        columns[f"page_{name}"] = count(batch.start[:-1][batch.page], batch.start[1:][batch.page])
    here = np.arange(len(words))
    for name in ("img", "input", "button", "a"):
        columns[f"own_{name}"] = counts[name](here, here + 1)
    table = np.column_stack([(sums | counts)[name].running for name in _HELD])
    page_prose = columns["page_prose_share"] * columns["page_words"]
    single = batch.end[batch.element] - batch.first[batch.element] <= 1
    container = np.where(single, batch.up[batch.element], batch.element)
    for number in (1, 2, 3, 4):
        out = np.empty((len(CONTAINED), len(words)), np.float32)
        fill_containers(table, container, batch.first, batch.end, columns["page_words"], page_prose, out)
        own = dict(zip(CONTAINED, out, strict=True))
        position = own.pop("position")
        columns |= {f"c{number}_{name}": values for name, values in own.items()}
        columns[f"c{number}_tag"] = batch.tag[container].astype(np.float32)
        columns[f"c{number}_position"] = position
        columns[f"c{number}_climb"] = (columns["depth"] - batch.depth[container]).astype(np.float32)
        container = batch.up[container]


def _add_repetition(columns: dict[str, Floats], batch: Batch, words: Floats) -> None:
    """How often a block's signature comes on its page."""
    for name, group in (("kin", batch.kin), ("kin_wide", batch.kin_wide)):
        count = np.bincount(group)
        total = np.bincount(group, words)
        linked = np.bincount(group, words * batch.linked)
        columns[f"{name}_count"] = count[group].astype(np.float32)
        columns[f"{name}_mean"] = (total / count)[group].astype(np.float32)
        columns[f"{name}_share"] = share(total[group], columns["page_words"])
        columns[f"{name}_linked"] = share(linked, np.maximum(total, 1))[group]


def _add_copies(columns: dict[str, Floats], batch: Batch, words: Floats) -> None:
    """How often the page says what a block says, and how much around it was said above: copies and quotes."""
    start, end = batch.start[:-1][batch.page], batch.start[1:][batch.page]
    here = np.arange(len(words))
    first, above, copies = sightings(batch.said)
    columns["copies"] = copies.astype(np.float32)
    columns["copies_above"] = above.astype(np.float32)
    columns["copy_gap"] = np.minimum(here - first, 500).astype(np.float32)
    again, total = BlockSums((above > 0) * words), BlockSums(words)
    low, high = np.maximum(here - COPIED_NEAR, start), np.minimum(here + COPIED_NEAR + 1, end)
    columns["copied_near"] = share(again(low, high), total(low, high))
    columns["page_copied"] = share(again(start, end), total(start, end))
    single = batch.end[batch.element] - batch.first[batch.element] <= 1
    container = np.where(single, batch.up[batch.element], batch.element)
    for number in (1, 2):
        low, high = batch.first[container], batch.end[container]
        columns[f"c{number}_copied"] = share(again(low, high), total(low, high))
        container = batch.up[container]


def _add_openings(columns: dict[str, Floats], batch: Batch, words: Floats) -> None:
    """Blocks since a line that may open comments, related pages and the like."""
    heading = columns["heading"] > 0
    for name, headings in _OPENINGS:
        opens = (columns[f"key_{name}"] > 0) & (words <= OPENING)
        column = f"since_{name}_heading" if headings else f"since_{name}"
        columns[column] = since(batch, opens & heading if headings else opens, 300)
