"""What a worker of Dask's own local cluster does at its start: a preload module, see Dask's documentation of those."""

from __future__ import annotations

import logging

HEARTBEAT = "Failed to communicate with scheduler during heartbeat."


def dask_setup(worker: object) -> None:
    """Leave out that a heartbeat failed: the scheduler is gone when the run that it belongs to is over.

    A worker that was just asking when its cluster closed would end a good run with a traceback. What else goes wrong
    with a worker is logged, by itself and by its nanny.
    """
    logging.getLogger("distributed.worker").addFilter(lambda record: record.msg != HEARTBEAT)
