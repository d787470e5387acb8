"""What the classifier knows of every line of flattened text: its look, its words, its place and its neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.classifier.keywords import GROUPS
from tasks.classifier.sightings import sightings
from tasks.classifier.sums import UNIT, prefix_sums
from tasks.classifier.text_batch import COPIED_WORDS, FORMS, Floats, Ints, TextBatch
from tasks.classifier.tokens import CLASSES, END, LETTER, UPPER
from tasks.classifier.word_passes import fill_in_first, fill_phrases

PROSE_WORDS = 12
"""Words from which a line with the end of a sentence on it counts as prose here."""
PHRASE = 4
"""Words in a row that make a phrase: a summary or a pull quote says in them what the text says."""
_PHRASE_BASE = np.uint64(0x9E3779B97F4A7C15)
_FAR = 999
_NEIGHBOURS = {
    "words": (12,),
    "prose": (3, 12),
    "stop": (3, 12),
    "ends": (3, 12),
    "capitals": (1, 3, 12),
    "linear": (1, 3, 12),
    "short": (12,),
    "blank": (12,),
}
"""Lines above and below over which each quantity is summed; of 1, 3 and 12 lines, those that the trees used."""
_LINE_GROUPS = ("comment", "subscribe", "legal", "shop", "person")
_MARKERS = ("comment", "related", "author", "date", "subscribe")
_PAGE_GROUPS = ("comment", "related", "author", "date", "person", "shop", "navigation")
PAGE_FEATURES = 14 + len(_PAGE_GROUPS)
"""So many of the last columns describe the whole document and are the same on all its lines."""


class Columns:
    """Named columns of V values each, in the order in which they were added."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.values: list[Floats] = []

    def add(self, name: str, values: NDArray[Any]) -> None:
        """One more column."""
        self.names.append(name)
        self.values.append(np.ascontiguousarray(values, np.float32))

    def matrix(self) -> Floats:
        """All columns side by side, (V, columns)."""
        return np.stack(self.values, axis=1)


def text_features(batch: TextBatch, linear: Floats) -> Columns:
    """The features of every line; `linear` (V,) are the lines' `ngram_scores`."""
    columns = Columns()
    counts = dict(zip(CLASSES, batch.tokens.counts.T, strict=True))
    words = batch.tokens.words.astype(np.float32)
    ends = (batch.tokens.last & END) > 0
    stop = batch.groups[-1].astype(np.float32)
    prose = (words >= PROSE_WORDS) & (counts["end"] > 0)
    _look(columns, batch, counts, words)
    _words(columns, batch, words, stop, linear)
    _place(columns, batch, words, prose)
    _neighbours(
        columns,
        batch,
        {
            "words": np.minimum(words, 60),
            "prose": prose * words,
            "stop": stop,
            "ends": ends,
            "capitals": counts["upper"] / np.maximum(words, 1),
            "linear": linear,
            "short": words <= 4,
            "blank": np.minimum(batch.blank_before, 3),
        },
    )
    _runs(columns, batch, words, linear)
    _repeats(columns, batch, words)
    _page(columns, batch, words, prose, stop, linear)
    return columns


def _look(columns: Columns, batch: TextBatch, counts: dict[str, NDArray[np.int32]], words: Floats) -> None:
    tokens = batch.tokens
    chars = np.maximum(tokens.chars, 1).astype(np.float32)
    columns.add("chars", tokens.chars)
    columns.add("words", words)
    columns.add("word_length", counts["letter"] / np.maximum(words, 1))
    columns.add("upper_share", counts["upper"] / np.maximum(counts["letter"], 1))
    columns.add("capitals", counts["upper"] / np.maximum(words, 1))
    for name in ("digit", "end", "pause", "divider"):
        columns.add(name, counts[name])
        columns.add(f"{name}_share", counts[name] / chars)
    for name in ("quote", "money", "mark"):
        columns.add(name, counts[name])
    for name, values in zip(FORMS, batch.forms, strict=True):
        columns.add(name, values)
    columns.add("first", _class_code(tokens.first))
    columns.add("last", _class_code(tokens.last))
    columns.add("indent", batch.indent)
    columns.add("indent_after", batch.shifted(batch.indent, 1))
    columns.add("blank_before", batch.blank_before)
    columns.add("blank_after", batch.blank_after)


def _class_code(bits: NDArray[np.uint16]) -> NDArray[np.float32]:
    """One number for a character's class: the highest of its bits, capitals apart from small letters."""
    plain = bits & ~np.uint16(UPPER)
    code = np.log2(np.maximum(plain, 1)).astype(np.float32)
    return np.where((bits & UPPER) > 0, np.float32(-1), np.where((plain & LETTER) > 0, np.float32(0), code))


def _words(columns: Columns, batch: TextBatch, words: Floats, stop: Floats, linear: Floats) -> None:
    columns.add("linear", linear)
    columns.add("linear_before", batch.shifted(linear, -1))
    columns.add("linear_after", batch.shifted(linear, 1))
    columns.add("stop", stop)
    columns.add("stop_share", stop / np.maximum(words, 1))
    for name in _LINE_GROUPS:
        columns.add(name, batch.groups[GROUPS.index(name)])
    for name in _MARKERS:
        hits = (batch.groups[GROUPS.index(name)] > 0) & (words <= PROSE_WORDS)
        columns.add(f"{name}_above", batch.above(hits))
        columns.add(f"since_{name}", _distance(batch, batch.last(hits)))
    person = batch.groups[GROUPS.index("person")]
    columns.add("person_12", batch.before(person, 12) + batch.after(person, 12))


def _distance(batch: TextBatch, to: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(to >= 0, np.abs(batch.at - to), _FAR)


def _place(columns: Columns, batch: TextBatch, words: Floats, prose: NDArray[np.bool_]) -> None:
    at = batch.at - batch.first
    count = batch.end - batch.first
    columns.add("at", at)
    columns.add("to_end", count - at - 1)
    columns.add("at_share", at / count)
    above = batch.above(words)
    total = np.maximum(batch.total(words), 1)[batch.document]
    columns.add("words_above", above)
    columns.add("words_above_share", above / total)
    columns.add("words_below", total - above - words)
    prose_words = np.where(prose, words, 0)
    prose_above = batch.above(prose_words)
    prose_total = batch.total(prose_words)[batch.document]
    columns.add("prose_above_share", prose_above / np.maximum(prose_total, 1))
    columns.add("prose_below", prose_total - prose_above - prose_words)
    last, following = batch.last(prose), batch.next(prose)
    columns.add("since_prose", _distance(batch, last))
    columns.add("to_prose", _distance(batch, following))
    columns.add("gap", np.where((last >= 0) & (following >= 0), following - last, _FAR))
    sums = prefix_sums(words)
    columns.add("words_since_prose", np.where(last >= 0, (sums[:-1] - sums[last + 1]) / UNIT, -1))
    columns.add("words_to_prose", np.where(following >= 0, (sums[following] - sums[1:]) / UNIT, -1))


def _neighbours(columns: Columns, batch: TextBatch, quantities: dict[str, NDArray[Any]]) -> None:
    for name, reaches in _NEIGHBOURS.items():
        for reach in reaches:
            columns.add(f"{name}_before_{reach}", batch.before(quantities[name], reach))
            columns.add(f"{name}_after_{reach}", batch.after(quantities[name], reach))


def _runs(columns: Columns, batch: TextBatch, words: Floats, linear: Floats) -> None:
    """The stretch of lines that the wording alone likes best, and where a line stands to it."""
    gain = np.tanh(linear / 2) * np.minimum(words, 100)
    start, end, best = best_stretch(batch, gain)
    start, end = start[batch.document], end[batch.document]
    columns.add(
        "to_stretch", np.where(batch.at < start, batch.at - start, np.where(batch.at >= end, batch.at - end + 1, 0))
    )
    columns.add("stretch_at", batch.at - start)
    columns.add("stretch_left", end - batch.at)
    sums = prefix_sums(gain)
    columns.add("gain_since_stretch", np.where(batch.at >= end, (sums[1:] - sums[end]) / UNIT, 0))
    columns.add("gain_to_stretch", np.where(batch.at < start, (sums[start] - sums[:-1]) / UNIT, 0))
    total = np.maximum(batch.total(np.maximum(gain, 0)), 1)
    columns.add("stretch_share", (best / total)[batch.document])


def best_stretch(batch: TextBatch, gain: NDArray[np.floating]) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """(first line, line after the last, sum) of each document's run of lines with the largest sum of gains, (D,)."""
    sums = prefix_sums(gain)
    # Each document's sums lie below those of the one before, so that a minimum never reaches across.
    drop = np.arange(len(batch.bounds) - 1) * (2 * int(np.abs(np.diff(sums)).sum()) + 1)
    opening = sums[:-1] - drop[batch.document]
    lowest = np.minimum.accumulate(opening)
    rise = sums[1:] - drop[batch.document] - lowest
    full = np.flatnonzero(np.diff(batch.bounds) > 0)
    start, end = batch.bounds[:-1].copy(), batch.bounds[:-1].copy()
    best = np.zeros(len(start), np.int64)
    if len(full):
        starts = batch.bounds[full]
        best[full] = np.maximum.reduceat(rise, starts)
        # The first line that reaches the best rise ends the run; the last that opened it at its lowest begins it.
        end[full] = np.minimum.reduceat(np.where(rise == best[batch.document], batch.at, len(gain)), starts) + 1
        opens = np.maximum.accumulate(np.where(opening == lowest, batch.at, 0))
        start[full] = opens[end[full] - 1]
    return start, end, best / UNIT


def _repeats(columns: Columns, batch: TextBatch, words: Floats) -> None:
    """How often a line's words come again in its document, whether they stood above, how regular its look is."""
    first, above, count = batch.sighted
    columns.add("repeats", count)
    columns.add("same_above", above)
    columns.add("copied_words", _copied_run(batch, first, above, words))
    columns.add("phrases_above", _phrases_above(batch))
    columns.add("same_look", _same(batch, _look_keys(batch)))
    columns.add("in_first_line", _in_first_line(batch))
    columns.add("first_line_words", words[batch.first])


def _copied_run(batch: TextBatch, first: Ints, above: Ints, words: Floats) -> NDArray[np.float64]:
    """Words of the run of copies in the same order that a copied line is in, (V,); 0 for lines that are no copies.

    A refrain comes again by itself, the second copy of an article line by line.
    """
    copied = (above > 0) & (words >= COPIED_WORDS)
    joined = np.zeros(len(words), np.bool_)
    joined[1:] = copied[1:] & copied[:-1] & (first[1:] == first[:-1] + 1)
    run = np.cumsum(~joined) - 1
    return np.where(copied, np.bincount(run, words * copied)[run], 0)


def _phrases_above(batch: TextBatch) -> NDArray[np.float64]:
    """The share of each line's runs of `PHRASE` words that stand on a line above, too, (V,)."""
    shares = np.empty(len(batch.document))
    fill_phrases(batch.tokens.hashes, batch.tokens.word_start, batch.bounds, PHRASE, _PHRASE_BASE, shares)
    return shares


def _look_keys(batch: TextBatch) -> NDArray[np.uint64]:
    """One number for the look of each line, (V,): how long it is, how it begins and ends, its indent."""
    tokens = batch.tokens
    return (
        np.minimum(tokens.words, 15).astype(np.uint64) // np.uint64(2)
        + tokens.first.astype(np.uint64) * np.uint64(16)
        + tokens.last.astype(np.uint64) * np.uint64(1 << 20)
        + batch.indent.astype(np.uint64) * np.uint64(1 << 36)
    )


def _same(batch: TextBatch, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many lines of the document have the same key, (V,)."""
    return sightings(batch.in_document(keys))[2]


def _in_first_line(batch: TextBatch) -> NDArray[np.float64]:
    """The share of each line's words, but for stop words, that are in the first line of its document, too, (V,)."""
    shares = np.empty(len(batch.document))
    fill_in_first(batch.tokens.hashes, batch.bits, batch.tokens.word_start, batch.bounds, len(GROUPS), shares)
    return shares


def _page(
    columns: Columns, batch: TextBatch, words: Floats, prose: NDArray[np.bool_], stop: Floats, linear: Floats
) -> None:
    lines = np.maximum(np.diff(batch.bounds), 1)
    total = np.maximum(batch.total(words), 1)
    values = {
        "page_lines": lines,
        "page_words": total,
        "page_words_per_line": total / lines,
        "page_prose_share": batch.total(np.where(prose, words, 0)) / total,
        "page_prose_lines": batch.total(prose),
        "page_short_share": batch.total(words <= 4) / lines,
        "page_stop_share": batch.total(stop) / total,
        "page_blank_share": batch.total(batch.blank_before > 0) / lines,
        "page_linear": batch.total(linear * words) / total,
        "page_linear_lines": batch.total(linear > 0) / lines,
        "page_indented": batch.total(batch.indent > 0) / lines,
        "page_digits": batch.total(batch.tokens.counts[:, CLASSES.index("digit")]) / total,
        "page_money": batch.total(batch.tokens.counts[:, CLASSES.index("money")]),
        "page_quotes": batch.total(batch.tokens.counts[:, CLASSES.index("quote")]) / total,
    }
    for name in _PAGE_GROUPS:
        values[f"page_{name}"] = batch.total(batch.groups[GROUPS.index(name)]) / total
    for name, value in values.items():
        columns.add(name, value[batch.document])
