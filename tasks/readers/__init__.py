"""Raw dumps as records: one module per raw format, each streaming, none raising for bad input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial

from tasks.document import Record, Rejected
from tasks.readers.archives import MEMBERS, read_tar, read_zip
from tasks.readers.base import Limits, Skipped, Slice, Source, WrongCutError, ending_of
from tasks.readers.bytestream import Codec, gunzip, plain, unzstd
from tasks.readers.columnar import read_arrow, read_parquet
from tasks.readers.delimited import read_delimited
from tasks.readers.discover import discover
from tasks.readers.jsonl import read_jsonl
from tasks.readers.one_document import read_one_document
from tasks.readers.warc import read_warc

__all__ = ["SUFFIXES", "Limits", "Skipped", "Slice", "Source", "WrongCutError", "discover", "read", "suffix_of"]

_Reader = Callable[[Slice, Limits], Iterator[Record | Rejected | Skipped]]
_CODECS: dict[str, Codec] = {"": plain, ".gz": gunzip, ".zst": unzstd}
_READERS: dict[str, _Reader] = {
    **{suffix: partial(read_one_document, parse=parse) for suffix, parse in MEMBERS.items()},
    **{f".jsonl{end}": partial(read_jsonl, codec=codec) for end, codec in _CODECS.items()},
    # C4 and its like: JSON Lines by another name.
    **{name: partial(read_jsonl, codec=codec) for name, codec in ((".ndjson", plain), (".json.gz", gunzip))},
    **{f".csv{end}": partial(read_delimited, codec=codec, delimiter=",") for end, codec in _CODECS.items()},
    **{f".tsv{end}": partial(read_delimited, codec=codec, delimiter="\t") for end, codec in _CODECS.items()},
    **{f".{name}{end}": read_warc for name in ("warc", "warc.wet", "wet") for end in _CODECS},
    ".parquet": read_parquet,
    ".arrow": read_arrow,
    ".arrows": read_arrow,
    ".feather": read_arrow,
    ".zip": read_zip,
    **{f".tar{end}": partial(read_tar, codec=codec) for end, codec in _CODECS.items()},
    ".tgz": partial(read_tar, codec=gunzip),
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""How the names of the files end that can be read."""


def read(piece: Slice, limits: Limits) -> Iterator[Record | Rejected | Skipped]:
    """Every record of a file or a stretch of one, in order; what is none comes as `Rejected`.

    Of a whole file at least one of either. What a format carries beside its pages comes as `Skipped`.

    Raises:
        WrongCutError: the slice ends inside of a record; read the file whole.
    """
    source = piece.source
    suffix = suffix_of(source.location)
    if suffix is not None:
        yield from _READERS[suffix](piece, limits)
        return
    reason, detail = "unsupported", f"not one of {', '.join(SUFFIXES)}"
    if os.path.isdir(source.location):  # `discover` lists files, and the folders that it could not look into
        reason, detail = "unreadable", "the folder could not be listed"
    yield Rejected(source.path, source.relative, "read", reason, detail)


def suffix_of(location: str) -> str | None:
    """The one of `SUFFIXES` that a name ends with, None where it is none of them."""
    return ending_of(location, SUFFIXES)
