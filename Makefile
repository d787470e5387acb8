# Everything a newcomer or CI needs. Nothing has to be installed by hand but Python, a C compiler and make.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help run test lint check bench lock chromium clean-env

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(RUN_READY) ## clean raw/samples into clean/ and say where the dataset and its report are
	@$(BIN)/winnow run raw/samples --out clean

# The tests of a file share servers and models, and the flows', which take longest, begin first.
test: $(DEV_READY) chromium ## install what the tests need, and run them all
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(DEV_READY) ## ruff, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: lint test ## ruff, format, types and tests

bench: $(DEV_READY) ## measure quality and speed against the peers (needs the labelled pages)
	@$(BIN)/python -m benchmarks

lock: $(DEV_READY) ## resolve the dependencies again, with hashes
	@$(PIP) install --quiet uv
	@printf 'cython\nsetuptools\nwheel\npip\n' | $(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet -o locks/dev.txt -
	@printf 'cython\nsetuptools\nwheel\n' | $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet -c locks/dev.txt -o locks/run.txt -

chromium: # the report is tested in a real browser; where none can be installed its tests say so and are skipped
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		{ apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } ; } || \
		echo "No Chromium here, and not allowed to install one: the browser tests will be skipped."

clean-env: ## remove the virtual environment and Prefect's home
	@rm -rf $(VENV) .prefect

# The first thing that may be missing on a machine gets one line, not a traceback.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Winnow needs Python 3.11 or newer, and there is no '$(PYTHON)'. Name yours: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Winnow needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V). Name another: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# Some loops are compiled. Python's headers come with it everywhere but in Debian's packages.
COMPILES := command -v $${CC:-cc} >/dev/null && \
	$(BIN)/python -c 'import os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null
CHECK_COMPILER = { $(COMPILES) ; } || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	apt-get install -y -qq gcc libc6-dev python3-dev >/dev/null && $(COMPILES) ; } || { echo "Winnow compiles some of its \
	modules: a C compiler or Python's headers are missing. Debian and Ubuntu: apt-get install gcc libc6-dev python3-dev. \
	Fedora: dnf install gcc python3-devel. macOS: xcode-select --install." ; exit 1; }
INSTALL = $(PIP) install -qq --no-deps --no-build-isolation -e . 2>/dev/null || $(PIP) install --no-deps --no-build-isolation -e .
COMPILED := $(wildcard tasks/*.pyx tasks/*.pxd tasks/*/*.pyx tasks/*/*.pxd)

# LightGBM's wheel, which trains and is tested against, brings all it needs but the runtime of OpenMP, which small images
# do not have.
LOADED := $(BIN)/python -c 'import ctypes, glob, importlib.util as u; \
	ctypes.CDLL(glob.glob(u.find_spec("lightgbm").submodule_search_locations[0] + "/lib/lib_lightgbm.*")[0])' 2>/dev/null
CHECK_OPENMP = $(LOADED) || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	apt-get install -y -qq libgomp1 >/dev/null && $(LOADED) ; } || { echo "LightGBM needs the runtime of OpenMP. \
	Debian and Ubuntu: apt-get install libgomp1. Fedora: dnf install libgomp. macOS: brew install libomp." ; exit 1; }

$(RUN_READY): locks/run.txt pyproject.toml setup.py $(COMPILED) | $(BIN)/python
	@echo "Installing Winnow into $(VENV), a minute or two …"
	@$(CHECK_COMPILER)
	@$(PIP) install -qq --require-hashes --no-deps -r locks/run.txt
	@$(INSTALL)
	@touch $@

$(DEV_READY): locks/dev.txt pyproject.toml setup.py $(COMPILED) | $(BIN)/python
	@echo "Installing Winnow and what its tests need into $(VENV), a minute or two …"
	@$(CHECK_COMPILER)
	@# Few of the modules are ever imported: what is gets its byte code then, which takes a minute of all of them.
	@$(PIP) install -qq --no-compile --require-hashes --no-deps -r locks/dev.txt
	@$(INSTALL)
	@$(CHECK_OPENMP)
	@touch $@ $(RUN_READY)
