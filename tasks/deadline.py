"""A limit on the processor time that one record may take, in any thread."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType

CHECK_SECONDS = 0.2
"""How often a running block is looked at; the limit is overrun by no more than this for each stretch of the block, and
once more, and by one call into C."""


class CpuTimeExceeded(BaseException):
    """The block took more processor time than it was given.

    Not an `Exception`: libraries that catch everything must not swallow it.
    """


class CpuGuard:
    """Watches the thread that enters it; each `block()` may use `seconds` of that thread's processor time.

    Processor time, not wall time: under load a wall-clock limit loses good documents. A signal would do for a
    process, but Dask runs tasks outside the main thread, where Python takes none.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: Block | None = None
        self._entered = 0
        self._sent = False
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def __enter__(self) -> CpuGuard:
        self._thread = threading.get_ident()
        self._used = _processor_time_of(self._thread)
        self._watcher = threading.Thread(target=self._watch, name="cpu-guard", daemon=True)
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        self._watcher.join()

    def block(self, spent: float = 0.0) -> Block:
        """Code that is stopped with `CpuTimeExceeded` when its time is used up, or what is left of it."""
        return Block(self, spent)

    def _watch(self) -> None:
        # The clock is read here alone: three times a block it took as long as the block's own calls. What a block
        # takes before it is seen first is not counted, less than the time between two looks.
        seen, before = 0, 0.0
        while not self._closed.wait(CHECK_SECONDS):
            with self._lock:
                block, now = self._running, self._used()
                if block is not None and self._entered == seen:
                    block.spent += now - before
                    if block.spent > self._seconds:
                        self._running = None
                        self._send(CpuTimeExceeded)
                seen, before = self._entered, now

    def _send(self, exception: type[BaseException] | None) -> None:
        self._sent = exception is not None
        target = ctypes.py_object(exception) if exception else None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), target)


class Block:
    """Code that a guard watches, in one stretch or in several: `spent` is the processor time that was seen of all.

    A class, because `contextlib` takes as long as the guard, and a dump has ten stretches.
    """

    __slots__ = ("_guard", "spent")

    def __init__(self, guard: CpuGuard, spent: float) -> None:
        self._guard, self.spent = guard, spent

    def __enter__(self) -> None:
        guard = self._guard
        guard._entered += 1
        guard._running = self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        guard = self._guard
        try:
            if kind is CpuTimeExceeded:
                guard._sent = False
        finally:
            with guard._lock:
                guard._running = None
                if guard._sent:
                    # It was sent in the last moment, and must not hit the code after the block. Only then: the
                    # interpreter never forgets that it was asked, and a profiler makes it spin on that.
                    guard._send(None)


def _processor_time_of(thread: int) -> Callable[[], float]:
    """What tells the processor time that a thread has used.

    macOS has no clock of another thread. That of the process tells the same there, but under a Dask scheduler whose
    workers have several threads, where a record is given less time.
    """
    if hasattr(time, "pthread_getcpuclockid"):
        return partial(time.clock_gettime, time.pthread_getcpuclockid(thread))
    return time.process_time
