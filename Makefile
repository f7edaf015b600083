# `make run` and `make test` need git, make and Python 3.11 or newer; each says what it does and what is missing.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
FLASK := $(BIN)/flask --app app

.DEFAULT_GOAL := help
.PHONY: help run test check index lint type bench relevance screenshots sweep weigh lighthouse requirements clean

help: ## Say what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/site.done ## Serve the site on http://127.0.0.1:8000 and publish every saved edit (PORT=8001 for another port)
	@$(FLASK) serve --port $(PORT)

test: .venv/dev.done browser lint type ## Run every check and test
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: .venv/site.done ## Read all content and list every fault
	@$(FLASK) content check

index: .venv/site.done ## Publish what content/ holds
	@$(FLASK) index build

lint: .venv/dev.done ## Check the code's style
	@echo "Checking the style ..."
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .

type: .venv/dev.done ## Check the types
	@echo "Checking the types ..."
	@$(BIN)/mypy --no-error-summary

bench: .venv/dev.done ## Measure the shipped content, and building and searching more of it (SIZES="1000 10000 100000" for more)
	@$(BIN)/python -m tests.benchmarks $(SIZES)

relevance: .venv/dev.done ## Measure how good the search is: what is found first, mended, refused, and whether reasons are true (10 minutes)
	@$(BIN)/python -m tests.relevance

screenshots: .venv/dev.done browser ## Take pictures of every kind of page into screenshots/
	@$(BIN)/python -m tests.browser.screenshots

sweep: .venv/dev.done browser ## Check every kind of page in every language and guise for what keeps readers out (15 minutes)
	@$(BIN)/python -m tests.browser.sweep

weigh: .venv/dev.done ## Measure what every page weighs on the wire, in six languages (3 minutes)
	@$(BIN)/python -m tests.browser.weight

lighthouse: .venv/dev.done browser ## Measure every kind of page with Lighthouse as on a phone (10 minutes)
	@sh tests/browser/need-checkers.sh lighthouse@12.8.2
	@$(BIN)/python -m tests.browser.lighthouse

requirements: .venv/dev.done ## Pin the newest dependencies again, with hashes
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile pyproject.toml $(PIN) -o requirements.txt -q --upgrade
	@$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.txt $(PIN) -o requirements-dev.txt -q --upgrade

PIN := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

clean: ## Remove everything that was built, and nothing else
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis screenshots
	@find index -mindepth 1 ! -path index/README.md -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: browser
browser:
	@sh tests/browser/need-chromium.sh
	@sh tests/browser/need-checkers.sh

.venv/python.done:
	@echo "Setting up a virtual environment in .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed as '$(PYTHON)'. On Debian: apt install python3 python3-venv. \
	Another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null || { rm -rf .venv; \
	  echo "Python's module for virtual environments is missing. On Debian: apt install python3-venv" >&2; exit 1; }
	@touch $@

.venv/site.done: .venv/python.done requirements.txt
	@echo "Installing the site's dependencies ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt || { \
	  echo "The dependencies could not be installed. Is there a connection to the Python package index?" >&2; exit 1; }
	@touch $@

.venv/dev.done: .venv/site.done requirements-dev.txt
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt || { \
	  echo "The dependencies could not be installed. Is there a connection to the Python package index?" >&2; exit 1; }
	@touch $@
