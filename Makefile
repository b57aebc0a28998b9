# Five verbs; each sets up what it needs by itself. Python 3.11+ and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test test-slow check bench lock clean

# The program and what it runs on.
$(VENV): $(VENV)/.run
$(VENV)/.run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Studyhall needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.12 run" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The same, with the tools that check it.
$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# The same, with the peer that it is measured against.
$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	$(PIP) --require-hashes -r requirements-bench.txt
	@touch $@

run: $(VENV)/.run
	$(BIN)/studyhall run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile $(ARGS)

test-slow: $(VENV)/.dev
	$(BIN)/python -m pytest -m slow -n auto --dist loadfile --timeout 900 $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m content check

bench: $(VENV)/.bench
	$(BIN)/python -m tests.bench $(ARGS)

# Writes the locked requirements anew. The files name no index and no host.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group run pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group run --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group run --group dev --group bench -c requirements-dev.txt pyproject.toml -o requirements-bench.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
