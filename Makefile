# Every target makes its own environment from the lock; nothing needs to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data/demonstration
DROPS ?=
# Commands are given these by their options: one that is given none has none.
unexport DATA DROPS

.DEFAULT_GOAL := help
.PHONY: help run evaluation serve rebuild test test-slow test-live test-outputs test-crashes fuzz mutants \
	lint types bench bench-run bench-annual bench-history bench-peers bench-growth bench-cluster bench-ratios \
	bench-checks bench-protect bench-instances bench-unseen bench-attack bench-evaluation bench-nowcast bench-signals \
	pictures golden contract lock clean

help:
	@echo "make run                        a demonstration release, from synthetic drops"
	@echo "make run DROPS=folder DATA=folder   a release from the drops of a folder"
	@echo "make evaluation                 the annual evaluation of a demonstration; DROPS, DATA as above"
	@echo "make serve                      all of it on this machine, to try: server, workers, watcher"
	@echo "make rebuild DATA=folder        its past releases again, held to those that stand"
	@echo "make test                       the tests of every change, some ten minutes"
	@echo "make test-slow                  what of it takes a whole run or more"
	@echo "make test-live                  end to end with a real server, some twenty minutes"
	@echo "make test-outputs               its outputs, and drops, in LibreOffice, R and other programs"
	@echo "make bench                      docs/performance.md, measured again; an hour or two"
	@echo "make lint, make types           what CI checks besides"
	@echo "make lock                       resolve the dependencies of pyproject.toml again"

# Without DROPS the demonstration starts from nothing: its own drops, a fresh data folder. No other one
# is emptied for it.
run: $(BIN)/.run
	@echo "A release of $(if $(DROPS),the drops in $(DROPS),synthetic drops), into $(DATA)/releases ..."
ifeq ($(DROPS),)
	@test "$(DATA)" = data/demonstration || test ! -e "$(DATA)" || \
		{ echo "$(DATA) exists: name DROPS=folder too, or a folder that does not exist for DATA." >&2; exit 1; }
	@rm -rf "$(DATA)" "$(DATA).key" "$(DATA).hand-over"
	@$(BIN)/python -m flows synthesise --into "$(DATA)/incoming"
	@$(BIN)/python -m flows run --drops "$(DATA)/incoming" --data "$(DATA)"
else
	@$(BIN)/python -m flows run --drops "$(DROPS)" --data "$(DATA)"
endif

# Without DROPS on the demonstration's, of a `make run` before if there was one.
evaluation: INCOMING = $(or $(DROPS),$(DATA)/incoming)
evaluation: $(BIN)/.run
	@test -d "$(INCOMING)" || $(BIN)/python -m flows synthesise --into "$(INCOMING)"
	@$(BIN)/python -m flows run --drops "$(INCOMING)" --data "$(DATA)" || test $$? = 2
	@$(BIN)/python -m flows hand-over make --data "$(DATA)"

# PORT of the UI on 127.0.0.1. Ctrl-C stops all parts.
PORT ?= 4200
serve: $(BIN)/.run
	@$(BIN)/python -m flows serve --data "$(DATA)" --port $(PORT)

# Past releases of DATA again, byte for byte; RELEASES="2024-01/r1 ..." for some of them.
rebuild: $(BIN)/.run
	@$(BIN)/python -m flows rebuild $(RELEASES) --data "$(DATA)"

test: $(BIN)/.test
	@$(BIN)/python -m pytest

# What takes a whole run of the flow, or more, and further cases of what `make test` runs.
test-slow: $(BIN)/.test
	@$(BIN)/python -m pytest -m slow

# A real server with real processes: one at a time.
test-live: $(BIN)/.test
	@$(BIN)/python -m pytest tests/live -m live -n 0 -v

# Needs Chromium, LibreOffice, R and age (on Debian: chromium, libreoffice-calc, libreoffice-impress, poppler-utils,
# r-base-core, r-cran-haven, age). Of the programs that write drops (gnumeric, r-cran-openxlsx, npm besides) one that
# is not there is skipped.
test-outputs: $(BIN)/.test
	@$(BIN)/python -m pytest -m outputs -rs tests/outputs tests/hand_over tests/receive/test_programs.py

# Mutated workbooks for SECONDS: refused, or read as openpyxl reads them.
SECONDS ?= 60
fuzz: $(BIN)/.test
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

# NUMBER small edits each of protection's SQL and Python, for as many MINUTES at most: does a test notice?
NUMBER ?= 60
MINUTES ?= 30
mutants: $(BIN)/.test
	@$(BIN)/python -m tests.mutants --number $(NUMBER) --minutes $(MINUTES)

# KILLS and MOMENTS at random besides every step boundary; CASES: monthly, backfill, hand-over, parallel-backfill.
KILLS ?= 10
MOMENTS ?= 100
CASES ?= monthly backfill hand-over
test-crashes: $(BIN)/.test
	@$(BIN)/python -m tests.crash --kills $(KILLS) --moments $(MOMENTS) $(CASES)

lint: $(BIN)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(BIN)/.test
	@$(BIN)/mypy

# Each writes its own sections of docs/performance.md. DROPS as for run; RUNS of each process, one after
# the other. An hour or two in all.
RUNS ?= 5
bench: bench-run bench-annual bench-history bench-peers bench-growth bench-cluster

bench-run: $(BIN)/.test
	@$(BIN)/python -m tests.bench.run --runs $(RUNS) $(if $(DROPS),--drops "$(DROPS)")

bench-annual: $(BIN)/.test
	@$(BIN)/python -m tests.bench.annual --runs $(RUNS) $(if $(DROPS),--drops "$(DROPS)")

# HISTORY: as many months, the latest; 0 is all.
HISTORY ?= 0
bench-history: $(BIN)/.test
	@$(BIN)/python -m tests.bench.history --months $(HISTORY) $(if $(DROPS),--drops "$(DROPS)")

# CSV as for bench-protect; without it, of invented counts.
bench-peers: $(BIN)/.test
	@$(BIN)/python -m tests.bench.peers --runs $(RUNS) $(if $(DROPS),--drops "$(DROPS)") \
		$(if $(CSV),--csv "$(CSV)")

# SIZES in half millions of counts; those PROTECTED too take 12 seconds of processor time each half million.
SIZES ?= 1 10 100
PROTECTED ?= 1 10 100
MEMORY ?= 4
bench-growth: $(BIN)/.test
	@$(BIN)/python -m tests.bench.growth --sizes $(SIZES) --protected $(PROTECTED) --memory $(MEMORY)

# MONTHS of history, the latest.
MONTHS ?= 24
bench-cluster: $(BIN)/.test
	@$(BIN)/python -m tests.bench.cluster --months $(MONTHS) $(if $(DROPS),--drops "$(DROPS)")

# What CI holds every change to: ratios, never seconds.
bench-ratios: $(BIN)/.test
	@$(BIN)/python -m tests.bench.ratios

# Rules on FILES good files, and on FAULTS of a good drop, at SCALES times the normal counts; 0 for none.
# GENERATOR: a program that makes drops, whose drops are received too. Hours, or fewer.
FAULTS ?= 400
FILES ?= 3000
SCALES ?= 0.25 0.5 1 2
GENERATOR ?=
bench-checks: $(BIN)/.test
	@$(BIN)/python -m tests.bench.checks --faults $(FAULTS) --files $(FILES) --scales $(SCALES) \
		$(if $(GENERATOR),--generator "$(GENERATOR)")

# CSV: a file with the columns pfa, region, country, month, year, age2, n. REDRAW=1: with other counts of the same size.
TABLES ?= core
bench-protect: $(BIN)/.test
	@$(BIN)/python -m tests.bench.protect "$(CSV)" --tables "$(TABLES)" $(if $(REDRAW),--redraw $(REDRAW))

# SDC: a folder with files of other projects, as tests/bench/instances.py names them. TRIED suppressed cells of
# each table are held to programmes, 0 is all.
TRIED ?= 500
bench-instances: $(BIN)/.test
	@$(BIN)/python -m tests.bench.instances "$(SDC)" --tried $(TRIED)

# HISTORIES that nothing was tuned to, most telling first; a row a release is added to OUT, and what is in
# it is not made again. COMBINATIONS: words of their names, such as "short first 0.25x"; SEEDS: of these only.
# All 200 take hours.
HISTORIES ?= 200
OUT ?= data/unseen.csv
COMBINATIONS ?=
SEEDS ?=
bench-unseen: $(BIN)/.test
	@$(BIN)/python -m tests.bench.unseen --histories $(HISTORIES) --out "$(OUT)" \
		$(if $(COMBINATIONS),--combinations $(COMBINATIONS)) $(if $(SEEDS),--seeds $(SEEDS))

# CHAINS of six releases of unseen histories, from the first SEED on, attacked by code that does not
# know the model. Minutes each.
CHAINS ?= 8
SEED ?= 1
bench-attack: $(BIN)/.test
	@$(BIN)/python -m tests.attack --histories $(CHAINS) --seed $(SEED)

# PANELS with an effect of -10 % and as many without: what the estimators find. Then PANELS of each invented
# world: how often intervals are right. Writes sql/reference/error_rate.csv, which the report reads, and the
# tables of docs/explanation/evaluation.md: read its text again then. Over an hour.
PANELS ?= 200
bench-evaluation: $(BIN)/.test
	@$(BIN)/python -m tests.bench.evaluation --panels $(PANELS)
	@$(BIN)/python -m tests.bench.error_rates --panels $(PANELS)

# REAL: a file of real counts by delay, with the columns reference_date, age_group, delay, count. Minutes.
REAL ?=
bench-nowcast: $(BIN)/.test
	@$(BIN)/python -m tests.bench.nowcast $(if $(REAL),--real "$(REAL)")

# QUIET histories in which nothing happened, and PLANTED ones of each kind in which a force rose: what a
# release says of them. A quarter of an hour.
QUIET ?= 100
PLANTED ?= 20
bench-signals: $(BIN)/.test
	@$(BIN)/python -m tests.bench.signals --histories $(QUIET) --planted $(PLANTED)

# From a real run, with the system's Chromium.
pictures: $(BIN)/.test
	@$(BIN)/python -m tests.live.pictures

# The tables of docs/reference/contract.md, from the refusals and the delivery profiles.
contract: $(BIN)/.run
	@$(BIN)/python -m tasks.receive.contract

golden: $(BIN)/.test
	@$(BIN)/python -m tests.flows.golden
	@$(BIN)/python -m tests.protect.history

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

# The command by the project's name. Not an installed package: the code runs from this folder, and to
# install it takes setuptools, which venv brings no longer.
COMMAND := $(BIN)/serious-violence-admissions
$(COMMAND): Makefile | $(BIN)/python
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/python" -P -m flows "$$@"\n' "$(CURDIR)" "$(CURDIR)/$(BIN)" >$@
	@chmod 755 $@

# uv installs a lock faster than pip, on all cores. pip reads its own settings of the index, which uv does
# not: where uv cannot be had, or finds no index, pip does all of it.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --compile-bytecode
$(BIN)/.uv: | $(BIN)/python
	@sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.lock >$(VENV)/uv.lock
	@$(PIP) -r $(VENV)/uv.lock || echo "Without uv: pip installs the rest."
	@touch $@

# The lock is complete, so nothing is resolved here: older pips would look for another sqlalchemy than
# the locked one. What is installed is compiled to bytecode, and Prefect's tables are laid out here, so
# that the first run does neither.
$(BIN)/.locked: requirements.lock | $(BIN)/.uv
	@echo "Installing the locked dependencies ..."
	@$(UV) -r $< || $(PIP) -r $<
	@$(BIN)/python -m flows.service.run_history
	@touch $@

$(BIN)/.locked-dev: requirements-dev.lock | $(BIN)/.uv
	@echo "Installing the locked dependencies for development ..."
	@$(UV) -r $< || $(PIP) -r $<
	@$(BIN)/python -m flows.service.run_history
	@touch $(BIN)/.locked $@

# How to show each figure is decided by machine code, compiled here after every change of it.
$(BIN)/.run: $(BIN)/.locked $(COMMAND) $(wildcard tasks/protect/*.py tasks/protect/*/*.py)
	@echo "Compiling the disclosure control ..."
	@$(BIN)/python -m tasks.protect.decide.compile
	@touch $@

$(BIN)/.test: $(BIN)/.locked-dev $(BIN)/.run
	@touch $@
