"""Pages of a batch as arrays: their blocks, the elements around them, and sums over both."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.block_passes import fill_since, fill_until
from tasks.classifier.keywords import group_bits, group_counts
from tasks.classifier.passes import (
    carry_down,
    fill_between,
    fill_counts,
    fill_elements,
    fill_inside,
    fill_ranges,
    fill_shares,
    number_names,
)
from tasks.classifier.sightings import numbered
from tasks.classifier.sums import prefix_sums
from tasks.classifier.tokens import Lines, tokenize
from tasks.document import Document
from tasks.markup import TAG_NUMBERS, TAGS, Markup

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Numbers = NDArray[np.floating] | NDArray[np.integer]

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd and large: products modulo 2**64 mix numbers to a key


@dataclass(frozen=True, slots=True)
class Batch:
    """The blocks (B) and elements (E) of a batch of pages, as arrays of global numbers.

    `lines` are the characters and words of the blocks, `bits` the keyword groups of the words, `groups`
    how many words of each block are in each (see `group_counts`).
    `page` (B,) is each block's page, `start` (pages + 1,) where each page's blocks begin. `element` (B,) is a block's
    innermost element. Of the elements: `parent` (-1 for roots), `depth`, `tag`, `marks` (numbers into `names`),
    `first` and `end` (the half-open range of blocks inside it), `up` (the nearest element around it with more
    blocks, its page's root for none) and `before` (the block of its page that its start tag stands in or before, B
    for none). `kin` and `kin_wide` (B,) number the blocks of one signature,
    `said` (B,) is one key for those of a page that say the same.
    """

    texts: list[str]
    lines: Lines
    bits: NDArray[np.uint32]
    groups: NDArray[np.int32]
    page: Ints
    start: Ints
    linked: Floats
    apart: Floats
    element: Ints
    parent: Ints
    depth: Ints
    tag: Ints
    marks: Ints
    names: list[str]
    first: Ints
    end: Ints
    up: Ints
    before: Ints
    kin: Ints
    kin_wide: Ints
    said: NDArray[np.uint64]

    def above(self, elements: Ints) -> Ints:
        """The elements right around the given ones; a root stands for what is around it."""
        return _above(self.parent, elements)


def gather(documents: Sequence[Document]) -> Batch:
    """The columns of all pages in one, with the block range of every element.

    Raises:
        ValueError: a document has no markup.
    """
    markups = [_markup(document) for document in documents]
    texts = [text for markup in markups for text in markup.block_texts]
    sizes = np.array([len(markup.block_texts) for markup in markups], np.int64)
    start = np.concatenate(([0], np.cumsum(sizes)))
    page = np.repeat(np.arange(len(documents)), sizes)

    element_start = np.cumsum([0, *(len(markup.parent) for markup in markups)])
    names, (parent, tag, marks, before) = _elements(markups, element_start, start)
    depth = _joined(markup.depth for markup in markups)
    element = _joined(markup.block_element for markup in markups) + element_start[page]

    first, end, up = (np.empty(len(parent), np.int64) for _ in range(3))
    fill_ranges(element, parent, first, end, up)
    lines = tokenize(texts)
    bits = group_bits(lines.hashes)
    kin, kin_wide = _kin(tag, marks, parent, element, page)
    return Batch(
        texts=texts,
        lines=lines,
        bits=bits,
        groups=group_counts(bits, lines.word_start),
        page=page,
        start=start,
        linked=np.frombuffer(b"".join(markup.block_linked for markup in markups), np.float32),
        apart=_joined(markup.block_apart for markup in markups).astype(np.float32),
        element=element,
        parent=parent,
        depth=depth,
        tag=tag,
        marks=marks,
        names=names,
        first=first,
        end=end,
        up=up,
        before=before,
        kin=kin,
        kin_wide=kin_wide,
        said=lines.word_keys * _SPREAD + page.astype(np.uint64),
    )


def _elements(markups: Sequence[Markup], element_start: Ints, start: Ints) -> tuple[list[str], Ints]:
    """All marks, and of every element (4, E) its parent, its tag, the number of its marks and the blocks before it."""
    numbers: dict[str, int] = {}
    elements = np.empty((4, element_start[-1]), np.int64)
    for number, markup in enumerate(markups):
        marks = np.empty(len(markup.kind_marks), np.int64)
        number_names(markup.kind_marks, numbers, marks)
        fill_elements(
            markup.parent,
            markup.kind,
            markup.first_block,
            markup.kind_tag,
            marks,
            element_start[number],
            start[number],
            start[number + 1] - start[number],
            start[-1],
            elements,
        )
    return list(numbers), elements


def _markup(document: Document) -> Markup:
    if document.markup is None:
        raise ValueError(f"{document.source_path} has no markup")
    return document.markup


def _joined(columns: Iterable[array[int]]) -> Ints:
    return np.frombuffer(b"".join(columns), np.int32).astype(np.int64)


def _above(parent: Ints, elements: Ints) -> Ints:
    around = parent[elements]
    return np.where(around >= 0, around, elements)


def _kin(tag: Ints, marks: Ints, parent: Ints, element: Ints, page: Ints) -> tuple[Ints, Ints]:
    """Numbers of blocks with the same tags and marks on the two, and three, innermost elements, within a page."""
    own = (marks * len(TAGS) + tag).astype(np.uint64)
    above = _above(parent, np.arange(len(parent)))
    wide = own * _SPREAD + own[above]
    wider = wide * _SPREAD + own[above[above]]
    keys = (signature[element] * _SPREAD + page.astype(np.uint64) for signature in (wide, wider))
    kin, kin_wide = map(numbered, keys)
    return kin, kin_wide


def highest(batch: Batch, values: Floats) -> Floats:
    """For every element the highest of its own value and those of the elements around it."""
    out = values.copy()
    carry_down(out, batch.parent, batch.end, False)
    return out


def nearest(batch: Batch, values: Floats) -> Floats:
    """For every element its own value, else that of the nearest element around it whose value is not 0."""
    out = values.copy()
    carry_down(out, batch.parent, batch.end, True)
    return out


def inside(batch: Batch, names: Sequence[str]) -> Floats:
    """For each of these tags how many of its elements are around every block, (names, B)."""
    out = np.empty((len(names), len(batch.page)), np.float32)
    room = np.zeros((len(batch.parent), len(names)), np.uint16)
    fill_inside(_slots(batch, names), batch.parent, batch.end, batch.element, room, out)
    return out


def counted(batch: Batch, names: Sequence[str]) -> Ints:
    """For each of these tags how many of its elements stand in or before every block, (names, B)."""
    out = np.zeros((len(names), len(batch.page)), np.int64)
    fill_counts(_slots(batch, names), batch.before, out)
    return out


def _slots(batch: Batch, names: Sequence[str]) -> Ints:
    """The place of every element's tag among these, -1 for another."""
    slots = np.full(len(TAGS), -1, np.int64)
    slots[[TAG_NUMBERS[name] for name in names]] = np.arange(len(names))
    return slots[batch.tag]


class BlockSums:
    """Prefix sums of a block value: its sum over any range of blocks in one subtraction."""

    def __init__(self, values: Numbers | NDArray[np.bool_]) -> None:
        self.running = prefix_sums(values)

    def __call__(self, first: Ints, end: Ints) -> Floats:
        """The sums over [first, end), (len(first),); 0 where that is empty."""
        out = np.empty(len(first), np.float32)
        fill_between(self.running, first, end, out)
        return out


def share(part: Numbers, whole: Numbers) -> Floats:
    """`part / whole`, 0 where the whole is 0."""
    if part.dtype == whole.dtype == np.float32:
        out = np.empty(len(part), np.float32)
        fill_shares(np.ascontiguousarray(part), np.ascontiguousarray(whole), out)
        return out
    return np.divide(part, whole, out=np.zeros(len(part), np.float32), where=whole > 0).astype(np.float32)


def since(batch: Batch, flags: NDArray[np.bool_], most: float) -> Floats:
    """Blocks since the last flagged one of the page, the block itself included; `most` without one, or beyond that."""
    out = np.empty(len(flags), np.float32)
    fill_since(flags.view(np.uint8), batch.start, most, out)
    return out


def until(batch: Batch, flags: NDArray[np.bool_], most: float) -> Floats:
    """As `since`, for the next flagged block."""
    out = np.empty(len(flags), np.float32)
    fill_until(flags.view(np.uint8), batch.start, most, out)
    return out
