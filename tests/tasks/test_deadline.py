"""The processor-time limit: it stops what is busy, spares what waits, and never hits the code after."""

import sys
import threading
import time

import pytest

from tasks.deadline import CpuGuard, CpuTimeExceeded


@pytest.fixture(autouse=True, params=["thread's clock", "process's clock"])
def clock(request, monkeypatch):
    """Both clocks: a system without the first, such as macOS, is asked for the second."""
    if request.param == "process's clock":
        monkeypatch.delattr(time, "pthread_getcpuclockid", raising=False)
    elif not hasattr(time, "pthread_getcpuclockid"):
        pytest.skip("this system has no clock of another thread")


def spin():
    while True:
        try:
            sum(range(1000))
        except Exception:
            raise AssertionError("swallowed") from None


def test_a_busy_block_is_stopped_even_where_everything_is_caught():
    with CpuGuard(0.3) as guard, pytest.raises(CpuTimeExceeded), guard.block():
        spin()


def test_waiting_costs_no_processor_time():
    with CpuGuard(0.1) as guard:
        with guard.block():
            time.sleep(0.6)
        assert sum(range(10)) == 45


def test_every_block_has_its_own_time():
    with CpuGuard(0.3) as guard:
        for _ in range(4):
            with guard.block():
                end = time.thread_time() + 0.15
                while time.thread_time() < end:
                    pass


def test_works_outside_the_main_thread():
    seen = []

    def run():
        with CpuGuard(0.2) as guard:
            try:
                with guard.block():
                    spin()
            except CpuTimeExceeded:
                seen.append("stopped")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == ["stopped"]


def test_a_block_can_be_profiled():
    """Clearing an exception that was never sent made the interpreter spin for ever under a profiler."""
    with CpuGuard(5) as guard:
        sys.setprofile(lambda *_: None)
        try:
            for _ in range(2000):
                with guard.block():
                    pass
        finally:
            sys.setprofile(None)


def test_a_block_has_what_is_left_of_the_time():
    began = time.process_time()
    with CpuGuard(5) as guard, pytest.raises(CpuTimeExceeded), guard.block(spent=4.9):
        spin()
    assert time.process_time() - began < 3
