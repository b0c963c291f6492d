# One entry per verb; `make help` prints this file's `##` comments.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON := .build/venv/bin/python
ROLECALL := .build/release/rolecall
SOURCES := Package.swift Sources Tests $(wildcard Fuzz)

# What a person may set: `make run LISTEN=127.0.0.1:9000 DATA=elsewhere`.
LISTEN ?= 127.0.0.1:4566
DATA ?= data
FUZZ_SECONDS ?= 10

.PHONY: help run build test lint format docs fuzz bench generate golden ci
.PHONY: test-swift test-clients check-generated

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) \
	  | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' \
	  | while IFS=$$'\t' read -r name text; do printf '  make %-16s %s\n' "$$name" "$$text"; done

run: build ## Install what is missing, build, and serve on LISTEN from the folder DATA
	@Scripts/setup.sh clients
	@Scripts/welcome.sh "$(LISTEN)" "$(DATA)"
	@exec $(ROLECALL) serve --listen "$(LISTEN)" --data "$(DATA)"

build: ## Build the optimized program at .build/release/rolecall
	@Scripts/setup.sh build
	swift build -c release --product rolecall

test: lint test-swift check-generated fuzz test-clients ## Everything that must hold before a change lands

test-swift: ## Run the Swift tests, with the tidy tests
	@Scripts/setup.sh build
	swift test --disable-xctest --parallel

test-clients: build ## Run the AWS CLI, boto3 and the Go SDK against the optimized program
	@Scripts/setup.sh clients
	Scripts/test-clients.sh

check-generated: ## Fail when a generated file differs from a fresh run of its generator
	@Scripts/setup.sh clients
	Scripts/generate.sh --check

lint: ## Check the format of all Swift files, and report sizes
	swift format lint --strict --parallel --recursive $(SOURCES)
	@Scripts/report-sizes.sh

format: ## Rewrite all Swift files in the house format
	swift format --in-place --parallel --recursive $(SOURCES)

docs: ## Build the reference of the public library into .build/docs
	@Scripts/setup.sh build
	Scripts/build-docs.sh

fuzz: ## Fuzz each parser of hostile bytes for FUZZ_SECONDS
	@Scripts/setup.sh build
	Scripts/fuzz.sh "$(FUZZ_SECONDS)"

bench: build ## Measure against nginx and Cedar on one core, and check the thresholds
	@Scripts/setup.sh build clients bench
	$(PYTHON) Benchmarks/hostile_bench.py
	$(PYTHON) Benchmarks/policy_bench.py
	$(PYTHON) Benchmarks/agent_bench.py
	$(PYTHON) Benchmarks/bench.py

generate: ## Write the generated files anew
	@Scripts/setup.sh clients
	Scripts/generate.sh

golden: ## Write the golden files anew, to be reviewed as a diff
	@Scripts/setup.sh build
	ROLECALL_GOLDEN=write swift test --disable-xctest --filter 'Golden|Ratchet'

ci: ## What continuous integration runs
	@.ci/run
