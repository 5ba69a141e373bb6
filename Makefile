# Every verb works on a fresh machine with make and Python 3.11 or newer; `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := $(VENV)/.packages
DJADE := find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2

.DEFAULT_GOAL := help
.PHONY: help run content shell migrations messages test trial check format clean

help:
	@awk -F ':.*## ' '/^## /{printf "\n%s\n", substr($$0, 4)} /^[a-z]+:.*## /{printf "  make %-12s%s\n", $$1, $$2}' Makefile

## Use

run: $(PACKAGES) ## start the site on this machine (PORT=8000)
	@$(BIN)/python manage.py run_site

content: $(PACKAGES) ## load the content of fixtures/; edits made since stay
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_content

shell: $(PACKAGES) ## open a Python shell with the models
	@$(BIN)/python manage.py shell

## Change

test: $(PACKAGES) ## run all tests but the trials (PYTEST_ARGS="-k agreement")
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

trial: $(PACKAGES) ## run the tests that take long: thousands of examples, kills, drills
	$(BIN)/python -m pytest -n auto -m trial $(PYTEST_ARGS)

check: $(PACKAGES) ## look for faults in style, layers, templates, migrations and deployment
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(DJADE) --check {} +
	$(BIN)/python -m checks
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	export VAR_DIR="$$scratch" DEBUG=False SITE_URL=https://register.example \
		SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))')" && \
	$(BIN)/python manage.py makemigrations --check --dry-run && \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(PACKAGES) ## bring code and templates into their one form
	find manage.py checks cooperation project tests -name '*.py' -exec $(BIN)/python -m django_upgrade \
		--target-version 5.2 --exit-zero-even-if-changed {} +
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(DJADE) {} + || $(DJADE) --check {} +

migrations: $(PACKAGES) ## write the migrations that changed models need
	@$(BIN)/python manage.py makemigrations

LOCALES = $(patsubst locale/%,--locale %,$(wildcard locale/*))
messages: $(PACKAGES) ## bring locale/ up to the texts and compile it (needs GNU gettext)
	@$(BIN)/python manage.py makemessages $(LOCALES) --no-location --no-wrap --no-obsolete \
		--ignore $(VENV) --ignore var --ignore tests
	@$(BIN)/python manage.py compilemessages $(LOCALES) --ignore $(VENV)

clean: ## remove what can be made again; database, uploads and secret key stay
	rm -rf $(VENV) var/static .pytest_cache .ruff_cache .hypothesis test-results
	find checks cooperation project tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The virtual environment; packages are installed again only when requirements.txt has changed.
$(PACKAGES): requirements.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not: install it, or name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Installing the packages of requirements.txt into $(VENV); this can take some minutes…"
	@"$(PYTHON)" -m venv $(VENV) >/dev/null 2>&1 || { \
		echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv; to see why: $(PYTHON) -m venv $(VENV)" >&2; exit 1; }
	@$(BIN)/python -m pip install --requirement requirements.txt >$(VENV)/install.log 2>&1 || { \
		echo "Installing failed: $$(sed -n 's/^ERROR: //p' $(VENV)/install.log | tail -n 1). Check that this machine reaches the package index and run make again; the whole report: $(VENV)/install.log" >&2; exit 1; }
	@touch $@
