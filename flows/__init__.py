"""When and in what order: the Prefect flows and the command line."""

import os

# Before numpy is loaded: with more threads its sums add up in another order, and training on another number of cores
# made other models. Workers are processes, one a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
