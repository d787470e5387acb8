"""The metadata of the five real dumps, from reading to the last field."""

import json

import pytest

from tasks.document import Record
from tasks.metadata import extract_metadata
from tasks.pipeline import clean_document
from tasks.segment import segment


@pytest.mark.parametrize("number", range(5))
def test_seed_metadata_equals_gold(seeds, number):
    gold = json.loads((seeds / "gold.json").read_text(encoding="utf-8"))[number]
    content = (seeds / gold["file"]).read_text(encoding="utf-8")
    record = Record(gold["file"], gold["file"], content, "text", "0" * 64)
    found = extract_metadata(record, clean_document(segment(record)))
    expected = gold["metadata"]
    assert found.title == expected["title"]
    assert list(found.authors) == expected["authors"]
    assert found.sitename in (expected["sitename"] or [None])
    assert found.published is None
    assert expected["published"] is None
    assert found.language == expected["language"]
    for name in ("title", "authors", "sitename", "language"):
        assert (name in found.sources) == bool(getattr(found, name))
