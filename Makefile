# Every target sets up what it needs: on a fresh machine with Python 3.11 or newer, `make demo` is enough.
PYTHON ?= python3
ARGS ?=

BIN := .venv/bin
READY := .venv/.ready
UV_VERSION := 0.13.9
SOURCES := bot charts maturity_model storage tests .ci

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup check format test torture bench bench-quick demo rehearse run lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with everything that running and testing need

check: $(READY) ## formatting, lint, types and who may import what
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY) ## write the code the way check wants it
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

PYTEST := $(BIN)/pytest --numprocesses=auto --maxprocesses=4

test: $(READY) ## every test, with coverage (ARGS="-k spread" runs some, without)
	$(PYTEST) $(or $(ARGS),--cov -m "not unmeasured")
	$(if $(ARGS),,$(PYTEST) -m unmeasured tests/torture tests/bot/guide)

torture: $(READY) ## hard faults, for minutes, with figures (ARGS="kill outage" names some, --small is quick)
	$(BIN)/python -m tests.torture $(ARGS)

bench: $(READY) ## speed and memory against floors, side by side, for forty minutes (ARGS="starting" names some)
	$(BIN)/python -m tests.bench $(ARGS)

bench-quick: $(READY) ## some of it in under a minute, with too few rounds to judge by
	$(BIN)/python -m tests.bench --quick $(ARGS)

demo: $(READY) ## one whole review and a hub's year against a stand-in for Slack (ARGS="--colleagues 5 --socket")
	$(BIN)/careers-review demo $(ARGS)

rehearse: $(READY) ## the real bot in a browser, without Slack (ARGS="--colleagues 5 --port 8020")
	$(BIN)/careers-review rehearse $(ARGS)

run: $(READY) ## the bot against real Slack, configured by the environment
	$(BIN)/careers-review run $(ARGS)

# One file for every platform and Python; it names no index, so that each installation uses its own.
lock: ## write requirements.lock anew from pyproject.toml (ARGS=--upgrade takes the newest)
	@test -x .venv-lock/bin/uv || $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv==$(UV_VERSION)
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --group dev --output-file requirements.lock $(ARGS) pyproject.toml

clean: ## remove .venv, caches, demo-output and test-pictures; never a database
	rm -rf .venv .venv-lock .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis htmlcov .coverage .coverage.* demo-output test-pictures

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Careers Review needs Python 3.11 or newer. Name one like this: make PYTHON=python3.12 $(or $(MAKECMDGOALS),setup)'; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@echo 'Setting up .venv: this takes about a minute, once.'
	@$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
