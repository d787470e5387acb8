"""What the output depends on besides the input: the code that cleans, its engines, the trained model, the settings."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tasks import VERSION
from tasks.classifier.store import digest, model_folder
from tasks.metadata import rankers
from tasks.settings import Settings

# They judge and show what was cleaned, and change nothing of it; of training only its artefacts do, by their digest.
_NO_SAY = {"audit", "report", "training"}
# What code and its lists of words are written in. Compiled modules are what these say, but for the compiler.
_SOURCES = (".py", ".pyx", ".pxd", ".txt")
# The libraries that read records, decode and mend them, parse pages, and tell their content and its language: another
# version may do it otherwise. What only counts, packs or finds given strings does not.
_LIBRARIES = ("beautifulsoup4", "fastwarc", "ftfy", "jusText", "lxml", "py3langid", "selectolax", "trafilatura")


@cache
def code_fingerprint() -> str:
    """12 hex digits over all code and lists of words that have a say in the output, and the versions of its engines.

    Declared rule versions are for people; this notices a changed rule whose version nobody raised.
    """
    root = Path(__file__).parent
    engines = " ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    code = hashlib.sha256(f"{VERSION} {engines}".encode())
    for path in sources(root):
        code.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return code.hexdigest()[:12]


def sources(root: Path) -> list[Path]:
    """The files below the folder `tasks` that have a say in the output, in order."""
    files = (path for ending in _SOURCES for path in root.rglob(f"*{ending}"))
    return sorted(path for path in files if path.relative_to(root).parts[0] not in _NO_SAY)


def fingerprint(settings: Settings) -> str:
    """12 hex digits that change when the same input may come out differently.

    Raises:
        UsageError: the folder that the settings name holds no trained model.
    """
    model = settings.classifier.model
    folders = (model_folder(model), *(rankers.model_with(file, model) for file in rankers.FILES))
    models = "".join(map(digest, folders))
    key = code_fingerprint() + settings.output_key() + models
    return hashlib.sha256(key.encode()).hexdigest()[:12]
