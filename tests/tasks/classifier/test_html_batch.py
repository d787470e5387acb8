"""Pages as arrays: the blocks inside every element, and sums that never reach into another page."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classifier.html_batch import BlockSums, counted, gather, highest, inside, nearest, share, since, until
from tasks.document import Document
from tasks.markup import TAGS
from tests.tasks.classifier.html_documents import ARTICLE, FLAT, PAGES, TEXTLESS, document

SMALL = (
    "<body><div class='a'><p>one</p><section><p>two</p></section></div><img><ul><li>three<br>four</li></ul><hr></body>"
)


@pytest.fixture(scope="module")
def batch():
    return gather([document(page) for page in PAGES])


def roots(batch):
    return np.flatnonzero(batch.parent < 0).tolist()


def around(batch, element):
    """An element and all around it, from the inside out."""
    found = []
    while element >= 0:
        found.append(int(element))
        element = batch.parent[element]
    return found


def test_elements_around_a_block_are_counted_by_their_tags(batch):
    names = ("p", "div", "body", "nav")
    counts = inside(batch, names)
    for name, own in zip(names, counts, strict=True):
        expected = [sum(TAGS[batch.tag[at]] == name for at in around(batch, element)) for element in batch.element]
        assert own.tolist() == expected
    assert inside(gather([document("<div>" * 300 + "x")]), ("div",)).tolist() == [[300]]
    assert inside(gather([]), names).shape == (4, 0)


def test_elements_are_counted_where_they_stand(batch):
    names = ("img", "a", "input")
    for name, own in zip(names, counted(batch, names), strict=True):
        at = [before for before, tag in zip(batch.before, batch.tag, strict=True) if TAGS[tag] == name]
        assert own.tolist() == [at.count(block) for block in range(len(batch.page))]
        assert own.sum() < len(at)  # some stand behind all blocks
    assert counted(gather([]), names).shape == (3, 0)


def test_elements_of_a_small_page_have_the_blocks_inside_them():
    batch = gather([document(SMALL)])
    assert batch.texts == ["one", "two", "- three", "four"]
    found = {
        TAGS[tag] + str(at): (int(first), int(end), TAGS[batch.tag[up]] if up >= 0 else None, int(before))
        for at, (tag, first, end, up, before) in enumerate(
            zip(batch.tag, batch.first, batch.end, batch.up, batch.before, strict=True)
        )
        if end > 0
    }
    assert found == {
        "body0": (0, 4, "body", 0),
        "div1": (0, 2, "body", 0),
        "p2": (0, 1, "div", 0),
        "section3": (1, 2, "div", 1),
        "p4": (1, 2, "div", 1),
        "ul6": (2, 4, "body", 2),
        "li7": (2, 4, "body", 2),
    }
    empty = {TAGS[batch.tag[at]]: int(batch.before[at]) for at in np.flatnonzero(batch.end == 0)}
    # The break stands in the line that it ends, the rule at the end before none.
    assert empty == {"img": 2, "br": 2, "hr": 4}
    assert [TAGS[batch.tag[at]] for at in batch.element] == ["p", "p", "li", "li"]
    assert [TAGS[batch.tag[at]] for at in batch.above(batch.element)] == ["div", "section", "ul", "ul"]


def test_ranges_are_those_of_every_block_and_all_that_is_around_it(batch):
    inside = {}
    for block, element in enumerate(batch.element):
        for outer in around(batch, element):
            inside.setdefault(outer, []).append(block)
    for element in range(len(batch.parent)):
        own = inside.get(element, [])
        if own:
            assert own == list(range(batch.first[element], batch.end[element]))
            wider = [outer for outer in around(batch, element) if len(inside[outer]) > len(own)]
            assert batch.up[element] == (wider[0] if wider else around(batch, element)[-1])
        else:
            assert batch.first[element] >= batch.end[element] == 0


def test_nothing_of_a_page_is_in_another(batch):
    root_of = {block: around(batch, element)[-1] for block, element in enumerate(batch.element)}
    for page in range(len(PAGES)):
        blocks = range(batch.start[page], batch.start[page + 1])
        assert {int(batch.page[block]) for block in blocks} <= {page}
        assert {root_of[block] for block in blocks} <= {roots(batch)[page]}
    bounds = [*roots(batch), len(batch.parent)]
    for page, (a, b) in enumerate(pairwise(bounds)):
        before = batch.before[a:b]
        own = before[before < len(batch.texts)]
        assert ((own >= batch.start[page]) & (own < batch.start[page + 1])).all()
    # Roots stand for what is around them.
    assert batch.above(np.array(roots(batch))).tolist() == roots(batch)


def test_kin_are_blocks_with_the_same_signature_on_the_same_page():
    html = (
        "<body><ul class='x'><li>a</li><li>b</li></ul><ul class='y'><li>c</li></ul><p>d</p>"
        "<div><ul class='x'><li>e</li></ul></div></body>"
    )
    batch = gather([document(html), document(html)])
    kin, wide = batch.kin.tolist(), batch.kin_wide.tolist()
    a, b, c, d, e = kin[:5]
    assert a == b == e
    assert len({a, c, d}) == 3
    assert wide[0] == wide[1]
    assert len({wide[0], wide[2], wide[3], wide[4]}) == 4
    assert not set(kin[:5]) & set(kin[5:])
    assert not set(wide[:5]) & set(wide[5:])


def test_values_come_down_from_the_elements_around():
    batch = gather([document(TEXTLESS), document(SMALL)])
    at = {TAGS[batch.tag[element]]: element for element in batch.element}
    body, div = batch.parent[batch.parent[at["li"]]], batch.parent[batch.element[0]]
    values = np.zeros(len(batch.parent), np.float32)
    values[[body, div, at["li"]]] = 2, 3, 5
    assert highest(batch, values)[batch.element].tolist() == [3, 3, 5, 5]
    assert nearest(batch, values)[batch.element].tolist() == [3, 3, 5, 5]
    assert values.sum() == 10  # what was given is left as it is


def test_blocks_since_a_flagged_one_are_counted_within_the_page():
    batch = gather([document(FLAT), document(TEXTLESS), document(FLAT)])
    flags = np.array([False, True, False, False, False, True])
    assert since(batch, flags, 99).tolist() == [99, 0, 1, 99, 99, 0]
    assert since(batch, flags, 1).tolist() == [1, 0, 1, 1, 1, 0]
    assert until(batch, flags, 99).tolist() == [1, 0, 99, 2, 1, 0]


@given(
    st.lists(st.one_of(st.integers(0, 4000), st.integers(0, 4000 * 65536).map(lambda n: n / 65536)), max_size=30),
    st.data(),
)
def test_sums_are_those_of_a_loop_to_the_last_bit(values, data):
    sums = BlockSums(np.array(values, np.float64))
    bound = st.integers(0, len(values))
    first = data.draw(st.lists(bound, min_size=5, max_size=5))
    end = data.draw(st.lists(bound, min_size=5, max_size=5))
    expected = [np.float32(sum(values[a:b])) for a, b in zip(first, end, strict=True)]
    assert sums(np.array(first), np.array(end)).tolist() == expected


def test_sums_are_the_same_whatever_stands_before():
    own = np.linspace(0.001, 0.999, 50, dtype=np.float32)
    behind = BlockSums(np.concatenate([np.full(999, 1 / 3, np.float32) * 1000, own]))
    first, end = np.arange(50), np.minimum(np.arange(50) + 7, 50)
    assert behind(first + 999, end + 999).tolist() == BlockSums(own)(first, end).tolist()
    assert BlockSums(own)(np.array([0]), np.array([50]))[0] == pytest.approx(own.sum(), abs=1e-3)


def test_flags_are_summed_too():
    assert BlockSums(np.array([True, False, True]))(np.array([0, 1]), np.array([3, 2])).tolist() == [2, 0]


def test_a_share_of_nothing_is_none():
    assert share(np.array([1, 2, 0]), np.array([4.0, 0.0, 0.0])).tolist() == [0.25, 0, 0]


def test_a_document_without_markup_is_refused():
    flat = Document("id", "notes.txt", "0", "0" * 64, "text", "", ())
    with pytest.raises(ValueError, match=r"notes\.txt has no markup"):
        gather([document(ARTICLE), flat])


def test_there_may_be_no_page():
    batch = gather([])
    assert (batch.texts, batch.start.tolist(), len(batch.parent)) == ([], [0], 0)
