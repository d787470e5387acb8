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
    # Dask tells of every connection that opens and closes, also on a run in good order.
    "DASK_LOGGING__DISTRIBUTED": "error",
    # The default of 20 s is too short for the first start, which creates the database.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}

# What the server that a single run starts for itself can do without. It takes no schedules, has no automations
# and is gone after the run; what it keeps is the record of the run.
SINGLE_RUN = {
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
}


def configure(single_run: bool = False) -> None:
    """Set what the user has not set. `single_run` is for a flow that starts a server of its own."""
    defaults = QUIET | {"PREFECT_HOME": str(Path.cwd() / ".prefect")}
    if single_run and not has_server():
        # By hand the summary is what is read; Prefect's own log would repeat it, and every user's mistake
        # would come as a traceback.
        defaults |= SINGLE_RUN
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def has_server() -> bool:
    """Whether a running Prefect server is named in the environment."""
    return bool(os.environ.get("PREFECT_API_URL"))
