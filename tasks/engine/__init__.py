"""Engines that tell the text of a document from the rest of it; `engine` in `winnow.toml` chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from tasks.classifier import store
from tasks.classifier.judgement import Judgement
from tasks.document import Document, Record
from tasks.pipeline import Cleaned
from tasks.settings import Settings

__all__ = ["Engine", "engine_of", "model_files"]


class Engine(Protocol):
    """What cleans documents: step by step, so that what is quicker for many at once sees many at once."""

    @property
    def searches(self) -> Sequence[Callable[[Document], None]]:
        """What `prepare` needs to have found out of flattened text, if anything, in order.

        One after another, each for many documents in a row, they take half the time.
        """

    @property
    def page_searches(self) -> Sequence[Callable[[Document, Judgement], None]]:
        """The same of what `decide` needs to have found out of a page once it is judged."""

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

    return ClassifierEngine(model_files(settings), settings.classifier.bias)


def model_files(settings: Settings) -> dict[str, bytes]:
    """The files of the model that the settings choose, none for an engine without one.

    Raises:
        UsageError: there is no model, or one without a file that is needed, or a file that is not the trained one.
    """
    if settings.engine == "trafilatura":
        return {}
    from tasks.engine.classifier import FILES

    return store.load(store.model_folder(settings.classifier.model), FILES)
