"""Prefect's server as a single run starts it: `python -m flows.prefect_server server start …`, as `prefect` takes it.

Settings do most of it (`orchestrator.SINGLE_RUN`); here is what none of them says.
"""

from __future__ import annotations

import asyncio
import gc

from docket import Worker

from tasks.garbage import uncollected


async def _rest(self: Worker) -> None:
    """Wait to be ended, in place of looking for background work twenty times a second, half a second of a minute.

    All that would come are the services which `SINGLE_RUN` switches off, and tidying after deployments and deletions.
    """
    await asyncio.Event().wait()


def main() -> None:
    """Run Prefect's command line with what this process was called with."""
    with uncollected():
        import prefect.server.api.server  # noqa: F401
        from prefect.cli import app

    gc.freeze()
    Worker.run_forever = _rest  # type: ignore[method-assign]
    app()


if __name__ == "__main__":
    main()
