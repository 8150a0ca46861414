"""`manage.py ledger verify | checkpoint | status | proof | tell | key`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sanbao.ledger.checkpoints import checkpoint, public_keys_file
from sanbao.ledger.delivery import heads_file
from sanbao.ledger.keys import KeyFileError, key_id, make_key, public_path, read_public_keys
from sanbao.ledger.models import Event, Head
from sanbao.ledger.proofs import NotCoveredError, inclusion_proof, proof_to_json
from sanbao.ledger.selectors import LedgerStatus, ledger_status
from sanbao.ledger.telling import told
from sanbao.ledger.verification.statements import Keys
from sanbao.ledger.verification.verify import verify
from sanbao.ledger.verification.words import say, summarize

FAULTY, CANNOT = 1, 2


class Command(BaseCommand):
    help = "核对账本，给账本签名 / verify the ledger, sign and deliver its heads"

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        self._verify_arguments(kinds.add_parser("verify", help="核对账本 / name what was changed, removed or moved"))
        kinds.add_parser("checkpoint", help="编号、签名、送出 / number, sign, deliver").set_defaults(
            run=self.checkpoint
        )
        kinds.add_parser("status", help="签到哪里，送到哪里 / how far it is signed and delivered").set_defaults(
            run=self.status
        )
        proof = kinds.add_parser("proof", help="一条记录在树里的证明 / the proof that an event is in the tree")
        proof.add_argument("subject")
        proof.add_argument("sequence", type=int)
        proof.set_defaults(run=self.proof)
        tell = kinds.add_parser("tell", help="一件事的经过，照账本讲 / the story of a subject, as the ledger tells it")
        tell.add_argument("subject")
        tell.set_defaults(run=self.tell)
        key = kinds.add_parser("key", help="生成签名的密钥 / make a signing key")
        key.add_argument("path", type=Path)
        key.set_defaults(run=self.key)
        for kind in kinds.choices.values():
            kind.add_argument("--lang", choices=("zh", "en"), default="zh")

    def _verify_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="保存在外面的签名 / heads kept outside")
        parser.add_argument("--key", type=Path, metavar="FILE", help="公钥文件 / public key file")
        parser.add_argument("--limit", type=int, default=100, help="最多列出几处 / list at most so many faults")
        parser.set_defaults(run=self.verify)

    def handle(self, *_args: Any, **options: Any) -> None:
        with translation.override("en" if options["lang"] == "en" else "zh-hans"):
            try:
                options["run"](**options)
            except (KeyFileError, OSError) as error:
                raise CommandError(str(error), returncode=CANNOT) from error

    def verify(self, *, checkpoint: Path | None, key: Path | None, limit: int, **_options: Any) -> None:
        file = checkpoint or (heads_file() if heads_file().exists() else None)
        if file is not None:
            self.stderr.write(_("对照送出的签名：%s") % file)
        findings = verify(file=file, keys=self._trusted_keys(key), progress=self._progress)
        for fault in findings.faults[:limit]:
            self.stdout.write(say(fault))
        for line in summarize(findings):
            self.stdout.write(line)
        if findings.faults:
            raise CommandError(_("账本有%d处对不上。") % len(findings.faults), returncode=FAULTY)
        self.stdout.write(_("没有发现改动。"))

    def _trusted_keys(self, named: Path | None) -> Keys:
        path = named or public_keys_file()
        if path is None:
            raise KeyFileError(_("没有指明公钥文件：请加上--key，后面写公钥文件"))
        if named is None and not path.exists() and not Head.objects.exists():
            return {}  # before the first head there is no key, and nothing it could have signed
        return read_public_keys(path)

    def _progress(self, events: int) -> None:
        self.stderr.write(_("已经核对%d条记录") % events)

    def checkpoint(self, **_options: Any) -> None:
        done = checkpoint(at=timezone.now())
        self.stdout.write(_("新编号%d条记录。") % done.numbered)
        if done.signed:
            self.stdout.write(_("签名第%(number)d号，共%(size)d条。") % vars(done.signed))
        if done.not_mailed:
            raise CommandError(_("有%d个签名还没有寄出，下次再寄。") % len(done.not_mailed), returncode=FAULTY)

    def status(self, **_options: Any) -> None:
        self.stdout.write(_describe(ledger_status()))

    def proof(self, *, subject: str, sequence: int, **_options: Any) -> None:
        try:
            proof = inclusion_proof(Event.objects.get(subject=subject, sequence=sequence))
        except Event.DoesNotExist as error:
            raise CommandError(_("没有这条记录。"), returncode=CANNOT) from error
        except NotCoveredError as error:
            raise CommandError(
                _("这条记录还没有签名，请先运行manage.py ledger checkpoint。"), returncode=CANNOT
            ) from error
        self.stdout.write(json.dumps(proof_to_json(proof), ensure_ascii=False, indent=2))

    def tell(self, *, subject: str, **_options: Any) -> None:
        lines = list(told(subject))
        if not lines:
            raise CommandError(_("没有这条记录。"), returncode=CANNOT)
        for line in lines:
            self.stdout.write(line)

    def key(self, *, path: Path, **_options: Any) -> None:
        made = make_key(path)
        self.stdout.write(
            _("私钥在%(path)s，公钥在%(public)s，编号%(id)s。公钥请交给要核对账本的人。")
            % {"path": path, "public": public_path(path), "id": key_id(made.private.public_key())}
        )


def _describe(status: LedgerStatus) -> str:
    return _(
        "记录%(events)d条，等候编号的有%(waiting)d条；最后的签名是第%(number)d号，到第%(size)d条为止；"
        "没有送到文件的签名有%(not_filed)d个，没有寄出的有%(not_mailed)d个。"
    ) % vars(status)
