# Two commands matter to a new user: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_HOME ?= sito-data/demo

.PHONY: demo test bench install lock clean

install: $(VENV)/installed

# CPU PyTorch first (anything else would fetch the GPU build), then everything pinned.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(VENV)/installed
	SITO_HOME=$(DEMO_HOME) $(BIN)/sito ingest corpora/demo
	SITO_HOME=$(DEMO_HOME) $(BIN)/sito queue --limit 12

test: $(VENV)/installed
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks

# All versions but PyTorch's, which is installed first; what only its GPU build needs stays out.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip compile pyproject.toml --all-extras --no-emit-package torch --no-header --no-annotate -q \
		| grep -v -E '^(nvidia|cuda|triton)' > requirements.lock

clean:
	rm -rf $(VENV) sito-data
