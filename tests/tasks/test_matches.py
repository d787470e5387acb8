"""The lines of matches: the same as by looking for every pattern in every line."""

import random
import re
from itertools import accumulate

import pytest
from ahocorasick_rs import AhoCorasick

from tasks.matches import lines_of

WORDS = ("deep", "deeper", "water", "é", "été", "水", "深水", "ไทย", "a", "a1", "#", "x²")
PATTERNS = {
    "inside": ("deep", True, True),
    "start": ("\ndeep", False, True),
    "accent": ("é", True, True),
    "stem": ("eep", False, False),
    "sign": ("#", True, True),
    "water": ("水", True, True),
}
WHOLE = {"deep water": ("whole", "inside"), "": ("blank",)}


def found_by_hand(lines):
    """The names of the patterns and of whole lines, by a regular expression of each on each line."""
    # Letters of scripts that put no spaces between words are as good as none beside a word.
    letter = r"(?:(?![_\W])[\x00-\u0dff])"
    found = {}
    for i, line in enumerate(lines):
        names = set(WHOLE.get(line, ()))
        for name, (pattern, left, right) in PATTERNS.items():
            first, last = pattern[0], pattern[-1]
            before = rf"(?<!{letter})" if left and re.fullmatch(letter, first) else ""
            after = rf"(?!{letter})" if right and re.fullmatch(letter, last) else ""
            if re.search(before + re.escape(pattern) + after, f"\n{line}\n"):
                names.add(name)
        for name in names:
            found.setdefault(name, []).append(i)
    return found


def found(lines):
    text = "\n".join(("", *lines, ""))
    starts = tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=1))
    matches = AhoCorasick([pattern for pattern, *_ in PATTERNS.values()]).find_matches_as_indexes(
        text, overlapping=True
    )
    owners = [(left, right, (name,)) for name, (_, left, right) in PATTERNS.items()]
    return lines_of(matches, text, starts, owners, tuple(lines), WHOLE, len("deep water"))


@pytest.mark.parametrize("seed", range(50))
def test_every_line_of_every_pattern(seed):
    luck = random.Random(seed)
    lines = [
        luck.choice(("", " ", "")).join(luck.choices(WORDS, k=luck.randrange(5))) for _ in range(luck.randrange(1, 40))
    ]
    lines += luck.choice(([], ["deep water"], [""], ["deep"]))
    assert found(lines) == found_by_hand(lines)


def test_a_line_counts_once_for_all_that_it_says():
    assert found(["deep, deep water", "deep water", "", "so deep"])["inside"] == [0, 1, 3]


def test_no_match_is_no_line():
    assert found(["shallow"]) == {}
    assert found([""]) == {"blank": [0]}
