"""Text that a page holds twice."""

from tasks.document import Record
from tasks.engine.repetition import repetitions
from tasks.segment import segment

LONG = "The ferry to the island will not run this winter, for the first time since the war."
PAGE = f"<h1>Ferry</h1><p>{LONG}</p><p>Short line.</p><ul><li>{LONG}</li></ul><p>Short line.</p><p>{LONG.upper()}</p><p>{LONG} Not.</p>"


def test_a_long_line_is_dropped_where_it_comes_again_and_the_first_is_named():
    document = segment(Record("page", "0", PAGE, "html", "0" * 64))
    found = list(repetitions(document, document.visible))
    texts = [document.lines[decision.line_start].text for decision in found]
    assert texts == [f"- {LONG}", LONG.upper()]
    first = next(i for i in document.visible if document.lines[i].text == LONG)
    assert {decision.evidence for decision in found} == {f"the same as line {first + 1}"}


def test_a_copy_of_what_was_not_kept_stays():
    document = segment(Record("page", "0", PAGE, "html", "0" * 64))
    first = next(i for i in document.visible if document.lines[i].text == LONG)
    found = list(repetitions(document, [i for i in document.visible if i != first]))
    assert [document.lines[decision.line_start].text for decision in found] == [LONG.upper()]


def dropped(*lines):
    document = segment(Record("page", "0", "".join(f"<p>{line}</p>" for line in lines), "html", "0" * 64))
    return [document.visible.index(one.line_start) for one in repetitions(document, document.visible)]


def test_an_answer_may_come_again_below_another_question():
    answer = "Yes, if it is on a lead and you have bought a ticket for it."
    assert dropped("May I bring a dog by day?", answer, "May I bring a dog by night?", answer) == []
    assert dropped("May I bring a dog by day?", answer, "May I bring a dog by day?", answer) == [3]


def test_a_refrain_stays_among_verses_and_a_copied_paragraph_does_not():
    refrain = "The river takes the names we gave the stones"
    verses = (
        refrain,
        "and carries them to where the gulls complain.",
        "My father mended nets and broke his bones",
        "and never cursed the weather or the rain.",
    )
    assert dropped(*verses, refrain) == []
    assert dropped(*verses, LONG, LONG) == [5]
    assert dropped(refrain, LONG, refrain, *verses[1:]) == [2]


def test_a_copy_may_be_written_in_another_way():
    rest = "is where the long line of boats begins every morning"
    assert dropped(f"Donaudampfschifffahrtsstraße {rest}", "x", f"- DONAUDAMPFSCHIFFFAHRTSSTRASSE  {rest}") == [2]
    assert dropped(f"Groß {rest}", "x", f"GROSS {rest}", f"Gross-Strehlitz {rest}") == [2]
