"""The event of a publication, where it cannot be sent. That it is sent: `test_run.py`."""

import os
import subprocess
import sys


def test_an_event_that_cannot_be_sent_is_a_warning(tmp_path):
    """One that is larger than Prefect takes, to a server that is not there."""
    env = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_HOME": str(tmp_path)}
    script = "from flows.events import announce; announce('clean' * 400_000, 'v1', {'documents': 1}, 'report')"
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "winnow.dataset.published: no event was sent: " in done.stderr
    assert "Traceback" not in done.stderr
