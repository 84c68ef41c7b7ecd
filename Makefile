# The one task runner. `make build` and `make test` do all their own set-up; `make help` lists the rest.
# ARGS="…" passes options on, for instance: make test ARGS="tests/locales -k plural"

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install build test check lint style types imports docs docs-fresh format golden bench bench-defects fuzz clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## set up .venv with the pinned versions

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "make: $(PYTHON) is not Python 3.11 or newer; name one with PYTHON=…" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "make: $(PYTHON) cannot make virtual environments (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q src/runbookc
	@touch $@

build: $(INSTALLED) ## compile source_docs/ into output/
	$(BIN)/runbookc build source_docs -o output $(ARGS)

test: $(INSTALLED) ## run the tests
	$(BIN)/pytest $(ARGS)

check: lint test ## everything that CI runs

lint: style types imports docs-fresh ## what make check does besides testing

style: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

imports: $(INSTALLED)
	$(BIN)/lint-imports --no-cache --no-logo

docs-fresh: $(INSTALLED)
	$(BIN)/python tools/rules_page.py --check

docs: $(INSTALLED) ## write the generated pages of docs/ anew
	$(BIN)/python tools/rules_page.py

format: $(INSTALLED) ## let ruff mend what it can
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

golden: $(INSTALLED) ## write tests/golden anew; read the diff before you commit it
	$(BIN)/pytest --update-golden $(ARGS)

bench: $(INSTALLED) ## measure speed and size beside a bare parse (ARGS="--runs 1 --growth 100" is shorter)
	$(BIN)/python benchmarks/speed.py $(ARGS)

bench-defects: $(INSTALLED) ## measure what is found of planted defects, and how the alignment holds
	$(BIN)/python benchmarks/drift.py
	$(BIN)/python benchmarks/alignment.py

fuzz: $(INSTALLED) ## look for inputs that break a stage, SECONDS=300 at most
	RUNBOOKC_FUZZ_EXAMPLES=100000 timeout $(or $(SECONDS),300) $(BIN)/pytest tests/fuzz -o timeout=0 $(ARGS) || [ $$? = 124 ]

clean: ## remove what make made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
