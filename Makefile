# Everything a person or a machine does with Babad.  `make help` lists it.
#
# A fresh machine needs Python 3.11 or newer and make; what else is needed goes into .venv, once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What an earlier step may leave in the environment is not this project's business: hashes decide.
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
UV := uv==0.13.9

# Percent of facts/, branches included, that the whole test suite must run through.
COVERAGE ?= 100
# Tests to run; empty for all of them.  Only a whole run is held to COVERAGE.
TESTS ?=
# What the measuring programs are told: see `.venv/bin/python -m bench --help`.
BENCH ?= all
# Where the lists of events lie that dates are compared with.
REFERENCE ?= ../shared/reference
# How often make soak tries each of its 250 trials.
ROUNDS ?= 2
# Further arguments for babad chat or for pytest.
ARGS ?=

CATALOGUES := $(wildcard bot/locales/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help chat demo setup test soak lint format types facts schema catalogues docs transcript pictures calendar verify-dates bench fit lock upgrade clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

chat: $(VENV)/.babad ## Talk with Babad in the terminal, or pipe questions in
	@$(BIN)/babad chat $(ARGS)

demo: $(VENV)/.babad ## Play a conversation on a Discord and a Telegram of its own, with the bot as it is run
	@$(BIN)/python -m tests.demo

setup: $(VENV)/.dev ## Set up everything for developing, and nothing more

test: $(VENV)/.dev ## Run all tests, or those named: make test TESTS=tests/facts/test_dates.py
ifeq ($(strip $(TESTS)),)
	$(BIN)/pytest --cov=facts --cov-branch --cov-report=term --cov-fail-under=$(COVERAGE) $(ARGS)
else
	$(BIN)/pytest $(ARGS) $(TESTS)
endif

soak: $(VENV)/.dev ## Kill the bot while it posts, hundreds of times, and count what members get
	$(BIN)/python -m tests.soak --rounds $(ROUNDS)

lint: $(VENV)/.dev ## Check style, the three floors, types, the shipped packs and their schema
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory types facts
	$(BIN)/babad schema | diff facts/pack.schema.json - >&2 # when they differ: make schema

format: $(VENV)/.dev ## Lay out the code, and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.dev ## Check types, strictly
	$(BIN)/mypy
	$(BIN)/mypy hatch_build.py catalogues.py docs/generate.py docs/transcript.py
	$(BIN)/mypy --package docs.drawing --package bench.calendar

facts: $(VENV)/.babad ## Check the shipped packs of facts
	$(BIN)/babad check facts/packs

schema: $(VENV)/.babad ## Write the schema that editors complete packs with
	$(BIN)/babad schema > facts/pack.schema.json.new
	mv facts/pack.schema.json.new facts/pack.schema.json

catalogues: $(VENV)/.dev ## Bring the message catalogues up to date with the source
	$(BIN)/python catalogues.py

docs: $(VENV)/.dev ## Write the generated parts of the documentation
	$(BIN)/python docs/generate.py

transcript: $(VENV)/.dev ## Write the conversation in the README anew
	$(BIN)/python docs/transcript.py

pictures: $(VENV)/.dev ## Draw the pictures of answers anew, from the golden files
	$(BIN)/python -m docs.drawing

calendar: $(VENV)/.babad ## Count and draw the facts of each day, and write the pages about them
	$(BIN)/python -m bench.calendar

verify-dates: $(VENV)/.babad ## Compare all dates with lists of events; where they lie: make verify-dates REFERENCE=folder
	@$(BIN)/python -m bench.calendar verify "$(REFERENCE)"

bench: $(VENV)/.bench ## Measure beside other libraries; one part: make bench BENCH=seed
	$(BIN)/python -m bench $(BENCH)

fit: $(VENV)/.bench ## Fit the weights of ranking and confidence
	$(BIN)/python -m bench fit

# uv, since one lock then serves every Python and system.  The settings of pip on this machine play no part.
LOCK = $(VENV)/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --no-build --generate-hashes --no-annotate \
	--custom-compile-command "make lock" $(LOCKING)
# What pyproject.toml builds with, and what an editable install needs beside it.
BUILD_TOOLS := import tomllib; project = tomllib.load(open("pyproject.toml", "rb")); \
	print(*project["build-system"]["requires"], "editables", sep="\n")

lock: $(VENV)/lock ## Pin all dependencies with hashes, leaving pins that still fit as they are
	$(VENV)/lock/bin/python -c '$(BUILD_TOOLS)' > $(VENV)/build.in
	$(LOCK) pyproject.toml $(VENV)/build.in --all-extras --group dev --output-file requirements-dev.txt
	$(LOCK) pyproject.toml --all-extras --constraints requirements-dev.txt --output-file requirements.txt
	$(LOCK) $(VENV)/build.in --constraints requirements-dev.txt --output-file requirements-build.txt
	$(LOCK) pyproject.toml --group bench --constraints requirements-dev.txt --output-file requirements-bench.txt

upgrade: ## As lock, with the newest versions
	@$(MAKE) --no-print-directory lock LOCKING=--upgrade

clean: ## Remove the environment and everything made by tools
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# Setting up, each step marked by a file so that it is done once.  It speaks on the standard error alone and
# reads nothing, so that questions can be piped in and answers out from the first time on.

$(VENV)/.made:
	@echo "Setting up Babad in $(VENV); this is done once and takes about a minute." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Babad needs Python 3.11 or newer; say which one with make PYTHON=python3.12 …")' </dev/null
	@$(PYTHON) -m venv $(VENV) </dev/null >&2
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements.txt requirements-build.txt
	@$(INSTALL) --require-hashes -r requirements.txt -r requirements-build.txt </dev/null >&2
	@touch $@

# The package itself, editable: packs and code are used as they stand in the tree; catalogues are compiled.
$(VENV)/.babad: $(VENV)/.runtime pyproject.toml hatch_build.py bot/version.py $(CATALOGUES)
	@$(INSTALL) --no-build-isolation --no-deps --editable . </dev/null >&2
	@touch $@

$(VENV)/.dev: $(VENV)/.babad requirements-dev.txt
	@$(INSTALL) --require-hashes -r requirements-dev.txt </dev/null >&2
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	@$(INSTALL) --require-hashes -r requirements-bench.txt </dev/null >&2
	@touch $@

$(VENV)/lock: $(VENV)/.made
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip install --quiet --quiet --disable-pip-version-check $(UV)
