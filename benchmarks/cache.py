"""What slow peers and flattenings made of the pages, kept between runs."""

from __future__ import annotations

import hashlib
import inspect
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.pages import LabelledPage, fingerprint

DEFAULT = Path(tempfile.gettempdir()) / "winnow-bench"
"""Where outputs are kept unless a folder is named."""
_PACKAGES = ("trafilatura", "resiliparse", "jusText", "readability-lxml", "datatrove", "selectolax", "lxml")


def cached(folder: Path, extract: Callable[[str], str], pages: Sequence[LabelledPage]) -> list[str]:
    """`extract` of every page's HTML, from `folder` when it was run there before.

    A result is used again only for the same pages, the same packages and the same source of the function.
    """
    digest = hashlib.sha256(f"{fingerprint(pages)}\n{inspect.getsource(extract)}".encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    path = folder / f"{digest.hexdigest()[:32]}.parquet"
    if path.exists():
        texts: list[str] = pq.read_table(path)["text"].to_pylist()
        return texts
    print(f"{extract.__name__}: {len(pages):,} pages …", file=sys.stderr, flush=True)
    # A lone surrogate in a page is no UTF-8, and Parquet holds nothing else.
    texts = [extract(page.html).encode("utf-8", "replace").decode("utf-8") for page in pages]
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    pq.write_table(pa.table({"text": pa.array(texts, pa.string())}), part, compression="zstd")
    part.replace(path)
    return texts
