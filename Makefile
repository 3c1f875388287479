# make demo    install, read the archive in examples/, and print what it holds
# make test    the tests          make lint     ruff and mypy
# make train   train the reader anew (three hours on two cores)
#              make corpus-check  names every fault of its corpus
# make bench   speed and size
# make kills   the test that kills a writing process, 200 times (minutes)

PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: demo test lint train corpus-check bench kills clean

demo: .venv/installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: .venv/installed-dev
	$(BIN)/python -m pytest

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

train: .venv/installed-train
	$(BIN)/python -m training.train parse
	$(BIN)/python -m training.train read
	$(BIN)/python -m training.train teach
	$(BIN)/python -m training.train judge
	$(BIN)/python -m training.train finish
	$(BIN)/python -m training.export
	$(BIN)/python -m training.calibrate
	$(BIN)/python -m training.owners
	$(BIN)/python -m training.parts
	$(BIN)/python -m training.meaning
	$(BIN)/python -m training.evaluate

corpus-check: .venv/installed-train
	$(BIN)/python -m training.corpus check
	$(BIN)/python -m training.overlap

bench: .venv/installed-dev
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/record_bench.py --events 100000
	$(BIN)/python benchmarks/grounding.py
	$(BIN)/python benchmarks/install.py

kills: .venv/installed-dev
	DRAGOMAN_KILLS=200 $(BIN)/python -m pytest -s tests/test_record_safety.py -k killed

clean:
	rm -rf .venv archive.db archive.db-*

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ .venv/installed

.venv/installed-train: pyproject.toml training/teacher.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,train]'
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement training/teacher.txt
	@touch $@ .venv/installed
