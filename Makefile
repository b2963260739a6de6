# Every target installs what it needs into .venv first; nothing outside this folder is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: run test check eval bench bench-noise bench-answers bench-scorer format samples lock clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@

## make run      install, index the sample documents, serve chat and API on one port
run: $(STAMP)
	$(BIN)/deal-assistant serve --documents samples

## make test     install and run the tests
test: $(DEV_STAMP)
	sh scripts/install_chromium.sh
	$(BIN)/python -m pytest

## make check    ruff (lint and format) and mypy --strict
check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

## make eval     the factual-accuracy gate on the sample documents
eval: $(STAMP)
	$(BIN)/deal-assistant eval --set evals/sets/samples.jsonl --documents samples --report reports/eval.json --jobs 2 --gate --baseline evals/baseline.json

## make bench    performance and quality figures, as ratios against named peers
bench: $(DEV_STAMP)
	$(BIN)/python -m benchmarks

## make bench-noise   the noise filter beside its peers, on the development pages
bench-noise: $(DEV_STAMP)
	$(BIN)/python -m benchmarks.noise

## make bench-answers  retrieval and answers, stage by stage, on questions kept from training
bench-answers: $(DEV_STAMP)
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.fresh_deals

## make bench-scorer  agreement of the free-text scorer with answers labelled by people
bench-scorer: $(DEV_STAMP)
	$(BIN)/python -m benchmarks.scorer
	$(BIN)/python -m benchmarks.squad

## make format   rewrite the code in the one format
format: $(DEV_STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

## make samples  regenerate the binary sample documents from their sources
samples: $(DEV_STAMP)
	$(BIN)/python -m scripts.build_samples

## make lock     rewrite constraints.txt from a fresh environment
lock:
	sh scripts/lock.sh

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
