from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.evidence.keys import make_key_file, read_key_file

THERE_ALREADY = "已经有这个文件，没有改动。"


class Command(BaseCommand):
    help = "生成给证据加密的密钥文件（SANBAO_EVIDENCE_KEY），只有本用户可读"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if path.exists():
            raise CommandError(THERE_ALREADY)
        make_key_file(path)
        self.stdout.write(read_key_file(path)[0].id)
