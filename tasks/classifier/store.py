"""Where a trained classifier lies: its files, packed, and a manifest with the hash of each.

A folder is a model when it has a `manifest.json`; that is written last, so half a model is none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tasks.errors import UsageError

OWN = Path(__file__).parent / "artefacts"
"""The model that comes with the project."""
FORMAT = 1
"""Of the folder; raised when the files of older models no longer do."""
MANIFEST, CARD, FOLDS, PACKED = "manifest.json", "README.md", "folds", ".gz"
LARGEST = 64 * 2**20
"""Bytes of one file, unpacked: a manifest that says more is not of a model, and gzip makes a bomb of little."""

_NAME = re.compile(r"\w[\w.-]*", re.ASCII)
_RETRAIN = "train it again with `winnow train`"


def model_folder(model: str) -> Path:
    """The folder that the setting `classifier.model` names: "" is the project's own."""
    return Path(model) if model else OWN


def save(folder: Path, files: Mapping[str, bytes], facts: Mapping[str, Any]) -> None:
    """Write a model into `folder`, which is made; `facts` stand in its manifest beside the files' sizes and hashes.

    The same files and facts give the same bytes: what is packed bears no time, and hashes are of what was packed,
    since other versions of zlib pack it otherwise.

    Raises:
        UsageError: the folder cannot be written.
    """
    entries = {name: {"bytes": len(data), "sha256": _sha256(data)} for name, data in sorted(files.items())}
    content = dict(facts) | {"format": FORMAT, "files": entries}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / (name + PACKED)).write_bytes(gzip.compress(data, mtime=0))
        text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: the model cannot be written there: {error.strerror}") from None


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the manifest of a model says.

    Raises:
        UsageError: there is no model, or one of another format.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{folder}: no trained model is there ({MANIFEST}: {error.strerror})") from None
    except ValueError as error:
        raise UsageError(f"{path}: not a model's manifest ({error}); {_RETRAIN}") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UsageError(f"{path}: not a model of format {FORMAT}; {_RETRAIN}")
    files = content.get("files")
    if not isinstance(files, dict) or not all(_is_entry(name, entry) for name, entry in files.items()):
        raise UsageError(f"{path}: the key 'files' is not what `winnow train` writes; {_RETRAIN}")
    return content


def load(folder: Path, needed: Iterable[str] = ()) -> dict[str, bytes]:
    """The files of a model by name, each with the content that was trained.

    Raises:
        UsageError: there is no model, it was trained without a file that is `needed` today, or a file of it is missing
            or not the one that was trained; it is named.
    """
    files = read_manifest(folder)["files"]
    for name in needed:
        _entry(folder, files, name)
    return {name: _read(folder / (name + PACKED), entry) for name, entry in files.items()}


def load_file(folder: Path, name: str) -> bytes:
    """The content of one file of a model that has it.

    Raises:
        UsageError: there is no model, or the file is missing or not the one that was trained.
    """
    return _read(folder / (name + PACKED), _entry(folder, read_manifest(folder)["files"], name))


def digest(folder: Path) -> str:
    """64 hex digits over the names and hashes of a model's files, as its manifest has them.

    Raises:
        UsageError: there is no model.
    """
    files = read_manifest(folder)["files"]
    return _sha256("".join(f"{name} {files[name]['sha256']}\n" for name in sorted(files)).encode())


def check_replaceable(folder: Path) -> None:
    """See that a model may be put in place of `folder`: it is not there, empty, or holds a model and nothing else.

    Raises:
        UsageError: it cannot be written, or something would be lost, which is named.
    """
    beside = next((parent for parent in folder.absolute().parents if parent.exists()), folder)
    if not beside.is_dir() or not os.access(beside, os.W_OK | os.X_OK):
        raise UsageError(f"{folder}: the model cannot be written there, {beside} is no folder that can be written to")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a folder for the model")
    _check_model(folder)


def _check_model(folder: Path) -> None:
    """See that a folder is empty, or holds a model, those of its folds, and nothing else."""
    held = sorted(path.name for path in folder.iterdir())
    files: Mapping[str, Any] = {}
    with suppress(UsageError):
        files = read_manifest(folder)["files"]
    # By the manifest and not by the ending: a folder of dumps has files that end in `.gz`, too.
    known = {MANIFEST, CARD, FOLDS, *(name + PACKED for name in files)}
    strange = [name for name in held if name not in known]
    if strange:
        raise UsageError(f"{folder}: holds {strange[0]!r}, which no model has; name a folder of its own for the model")
    if held and not files:
        raise UsageError(f"{folder}: holds no model that can be read; name a folder of its own for the model")
    if FOLDS in held:
        for fold in sorted((folder / FOLDS).iterdir()):
            if not fold.is_dir():
                raise UsageError(f"{fold}: is no model of a fold; name a folder of its own for the model")
            _check_model(fold)


def replace(folder: Path, made: Path, before: Path) -> None:
    """Put the model that was made in `made` at `folder`; what was there is at `before` afterwards.

    All three must be on one file system; nobody ever reads half a model.

    Raises:
        OSError: it cannot be put there; what was there is there again.
    """
    replaced = folder.exists()
    if replaced:
        os.rename(folder, before)
    try:
        os.rename(made, folder)
    except OSError:
        if replaced:
            os.rename(before, folder)
        raise


def _entry(folder: Path, files: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What the manifest of a model says of one of its files."""
    if name not in files:
        raise UsageError(f"{folder}: the model that is there was trained without {name}; {_RETRAIN}")
    entry: Mapping[str, Any] = files[name]
    return entry


def _is_entry(name: str, entry: object) -> bool:
    return (
        _NAME.fullmatch(name) is not None
        and isinstance(entry, dict)
        and isinstance(entry.get("sha256"), str)
        and isinstance(entry.get("bytes"), int)
        and 0 <= entry["bytes"] <= LARGEST
    )


def _read(path: Path, entry: Mapping[str, Any]) -> bytes:
    try:
        with gzip.open(path) as file:
            data = file.read(entry["bytes"] + 1)
    except FileNotFoundError:
        raise UsageError(f"{path}: this file of the model is missing; {_RETRAIN}") from None
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: this file of the model cannot be read ({error}); {_RETRAIN}") from None
    if _sha256(data) != entry["sha256"]:
        raise UsageError(f"{path}: this file of the model is not the one that was trained; {_RETRAIN}")
    return data


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
