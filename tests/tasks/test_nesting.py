"""Markup that would stall the parser goes to quarantine; ordinary markup, however long, does not."""

import pytest

from tasks.document import Record, Rejected
from tasks.page import clean_record
from tasks.segment.nesting import too_deep
from tasks.settings import Settings


@pytest.mark.parametrize("tag", ["div", "ul><li", "nav", "custom-element", "span"])
def test_deep_markup_is_found(tag):
    assert too_deep(f"<{tag}>" * 300_000)
    assert too_deep(f"<{tag}>" * 12_000 + "x" + f"</{tag.split('>')[0]}>" * 12_000)


@pytest.mark.parametrize("row", ["<tr><td>1<td>2", "<li>item", "<p>text<br>", "<div><div>x</div></div>", "<b>x"])
def test_long_markup_is_not_deep(row):
    assert not too_deep("<table>" + row * 30_000)


def test_a_deep_page_is_quarantined_at_once():
    record = Record("deep.html", "deep.html", "<div>" * 1_000_000 + "text", "html", "0" * 64)
    outcome = clean_record(record, Settings(engine="trafilatura"))
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "too_deep"
