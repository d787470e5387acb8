"""The Arrow schemas of the three tables, written once. Each field carries what it means for its reader."""

from __future__ import annotations

import pyarrow as pa


def _field(name: str, kind: pa.DataType, meaning: str, nullable: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable=nullable, metadata={"description": meaning})


_NAMES = pa.list_(pa.field("element", pa.string(), nullable=False))
_TIME = pa.timestamp("s", tz="UTC")

METADATA = (
    "title", "authors", "published", "modified", "sitename", "description", "categories", "tags", "license", "language",
    "captions", "url",
)  # fmt: skip
"""The columns whose values `metadata_sources` explains."""

DOCUMENTS = pa.schema(
    [
        _field("doc_id", pa.string(), "32 hex digits from path, record and raw bytes; unique", False),
        _field("source_path", pa.string(), "the raw file", False),
        _field("source_record", pa.string(), "the record's own id, else its position or path", False),
        _field("url", pa.string(), "canonical address of the page"),
        _field("sitename", pa.string(), "name of the site"),
        _field("title", pa.string(), "headline"),
        _field("authors", _NAMES, "persons, in the order of the byline", False),
        _field("published", _TIME, "first publication; where the page tells only of a change, that"),
        _field("published_day", pa.date32(), "the day of publication as it was called where the page was written"),
        _field(
            "published_offset", pa.int16(), "time zone of `published`, minutes east of UTC; null where none is named"
        ),
        _field("modified", _TIME, "last change"),
        _field("modified_offset", pa.int16(), "time zone of `modified`, minutes east of UTC; null where none is named"),
        _field("description", pa.string(), "summary that the page gives of itself"),
        _field("categories", _NAMES, "sections of the site", False),
        _field("tags", _NAMES, "keywords", False),
        _field("license", pa.string(), "licence of the text, as named on the page"),
        _field("language", pa.string(), "ISO 639-1 code, found on the clean text"),
        _field("language_score", pa.float32(), "probability of the language, 0 to 1"),
        _field(
            "other_languages", pa.float32(), "share of the text in other languages, 0 to 1; null where nobody looked"
        ),
        _field("captions", _NAMES, "captions of pictures, taken out of the text", False),
        _field(
            "metadata_sources",
            pa.struct([pa.field(name, pa.string()) for name in METADATA]),
            "where each value stood: field (of the record), json-ld, meta, h1, markup, line, url, …; null: no value",
            False,
        ),
        _field("text", pa.string(), "the clean text", False),
        _field("page_type", pa.string(), "article, forum, product, …, as judged; null where nothing judged"),
        _field("word_count", pa.int32(), "words of the text, by white space", False),
        _field("raw_char_count", pa.int32(), "characters of the decoded record, markup included", False),
        _field("removed_ratio", pa.float32(), "share of the page's visible words not in the text", False),
        _field("confidence", pa.float32(), "expected word F1 of the text, 0 to 1; null where nothing judged"),
        _field(
            "quality",
            pa.struct(
                [
                    pa.field("repairs", _NAMES),
                    pa.field("mean_line_words", pa.float32()),
                    pa.field("terminal_punctuation_ratio", pa.float32()),
                ]
            ),
            "signals, never filters: what decoding mended, words a line, share of lines that end a sentence",
        ),
        _field("raw_sha256", pa.string(), "SHA-256 of the record's raw bytes", False),
        _field("winnow_version", pa.string(), "version that cleaned it", False),
        _field("run_id", pa.string(), "run that cleaned it", False),
    ]
)

DECISIONS = pa.schema(
    [
        _field("doc_id", pa.string(), "the document", False),
        _field("line_start", pa.int32(), "first line, counted from 0", False),
        _field("line_end", pa.int32(), "line after the last one", False),
        _field("action", pa.string(), "drop, route (kept as data) or keep (a vote that protected it)", False),
        _field("family", pa.string(), "what the lines are", False),
        _field("rule_id", pa.string(), "rule that decided", False),
        _field("rule_version", pa.int32(), "rises when the rule's output changes", False),
        _field("score", pa.float32(), "strength of the evidence, 0 to 1", False),
        _field("evidence", pa.string(), "the phrase or fact that gave them away", False),
        _field("text", pa.string(), "the raw lines", False),
    ]
)

QUARANTINE = pa.schema(
    [
        _field("source_path", pa.string(), "the raw file", False),
        _field("source_record", pa.string(), "the record's own id, else its position or path", False),
        _field("stage", pa.string(), "read, clean or deduplicate", False),
        _field("reason", pa.string(), "unreadable, not_text, empty, over_budget, timeout, …", False),
        _field("detail", pa.string(), "what was wrong, for a person", False),
        _field("duplicate_of", pa.string(), "doc_id of the document that it repeats"),
        _field("raw_sha256", pa.string(), "SHA-256 of the raw bytes, where they were read"),
        _field(
            "raw_offset",
            pa.int64(),
            "where the record begins, bytes: uncompressed, but in a WARC of the file",
        ),
        _field("raw_length", pa.int64(), "its length, bytes"),
    ]
)

TABLES: dict[str, pa.Schema] = {"documents": DOCUMENTS, "decisions": DECISIONS, "quarantine": QUARANTINE}
