# Two commands: `make site` builds the site, `make test` proves it. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
CATALOGUES := $(wildcard tools/lianhu/words/languages/*/LC_MESSAGES/*.po)

.PHONY: help site serve test test-fast bench bench-history bench-ratio fuzz sequences promise mutate lint translations lock clean

help:
	@echo "make site   check the records and build public/"
	@echo "make serve  live preview at http://127.0.0.1:8000/"
	@echo "make test   all tests (browser tests need Chromium)"
	@echo "make test-fast  what is quick of them, for the loop of work"
	@echo "make bench  the benchmarks, beside their peers, for an hour; interrupted, it goes on (BENCH='--small --only build')"
	@echo "make bench-history  a history of 10,000 commits"
	@echo "make bench-ratio  is the program slower than the commit before?"
	@echo "make fuzz   ever new bytes for the reader and the importer, for ten minutes (SECONDS=600)"
	@echo "make sequences  does a build after anything give what a first one gives? 1,000 times (SEQUENCES=20 FROM=0 TOWN=folder)"
	@echo "make promise  no untouched site is accused: ten towns, and every commit of the own line (SEEDS=10 COMMITS=1000 SCALE=tiny)"
	@echo "make mutate one thing changed: which changes does no test notice? a sample (ROOM=figures, ALL=1)"

# Locked by hash; the project's own build uses the locked build tools as well.
$(READY): requirements.lock pyproject.toml hatch_build.py $(CATALOGUES)
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

site: $(READY)
	$(BIN)/lianhu check
	$(BIN)/lianhu build

serve: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

test: $(READY)
	$(BIN)/python -m pytest -n auto

test-fast: $(READY)
	$(BIN)/python -m pytest -n auto -m "not slow"

# Peers are installed into benchmarks/.peers, as benchmarks/peers.json pins them.
bench: $(READY)
	$(BIN)/python benchmarks/run.py $(BENCH)

bench-history: $(READY)
	$(BIN)/python benchmarks/history.py

bench-ratio: $(READY)
	$(BIN)/python benchmarks/ratio.py

# atheris is asked for here only: it is large, for Linux, and no test needs it.
fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=3"
	$(BIN)/python benchmarks/fuzz.py --seconds $(or $(SECONDS),600) --keep

sequences: $(READY)
	LIANHU_SEQUENCES=$(or $(SEQUENCES),1000) LIANHU_SEQUENCES_FROM=$(or $(FROM),0) \
		$(if $(TOWN),LIANHU_SEQUENCES_TOWN=$(TOWN)) $(BIN)/python -m pytest -q -n auto tests/site/test_incremental.py

promise: $(READY)
	LIANHU_PROMISE_SEEDS=$(or $(SEEDS),10) LIANHU_PROMISE_COMMITS=$(or $(COMMITS),1000) \
		LIANHU_PROMISE_SCALE=$(or $(SCALE),tiny) $(BIN)/python -m pytest -q -n auto tests/proof/test_tampering.py

mutate: $(READY)
	$(BIN)/python benchmarks/mutate.py $(if $(ROOM),--room $(ROOM)) $(if $(ALL),--all)

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

translations: $(READY)
	$(BIN)/python tools/translations.py

# Names, versions and hashes only: whoever installs chooses the registry.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra print --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --upgrade --output-file requirements.lock

clean:
	rm -rf $(VENV) public
