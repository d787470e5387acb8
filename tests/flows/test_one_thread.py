"""Sums add up in one order on any number of cores: BLAS is told so before it is loaded."""

import os
import subprocess
import sys


def test_the_command_line_tells_blas_before_it_is_loaded():
    program = "import flows.cli, os, sys; print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "1"]
