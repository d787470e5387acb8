"""The second look at a page: where its blocks stand to what the first look believes to be the text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.block_passes import fill_segments
from tasks.classifier.html_batch import Batch, BlockSums, Floats, Ints, share, since
from tasks.classifier.passes import fill_branches
from tasks.classifier.sightings import sightings

CONFIDENT = 0.5
"""Probability from which a block counts as text when the end of the text is looked for."""
MASSES = (0.5, 0.7, 0.9)
"""Shares of a page's expected text words; the smallest containers that hold them are where the text is."""

_NOWHERE = 10_000  # blocks since what there is not


def structure_features(batch: Batch, columns: dict[str, Floats], p: Floats) -> dict[str, Floats]:
    """What the first look's probabilities `p` (B,) say of each block's surroundings; each (B,)."""
    words = columns["words"]
    mass = p * words
    start, end = batch.start[:-1][batch.page], batch.start[1:][batch.page]
    masses, words_sum = BlockSums(mass), BlockSums(words)
    page_mass = np.maximum(masses(start, end), 1e-6)
    out: dict[str, Floats] = {"p": p, "page_mass": page_mass}
    out["page_mass_share"] = share(page_mass, columns["page_words"])
    out["page_doubt"] = share(BlockSums(p * (1 - p) * words)(start, end), columns["page_words"])
    confident = p > CONFIDENT
    out["page_confident"] = BlockSums(confident)(start, end)
    out["page_confident_words"] = BlockSums(confident * words)(start, end)
    _add_near(out, batch, p, words, mass)
    _add_containers(out, batch, masses, words_sum, page_mass)
    _add_kin(out, batch, words, mass)
    first, last, anchor = _segments(batch, p, words, mass)
    _add_segment(out, batch, columns, first, last, words_sum, masses, page_mass)
    _add_anchor(out, batch, anchor, masses, words_sum, page_mass)
    _add_since(out, batch, columns, confident, words_sum)
    _add_masses(out, batch, masses, words_sum, page_mass)
    _add_copies(out, batch, p)
    return out


def _add_near(out: dict[str, Floats], batch: Batch, p: Floats, words: Floats, mass: Floats) -> None:
    start, end = batch.start[:-1][batch.page], batch.start[1:][batch.page]
    here = np.arange(len(p))
    masses, words_sum = BlockSums(mass), BlockSums(words)
    for step in (-2, -1, 1, 2):
        there = np.clip(here + step, start, end - 1)
        out[f"p_{'before' if step < 0 else 'after'}_{abs(step)}"] = p[there]
    for reach in (4, 12):
        low, high = np.maximum(here - reach, start), np.minimum(here + reach + 1, end)
        out[f"p_above_{reach}"] = share(masses(low, here), words_sum(low, here))
        out[f"p_below_{reach}"] = share(masses(here + 1, high), words_sum(here + 1, high))
    out["mass_before"] = share(masses(start, here), np.maximum(masses(start, end), 1e-6))


def _add_containers(
    out: dict[str, Floats], batch: Batch, masses: BlockSums, words_sum: BlockSums, page_mass: Floats
) -> None:
    single = batch.end[batch.element] - batch.first[batch.element] <= 1
    container = np.where(single, batch.up[batch.element], batch.element)
    for number in (1, 2, 3, 4):
        first, end = batch.first[container], batch.end[container]
        inside = masses(first, end)
        out[f"c{number}_p"] = share(inside, words_sum(first, end))
        out[f"c{number}_mass"] = share(inside, page_mass)
        container = batch.up[container]


def _add_kin(out: dict[str, Floats], batch: Batch, words: Floats, mass: Floats) -> None:
    for name, group in (("kin", batch.kin), ("kin_wide", batch.kin_wide)):
        total = np.bincount(group, words)
        out[f"{name}_p"] = share(np.bincount(group, mass), total)[group]


def _segments(batch: Batch, p: Floats, words: Floats, mass: Floats) -> tuple[Ints, Ints, Ints]:
    """The first and last block of every page's run with the largest sum of (p - 1/2) words, and its heaviest block."""
    first, last, heaviest = (np.empty(len(batch.start) - 1, np.int64) for _ in range(3))
    # In training they are columns of one table.
    gain, mass = map(np.ascontiguousarray, ((p - 0.5) * words, mass))
    fill_segments(gain, mass, batch.start, first, last, heaviest)
    return first, last, heaviest


def _add_segment(
    out: dict[str, Floats],
    batch: Batch,
    columns: dict[str, Floats],
    first: Ints,
    last: Ints,
    words_sum: BlockSums,
    masses: BlockSums,
    page_mass: Floats,
) -> None:
    here = np.arange(len(batch.page))
    begin, stop = first[batch.page], last[batch.page]
    out["segment_before"] = np.clip(begin - here, -300, 300).astype(np.float32)
    out["segment_past"] = np.clip(here - stop, -300, 300).astype(np.float32)
    out["words_past"] = np.where(here > stop, words_sum(stop + 1, here), -words_sum(here, stop + 1)).astype(np.float32)
    out["words_ahead"] = np.where(here < begin, words_sum(here, begin), 0).astype(np.float32)
    out["segment_mass"] = share(masses(begin, stop + 1), page_mass)
    out["segment_p"] = share(masses(begin, stop + 1), words_sum(begin, stop + 1))
    past = here > stop
    for name, flags in (
        ("headings", columns["heading"] > 0),
        ("dates", (columns["key_date"] > 0) & (columns["words"] <= 12)),
        ("comments", columns["key_comment"] > 0),
        ("related", columns["key_related"] > 0),
    ):
        out[f"{name}_past"] = np.where(past, BlockSums(flags)(stop + 1, here + 1), 0).astype(np.float32)


def _add_anchor(
    out: dict[str, Floats], batch: Batch, anchor: Ints, masses: BlockSums, words_sum: BlockSums, page_mass: Floats
) -> None:
    """How far each block is from the page's heaviest one in the tree, and what the branch that it is in holds."""
    chain = np.zeros(len(batch.parent), np.bool_)
    for page, block in enumerate(anchor):
        if batch.start[page] < batch.start[page + 1]:
            node = int(batch.element[block])
            while node >= 0:
                chain[node] = True
                node = int(batch.parent[node])
    meet, branch = np.empty(len(chain), np.int64), np.empty(len(chain), np.int64)
    fill_branches(chain.view(np.uint8), batch.parent, meet, branch)
    element = batch.element
    common = np.maximum(meet[element], 0)
    depth = batch.depth
    out["meet_depth"] = depth[common].astype(np.float32)
    out["meet_climb"] = (depth[element[anchor[batch.page]]] - depth[common]).astype(np.float32)
    out["meet_descent"] = (depth[element] - depth[common]).astype(np.float32)
    at = np.where(branch[element] >= 0, branch[element], element)
    first, end = batch.first[at], batch.end[at]
    inside = masses(first, end)
    out["branch_mass"] = share(inside, page_mass)
    out["branch_p"] = share(inside, words_sum(first, end))
    out["branch_words"] = words_sum(first, end)
    out["meet_mass"] = share(masses(batch.first[common], batch.end[common]), page_mass)
    out["meet_p"] = share(
        masses(batch.first[common], batch.end[common]), words_sum(batch.first[common], batch.end[common])
    )


def _add_since(
    out: dict[str, Floats],
    batch: Batch,
    columns: dict[str, Floats],
    confident: NDArray[np.bool_],
    words_sum: BlockSums,
) -> None:
    """How much, and how far up the tree, lies between a block and the confident one before it."""
    count = len(confident)
    here = np.arange(count)
    steps = np.full(count + 1, 10_000)
    live = batch.before < count
    np.minimum.at(steps, batch.before[live], batch.depth[live])
    steps = np.minimum(steps[:-1], batch.depth[batch.element])
    # A block that follows a confident one of its page opens a group; a page's first block does, too.
    follows = np.zeros(count, np.bool_)
    follows[1:] = confident[:-1]
    heads = batch.start[:-1][np.diff(batch.start) > 0]
    follows[heads] = False
    opens = follows.copy()
    opens[heads] = True
    group = np.cumsum(opens)
    lowest = np.minimum.accumulate(steps - group * 100_000) + group * 100_000
    first = np.maximum.accumulate(np.where(opens, here, 0))
    out["words_since"] = words_sum(first, here)
    blocks = since(batch, follows, _NOWHERE)
    out["blocks_since"] = np.minimum(blocks, 300)
    before = np.maximum(first - 1, 0)
    out["climb_since"] = np.where(blocks < _NOWHERE, batch.depth[batch.element[before]] - lowest, -1).astype(np.float32)
    out["since_confident"] = since(batch, confident, 300)


def _add_masses(
    out: dict[str, Floats], batch: Batch, masses: BlockSums, words_sum: BlockSums, page_mass: Floats
) -> None:
    live = np.flatnonzero(batch.end > 0)
    first, end = batch.first[live], batch.end[live]
    page = batch.page[first]
    part = masses(first, end) / page_mass[batch.start[:-1][page]]
    size = end - first
    here = np.arange(len(batch.page))
    for needed in MASSES:
        holds = np.flatnonzero(part >= needed)
        order = holds[np.lexsort((-batch.depth[live[holds]], size[holds], page[holds]))]
        pages, at = np.unique(page[order], return_index=True)
        low, high = batch.start[:-1].copy(), batch.start[:-1].copy()
        low[pages], high[pages] = first[order[at]], end[order[at]]
        begin, stop = low[batch.page], high[batch.page]
        name = f"mass_{int(needed * 100)}"
        out[f"{name}_past"] = np.clip(here - stop + 1, -300, 300).astype(np.float32)
        out[f"{name}_before"] = np.clip(begin - here, -300, 300).astype(np.float32)
        out[f"{name}_share"] = share(
            words_sum(begin, stop), words_sum(batch.start[:-1][batch.page], batch.start[1:][batch.page])
        )
        out[f"{name}_p"] = share(masses(begin, stop), words_sum(begin, stop))


def _add_copies(out: dict[str, Floats], batch: Batch, p: Floats) -> None:
    """What the first look says of the first block with the same words, -1 where that is this one, and of the best."""
    first, above, _ = sightings(batch.said)
    out["copy_p"] = np.where(above > 0, p[first], -1).astype(np.float32)
    best = p.copy()
    np.maximum.at(best, first, p)
    out["copies_best"] = best[first]
