"""The language of the cleaned text, as ISO 639-1, with its probability."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from tasks.metadata.base import Candidate, Page

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FEWEST_LETTERS = 20
"""Below this no detector tells languages apart: "Hotel Restaurant Bar" is any of a dozen."""
SAMPLE = 6_000
"""Characters that are looked at: the classifier walks the text byte by byte in Python, 0.1 ms a thousand."""
UNSURE = 0.5
"""Below this probability another language is as likely, and what the page says of itself is better."""

_CODE = re.compile(r"\s*([A-Za-z]{2})(?:[-_][A-Za-z0-9-]{1,20})?\s*")
# ISO 639-2 and 639-3 codes that datasets carry in their language column, for the main written languages.
_LONG_CODES = {
    "ara": "ar", "ces": "cs", "cze": "cs", "cmn": "zh", "chi": "zh", "zho": "zh", "dan": "da", "deu": "de",
    "ger": "de", "ell": "el", "eng": "en", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "heb": "he",
    "hin": "hi", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl",
    "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv",
    "tha": "th", "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip


def candidates(page: Page, detect: bool) -> Iterator[Candidate[str]]:
    """What the text is written in, else what the record or the page claims.

    The score of a detected language is its probability; claims score below `UNSURE`, because templates
    declare English over texts in every language.
    """
    if detect:
        yield from _detected(page.text)
    for _, value in page.given("language", "lang"):
        if code := iso_code(value):
            yield Candidate(code, "field:language", UNSURE - 0.05)
    if page.head is None:
        return
    claims = [("html:lang", page.head.language or "")]
    claims += [(f"meta:{name}", value) for name in ("og:locale", "content-language", "dc.language")
               for value in page.head.meta.get(name, ())[:1]]  # fmt: skip
    for source, value in claims:
        if code := iso_code(value):
            yield Candidate(code, source, UNSURE - 0.1)


def iso_code(value: str) -> str | None:
    """The two-letter code in `value` ("de-AT", "pt_BR", "eng_Latn"), None where there is none."""
    match = _CODE.fullmatch(value[:40])
    if match:
        return match.group(1).lower()
    return _LONG_CODES.get(value.strip()[:3].lower()) if value.strip()[3:4] in {"", "_", "-"} else None


def _detected(text: str) -> Iterator[Candidate[str]]:
    sample = text[:SAMPLE]
    if sum(char.isalpha() for char in sample) < FEWEST_LETTERS:
        return
    code, probability = _identifier().classify(sample)
    # Rounded, so that the last bits of another machine's arithmetic do not show in the dataset.
    yield Candidate(code, "text", round(float(probability), 4))


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here: half a second, which one document without detection must not cost.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Its other classes (Cantonese, Egyptian Arabic, "no language") have no ISO 639-1 code.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
