"""What is done: reading, segmenting, deciding, describing and storing web text."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("winnow-etl")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0.0.0+source"
