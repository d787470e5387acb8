"""The Parquet files that are published: their order, indexes and filters."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.dataset import part as part_module
from tasks.dataset.part import SAMPLES, SORTED_BY, PartWriter, whole_sample, write_table
from tasks.dataset.publish import open_stage
from tasks.dataset.schemas import TABLES
from tasks.document import Record, Rejected, fates
from tasks.page import clean_record
from tasks.settings import Settings

TEXT = "Skip to main content\n\nThe lock keeper's {} logbook was found in the attic, wrapped in oilcloth and string."


@pytest.fixture
def pages():
    found = [
        clean_record(
            Record("raw/a", str(n), TEXT.format(n), "text", f"{n:064x}"), Settings(engine="trafilatura"), False
        )
        for n in range(30)
    ]
    assert not [page for page in found if isinstance(page, Rejected)]
    return found


def write(stage, pages):
    with PartWriter(stage, "p", "run") as part:
        for page in pages:
            part.add_page(page)
        for n in range(3):
            part.add_rejected(Rejected("raw/a", str(n), "read", "empty"))
    return {table: stage / table / "p.parquet" for table in TABLES}


def test_rows_are_in_order_within_each_row_group_and_the_file_says_so(tmp_path, pages, monkeypatch):
    monkeypatch.setattr(part_module, "ROW_GROUP_ROWS", 10)
    paths = write(open_stage(tmp_path, "v1"), pages)
    for table, path in paths.items():
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                rows = file.read_row_group(group).to_pylist()
                keys = [tuple(row[name] for name in SORTED_BY[table]) for row in rows]
                assert keys == sorted(keys)
                columns = [TABLES[table].names[c.column_index] for c in file.metadata.row_group(group).sorting_columns]
                assert tuple(columns) == SORTED_BY[table]
    with pq.ParquetFile(paths["documents"]) as file:
        assert file.num_row_groups == 3
        assert file.metadata.num_rows == 30


def test_the_samples_of_a_part_say_the_fate_of_every_visible_line(tmp_path, pages):
    stage = open_stage(tmp_path, "v1")
    write(stage, pages)
    samples = json.loads((stage / "samples" / "p.json").read_text(encoding="utf-8"))
    assert [sample["doc_id"] for sample in samples] == sorted(page.cleaned.document.doc_id for page in pages)[:SAMPLES]
    by_id = {page.cleaned.document.doc_id: page for page in pages}
    actions = set()
    for sample in samples:
        whole = whole_sample(sample)
        document, decisions = by_id[whole["doc_id"]].cleaned.document, by_id[whole["doc_id"]].cleaned.decisions
        decided = fates(document, decisions)
        assert [line["text"] for line in whole["lines"]] == [document.lines[i].text for i in document.visible]
        assert [line["rule_id"] for line in whole["lines"]] == [
            fate.rule_id if (fate := decided[i]) else None for i in document.visible
        ]
        actions.update(line["action"] for line in whole["lines"])
        assert whole_sample(whole) == whole
    assert {"keep", "drop"} <= actions


def test_the_files_have_what_their_readers_look_for(tmp_path, pages):
    paths = write(open_stage(tmp_path, "v1"), pages)
    for table, path in paths.items():
        with pq.ParquetFile(path) as file:
            for column in (file.metadata.row_group(0).column(i) for i in range(file.metadata.num_columns)):
                assert column.compression == "ZSTD"
                assert column.has_offset_index
                assert column.has_column_index or column.path_in_schema.startswith(("authors", "quality", "captions"))
            assert all(field.metadata[b"description"] for field in file.schema_arrow)
            assert file.schema_arrow.names == TABLES[table].names
    for table in ("documents", "decisions"):
        group = pq.read_metadata(paths[table]).row_group(0)
        column = next(c for c in map(group.column, range(group.num_columns)) if c.path_in_schema == "doc_id")
        assert column.bloom_filter_length > 0


def test_the_same_rows_give_the_same_bytes_and_writing_again_keeps_them(tmp_path, pages):
    first, second = (write(open_stage(tmp_path / name, "v1"), pages) for name in "ab")
    for table in TABLES:
        assert first[table].read_bytes() == second[table].read_bytes()
        rows = pq.read_table(first[table])
        write_table(rows, first[table], table)
        assert pq.read_table(first[table]).equals(rows)
        assert first[table].read_bytes() == second[table].read_bytes()


def test_what_fails_while_rows_are_packed_is_raised_and_leaves_nothing(tmp_path, pages, monkeypatch):
    def failing(*_):
        raise OSError("no space left")

    monkeypatch.setattr(part_module, "write_rows", failing)
    stage = open_stage(tmp_path, "v1")
    with pytest.raises(OSError, match="no space left"):
        write(stage, pages)
    assert not [path for path in stage.rglob("*") if path.is_file()]


def test_an_empty_part_has_all_columns(tmp_path):
    paths = write(open_stage(tmp_path, "v1"), [])
    assert pq.read_table(paths["documents"]).num_rows == 0
    assert pa.schema(pq.read_schema(paths["documents"])).names == TABLES["documents"].names
