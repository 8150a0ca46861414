PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
UV := .state/uv-$(UV_VERSION)/bin/uv
BIN := .venv/bin
PY := $(BIN)/python
# No warning of `check --deploy` may be left under the settings a public site would have.
DEPLOYED = SANBAO_DEBUG=0 SANBAO_HOSTS=sanbao.example SANBAO_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')

# One process more than there are cores: browsers, servers and workers keep a test waiting a third of its time. A few
# tests at a time, so that none has a queue of long ones while another has nothing left.
SPREAD = --numprocesses $$(($$(nproc) + 1)) --maxschedchunk 8

export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help install packages packages-for-tests run test test-postgres journeys transitions check format coverage mutation benchmark

help:  ## 列出命令 / list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## +/\t/' | awk -F '\t' '{printf "make %-14s %s\n", $$1, $$2}'

install: packages $(UV)  ## 安装系统软件包和 Python 依赖 / install Debian and Python packages
	@# Frozen: exactly what uv.lock says, whatever index the machine is configured for. Compiled once: each start of a
	@# command is several times faster, also where Python may write no cache.
	@$(UV) sync --frozen --quiet --compile-bytecode --python "$(PYTHON)"
	@for po in $$(find sanbao claims documents experts -name django.po); do msgfmt --check-format -o "$${po%.po}.mo" "$$po"; done
	@$(PY) manage.py make_fonts

packages:
	@PYTHON="$(PYTHON)" .ci/system-packages

packages-for-tests:
	@PYTHON="$(PYTHON)" .ci/system-packages test

$(UV): | packages
	@"$(PYTHON)" -m venv .state/uv-$(UV_VERSION)
	@.state/uv-$(UV_VERSION)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

run: install  ## 启动网站和后台任务，http://127.0.0.1:8000（PORT=… 可改） / start the site and its worker
	@PY="$(PY)" .ci/serve $(PORT)

test: packages-for-tests check  ## 检查并运行全部测试：SQLite，以及 PostgreSQL 上与数据库有关的 / checks, then all tests
	@DATABASE_URL= $(BIN)/pytest $(SPREAD) --quiet
	@.ci/postgres $(BIN)/pytest $(SPREAD) --quiet -m "(postgres or postgres_only) and not thorough"

journeys: packages-for-tests install  ## 浏览器测试全部跑一遍：更多案例、更多显示方式、全部截图 / every journey, more cases, every look, all pictures
	@DATABASE_URL= $(BIN)/pytest $(SPREAD) --quiet -m "" tests/journeys tests/web/test_budgets.py

test-postgres: packages-for-tests install  ## 在 PostgreSQL 上运行全部测试 / all tests on PostgreSQL
	@.ci/postgres $(BIN)/pytest $(SPREAD) --quiet -m "not sqlite_only"

transitions: packages-for-tests install  ## 请求的每两个步骤同时做，在 PostgreSQL 上 / every pair of a claim's steps at the same moment, on PostgreSQL
	@.ci/postgres $(BIN)/pytest $(SPREAD) --quiet -m "postgres_only and thorough" tests/claims/cases/test_at_once.py

check: install  ## 格式、静态检查、类型、依赖方向、迁移、部署设置 / everything but the tests
	@$(UV) lock --check --offline --no-config --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(PY) -m sanbao.law data check --lang en
	@$(PY) manage.py makemigrations --check --dry-run
	@$(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING

format: install  ## 整理格式 / put the code into its format
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

coverage: install  ## sanbao.law 的分支覆盖率，不足 100% 即失败 / branch coverage of the engine
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest --quiet --numprocesses auto tests/law
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

mutation: install  ## 对 sanbao.law 的规则做变异测试 / mutation tests of the rules
	@AGREEMENT_CASES=400 $(BIN)/mutmut run
	@$(BIN)/mutmut results

benchmark: install  ## 运行 benchmarks/ 里的每个脚本 / run every benchmark
	@set -e; for script in benchmarks/*.py; do \
	  [ -e "$$script" ] || { echo "benchmarks/ 里还没有脚本 / no benchmark yet"; break; }; \
	  echo "== $$script"; PYTHONPATH=. $(PY) "$$script"; \
	done
