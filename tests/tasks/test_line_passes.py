"""Passes over the lines of a document, against what they are in Python."""

import random
import re
from itertools import accumulate, groupby

import numpy as np
import pytest

from tasks.document import Action, Decision, Line
from tasks.line_passes import (
    SIGNS,
    endings_in,
    evidence_in,
    fates_in,
    first_with,
    gaps_to,
    is_signed,
    letters_of,
    looks_of,
    names_in,
    prose_in,
    ranges_of,
    runs_of,
    signs_of,
    sizes_of,
    starts_of,
    taken_in,
    text_of,
    texts_of,
    visible_in,
    votes_on,
    words_taken,
)
from tasks.rules.base import Zone

TEXTS = (
    "",
    " ",
    "one",
    "  two words  ",
    "a " * 25 + "end.",
    "a " * 25 + "end.x",
    "a " * 25 + "end.xx",
    "b " * 25,
    "深い水の上に船が浮かんでいる。" * 5,
    "x" * 70,
)


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
    ends = re.compile(r"[.。]x*$").search
    assert prose_in(lines, words, 20, 2, ".。", ends) == tuple(
        size >= 20 and ends(line.text[-2:]) is not None for line, size in zip(lines, sizes, strict=True)
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


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("", False), ("© Example", True), ("All of it © 2021", True), ("copyright", True), ("COPYRIGHT Example", True),
        ("Copyrigh", False), ("A copyright", False), ("© " + "x" * 20, False),
    ],
)  # fmt: skip
def test_a_copyright_sign_is_looked_for_in_short_lines(text, signed):
    assert is_signed(text, 20) is signed


def test_the_first_line_of_a_path(dice):
    lines = tuple(Line("x", 0, 1, path=dice.choice([None, "/h1", "/div/h1", "/h1/div"])) for _ in range(9))
    indexes = tuple(range(dice.randrange(9), 9))
    wanted = [i for i in indexes if (lines[i].path or "").endswith("/h1")]
    assert first_with(lines, indexes, "/h1") == (wanted[0] if wanted else None)


def test_fates(lines, dice):
    decisions, at = [], 0
    while at < len(lines):
        decisions.append(decision(at, min(len(lines), at + 2), action=dice.choice(list(Action))))
        at += dice.randint(2, 4)
    on = [next((said for said in decisions if said.line_start <= i < said.line_end), None) for i in range(len(lines))]
    fates = fates_in(len(lines), decisions)
    assert fates == tuple(on)


@pytest.mark.parametrize(
    ("decisions", "error"),
    [([(1, 3), (2, 4)], ValueError), ([(3, 5)], IndexError), ([(-1, 1)], IndexError)],
)
def test_a_line_is_decided_once_and_is_there(decisions, error):
    with pytest.raises(error):
        fates_in(4, [decision(start, end) for start, end in decisions])


def test_runs(dice):
    indexes = tuple(sorted(dice.sample(range(30), 15)))
    names = {i: dice.choice(["ads", "legal"]) for i in indexes if dice.random() < 0.8}
    taken = frozenset(i for i in indexes if dice.random() < 0.9)
    numbers = [dice.choice([0.1, 0.2]) for _ in indexes]
    said = [(names[i], p) if i in taken and i in names else None for i, p in zip(indexes, numbers, strict=True)]
    groups = [(key, [i for i, _ in own]) for key, own in groupby(zip(indexes, said, strict=True), lambda both: both[1])]
    assert runs_of(indexes, names, taken, numbers) == [(own[0], own[-1] + 1, *key) for key, own in groups if key]


def family_of(roles):
    return "navigation" if roles and "nav" in roles else None


def test_names(dice, lines, words):
    kinds = (None, frozenset(), frozenset({"nav"}), frozenset({"content"}))
    said = ("© A. Name", "x ©", "Copyright A", "copyrights", "Copy", "©" * 30, "one", "")
    lines = tuple(line._replace(text=dice.choice(said), roles=dice.choice(kinds)) for line in lines)
    indexes = tuple(i for i in range(len(lines)) if dice.random() < 0.8)
    removed = frozenset(i for i in range(len(lines)) if dice.random() < 0.7)
    proposed = {i: "legal" for i in removed if dice.random() < 0.3}
    comments = dice.randrange(len(lines) + 1)
    keywords = [dice.randrange(-1, 2) for _ in indexes]
    expected = {}
    for i, keyword in zip(indexes, keywords, strict=True):
        if i not in removed:
            continue
        text = lines[i].text
        signed = len(text) <= 20 and ("©" in text or text.lower().startswith("copyright"))
        name = "copyright" if signed else family_of(lines[i].roles) or proposed.get(i)
        if not name and i >= comments:
            name = "comment"
        elif not name and keyword >= 0 and words[i] <= 2:
            name = ("ads", "related")[keyword]
        expected[i] = name or ""
    runs = [[i for i in own if i in removed] for _, own in groupby(indexes, lambda i: i in removed)]
    open_ = [run for run in runs if run and not all(expected[i] for i in run)]
    found = names_in(lines, words, indexes, removed, family_of, proposed, comments, keywords, ("ads", "related"), 2, 20)
    assert found == (expected, open_)


def test_every_line_has_a_keyword(lines, words):
    with pytest.raises(ValueError, match="2 keywords"):
        names_in(lines[:1], words[:1], tuple(range(len(lines[:1]))), (), family_of, {}, 0, [0, 0], ("ads",), 1, 1)


def test_looks(dice, lines, words):
    lines = tuple(line._replace(text=line.text + dice.choice(["", ".", ". ", "。\u3000", "x"])) for line in lines)
    names = {i: dice.choice(["", "ads"]) for i in range(len(lines))}

    def look(i):
        if words[i] > 2:
            return 3 if words[i] >= 20 else 2
        return int(lines[i].text.rstrip()[-1:] in set(".。"))

    assert looks_of(lines, words, names, 2, ".。", 20) == {i: look(i) for i, name in names.items() if not name}


def test_words_taken(dice, lines, words):
    above = tuple(accumulate(words, initial=0))
    starts = sorted(dice.randrange(len(lines)) for _ in range(3)) if lines else []
    decisions = [decision(start, start + 1, action=dice.choice(list(Action))) for start in starts]
    taken = [words[one.line_start] for one in decisions if one.action is not Action.KEEP]
    assert words_taken(above, decisions, Action.KEEP) == sum(taken)


def test_endings(dice):
    for _ in range(200):
        text = "".join(dice.choices(["a", ".", "。", '"', ")", "\n", "\n\n", ")" * 8, " "], k=dice.randrange(30)))
        lines = [line for line in text.split("\n") if line]
        ended = sum(re.search(r'[.。][")]*$', line[-9:]) is not None for line in lines)
        assert endings_in(text, ".。", '")', 9) == (len(lines), ended)


def test_texts_and_where_they_start(lines):
    texts = texts_of(lines)
    assert texts == [line.text for line in lines]
    whole = "\n".join(("", *texts, ""))
    starts = starts_of(tuple(texts))
    assert [whole[start : start + len(text)] for start, text in zip(starts, texts, strict=True)] == texts
    assert all(whole[start - 1] == "\n" for start in starts)


def test_lines_to_the_next_that_is_wanted(dice):
    indexes = tuple(sorted(dice.sample(range(40), dice.randrange(30))))
    wanted = frozenset(dice.sample(range(40), dice.randrange(6)))
    expected = []
    for at in range(len(indexes)):
        below = next((k for k, i in enumerate(indexes[at + 1 :]) if i in wanted), 9)
        expected.append(min(below, 9))
    assert gaps_to(indexes, wanted, 9) == expected


def test_letters_of_the_first_characters(dice):
    text = "".join(dice.choices("aÄ水é 1²_-\U0001f30a\U00010400", k=dice.randrange(40)))
    assert letters_of(text, 20) == sum(map(str.isalpha, text[:20]))


def test_the_signs_of_a_text(dice):
    text = "".join(dice.choices("aÄ水é 1²_-\U0001f30a\U00010400", k=dice.randrange(10)))
    signs = signs_of(text)
    assert [at for at in range(SIGNS) if signs[at]] == sorted({ord(sign) % SIGNS for sign in text if sign > "\x7f"})
    assert len(signs) == SIGNS


def test_the_lines_that_decisions_take(dice):
    said = [
        Decision(
            start, start + dice.randrange(4), dice.choice(tuple(Action)), "ads", "rule", 1, dice.choice([0.4, 0.5])
        )
        for start in dice.choices(range(20), k=6)
    ]
    strong = [one for one in said if one.score >= 0.5 and one.action is not Action.KEEP]
    assert taken_in(said, 0.5, Action.KEEP) == {i for one in strong for i in range(one.line_start, one.line_end)}


def test_the_evidence_on_lines(dice):
    count = dice.randrange(1, 20)
    zones = tuple(sorted(dice.choices(tuple(Zone), k=count), key=tuple(Zone).index))
    indexes = tuple(sorted(dice.sample(range(count), dice.randrange(1, count + 1))))
    said = []
    for _ in range(dice.randrange(8)):
        start = dice.randrange(count)
        action = dice.choice(list(Action))
        said.append(
            Decision(start, dice.randrange(start, count) + 1, action, "ads", "rule", 1, dice.choice((0.1, 0.4, 0.9)))
        )
    headline = dice.choice((None, dice.randrange(count)))
    out = np.full((len(indexes), 4), -7, np.float32)
    evidence_in(said, count, indexes, zones, tuple(Zone), headline, Action.KEEP, out)
    for at, i in enumerate(indexes):
        on = [vote for vote in said if vote.line_start <= i < vote.line_end]
        against = max((vote.score for vote in on if vote.action is not Action.KEEP), default=0)
        keeping = max((vote.score for vote in on if vote.action is Action.KEEP), default=0)
        below = -7 if headline is None else at - sum(j < headline for j in indexes)
        expected = np.array([against, keeping, tuple(Zone).index(zones[i]), below], np.float32)
        assert out[at].tolist() == expected.tolist()


@pytest.mark.parametrize(("vote", "zones"), [(decision(0, 3), (Zone.BODY,) * 2), (decision(0, 1), (Zone.BODY,))])
def test_evidence_on_lines_that_are_not_there(vote, zones):
    with pytest.raises(IndexError):
        evidence_in([vote], 2, (0, 1), zones, tuple(Zone), None, Action.KEEP, np.zeros((2, 4), np.float32))
