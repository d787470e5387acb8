"""Engines that tell the text of a document from the rest of it; `engine` in `winnow.toml` chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tasks.classifier import store
from tasks.classifier.judgement import Judgement
from tasks.document import Document, Record
from tasks.pipeline import Cleaned
from tasks.settings import Settings

__all__ = ["Engine", "engine_of"]


class Engine(Protocol):
    """What cleans documents: step by step, so that what is quicker for many at once sees many at once."""

    def prepare(self, record: Record, document: Document) -> Any:
        """Whatever can be found out about one document by itself."""

    def judge(self, documents: Sequence[Document], prepared: Sequence[Any]) -> Sequence[Judgement | None]:
        """A judgement on every document of a batch, in order, None where there is none."""

    def decide(self, document: Document, prepared: Any, judgement: Judgement | None) -> Cleaned:
        """One decision a line, and the text that is left."""


def engine_of(settings: Settings) -> Engine:
    """The engine that the settings choose, ready to work.

    Raises:
        UsageError: its model cannot be read.
    """
    if settings.engine == "trafilatura":
        from tasks.engine.main_text import TrafilaturaEngine

        return TrafilaturaEngine()
    from tasks.engine.classifier import ClassifierEngine

    return ClassifierEngine(store.load(store.model_folder(settings.classifier.model)), settings.classifier.bias)
