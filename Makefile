# Every target makes its own environment from the lock; nothing needs to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data/demonstration
DROPS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench-monthly bench-protect golden lock clean

help:
	@echo "make run                        a demonstration release, from synthetic drops"
	@echo "make run DROPS=folder DATA=folder   a release from the drops of a folder"
	@echo "make test                       the whole test suite"
	@echo "make lint, make types           what CI checks besides"
	@echo "make lock                       resolve the dependencies of pyproject.toml again"

# Without DROPS the demonstration starts from nothing: its own drops, a fresh data folder.
run: $(BIN)/.run
ifeq ($(DROPS),)
	@rm -rf "$(DATA)" "$(DATA).key"
	@$(BIN)/python -m tasks.synthesise --into "$(DATA)/incoming"
	@$(BIN)/python -m flows.monthly --drops "$(DATA)/incoming" --data "$(DATA)"
else
	@$(BIN)/python -m flows.monthly --drops "$(DROPS)" --data "$(DATA)"
endif

test: $(BIN)/.test
	@$(BIN)/python -m pytest

lint: $(BIN)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(BIN)/.test
	@$(BIN)/mypy

# DROPS as for run; RUNS processes, one after the other.
RUNS ?= 5
bench-monthly: $(BIN)/.test
	@$(BIN)/python -m tests.bench.monthly --runs $(RUNS) $(if $(DROPS),--drops "$(DROPS)")

# CSV: a file with the columns pfa, region, country, month, year, age2, n.
TABLES ?= core
bench-protect: $(BIN)/.test
	@$(BIN)/python -m tests.bench.protect "$(CSV)" --tables "$(TABLES)"

golden: $(BIN)/.test
	@$(BIN)/python -m tests.flows.golden

lock: $(BIN)/.test
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		--extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) data

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed: set PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "On Debian and Ubuntu, venv is a package: apt-get install python3-venv"; exit 1; }

# pip compiles what it installs to bytecode, so that the first run does not.
$(BIN)/.run: requirements.lock | $(BIN)/python
	@echo "Installing the locked dependencies ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(BIN)/.test: requirements-dev.lock | $(BIN)/python
	@echo "Installing the locked dependencies for development ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(BIN)/.run $@
