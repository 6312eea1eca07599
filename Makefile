# Two commands matter to a new user: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_HOME ?= sito-data/demo

.PHONY: demo test bench install lock clean

install: $(VENV)/installed

# CPU PyTorch first (anything else would fetch the GPU build), then everything pinned.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
$(VENV)/installed: requirements.lock pyproject.toml
	@echo "Installing into $(VENV) (once; a few minutes)"
	@$(PYTHON) -m venv $(VENV)
	@echo "  PyTorch for the processor" && $(PIP) torch==2.13.0
	@echo "  everything else, pinned" && $(PIP) -r requirements.lock && $(PIP) --no-deps -e .
	@touch $@

# Exit code 3 of `sito ingest` means: done, and some files could not be read. The demo holds broken files on purpose.
demo: $(VENV)/installed
	@SITO_HOME=$(DEMO_HOME) $(BIN)/sito ingest corpora/demo || [ $$? -eq 3 ]
	@SITO_HOME=$(DEMO_HOME) $(BIN)/sito queue --limit 12
	@echo "Look further with: SITO_HOME=$(DEMO_HOME) $(BIN)/sito show ID | search WORDS | export jsonl"

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
