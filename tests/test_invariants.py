"""What holds for every input, however odd: proved on arbitrary text and arbitrary bytes."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.document import Action, Decision, Document, Record, Rejected, fates, rebuild
from tasks.page import Page, clean_record
from tasks.pipeline import apply_decisions, clean_document
from tasks.readers import Limits, Slice, Source, discover, read
from tasks.resolve import resolve
from tasks.rules import families
from tasks.rules.base import PhraseRule
from tasks.segment import segment
from tasks.settings import Settings
from tasks.zones import zones

SAMPLES = Path(__file__).parents[1] / "raw" / "samples"
PHRASES = sorted(
    phrase
    for rules in families().values()
    for rule in rules
    if isinstance(rule, PhraseRule)
    for phrase in (*rule.whole, *rule.start, *rule.end, *rule.inside)
)
PARAGRAPH = (
    "The ferry left at noon with forty passengers and two dogs on board, and nobody on the pier could say afterwards "
    "whether it had been the wind or the current that pushed it so far south before the engine failed."
)
# Arbitrary text, lines that rules know, and paragraphs between them: each alone would reach only half the rules.
lines = st.one_of(
    st.text(max_size=60),
    st.sampled_from(PHRASES),
    st.just(PARAGRAPH),
    st.sampled_from(["", "  ", "By Ann Example", "3 comments", "Reply", "\t• item", "(c) 2020 Example", "1 | 2"]),
)
texts = st.one_of(
    st.text(max_size=400),
    st.tuples(st.lists(lines, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n", "\r"])).map(
        lambda t: t[1].join(t[0])
    ),
)


def record(content, kind="text"):
    return Record("file", "0", content, kind, "0" * 64)


@given(texts)
def test_lines_cover_the_decoded_record(content):
    assert rebuild(segment(record(content))) == content


@given(texts)
def test_every_line_is_in_exactly_one_of_kept_dropped_routed(content):
    document = segment(record(content))
    cleaned = clean_document(document)
    decided = [(i, one) for one in cleaned.decisions for i in range(one.line_start, one.line_end)]
    numbers = [i for i, _ in decided]
    assert len(numbers) == len(set(numbers))  # none is decided twice
    assert set(numbers) <= set(range(len(document.lines)))
    taken = {i for i, one in decided if one.action is not Action.KEEP}
    kept = [line.text.rstrip() for i, line in enumerate(document.lines) if i not in taken and not line.blank]
    assert [line for line in cleaned.text.split("\n") if line] == kept  # what was taken is not in the text
    assert rebuild(document) == content


@given(texts)
def test_the_published_text_is_the_kept_lines_in_order(content):
    document = segment(record(content))
    cleaned = clean_document(document)
    decided = fates(document, cleaned.decisions)
    kept = [
        line.text.rstrip()
        for line, fate in zip(document.lines, decided, strict=True)
        if not line.blank and (fate is None or fate.action is Action.KEEP)
    ]
    assert [line for line in cleaned.text.split("\n") if line] == kept
    assert apply_decisions(document, cleaned.decisions) == cleaned.text
    assert cleaned.word_count == len(cleaned.text.split())


@given(texts)
def test_applying_again_changes_nothing(content):
    """What was published has the form that publishing gives: no decision, no change."""
    text = clean_document(segment(record(content))).text
    assert apply_decisions(segment(record(text)), ()) == text


def headline_of(cleaned):
    return None if cleaned.headline is None else cleaned.document.lines[cleaned.headline].text.rstrip()


@given(texts)
def test_cleaning_again_takes_nothing_more(content):
    """What was published is clean, as long as the same line is the headline: `test_a_headline_by_what_was_taken`."""
    once = clean_document(segment(record(content)))
    again = clean_document(segment(record(once.text)))
    if headline_of(again) == headline_of(once):
        assert again.text == once.text
    else:
        left = iter(once.text.split("\n"))
        assert all(line in left for line in again.text.split("\n") if line)  # in their order: nothing is added


def test_a_headline_by_what_was_taken():
    """The counter-example: a byline says that the line above it is the headline, and is taken out of the text."""
    once = clean_document(segment(record(f"out of stock\nBy Ann Example\n{PARAGRAPH}")))
    assert once.text == f"out of stock\n{PARAGRAPH}"
    assert headline_of(once) == "out of stock"
    assert clean_document(segment(record(once.text))).text == PARAGRAPH


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_a_clean_sample_stays_as_it_is(path):
    """Through the whole pipeline, the classifier too, which sees other neighbours the second time."""
    for item in read(Slice(discover([str(path)], Path.cwd())[0]), Limits()):
        if isinstance(item, Rejected):
            continue
        once = clean_record(item, Settings(), detect_language=False).cleaned.text
        assert clean_record(record(once), Settings(), detect_language=False).cleaned.text == once


@given(texts, st.randoms())
def test_the_order_of_proposals_does_not_show(content, shuffle):
    document = segment(record(content))
    count = len(document.lines)
    proposals = [
        Decision(i, min(count, i + shuffle.randint(1, 3)), action, family, f"{family}.rule", 1, score)
        for i in range(count)
        for action, family, score in shuffle.sample(
            [(Action.DROP, "a", 0.9), (Action.ROUTE, "b", 0.9), (Action.KEEP, "c", 0.9), (Action.DROP, "d", 0.4)], 2
        )
    ]
    once = resolve(document, proposals, zones(document, frozenset()))
    shuffle.shuffle(proposals)
    assert resolve(document, proposals, zones(document, frozenset())) == once


@given(texts)
def test_a_keep_vote_of_full_score_protects_a_line_from_everything(content):
    document = segment(record(content))
    for i in document.visible[:3]:
        votes = [
            Decision(i, i + 1, Action.KEEP, "title", "title", 1, 1.0),
            Decision(i, i + 1, Action.DROP, "ads", "ads.x", 1, 1.0),
        ]
        fate = fates(document, resolve(document, votes, zones(document, frozenset())))[i]
        assert fate is not None
        assert fate.action is Action.KEEP


def test_overlapping_decisions_are_refused():
    document = segment(record("one\ntwo"))
    drop = Decision(0, 2, Action.DROP, "ads", "ads.x", 1, 0.9)
    with pytest.raises(ValueError, match="decided twice"):
        apply_decisions(document, (drop, drop))


markup = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div",
                "class='cookie'>",
                "</div>",
                "<ul><li>",
                "<table><tr><td>",
                "<td>",
                "</table>",
                "<pre>",
                "</pre>",
            ]
        ),
        st.sampled_from(["<script>x</script>", "<!-- c -->", "<h1>", "</h1>", "<br>", "<a href='x'>", "</a>", "<nav>"]),
        st.text(max_size=30),
    ),
    max_size=30,
).map("".join)


@given(markup)
@settings(max_examples=60, deadline=None)
def test_html_has_a_fate_for_every_line_too(content):
    outcome = clean_record(record(content, "html"), Settings(), detect_language=False)
    if isinstance(outcome, Rejected):
        assert outcome.reason == "empty"
        return
    document = outcome.cleaned.document
    assert rebuild(document) == document.content
    assert apply_decisions(document, outcome.cleaned.decisions) == outcome.cleaned.text
    assert outcome.cleaned.word_count == len(outcome.cleaned.text.split())


@given(st.binary(max_size=300), st.sampled_from([".txt", ".html", ".jsonl"]))
@settings(max_examples=120, deadline=None)
def test_arbitrary_bytes_come_out_as_documents_or_quarantine_rows(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("bytes") / f"dump{suffix}"
    path.write_bytes(data)
    source = Source(path.name, str(path), path.name, len(data))
    for item in read(Slice(source), Limits()):
        if isinstance(item, Rejected):
            assert item.reason
            continue
        outcome = clean_record(item, Settings(), detect_language=False)
        assert isinstance(outcome, Page | Rejected)
        if isinstance(outcome, Page):
            document: Document = outcome.cleaned.document
            assert rebuild(document) == document.content
            assert apply_decisions(document, outcome.cleaned.decisions) == outcome.cleaned.text
            outcome.cleaned.text.encode("utf-8")


def test_cleaning_is_a_function():
    rows = [PARAGRAPH, *random.Random(7).sample(PHRASES, 40), PARAGRAPH]
    first = clean_document(segment(record("\n".join(rows))))
    again = clean_document(segment(record("\n".join(rows))))
    assert first.decisions == again.decisions
    assert first.text == again.text
