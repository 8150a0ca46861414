"""A file from the command line: as on the pages, with everything at once. Run again, what is there stays as it is."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.imports import files
from claims.imports.kinds import LOADINGS
from claims.imports.models import Kind, Mode, Run, State
from claims.imports.reading.faults import FileFaultError
from claims.imports.running import check, write_step, write_whole
from claims.imports.services import run_drop, run_map, run_start, run_write
from claims.imports.showing import report_lines
from sanbao.accounts.models import Organisation, User

NO_ORGANISATION, NO_USER = "没有这个单位：{}", "没有这个账号：{}"
NOT_ALLOWED = "{by}不能为{organisation}导入{kind}。"
FAULTS = "{}行有问题，原因写在上面。"
COUNTS = "{state}：新的{new}行，早已登记{known}行，有问题{wrong}行，有提醒{warned}行"


class Command(BaseCommand):
    help = "导入CSV或者XLSX文件；再运行一次，已经有的不会重复 / import a file; run again, nothing is doubled"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "kind", choices=Kind.values, help="visits 送修，sales 销售，filings 备案，appointments 网点约定"
        )
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="统一社会信用代码")
        parser.add_argument("--by", required=True, help="经办人的账号")
        parser.add_argument("--dry-run", action="store_true", help="只检查 / check alone")
        parser.add_argument(
            "--skip-faults",
            action="store_true",
            help="跳过有问题的行；不写的，有一行出错就一行也不写 / leave wrong lines out",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except (FileFaultError, OSError) as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError("\n".join(_told(error, options["kind"]))) from None

    def _run(self, options: dict[str, Any]) -> None:
        by, run = self._started(options)
        run_map(run=run, mapping=run.mapping, by=by, at=timezone.now(), by_worker=False)
        run = self._worked(run, check)
        self._report(run)
        if options["dry_run"] or not run.new:
            run_drop(run=run, by=by, at=timezone.now())
        else:
            mode = Mode.SKIP_FAULTS if options["skip_faults"] else Mode.ALL_OR_NOTHING
            run_write(run=run, mode=mode, by=by, at=timezone.now(), by_worker=False)
            run = self._written(run, mode)
        if run.wrong:
            raise CommandError(FAULTS.format(run.wrong))

    def _started(self, options: dict[str, Any]) -> tuple[User, Run]:
        organisation = Organisation.objects.filter(credit_code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(NO_ORGANISATION.format(options["organisation"]))
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(NO_USER.format(options["by"]))
        own = uuid4()
        with options["file"].open("rb") as source:
            path = files.keep(source, own)
        told = {"organisation": organisation, "kind": options["kind"], "by": by, "at": timezone.now()}
        try:
            return by, run_start(path=path, name=own, file_name=options["file"].name, key=uuid4(), **told)
        except PermissionDenied:
            path.unlink()
            label = Kind(options["kind"]).label
            raise CommandError(NOT_ALLOWED.format(by=by, organisation=organisation, kind=label)) from None
        except FileFaultError:
            path.unlink()
            raise

    def _written(self, run: Run, mode: Mode) -> Run:
        if mode == Mode.ALL_OR_NOTHING:
            run = self._worked(run, write_whole)
        else:
            run = self._worked(run, write_step)
            while run.state == State.WRITING:
                run = self._worked(run, write_step)
        self._report(run)
        return run

    def _worked(self, run: Run, work: Callable[[Run, Callable[[], datetime]], Any]) -> Run:
        fresh = Run.objects.select_related("organisation", "acted_by").get(pk=run.pk)
        work(fresh, self._clock(fresh))
        return Run.objects.get(pk=run.pk)

    def _clock(self, run: Run) -> Callable[[], datetime]:
        """The moment; whoever asks for it has come a step further, which is told."""
        told = -1

        def clock() -> datetime:
            nonlocal told
            if run.cursor != told:
                told = run.cursor
                self.stderr.write(f"{run.get_state_display()} {run.cursor}/{run.rows if run.rows is not None else '?'}")
            return timezone.now()

        return clock

    def _report(self, run: Run) -> None:
        if run.state == State.FAILED:
            raise CommandError(run.trouble_told)
        for one in report_lines(run, run.findings.order_by("line", "id")):
            mark = "提醒" if one.is_warning else "问题"
            self.stdout.write(f"第{one.line}行 {one.column} {mark}：{one.says}")
        counts = {name: getattr(run, name) for name in ("new", "known", "wrong", "warned")}
        self.stdout.write(COUNTS.format(state=run.get_state_display(), **counts))


def _told(error: ValidationError, kind: str) -> list[str]:
    labels = {one.key: str(one.label) for one in LOADINGS[kind].columns}
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [f"{labels.get(name, name)}：{says}" for name, faults in error.message_dict.items() for says in faults]
