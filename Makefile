# The same commands on a laptop and in CI. `make` lists them.

# The newest Python that is new enough; name another one with `make PYTHON=…`.
PYTHON ?= $(firstword $(foreach p,python3.14 python3.13 python3.12 python3.11 python3 python,\
  $(shell command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
BROWSER := tests/bot/channels/web/browser
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# The question is handed on by the environment, so that no sign in it means anything to a shell.
export WENCE_QUESTION := $(value Q)

.DEFAULT_GOAL := commands
.PHONY: commands ask chat run test check format bench floors lock

commands: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

ask: .venv/run.done ## ask one question: make ask Q="放学后没人接孩子怎么办"
	@# Exit code 1 says that nothing was found, which is an answer too.
	@$(BIN)/wence ask -- "$$WENCE_QUESTION" || [ $$? -eq 1 ]

chat: .venv/run.done ## talk with the plan in the terminal
	@$(BIN)/wence chat

run: .venv/run.done ## run all configured channels (TELEGRAM_BOT_TOKEN=…)
	@$(BIN)/wence serve

test: .venv/dev.done $(BROWSER)/node_modules/axe.done ## run the whole test suite
	@$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

check: .venv/dev.done ## lint, formatting and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: .venv/dev.done ## put the code into its format
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

bench: .venv/dev.done ## measure, as ratios in one run
	@$(BIN)/python -m benchmarks.start
	@$(BIN)/python -m benchmarks.answers
	@$(BIN)/python -m benchmarks.telegram
	@$(BIN)/python -m benchmarks.web

floors: .venv/dev.done ## raise the floors of tests/floors.toml to what is measured
	@$(BIN)/wence eval gate tests/floors.toml

lock: ## resolve the pinned versions anew (needs uv)
	@for what in build run dev; do requirements/lock $$what; done

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "问策 needs Python 3.11 or newer; found none on PATH" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "could not make .venv; on Debian or Ubuntu install python3-venv" >&2; exit 1; }

# jieba comes as source only: it is built by the pinned setuptools, not by one fetched on the side.
.venv/build.done: requirements/build.lock | .venv/bin/python
	@echo "installing into .venv (once) …" >&2
	@$(PIP) -r requirements/build.lock
	@touch $@

.venv/run.done: requirements/run.lock pyproject.toml .venv/build.done
	@$(PIP) --no-build-isolation -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev.done: requirements/dev.lock .venv/run.done
	@$(PIP) --no-build-isolation -r requirements/dev.lock
	@touch $@

# What checks the pages comes by npm; where there is none, its tests are left out.
$(BROWSER)/node_modules/axe.done: $(BROWSER)/package-lock.json
	@! command -v npm >/dev/null || \
	  { npm ci --prefix $(BROWSER) --loglevel=error --ignore-scripts --no-audit --no-fund >/dev/null && touch $@; } || \
	  echo "npm could not install axe-core; the tests that need it are left out" >&2
