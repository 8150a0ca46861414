"""What holds for the project as a whole: its layout, its documents, its database, its pure core."""

import ast
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("sanbao", "documents", "claims", "experts")
# The settings hand it to sanbao.environment; the engine, which may not ask there, looks up its operator's data folder.
READ_THE_ENVIRONMENT = {
    "sanbao/settings.py",
    "sanbao/law/sources.py",
    "sanbao/backup/databases.py",  # hands it on to pg_dump, with the password
}
LAW_MAY_IMPORT = sys.stdlib_module_names | {"yaml"}


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def test_importing_the_engine_runs_nothing_of_the_package_above_it():
    assert (ROOT / "sanbao/__init__.py").read_bytes() == b""


def test_the_engine_imports_the_standard_library_and_yaml_alone():
    for path in sources("sanbao/law"):
        for node in ast.walk(ast.parse(path.read_text())):
            for name in imported(node):
                allowed = name.split(".")[0] in LAW_MAY_IMPORT or f"{name}.".startswith("sanbao.law.")
                assert allowed, f"{path.relative_to(ROOT)} imports {name}"


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        # `from sanbao import law` and `from sanbao import settings` differ only in what is taken.
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def test_the_readme_explains_every_setting_that_is_read_and_no_other():
    documented = re.findall(r"^\| `(SANBAO_[A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    code = "".join(path.read_text() for path in sources(*PACKAGES))
    read = re.findall(r'"(SANBAO_[A-Z_]+)"', code)
    assert documented
    assert sorted(documented) == sorted(set(read))


def test_the_environment_is_read_in_the_known_places_alone():
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in sources(*PACKAGES)
        if re.search(r"os\.(environ(?!\.setdefault)|getenv)", path.read_text())
    ]
    assert set(readers) <= READ_THE_ENVIRONMENT


def test_every_link_in_the_documents_leads_somewhere():
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.sqlite_only
def test_a_committed_step_survives_a_power_cut(tmp_path: Path, django_db_blocker: DjangoDbBlocker):
    database = settings.DATABASES["default"]
    chosen = {key: database[key] for key in ("ENGINE", "OPTIONS")} | {"NAME": tmp_path / "fresh.sqlite3"}
    connection = ConnectionHandler({"default": chosen})["default"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    connection.close()
    assert found == ["wal", 2]  # 2 is FULL
    assert vars(connection)["transaction_mode"] == "IMMEDIATE"
