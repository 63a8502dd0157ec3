PYTHON ?= python3
# replies in the bench of the questions; make bench ROWS="100000 1000000" takes a quarter of an hour more
ROWS ?= 100000
BIN := .venv/bin
# bytecode is compiled once: Prefect and Great Expectations take twice as long to import without it
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install demo test check bench clean

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@

demo: install
	$(BIN)/duban demo demo --fresh

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest -n auto --dist loadfile

bench: install
	$(BIN)/python -m tests.bench.bench
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.survey
	$(BIN)/python -m tests.bench.queries --rows $(ROWS)

clean:
	rm -rf .venv demo build dist
