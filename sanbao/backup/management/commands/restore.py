from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sanbao.backup.errors import BackupError
from sanbao.backup.services import restore


class Command(BaseCommand):
    help = "把备份恢复到空的数据库和文件夹 / bring a backup back into an empty database and empty folders"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: str, **options: Any) -> None:
        try:
            manifest = restore(options["file"], settings.STATE)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已恢复 / restored: {manifest.made_at}, {len(manifest.sha256)} 个文件 / files")
        self.stdout.write("接着请运行 / now run: manage.py migrate, manage.py ledger verify, manage.py work --status")
