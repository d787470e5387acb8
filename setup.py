"""The modules that are compiled: loops over tags, blocks, trees and bytes. All else is in pyproject.toml."""

import os

from setuptools import Extension, setup

COMPILED = (
    "tasks.audit.line_search",
    "tasks.classifier.block_passes",
    "tasks.classifier.forest",
    "tasks.classifier.passes",
    "tasks.classifier.recurrent",
    "tasks.classifier.word_passes",
    "tasks.classifier.words",
    "tasks.folding_pass",
    "tasks.line_passes",
    "tasks.matches",
    "tasks.metadata.characters",
    "tasks.metadata.page_passes",
    "tasks.metadata.sequences",
    "tasks.readers.defects",
    "tasks.report.counting",
    "tasks.segment.marks",
    "tasks.segment.scan",
    "tasks.segment.tree",
    "tasks.segment.walk",
    "tasks.topic",
)

# Without the debugger's information, which takes a quarter of the time, and with no two steps made one where a
# processor can: numbers are to be the same on all.
FLAGS = ["-O3", "-g0", "-ffp-contract=off"]

# Side by side.
setup(
    ext_modules=[Extension(name, [name.replace(".", "/") + ".pyx"], extra_compile_args=FLAGS) for name in COMPILED],
    options={"build_ext": {"parallel": os.cpu_count()}},
)
