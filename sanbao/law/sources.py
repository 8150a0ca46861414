"""Where the law data lies: the shipped folder, and the operator's own folder beside it."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from sanbao.law.errors import DataError

SHIPPED = Path(__file__).resolve().parent / "data"
OPERATOR_SETTING = "SANBAO_LAW_DATA"


def operator_folder() -> Path | None:
    """The folder in which an operator adds law data without a release; None when none is set."""
    setting = os.environ.get(OPERATOR_SETTING, "").strip()
    return Path(setting) if setting else None


def _operator_files(folder: Path) -> list[Path]:
    """The operator's calendar years; a folder that is not there is an error."""
    if not folder.is_dir():
        raise DataError(folder, 1, f"{OPERATOR_SETTING} names a folder that does not exist")
    return sorted((folder / "calendar").glob("*.yaml"))


def files_never_read() -> list[Path]:
    """YAML files in the operator's folder that stand where nothing looks for them."""
    folder = operator_folder()
    return [] if folder is None else [*folder.glob("*.y*ml"), *(folder / "calendar").glob("*.yml")]


def calendar_files() -> list[Path]:
    """Every calendar file, the shipped ones first, each folder by name."""
    folder = operator_folder()
    return [*sorted((SHIPPED / "calendar").glob("*.yaml")), *(_operator_files(folder) if folder else ())]


@cache
def law_data_version() -> str:
    """Sixteen hexadecimal digits over the names and contents of all law data in use, the operator's included."""
    digest = hashlib.sha256()
    shipped = [path for path in SHIPPED.rglob("*.yaml") if path.parent.name != "calendar"]
    for path in [*sorted(shipped), *calendar_files()]:
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name}:{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
