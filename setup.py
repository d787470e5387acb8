"""The modules that are compiled: loops over tags, blocks, trees and bytes. All else is in pyproject.toml."""

from setuptools import Extension, setup

COMPILED = (
    "tasks.classifier.forest",
    "tasks.classifier.passes",
    "tasks.classifier.words",
    "tasks.folding_pass",
    "tasks.metadata.sequences",
    "tasks.readers.defects",
    "tasks.segment.scan",
    "tasks.segment.tree",
    "tasks.segment.walk",
)

setup(ext_modules=[Extension(name, [name.replace(".", "/") + ".pyx"], extra_compile_args=["-O3"]) for name in COMPILED])
