"""A file written and read."""

import pytest

from tasks.readers import Limits, Slice, Source, read


@pytest.fixture
def items(tmp_path):
    def write_and_read(data, name="a.warc", limits=Limits()):  # noqa: B008
        path = tmp_path / name
        path.write_bytes(data)
        return list(read(Slice(Source(f"raw/{name}", str(path), name, len(data))), limits))

    return write_and_read
