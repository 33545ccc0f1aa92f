# make demo    the app on sample data, in an environment of its own
# make test    every test (those in a real terminal need tmux, and are skipped without it)
# make check   what must be green before a commit: style, types, import contracts, tests
# make bench   the figures, as ratios
# make docs    the docs as a site, in build/site
# make dist    what is published: source and wheel, checked, in dist/
# make soak    kills in the middle of work and at every point of an hour, power cuts and failing disks by the
#              thousand, monkeys on every screen, 10,000 weeks of practice (an hour and more)
#
# PYTHON=python3.12 chooses an interpreter, VENV=dir another environment.

VENV ?= .venv
PYTHON ?=
BIN := $(VENV)/bin
SHELL := /bin/sh

# What is installed depends on pyproject.toml only: the code itself is used where it lies.
APP := $(VENV)/.offhook-installed
DEV := $(VENV)/.offhook-dev-installed
SITE := $(VENV)/.offhook-docs-installed
SHIP := $(VENV)/.offhook-ship-installed

.PHONY: demo test check lint types imports bench docs dist soak clean
.DELETE_ON_ERROR:

demo: $(APP)
	@$(BIN)/offhook demo

test: $(DEV)
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# One after the other, also with -j: the tests' closing line stands last.
check: $(DEV)
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory imports
	@$(MAKE) --no-print-directory test

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV)
	@$(BIN)/mypy

imports: $(DEV)
	@$(BIN)/lint-imports

bench: $(DEV)
	@$(BIN)/python -m benchmarks

soak: $(DEV)
	@OFFHOOK_SOAK=200 $(BIN)/python -m pytest tests/soak tests/playbook/test_shipped_dialogues.py \
	    tests/core/test_session_monkey.py tests/screens/test_monkey.py tests/screens/test_disk_faults.py
	@OFFHOOK_POWER=60 $(BIN)/python -m pytest tests/store/test_power.py tests/store/test_torn.py \
	    tests/store/test_faults.py tests/store/test_readers.py

docs: $(SITE)
	@$(BIN)/mkdocs build --quiet
	@echo "The docs are in build/site/index.html"

dist: $(SHIP)
	@rm -rf dist
	@$(BIN)/python -m build
	@$(BIN)/twine check --strict dist/*

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(APP): pyproject.toml | $(BIN)/python
	@echo "Installing Offhook into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV) $(SITE) $(SHIP): $(VENV)/.offhook-%-installed: pyproject.toml | $(BIN)/python
	@echo "Installing Offhook and its tools ($*) into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@ $(APP)

# A name alone says nothing (python3 may be old, a version manager's python3.12 may be empty): each is asked.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    if "$$python" -m venv "$(VENV)"; then exit 0; fi; \
	    rm -rf "$(VENV)"; \
	    echo "$$python could not make an environment (see above). On Debian and Ubuntu: apt install python3-venv" >&2; \
	    exit 1; \
	done; \
	echo "Offhook needs Python 3.11 or newer, and there is none on the PATH." >&2; \
	echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; \
	exit 1
