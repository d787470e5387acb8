"""What is started for a run or a service ends when the one that started it is gone, however that came to its end.

A signal handler is not enough: nothing runs one on `kill -9`, nor in the seconds before it is installed.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import runpy
import signal
import sys
import threading
import time

SERVICE = "WINNOW_SERVICE_PID"
"""The environment variable in which `winnow serve` tells the runs that it starts who it is."""

END_SECONDS = 10
"""How long a run may take to record that it has crashed; the server that it tells is often gone, too."""


def command(module: str, *args: str) -> list[str]:
    """The command that runs a module which ends when its standard input does: give it a pipe, and write nothing."""
    return [sys.executable, "-P", __file__, module, *args]


def end_with_parent() -> None:
    """For a worker of a process pool: end when the process that the pool belongs to has ended.

    Ctrl-C, which a terminal sends to the workers too, is left to that process: each would print a traceback.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def kill_workers() -> None:
    """Kill the processes that this one has started to work for it."""
    for worker in multiprocessing.active_children():
        worker.kill()


def end_with_service() -> None:
    """For a scheduled run: end when the `winnow serve` that started this process has ended."""
    service = os.getppid()
    if os.environ.get(SERVICE) == str(service):
        threading.Thread(target=_terminate_after, args=(service,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _terminate_after(service: int) -> None:
    while os.getppid() == service:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_SECONDS)
    kill_workers()
    os._exit(1)


def _terminate_after_input() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_terminate_after_input, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
