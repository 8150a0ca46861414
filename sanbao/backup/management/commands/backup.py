from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sanbao.backup.errors import BackupError
from sanbao.backup.services import backup

# What a restored site needs besides the backup. The public halves, too: old papers are checked with old keys.
KEYS = (
    "SANBAO_SECRET_KEY",
    "SANBAO_LEDGER_KEY",
    "SANBAO_LEDGER_PUBLIC_KEYS",
    "SANBAO_EVIDENCE_KEY",
    "SANBAO_PAPER_KEY",
    "SANBAO_PAPER_PUBLIC_KEYS",
    "SANBAO_PAPER_CERTIFICATES",
)


class Command(BaseCommand):
    help = "备份数据库和状态文件，不含密钥 / back up the database and the files of the state, without keys"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: str, **options: Any) -> None:
        try:
            manifest = backup(options["file"], at=timezone.now())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['file']}: {manifest.engine}, {len(manifest.sha256)} 个文件 / files")
        self.stdout.write(f"不含密钥，请另行保存 / without keys, keep them elsewhere: {', '.join(KEYS)}")
