"""How Prefect is set up for Winnow: its home in the project folder, nothing that phones home, no idle services.

Import this before `prefect`: its settings are read once, from the environment.
"""

from __future__ import annotations

import os
from pathlib import Path

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
    # For flows that are called from Python without a server: the first start creates the database.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # Dask tells of every connection that opens and closes, also on a run in good order.
    "DASK_LOGGING__DISTRIBUTED": "error",
}

SINGLE_RUN = {
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    # Three states a shard, each written by itself otherwise, for three quarters of what a shard costs the server. What
    # has come is written every five seconds, and at the end.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
}
"""What the server that a single run starts for itself can do without. It takes no schedules, has no automations and
is gone after the run; what it keeps is the record of the run."""


def configure() -> None:
    """Set what the user has not set."""
    for name, value in (QUIET | {"PREFECT_HOME": str(Path.cwd() / ".prefect")}).items():
        os.environ.setdefault(name, value)


def has_server() -> bool:
    """Whether a running Prefect server is named in the environment."""
    return bool(os.environ.get("PREFECT_API_URL"))
