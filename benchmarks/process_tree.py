"""What a command costs with all the processes that it starts: processor time, wall time, peak memory.

Processor time is the kernel's count of the command and of every descendant that was waited for. Who of them took how
much, and how much memory, is sampled from /proc while they run.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of processors and of the clock; MB of the largest process, of the largest worker, and of all at once.

    `shares` are processor seconds by role: "worker", "server" and "main", as sampled.
    """

    cpu: float
    wall: float
    peak_process: float
    peak_worker: float
    peak_tree: float
    shares: Mapping[str, float]


def measure(command: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Usage:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed; the end of its output is in the message.
    """
    started = time.monotonic()
    with subprocess.Popen(
        command, env=os.environ | dict(env or {}), cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        sampler = Sampler([process.pid])
        with sampler:
            assert process.stdout is not None
            output = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = output.decode("utf-8", "replace")[-3000:]
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    wall = time.monotonic() - started
    return sampler.usage(used.ru_utime + used.ru_stime, wall)


class Sampler:
    """Watches processes and their descendants while its block runs."""

    def __init__(self, roots: Sequence[int]) -> None:
        self._roots = list(roots)
        self._cpu: dict[int, float] = {}
        self._role: dict[int, str] = {}
        self._rss: dict[str, int] = defaultdict(int)
        self._tree = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Sampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def usage(self, cpu: float, wall: float) -> Usage:
        """What was seen, with the processor time that the kernel counted."""
        shares: dict[str, float] = defaultdict(float)
        for pid, seconds in self._cpu.items():
            shares[self._role[pid]] += seconds
        largest = max(self._rss.values(), default=0)
        return Usage(cpu, wall, largest / 1e6, self._rss["worker"] / 1e6, self._tree / 1e6, dict(shares))

    def _watch(self) -> None:
        while not self._done.wait(POLL_SECONDS):
            total = 0
            for pid in self._alive():
                try:
                    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
                    fields = stat.rpartition(")")[2].split()
                    rss = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
                    if self._role.get(pid, "main") == "main":  # a process may become another program
                        self._role[pid] = _role(pid)
                except (OSError, IndexError, ValueError):
                    continue
                self._cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICK
                self._rss[self._role[pid]] = max(self._rss[self._role[pid]], rss)
                total += rss
            self._tree = max(self._tree, total)

    def _alive(self) -> list[int]:
        children: dict[int, list[int]] = defaultdict(list)
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                try:
                    stat = Path(f"/proc/{entry.name}/stat").read_text(encoding="utf-8", errors="replace")
                    children[int(stat.rpartition(")")[2].split()[1])].append(int(entry.name))
                except (OSError, IndexError, ValueError):
                    continue
        found, todo = [], list(self._roots)
        while todo:
            pid = todo.pop()
            found.append(pid)
            todo += children[pid]
        return found


def _role(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    if b"spawn_main" in words or (b"dask" in words and b"worker" in words):
        return "worker"
    return "server" if b"prefect" in words and b"server" in words else "main"
