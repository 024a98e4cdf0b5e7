# Each target works on a fresh machine: .ci/setup makes .venv from the lock files, and costs next to nothing
# once that is done.

# Make would expand what a user gives it, where a name holds a '$', and run what stands there in brackets. It is taken as
# it is written.
$(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

BIN := .venv/bin
READY := @sh .ci/setup

.PHONY: help desk report batch test setup gates check lint types format bench bench-batch sample templates pictures desk-pictures reference lock clean
.DEFAULT_GOAL := help

help:
	@echo 'make desk                open the desk in the browser: save in Excel, and see what is wrong and what the documents'
	@echo '                         look like'
	@echo 'make desk WORKBOOK=…     the same, with this workbook'
	@echo 'make report              make the documents anew, from the workbook of last time (at first inputs/assessment.xlsx):'
	@echo '                         they go to outputs/current/'
	@echo 'make report WORKBOOK=…   the same, from this workbook, which is then that of last time'
	@echo 'make batch FOLDER=…      make the documents of every workbook in a folder, each in a folder of its council below'
	@echo '                         outputs/councils/'
	@echo 'make test                run the tests'
	@echo
	@echo 'For developers:'
	@echo 'make setup               install what reports and development need'
	@echo 'make gates               install the tools that prove the documents: veraPDF, a browser, LibreOffice'
	@echo 'make check               all that CI checks: lint, types, and every test'
	@echo 'make lint                style of the code'
	@echo 'make types               types in the code'
	@echo 'make format              put the style right'
	@echo 'make bench               measure how long things take'
	@echo 'make bench-batch         measure how long many councils take: half an hour or so'
	@echo 'make sample              make inputs/assessment.xlsx anew'
	@echo 'make templates           make the files in templates/ anew'
	@echo 'make pictures            make the pictures in docs/pictures anew, but those of the desk: it takes a browser'
	@echo 'make desk-pictures       make those of the desk anew: it takes a browser, and two minutes'
	@echo 'make reference           make the references in docs/ anew'
	@echo 'make lock                lock the newest versions of all packages'
	@echo 'make clean               remove .venv and what tools left behind; no document'

# Make hands WORKBOOK, and FOLDER, on in the environment; quoted there, its path may hold whatever a name may, and begin with '-'.
report:
	$(READY) report
	@$(BIN)/bvdocs report $${WORKBOOK:+-- "$$WORKBOOK"}

desk:
	$(READY) report
	@$(BIN)/bvdocs desk $${WORKBOOK:+-- "$$WORKBOOK"}

batch:
	$(READY) batch
	@$(BIN)/bvdocs batch --output outputs/councils $${FOLDER:+-- "$$FOLDER"}

# The slow tests wait for `make check` and CI. The tests of a file share what they read, so one process takes them all.
test:
	$(READY) dev
	@$(BIN)/python -m pytest -n auto --dist loadfile $(if $(ALL),,-m 'not slow')

setup:
	$(READY) dev

# The tests that need one of these tools are skipped where it is missing.
gates:
	$(READY) gates

check: ALL := 1
check: lint types test

lint:
	$(READY) dev
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/python -m tests.docstrings

types:
	$(READY) dev
	@$(BIN)/mypy

format:
	$(READY) dev
	@$(BIN)/ruff check --fix --exit-zero --quiet
	@$(BIN)/ruff format

bench:
	$(READY) dev
	@$(BIN)/python -m tests.bench

bench-batch:
	$(READY) dev
	@$(BIN)/python -m tests.bench.batch

sample:
	$(READY) dev
	@$(BIN)/python -m tests.making.sample inputs/assessment.xlsx

templates:
	$(READY) dev
	@$(BIN)/python -m tests.making.templates templates

pictures:
	$(READY) dev
	@$(BIN)/python -m tests.making.pictures docs/pictures

desk-pictures:
	$(READY) gates
	@$(BIN)/python -m tests.making.desk_pictures docs/pictures

reference:
	$(READY) dev
	@$(BIN)/python -m tests.making.workbook_reference docs/workbook.md
	@$(BIN)/python -m tests.making.template_reference docs/template-reference.md
	@$(BIN)/python -m tests.making.rules_reference docs/rules.md

# For every system and Python that the project supports. Each lock keeps to the versions of the one before.
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --upgrade --quiet
lock:
	$(READY) report
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	@$(LOCK) --group build --extra desk --output-file .lock/report.txt
	@$(LOCK) --group build --extra batch --extra desk --constraints .lock/report.txt --output-file .lock/batch.txt
	@$(LOCK) --group dev --extra batch --extra desk --constraints .lock/batch.txt --output-file .lock/dev.txt

clean:
	@rm -rf .venv tests/gates/node_modules tests/made build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find bvdocs tests -name __pycache__ -prune -exec rm -rf {} +
