"""One document from lines to clean text, without I/O. A whole record, with metadata: `tasks.page.clean_record`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.document import Action, Decision, Document, fates
from tasks.evidence import Evidence, look
from tasks.line_passes import text_of, words_taken
from tasks.resolve import resolve
from tasks.worked_out import worked_out


@dataclass(frozen=True)
class Cleaned:
    """A document, the decisions on its lines, the text that they leave, and the headline's line.

    `page_type` and `confidence` are those of `tasks.classifier.judgement.Judgement`, None where nothing judged.
    """

    document: Document
    decisions: tuple[Decision, ...]
    text: str
    headline: int | None
    page_type: str | None = None
    confidence: float | None = None

    @worked_out
    def word_count(self) -> int:
        """How many words the text has, by white space."""
        above = self.document.words_above
        return above[-1] - words_taken(above, self.decisions, Action.KEEP)

    @worked_out
    def removed_ratio(self) -> float:
        """The share of the document's words that are not in its text, 0 to 1."""
        total = self.document.words_above[-1]
        return 1 - self.word_count / total if total else 0.0

    @worked_out
    def removed_share(self) -> float:
        """The same share where three characters of a script without spaces between words count as a word, 0 to 1.

        By white space a Japanese article has a word a paragraph, and an English notice below it makes up the dump.
        """
        sizes = self.document.sizes
        taken = (one for one in self.decisions if one.action is not Action.KEEP)
        total = sum(sizes)
        return sum(sum(sizes[one.line_start : one.line_end]) for one in taken) / total if total else 0.0


def clean_document(document: Document, proposals: Iterable[Decision] = ()) -> Cleaned:
    """Let every rule propose, resolve, and apply. `proposals` are those of an engine that saw the markup."""
    return decide(document, look(document, proposals))


def decide(
    document: Document,
    evidence: Evidence,
    proposals: Iterable[Decision] = (),
    page_type: str | None = None,
    confidence: float | None = None,
) -> Cleaned:
    """Resolve the rules' evidence and further `proposals` to one decision a line, and apply them."""
    decisions = resolve(document, (*evidence.proposals, *proposals), evidence.zones)
    text = apply_decisions(document, decisions)
    return Cleaned(document, decisions, text, evidence.headline, page_type, confidence)


def apply_decisions(document: Document, decisions: Sequence[Decision]) -> str:
    """The published text: the lines that are kept, without trailing white space, runs of blank lines as one.

    Raises:
        ValueError: the decisions overlap.
    """
    return text_of(document.lines, document.words, fates(document, decisions), Action.KEEP)
