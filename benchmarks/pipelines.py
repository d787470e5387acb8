"""The peers as pipelines from raw WARC to output, each a program of its own.

python -m benchmarks.pipelines NAME IN OUT
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def datatrove(source: Path, out: Path) -> None:
    """The way of datatrove: WarcReader, Trafilatura, ParquetWriter, one worker, defaults but for its wall-clock limit.

    With that limit, one second, a busy machine loses pages; here only the time of a page that is read counts.
    """
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.extractors import Trafilatura
    from datatrove.pipeline.readers import WarcReader
    from datatrove.pipeline.writers import ParquetWriter

    LocalPipelineExecutor(
        [
            WarcReader(str(source), glob_pattern="*.warc.gz"),
            Trafilatura(timeout=60),
            ParquetWriter(str(out), compression="zstd"),
        ],
        tasks=1,
        workers=1,
        logging_dir=str(out.with_name(f"{out.name}-log")),
    ).run()


def extract(source: Path, out: Path) -> None:
    """`trafilatura.extract` and nothing around it: read the WARC, extract, throw away."""
    import trafilatura
    from fastwarc.warc import ArchiveIterator

    for path in sorted(source.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, parse_http=True):
                trafilatura.extract(record.reader.read().decode("utf-8", "replace"))
    out.mkdir()


def floor(source: Path, out: Path) -> None:
    """Read and write, and nothing between: FastWARC, the page as it is, Parquet with zstd."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from fastwarc.warc import ArchiveIterator

    out.mkdir()
    schema = pa.schema([("id", pa.string()), ("html", pa.binary())])
    with pq.ParquetWriter(out / "pages.parquet", schema, compression="zstd", compression_level=3) as writer:
        for path in sorted(source.glob("*.warc.gz")):
            with path.open("rb") as file:
                rows: list[dict[str, object]] = []
                for record in ArchiveIterator(file, parse_http=True):
                    rows.append({"id": record.record_id, "html": record.reader.read()})
                    if len(rows) == 100:
                        writer.write_table(pa.Table.from_pylist(rows, schema))
                        rows = []
                writer.write_table(pa.Table.from_pylist(rows, schema))


PIPELINES: dict[str, Callable[[Path, Path], None]] = {"datatrove": datatrove, "extract": extract, "floor": floor}

if __name__ == "__main__":
    PIPELINES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
