"""Passes over the lines of a document, against what they are in Python."""

import random
import re
from itertools import groupby

import pytest

from tasks.document import Action, Decision, Line
from tasks.line_passes import prose_in, ranges_of, sizes_of, text_of, visible_in, votes_on

TEXTS = ("", " ", "one", "  two words  ", "a " * 25 + "end.", "b " * 25, "深い水の上に船が浮かんでいる。" * 5, "x" * 70)


def decision(start, end, family="ads", action=Action.DROP):
    return Decision(start, end, action, family, "rule", 1, 0.9)


@pytest.fixture(params=range(20))
def dice(request):
    return random.Random(request.param)


@pytest.fixture
def lines(dice):
    return tuple(Line(text, 0, len(text)) for text in dice.choices(TEXTS, k=dice.randrange(12)))


@pytest.fixture
def words(lines):
    return tuple(len(line.text.split()) for line in lines)


@pytest.fixture
def proposals(dice, lines):
    starts = [dice.randrange(len(lines)) for _ in range(6)] if lines else []
    return [decision(start, dice.randint(start, len(lines)), dice.choice(["ads", "legal"])) for start in starts]


def test_sizes_and_prose(lines, words):
    sizes = tuple(
        len(line.text) // 3 if count * 12 < len(line.text) else count for line, count in zip(lines, words, strict=True)
    )
    assert sizes_of(lines, words) == sizes
    ends = re.compile(r"[.。]$").search
    assert prose_in(lines, words, 20, 2, ends) == tuple(
        size >= 20 and ends(line.text) is not None for line, size in zip(lines, sizes, strict=True)
    )
    assert visible_in(words) == tuple(i for i, count in enumerate(words) if count)


def test_votes(lines, words, proposals):
    on = [[said for said in proposals if said.line_start <= i < said.line_end and words[i]] for i in range(len(lines))]
    votes, contested = votes_on(words, proposals)
    assert votes == [said[0] if said else None for said in on]
    assert contested == {i: said for i, said in enumerate(on) if len(said) > 1}


def test_ranges(words, proposals):
    votes, _ = votes_on(words, proposals)
    shown = [(i, votes[i]) for i, count in enumerate(words) if count]
    runs = [list(run) for _, run in groupby(shown, key=lambda item: item[1] and item[1][2:])]
    expected = [(run[0][1], run[0][0], run[-1][0] + 1) for run in runs if run[0][1] is not None]
    assert ranges_of(words, votes) == expected


def test_text(dice, lines, words):
    kinds = (None, decision(0, 1), decision(0, 1, action=Action.KEEP), decision(0, 1, action=Action.ROUTE))
    fates = tuple(dice.choice(kinds) for _ in lines)
    kept = [line.text for line, fate in zip(lines, fates, strict=True) if fate is None or fate.action is Action.KEEP]
    expected = re.sub(r"\n(?:\s*\n)+", "\n\n", "\n".join(text.rstrip() for text in kept)).strip("\n")
    assert text_of(lines, words, fates, Action.KEEP) == expected
