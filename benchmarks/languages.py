"""How often the language of a short text is told, in languages that the labelled pages do not have.

Django's translations are the texts: sentences that people wrote in some thirty languages, joined to documents of 200
characters and more. The labelled pages say with `lang` what they are written in, rightly or not: where that and the
detected language differ, the page is shown.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import django

from benchmarks.bootstrap import mean
from benchmarks.tables import table
from tasks.metadata.language import detect

LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko",
    "lt", "nl", "pl", "pt", "ro", "ru", "sk", "sv", "th", "tr", "uk", "vi", "zh_Hans",
)  # fmt: skip
"""Locales of Django with enough text whose code names one written language."""
SHORTEST = 200
"""Characters of a document."""
SHORTEST_MESSAGE = 25
"""Characters of a message: shorter ones are labels of fields and names."""

_NO_TEXT = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}|<[^>]+>")


def messages(locale: str) -> Iterator[str]:
    """The translated sentences of a locale in a fixed order, without what is filled in; of English the originals."""
    root = Path(django.__file__).parent
    for path in sorted(root.glob(f"**/locale/{'de' if locale == 'en' else locale}/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            catalog = getattr(gettext.GNUTranslations(file), "_catalog")  # noqa: B009 - it has no public name
        texts = [(key if isinstance(key, str) else key[0], text) for key, text in catalog.items()]
        # The message of the empty key is the file's header.
        for original, text in sorted(pair for pair in texts if pair[0] and pair[0] != pair[1]):
            plain = " ".join(_NO_TEXT.sub(" ", original if locale == "en" else text).split())
            if len(plain) >= SHORTEST_MESSAGE:
                yield plain


def documents(locale: str) -> list[str]:
    """The sentences of a locale, joined until a document has `SHORTEST` characters."""
    found: list[str] = []
    parts: list[str] = []
    for message in messages(locale):
        parts.append(message)
        if sum(map(len, parts)) >= SHORTEST:
            found.append(" ".join(parts))
            parts = []
    return found


def told(locales: Sequence[str] = LANGUAGES) -> Mapping[str, list[str]]:
    """For every locale the language that was found in each of its documents, "" where none was."""
    return {
        locale: [found[0].code if (found := detect(text)) else "" for text in documents(locale)] for locale in locales
    }


def as_markdown() -> str:
    """How many documents of how many languages are told, and which are not."""
    found = told()
    right = [[code == locale[:2] for code in codes] for locale, codes in found.items()]
    wrong = [
        f"{locale[:2]} as {code or 'nothing'}"
        for locale, codes in found.items()
        for code in codes
        if code != locale[:2]
    ]
    rows = [
        ["all", f"{sum(map(len, right)):,}", mean([one for group in right for one in group]).markdown()],
        ["worst language", f"{min(map(len, right))}–{max(map(len, right))} each", f"{min(map(_share, right)):.3f}"],
    ]
    return (
        f"Documents of {SHORTEST} characters and more in {len(found)} languages, from Django's translations.\n\n"
        f"{table(['documents', 'count', 'language told'], rows)}\n\nNot told: {', '.join(wrong) or 'none'}."
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right)


if __name__ == "__main__":
    print(as_markdown())
