"""Big files in slices: together they give what the whole file gives."""

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers import Limits, Slice, Source, WrongCutError, read
from tasks.readers.splitting import slices
from tests.tasks.readers.warcs import PACK, PAGE, gz, http, page, record, zst

TEXT = "The cellar stayed damp for a week after the pumps had been switched off."


def jsonl(path, count):
    # Blank lines count, too, and some have no id.
    path.write_text("".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" * (1 + n % 3) for n in range(count)))


def parquet(path, count):
    pq.write_table(pa.table({"text": [f"{TEXT} {n}" * 20 for n in range(count)]}), path, row_group_size=7)


def packed(name):
    def write(path, count):
        path.write_bytes(PACK[name]([page(n, PAGE + b"x" * n) for n in range(count)]))

    return write


def with_dictionary(path, count):
    path.write_bytes(zst([page(n) for n in range(count)], dictionary=True))


WRITE = {
    "a.jsonl": jsonl,
    "a.parquet": parquet,
    "a.warc": packed(".warc"),
    "a.warc.gz": packed(".warc.gz"),
    "a.warc.zst": packed(".warc.zst"),
    "b.warc.zst": with_dictionary,
}


@pytest.fixture
def source(tmp_path):
    def written(name, count=100):
        path = tmp_path / name
        WRITE[name](path, count)
        return Source(f"raw/{name}", str(path), name, path.stat().st_size)

    return written


@pytest.mark.parametrize("name", WRITE)
@pytest.mark.parametrize("share", [2, 3, 10, 33])
def test_slices_together_are_the_whole_file(source, name, share):
    found = source(name)
    pieces = slices(found, found.size // share)
    assert len(pieces) > 1
    assert pieces[0].start == 0
    assert pieces[-1].end is None
    assert [piece.end for piece in pieces[:-1]] == [piece.start for piece in pieces[1:]]
    assert name == "a.parquet" or sum(piece.size for piece in pieces) == found.size
    apart = [item for piece in pieces for item in read(piece, Limits())]
    assert apart == list(read(Slice(found), Limits()))


@pytest.mark.parametrize("name", WRITE)
def test_a_file_of_less_than_two_slices_is_left_whole(source, name):
    found = source(name)
    assert slices(found, found.size) == [Slice(found, size=found.size)]


def test_a_line_as_long_as_many_slices(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n" + json.dumps({"text": TEXT * 9000}) + "\n" + json.dumps({"text": TEXT}))
    found = Source("a", str(path), "a", path.stat().st_size)
    pieces = slices(found, 1000)
    assert [item.source_record for piece in pieces for item in read(piece, Limits())] == ["2", "3"]


def test_what_cannot_be_cut_is_left_whole(tmp_path):
    noise = b"".join(page(n) for n in range(100))
    for name, data in {
        "a.warc.gz": gzip.compress(noise),
        "a.parquet": b"PAR1" * 5000,
        "a.zip": noise,
        "a.txt": noise,
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        found = Source(name, str(path), name, len(data))
        assert slices(found, 100) == [Slice(found, size=len(data))]


def test_a_cut_inside_of_a_record_is_noticed(tmp_path):
    """A page that is a WARC itself, of bytes that its own record stores as they are."""
    inner = gz([page(n, PAGE + b"%d" % n) for n in range(100, 200)])
    outer = gzip.compress(record(http(inner, content_type="application/warc"), number=1), compresslevel=0, mtime=0)
    data = gz([page(0)]) + outer + gz([page(2)])
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    found = Source("a", str(path), "a", len(data))
    pieces = slices(found, len(data) // 3)
    assert len(pieces) > 1
    with pytest.raises(WrongCutError):
        list(read(pieces[0], Limits()))
    assert [item.source_record[-2:-1] for item in read(Slice(found), Limits())] == ["0", "1", "2"]


def test_damage_at_the_end_of_a_slice_is_one_row(source, tmp_path):
    found = source("a.warc.gz")
    data = bytearray((tmp_path / "a.warc.gz").read_bytes())
    pieces = slices(found, found.size // 2)
    items = list(read(pieces[0], Limits()))
    data[items[-1].raw_offset + 1] = 0
    (tmp_path / "a.warc.gz").write_bytes(bytes(data))
    again = [list(read(piece, Limits())) for piece in pieces]
    assert [getattr(item, "reason", "ok") for item in again[0]] == ["ok"] * (len(items) - 1) + ["unreadable"]
    assert sum(map(len, again)) == 100
