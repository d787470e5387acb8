"""Quality, speed and scale against the peers. `make bench` runs them all and writes RESULTS.md."""

import os

# As `flows` has it, for the models that are trained here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
