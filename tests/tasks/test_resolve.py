"""Who wins a line: keep-votes, scores, zones, neighbours, ties; and what becomes one range."""

from itertools import permutations

import pytest

from tasks.document import Action, Decision, Record
from tasks.resolve import resolve
from tasks.rules.base import ENOUGH, STRONG, WEAK, Zone
from tasks.segment import segment

DROP, ROUTE, KEEP = Action.DROP, Action.ROUTE, Action.KEEP


def vote(start, end=None, action=DROP, score=STRONG, rule="ads.x", evidence="", version=1):
    end = start + 1 if end is None else end
    return Decision(start, end, action, rule.split(".")[0], rule, version, score, evidence)


def decide(votes, content="a\nb\nc\nd\ne", zone=Zone.BODY):
    """What `resolve` makes of votes on a document that lies in one zone, or in the given zones."""
    page = segment(Record("case", "0", content, "text", "0" * 64))
    return resolve(page, votes, [zone] * len(page.lines) if isinstance(zone, Zone) else zone)


def taken(decisions):
    return [(d.line_start, d.line_end, d.action, d.rule_id) for d in decisions]


def test_without_votes_nothing_is_decided():
    assert decide([]) == ()
    assert decide([], content="") == ()


@pytest.mark.parametrize("other", [DROP, ROUTE])
def test_a_keep_vote_beats_what_has_no_higher_score(other):
    for score in (0.7, 0.9):
        won = decide([vote(1, action=other, score=0.7), vote(1, action=KEEP, score=score, rule="title.x")])
        assert taken(won) == [(1, 2, KEEP, "title.x")]


def test_a_keep_vote_yields_to_a_higher_score():
    won = decide([vote(1, score=0.9), vote(1, action=KEEP, score=0.8, rule="title.x")])
    assert taken(won) == [(1, 2, DROP, "ads.x")]


def test_the_highest_score_wins_whatever_it_asks_for():
    votes = [vote(0, score=0.9, rule="ads.x"), vote(0, action=ROUTE, score=0.7, rule="caption.x")]
    assert taken(decide(votes)) == [(0, 1, DROP, "ads.x")]


def test_of_equal_scores_routing_wins_then_the_name():
    votes = [vote(0, rule="ads.x"), vote(0, action=ROUTE, rule="credit.x"), vote(0, action=ROUTE, rule="caption.y")]
    assert taken(decide(votes)) == [(0, 1, ROUTE, "caption.y")]
    assert taken(decide([vote(0, rule="ads.y"), vote(0, rule="ads.x")])) == [(0, 1, DROP, "ads.x")]
    assert decide([vote(0, evidence="b"), vote(0, evidence="a")])[0].evidence == "a"


@pytest.mark.parametrize("zone", [Zone.HEAD, Zone.TAIL, Zone.COMMENTS])
def test_weak_evidence_counts_outside_the_body(zone):
    assert taken(decide([vote(2, score=WEAK)], zone=zone)) == [(2, 3, DROP, "ads.x")]


def test_weak_evidence_in_the_body_counts_for_nothing_alone():
    assert decide([vote(2, score=WEAK)]) == ()
    assert taken(decide([vote(2, score=ENOUGH)])) == [(2, 3, DROP, "ads.x")]


@pytest.mark.parametrize("neighbour", [1, 3])
def test_weak_evidence_in_the_body_counts_beside_a_line_that_is_taken(neighbour):
    won = decide([vote(2, score=WEAK, rule="ads.weak"), vote(neighbour)])
    assert {d.rule_id for d in won} == {"ads.weak", "ads.x"}


def test_a_blank_line_between_does_not_part_neighbours_but_a_kept_one_does():
    assert len(decide([vote(0), vote(3, score=WEAK, rule="ads.weak")], content="a\n\n\nd\ne")) == 2
    assert len(decide([vote(0), vote(2, score=WEAK, rule="ads.weak")])) == 1


@pytest.mark.parametrize("beside", [vote(1, action=KEEP, score=1.0), vote(1, score=WEAK)])
def test_neither_a_kept_nor_a_weak_neighbour_supports(beside):
    assert all(d.action is KEEP for d in decide([vote(2, score=WEAK, rule="ads.weak"), beside]))


def test_support_does_not_spread_from_weak_to_weak():
    won = decide([vote(0), *(vote(i, score=WEAK, rule="ads.weak") for i in (1, 2, 3))])
    assert taken(won) == [(0, 1, DROP, "ads.x"), (1, 2, DROP, "ads.weak")]


def test_a_weak_winner_that_is_not_allowed_does_not_make_way_for_a_weaker_one():
    assert decide([vote(2, score=WEAK), vote(2, action=ROUTE, score=WEAK / 2)]) == ()


def test_lines_of_one_reason_are_one_range_with_the_blank_lines_between():
    won = decide([vote(0), vote(3), vote(4)], content="a\n\n \nd\ne\nf")
    assert taken(won) == [(0, 5, DROP, "ads.x")]


def test_a_kept_line_or_another_reason_parts_a_range():
    assert taken(decide([vote(0), vote(2)])) == [(0, 1, DROP, "ads.x"), (2, 3, DROP, "ads.x")]
    assert len(decide([vote(0, evidence="one"), vote(1, evidence="two")])) == 2
    assert len(decide([vote(0, score=0.9), vote(1, score=0.8)])) == 2
    assert len(decide([vote(0, version=1), vote(1, version=2)])) == 2


def test_a_range_ends_on_visible_lines_and_blank_lines_are_never_decided_alone():
    assert taken(decide([vote(0, 5)], content="\n a\n\nb\n\n")) == [(1, 4, DROP, "ads.x")]
    assert decide([vote(0, 3)], content="\n \n\t\n") == ()


def test_a_range_is_cut_where_another_vote_wins():
    won = decide([vote(0, 5, score=0.7), vote(2, action=KEEP, score=1.0, rule="title.x")])
    assert taken(won) == [(0, 2, DROP, "ads.x"), (2, 3, KEEP, "title.x"), (3, 5, DROP, "ads.x")]


def test_the_zone_of_each_line_judges_it():
    zones = [Zone.HEAD, Zone.BODY, Zone.BODY, Zone.BODY, Zone.TAIL]
    assert taken(decide([vote(0, 5, score=WEAK)], zone=zones)) == [(0, 1, DROP, "ads.x"), (4, 5, DROP, "ads.x")]


def test_no_order_of_proposals_shows():
    votes = [
        vote(0, 3, score=0.7),
        vote(1, 4, action=ROUTE, score=0.7, rule="caption.x"),
        vote(2, action=KEEP, score=0.7, rule="title.x"),
        vote(4, score=WEAK, rule="ads.weak"),
        vote(4, score=WEAK, rule="ads.weak", evidence="other"),
    ]
    assert len({decide(order) for order in permutations(votes)}) == 1


def test_decisions_come_in_line_order_without_overlap():
    won = decide([vote(3, 5), vote(0, 2, rule="legal.x"), vote(1, 4, score=0.7, rule="navigation.x")])
    ends = [bound for d in won for bound in (d.line_start, d.line_end)]
    assert ends == sorted(ends)
    assert taken(won) == [(0, 2, DROP, "legal.x"), (2, 3, DROP, "navigation.x"), (3, 5, DROP, "ads.x")]
