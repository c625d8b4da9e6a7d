# What a newcomer types. Each target makes what it needs; stamp files in .venv keep repeated runs quick.
#
#   make serve     the first profile on http://127.0.0.1:8000/        make test    the tests, with coverage
#   make install   .venv with the project and its command             make quick   the tests, but for the long ones
#   make bench     the benchmarks                                     make check   lint, types, layers
#   make soak      half an hour of requests, publishes, killed workers
#   make wheel     dist/*.whl                                         make lock    pin the dependencies anew
#   make mutants   small changes of the code that tests must notice   make clean   forget all that make made
#   make editor    the query editor's files anew (needs Node and npm)
#   make icon      the icon for browsers, from icon.svg (needs Chromium)
#   make comunica  a foreign client for the tests of the endpoint (needs Node 18 or newer and npm)
#   make citeproc  another citation processor, which the tests compare ours with (needs Node and npm)
#
# `make quick` leaves out what needs a browser, a server or a killed process, floods of hostile input, and the console
# examples: at most a sixth of the time of `make test`. What is long stands in tests/conftest.py.
#
# Settings: PYTHON (3.11 or newer), SITE (the folder to serve), ARGS (more for serve, bench, quick, soak and mutants; for test, what
# to run instead).

PYTHON ?= python3
SITE ?= data/lucas-dixon
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# Wheels only: nothing is compiled here, and no foreign set-up code runs while installing. The lock names every package, so
# nothing is resolved: pip 23 looks for newer releases of a package with extras, and then misses their hashes.
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet
LOCKED := $(PIP) --no-deps --require-hashes --only-binary :all:
# A file's tests stay together, in order: they share what they have published or started. tests/conftest.py orders the files.
WORKERS := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
UV := uv==0.13.9

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install dev serve test quick mutants soak check format bench wheel lock editor icon comunica citeproc clean

help:
	@sed -n 's/^#  *make/make/p' Makefile

install: $(VENV)/.installed

dev: $(VENV)/.dev

serve: $(VENV)/.installed
	$(BIN)/scholargraph serve $(SITE) $(ARGS)

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(or $(ARGS),$(WORKERS) --cov=scholargraph)

quick: $(VENV)/.dev
	$(BIN)/python -m pytest $(WORKERS) -m "not long" $(ARGS)

mutants: $(VENV)/.dev
	$(BIN)/python -m tests.mutation $(ARGS)

soak: $(VENV)/.dev
	$(BIN)/python -m benchmarks.reliability.soak $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(ARGS)

wheel: $(VENV)/.installed
	rm -rf dist
	$(PIP:install=wheel) --no-deps --no-build-isolation --wheel-dir dist .

# uv lives in a folder of its own, outside the checkout: it is needed here only.
lock:
	tools="$$(mktemp -d)" && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && "$$tools/bin/pip" install --quiet --only-binary :all: $(UV) && \
	compile() { UV_CUSTOM_COMPILE_COMMAND="make lock" "$$tools/bin/uv" pip compile --quiet --upgrade --universal \
	    --python-version 3.11 --generate-hashes --no-annotate "$$@"; } && \
	compile pyproject.toml --output-file requirements/runtime.txt && \
	compile --group build --output-file requirements/build.txt && \
	compile pyproject.toml --group dev --constraints requirements/runtime.txt --constraints requirements/build.txt \
	    --output-file requirements/dev.txt && \
	compile benchmarks/endpoint/requirements.in --output-file benchmarks/endpoint/requirements.txt

# The query editor in the package, from the one npm package that editor/ pins. Node is needed here only.
editor:
	folder="$$(mktemp -d)" && trap 'rm -rf "$$folder"' EXIT && cp editor/package.json editor/package-lock.json "$$folder" && \
	(cd "$$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent) && \
	node editor/collect.mjs "$$folder" src/scholargraph/pages/static/editor

# The icon that browsers look for by themselves.
icon: $(VENV)/.dev
	$(BIN)/python -m tests.pages.icon

# Another project's query engine, which the tests have ask our servers. Without it they are skipped.
comunica: $(VENV)/comunica/.installed

# The citation processor of others, which the tests compare ours with. Without it they are skipped.
citeproc: $(VENV)/citeproc/.installed

clean:
	rm -rf $(VENV) dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------------------------- stamp files

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "ScholarGraph needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# pip cannot take an editable project together with hashes: first the locked packages, then the project alone.
$(VENV)/.installed: $(VENV)/.made pyproject.toml requirements/runtime.txt requirements/build.txt
	$(LOCKED) -r requirements/runtime.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements/dev.txt
	$(LOCKED) -r requirements/dev.txt
	@touch $@

$(VENV)/comunica/.installed: tests/live/comunica/package.json tests/live/comunica/package-lock.json
	@mkdir -p $(@D)
	cp tests/live/comunica/package.json tests/live/comunica/package-lock.json $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(VENV)/citeproc/.installed: tests/citation/citeproc/package.json tests/citation/citeproc/package-lock.json
	@mkdir -p $(@D)
	cp tests/citation/citeproc/package.json tests/citation/citeproc/package-lock.json $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
