"""The language of the cleaned text, as ISO 639-1, with its probability and how much of it is in others."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from tasks.metadata.base import Candidate, Page
from tasks.metadata.sequences import Automaton, likeliest

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FEWEST_LETTERS = 20
"""Below this no detector tells languages apart: "Hotel Restaurant Bar" is any of a dozen."""
PIECES, PIECE = 5, 130
"""Pieces of a text that are looked at, spread over it, and characters in each. On 2,000 texts in 32 languages 650
characters tell as well as 6,000 did."""
SURE = 0.9
"""Probability from which a piece in another language counts as such: pieces are short, and Spanish of
130 characters passes for Galician now and then, with less."""
UNIT = 2.0**-9
"""What the logarithms of the model, halves between -16 and -2, are multiples of."""
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


@dataclass(frozen=True, slots=True)
class Language:
    """A language as ISO 639-1, and the share of the text's pieces in others, 0 to 1; None where nobody looked."""

    code: str
    others: float | None = None


def candidates(page: Page, spoken: Spoken | None) -> Iterator[Candidate[Language]]:
    """What the text is written in, `spoken`, else what the record or the page claims.

    The score of a detected language is its probability; claims score below `UNSURE`, because templates
    declare English over texts in every language.
    """
    if spoken is not None:
        yield Candidate(spoken[0], "text", spoken[1])
    for _, value in page.given("language", "lang"):
        if code := iso_code(value):
            yield Candidate(Language(code), "field:language", UNSURE - 0.05)
    if page.head is None:
        return
    claims = [("html:lang", page.head.language or "")]
    claims += [(f"meta:{name}", value) for name in ("og:locale", "content-language", "dc.language")
               for value in page.head.meta.get(name, ())[:1]]  # fmt: skip
    for source, value in claims:
        if code := iso_code(value):
            yield Candidate(Language(code), source, UNSURE - 0.1)


def iso_code(value: str) -> str | None:
    """The two-letter code in `value` ("de-AT", "pt_BR", "eng_Latn"), None where there is none."""
    match = _CODE.fullmatch(value[:40])
    if match:
        return match.group(1).lower()
    return _LONG_CODES.get(value.strip()[:3].lower()) if value.strip()[3:4] in {"", "_", "-"} else None


Spoken = tuple[Language, float]
"""A detected language and its probability."""


def detect(text: str) -> Spoken | None:
    """The language of `text` and its probability, None where there is too little to tell.

    Loads a model the first time, in half a second.
    """
    pieces = pieces_of(text)
    sample = "\n".join(pieces)
    if len(list(islice(filter(str.isalpha, sample), FEWEST_LETTERS))) < FEWEST_LETTERS:
        return None
    judged = [_identifier().classify(piece) for piece in pieces]
    code, probability = judged[0]
    if any(other != code for other, _ in judged):
        code, probability = _identifier().classify(sample)
    elif len(judged) > 1:
        probability = sum(chance for _, chance in judged) / len(judged)
    others = sum(other != code and chance >= SURE for other, chance in judged) / len(judged)
    # Rounded, so that the last bits of another machine's arithmetic do not show in the dataset.
    return Language(code, round(others, 4)), round(float(probability), 4)


def pieces_of(text: str) -> list[str]:
    """Up to `PIECES` pieces of a text, spread over it evenly, none cut inside a word; all of a short text."""
    if len(text) <= PIECE * PIECES:
        count = max(1, len(text) // PIECE)
        step, size = len(text) / count, len(text) // count + 1
    else:
        count = PIECES
        step, size = (len(text) - PIECE) / (PIECES - 1), PIECE
    found = []
    for number in range(count):
        start = int(number * step)
        piece = text[start : start + size]
        # A word that the cut went through tells less than none; scripts without spaces have no such words.
        if start > 0 and (first := piece.find(" ", 0, 30)) >= 0:
            piece = piece[first:]
        if start + size < len(text) and (last := piece.rfind(" ", len(piece) - 30)) > 0:
            piece = piece[:last]
        found.append(piece)
    return found


class _Detector:
    """The library's classifier, but that its walk over a text byte by byte is compiled, with the sums."""

    def __init__(self, identifier: LanguageIdentifier) -> None:
        self._encode, self._labels = identifier._encode, list(identifier.nb_classes)
        # An alias is of the class that has its label first.
        self._classes = np.array([self._labels.index(label) for label in self._labels], np.int32)
        self._priors = identifier.nb_pc.astype(np.float64) / UNIT
        table = identifier.nb_ptc.astype(np.float32)
        table /= UNIT
        # A row of them is four lines of a processor's cache, half of what it is as numbers with a fraction.
        self._table = np.zeros((len(table), -(-table.shape[1] // 32) * 32), np.int16)
        self._table[:, : table.shape[1]] = np.rint(table, out=table)
        rows, sequences = np.array(identifier._rowbase, np.int64), np.array(identifier.tk_output, np.int32)
        self._automaton = Automaton(identifier.tk_nextmove, rows, sequences, len(table))

    @property
    def labels(self) -> list[str]:
        """The languages, each once."""
        return list(dict.fromkeys(self._labels))

    def classify(self, text: str) -> tuple[str, float]:
        """The language of a text and its probability."""
        encoded = self._encode(text)
        scores = np.zeros(self._table.shape[1])
        found = self._automaton.add_scores(encoded, self._table, scores)
        # Of a text without any of its sequences the model knows nothing: all languages are as likely.
        scale = UNIT / math.sqrt(len(encoded)) if found else 0.0
        best, chance = likeliest(scores, self._priors, scale, self._classes)
        return self._labels[best], chance


@cache
def _identifier() -> _Detector:
    # Imported here: half a second, which one document without detection must not cost.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Its other classes (Cantonese, Egyptian Arabic, "no language") have no ISO 639-1 code.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return _Detector(identifier)
