"""What Winnow tells Prefect's automations: that a version was published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prefect.events import emit_event
from prefect.logging import get_logger

from tasks.readers.storage import is_url

PUBLISHED = "winnow.dataset.published"


def announce(dataset: str, version: str, counts: Mapping[str, int], report: str) -> None:
    """Emit the event that a version is published; its resource is the dataset, by its whole path or URL.

    What is published is published, whether anybody hears of it or not: an event that cannot be sent is a warning.
    """
    name = dataset if is_url(dataset) else str(Path(dataset).absolute())
    try:
        emit_event(
            event=PUBLISHED,
            resource={"prefect.resource.id": f"winnow.dataset.{name}", "prefect.resource.name": name},
            payload={"dataset": name, "version": version, "counts": dict(counts), "report": report},
        )
    except Exception as error:
        get_logger(__name__).warning("%s: no event was sent: %s", PUBLISHED, error)
