"""What is compiled: the loops over the tags of a page and over the trees of a model. All else is in pyproject.toml."""

from setuptools import Extension, setup

COMPILED = ("tasks.classifier.forest", "tasks.segment.walk")

setup(ext_modules=[Extension(name, [name.replace(".", "/") + ".pyx"], extra_compile_args=["-O3"]) for name in COMPILED])
