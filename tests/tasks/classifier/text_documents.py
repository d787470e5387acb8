"""Flattened documents for the tests of the classifier."""

from tasks.document import Document, Record
from tasks.segment.text import segment_text

ARTICLE = """Home
News
Sport
Log in

River level falls for a third week

By Ann Writer

The river fell again on Monday, the third week in a row, and the boats that carry grain had to leave half of it behind.
Officials said that they expected rain by the end of the month, but that it would not be enough for the larger boats.

  What comes next

"We have seen this before, and we know what to do," said the harbour master, who has worked there for thirty years.

More stories
Bridge to close for repairs
Market moves to the old station
© Example Gazette
"""


def document(text: str) -> Document:
    return segment_text(Record("case", "0", text, "text", "0" * 64))
