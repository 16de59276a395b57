# The two commands are `make demo` and `make test`; `make` alone lists all of them.
# A fresh machine needs Python 3.11 or newer and make: the rest is set up in .venv/ by .ci/setup.py.

PYTHON ?= python3
UV ?= uv
PY = .venv/bin/python
DEMO = build/demo

unexport PYTHONDONTWRITEBYTECODE
ready = .venv/.ready-to-run$(if $(DISPLAY)$(WAYLAND_DISPLAY),-in-a-window)
ready_for_work = .venv/.ready-for-work
offscreen = QT_QPA_PLATFORM=offscreen

.PHONY: help demo run test slow quick check lint bench bare lock i18n clean

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## /  make \1@/p' Makefile | tr @ '\t' | expand -t 16

demo: $(ready) ## one consignment from arrival to its certificate, in build/demo; then the window on it
	@rm -rf $(DEMO)
	@mkdir -p $(DEMO)
	@$(offscreen) $(PY) main.py --home $(DEMO)/home demo --out $(DEMO)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PY) main.py --home $(DEMO)/home; \
	else echo 'There is no display here. To open the window where there is one: $(PY) main.py --home $(DEMO)/home'; fi

run: $(ready) ## open the window (ARGS='--home DIR ...' for more)
	@$(PY) main.py $(ARGS)

test: $(ready_for_work) ## all tests but the slow ones, on SQLite and PostgreSQL (ARGS='-k bear' for some)
	@$(offscreen) .ci/test $(ARGS)

slow: $(ready_for_work) ## the slow tests
	@$(offscreen) $(PY) -m pytest tests/slow -q $(ARGS)

lint: $(ready_for_work) ## style, types and who may import whom
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo

quick: lint ## lint, and the tests of what changed since the last commit
	@$(offscreen) $(PY) .ci/quick.py $(ARGS)

check: lint test ## lint and all tests but the slow ones

bench: $(ready_for_work) ## what takes how long, as ratios in one run; on a quiet machine
	@for one in start arrival certificate photos lists inventory board; do $(offscreen) $(PY) -m benchmarks.$$one; done

bare: ## both commands in a bare Debian 12, made new in build/bare-root (root; downloads 300 MB)
	@.ci/bare

lock: ## pin the newest versions that pyproject.toml allows, with hashes
	@command -v $(UV) >/dev/null || { echo 'uv is needed to pin versions: $(PYTHON) -m pip install uv'; exit 2; }
	@$(UV) pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url pyproject.toml \
	  -o requirements.lock
	@$(UV) pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url pyproject.toml \
	  --group dev -o requirements-dev.lock

i18n: $(ready) ## collect the texts of the program, bring the catalogues up to date, compile them
	@$(PY) .ci/texts.py

clean: ## throw away what was made: build/ and the caches, not .venv/
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(ready): requirements.lock .ci/setup.py
	@$(PYTHON) .ci/setup.py requirements.lock
	@touch $@

$(ready_for_work): requirements-dev.lock .ci/setup.py
	@$(PYTHON) .ci/setup.py requirements-dev.lock
	@touch $(ready) $@
