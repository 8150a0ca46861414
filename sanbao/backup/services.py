"""Make a backup, and bring one back into an empty installation."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.db import connection

from sanbao.backup import archive, databases
from sanbao.backup.errors import BackupError
from sanbao.backup.folders import Folder, folders


def backup(target: Path, *, at: datetime) -> archive.Manifest:
    if target.exists():
        message = f"文件已经存在 / the file exists: {target}"
        raise BackupError(message)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:  # only its owner may look inside
        content = Path(name)
        kept = [_copy(folder, content) for folder in folders() if folder.before_database]
        databases.engine().dump(content / archive.DATABASE)
        kept += [_copy(folder, content) for folder in folders() if not folder.before_database]
        there = [name for name in kept if name]
        return archive.write(target, content, engine=connection.vendor, folders=there, made_at=at)


def restore(source: Path, work_folder: Path) -> archive.Manifest:
    """Into an empty database and empty folders; refused before anything is changed if they are not."""
    databases.require_empty()
    with tempfile.TemporaryDirectory(dir=work_folder, prefix=".restore-") as name:
        content = Path(name)
        manifest = archive.unpack(source, content)
        _require_same_engine(manifest)
        targets = _targets(manifest)
        databases.engine().load(content / archive.DATABASE)
        for folder in targets:
            _bring_back(content / archive.FOLDERS / folder.name, folder.path())
    return manifest


def _copy(folder: Folder, content: Path) -> str:
    source = folder.path()
    if not source.is_dir():
        return ""
    shutil.copytree(source, content / archive.FOLDERS / folder.name)
    return folder.name


def _require_same_engine(manifest: archive.Manifest) -> None:
    if manifest.engine != connection.vendor:
        message = (
            f"备份来自 {manifest.engine}，这里是 {connection.vendor} / "
            f"the backup is of {manifest.engine}, this database is {connection.vendor}"
        )
        raise BackupError(message)


def _targets(manifest: archive.Manifest) -> list[Folder]:
    known = {folder.name: folder for folder in folders()}
    for name in manifest.folders:
        if name not in known:
            message = f"这个版本不认识备份里的文件夹 / this version knows no folder {name}"
            raise BackupError(message)
        path = known[name].path()
        if path.exists() and any(path.iterdir()):
            message = f"文件夹不是空的，没有改动 / the folder is not empty, nothing was changed: {path}"
            raise BackupError(message)
    return [known[name] for name in manifest.folders]


def _bring_back(source: Path, target: Path) -> None:
    if source.is_dir():  # an empty folder has no member
        shutil.copytree(source, target, dirs_exist_ok=True)
