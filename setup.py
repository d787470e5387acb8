"""What is compiled: loops over the tags of a page, the trees of a model, the bytes of a text. All else: pyproject.toml."""

from setuptools import Extension, setup

COMPILED = ("tasks.classifier.forest", "tasks.metadata.sequences", "tasks.segment.walk")

setup(ext_modules=[Extension(name, [name.replace(".", "/") + ".pyx"], extra_compile_args=["-O3"]) for name in COMPILED])
