# Everything a newcomer types. It needs Python 3.11 or later, Node 20, npm, git and make; the rest it gets itself.
# Each step leaves a stamp, so that a second `make` does only what has changed.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
BUILT := web/static/built/manifest.json
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV := .cache/uv/bin/uv
DIAGRAMS = $(wildcard processes/*.bpmn)

## For everybody

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^## / { printf "\n%s\n", substr($$0, 4) } \
	  /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

.PHONY: setup
setup: $(STAMPS)/command $(BUILT) ## Install what is needed to run it, and the command .venv/bin/duecourse

.PHONY: demo
demo: setup ## Start a demonstration with an invented authority (RESET=1 starts it afresh)
	$(BIN)/duecourse demo $(if $(RESET),--reset)

## For those who change it

.PHONY: test
test: setup $(STAMPS)/dev ## Run every test, PostgreSQL and Chromium included (ARGS="-k letters" for some)
	.ci/chromium
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) $(ARGS)

.PHONY: lint
lint: setup lint-python lint-dead lint-imports lint-processes lint-bpmn ## Check style, types, imports, processes and diagrams

.PHONY: lint-python
lint-python: $(STAMPS)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Of what vulture finds only the code counts: fields and constants may be there for those who read them.
.PHONY: lint-dead
lint-dead: $(STAMPS)/dev
	@echo "$(BIN)/vulture: code that nothing calls"
	@mkdir -p .cache
	@$(BIN)/vulture $(wildcard engine api web tests bench) >.cache/unused || test $$? = 3
	@! grep -E 'unused (class|function|method|property)' .cache/unused

.PHONY: lint-imports
lint-imports: $(STAMPS)/dev
	$(BIN)/lint-imports --no-cache

.PHONY: lint-processes
lint-processes: $(STAMPS)/command
	$(BIN)/duecourse processes lint

.PHONY: lint-bpmn
lint-bpmn: node_modules/.stamp
	$(if $(DIAGRAMS),node_modules/.bin/bpmnlint $(DIAGRAMS),@echo "No diagrams to check")

.PHONY: check
check: test lint ## Run the tests, then the checks

.PHONY: bench
bench: setup $(STAMPS)/dev ## Measure how fast it is, beside others, and write the table of the README
	$(BIN)/python -m bench $(ARGS)

.PHONY: format
format: $(STAMPS)/dev ## Lay out the Python code and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: lock
lock: $(UV) ## Write the lock files anew after a change of dependencies (ARGS=--upgrade takes what is newest)
	$(call compile,requirements.lock)
	$(call compile,requirements-dev.lock,--extra dev --constraint requirements.lock)
	npm install --package-lock-only --ignore-scripts

.PHONY: clean
clean: ## Remove what was installed and built, but no data
	rm -rf $(VENV) node_modules web/static/built .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info

# setuptools is locked too, because it is what installs our own command.
define compile
echo setuptools | $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  --no-annotate --no-emit-index-url --no-emit-find-links $(ARGS) $(2) --output-file $(1) pyproject.toml -
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Due Course needs Python 3.11 or later, and $(PYTHON) is not: try make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make a virtual environment. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/runtime: requirements.lock | $(BIN)/python
	@echo "Installing the Python packages that Due Course runs on (about half a minute)…"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/command: pyproject.toml $(STAMPS)/runtime
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/runtime
	@echo "Installing the Python packages that its tests and checks need (about a minute)…"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	@command -v npm >/dev/null || { echo "Due Course needs Node 20 or later with npm to build its pages." >&2; exit 1; }
	@echo "Installing the packages that its pages are built from…"
	@npm ci --ignore-scripts --loglevel=error
	@touch $@

$(BUILT): build.mjs node_modules/.stamp $(shell find web/assets -type f)
	node build.mjs

$(UV):
	$(PYTHON) -m venv .cache/uv
	.cache/uv/bin/python -m pip --disable-pip-version-check --quiet install uv==0.13.9
