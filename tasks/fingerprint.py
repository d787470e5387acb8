"""What the output depends on besides the input: the code that cleans, its engine and the settings."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tasks import VERSION
from tasks.settings import Settings

# They judge and show what was cleaned, and change nothing of it.
_AFTERWARDS = {"audit", "report"}


@cache
def code_fingerprint() -> str:
    """12 hex digits over every source file that has a say in the output, and the versions of its engine.

    Declared rule versions are for people; this notices a changed rule whose version nobody raised.
    """
    root = Path(__file__).parent
    digest = hashlib.sha256(f"{VERSION} trafilatura {version('trafilatura')}".encode())
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        if parts[0] not in _AFTERWARDS:
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def fingerprint(settings: Settings) -> str:
    """12 hex digits that change when the same input may come out differently."""
    key = code_fingerprint() + settings.output_key()
    return hashlib.sha256(key.encode()).hexdigest()[:12]
