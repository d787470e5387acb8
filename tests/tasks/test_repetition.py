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
