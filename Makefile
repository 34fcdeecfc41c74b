# One name for each thing that people do here. What each does is written in tools/run.py, which needs no make
# and is what Windows runs: `py tools\run.py demo`.

# The first Python here that is new enough (a Mac's own python3 is not). To choose: make test PYTHON=python3.12
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; exit; fi; done)
ifeq ($(strip $(PYTHON)),)
$(error Tallystick needs Python 3.11 or later, with venv, and none was found)
endif

# Handed on to what is run: make test ARGS="tests/kit -x"
ARGS ?=

TASKS := help setup demo test cover check assets bench lock clean
.PHONY: $(TASKS)
.DEFAULT_GOAL := help

$(TASKS):
	@$(PYTHON) tools/run.py $@ $(ARGS)
