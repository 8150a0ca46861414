"""Many vouchers at once; stopped or killed and run again, it goes on where it was."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.issuing import bulk, bulk_reading, demo_sales
from documents.issuing.bulk_reading import Fault
from documents.issuing.freezing import Order
from documents.issuing.models import Paper, PaperFile
from documents.issuing.printing import context_with
from documents.papers.bulk import Forms, draft, into_one_file
from sanbao.accounts import demo
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.selectors import members_of
from sanbao.ledger.keys import KeyFileError

ONLY_IN_DEVELOPMENT = "演示数据只能在开发环境里使用（SANBAO_DEBUG=1）。"
NO_FILE = "请指明一个文件，或者用--demo份数。"
WHO = "请用--issuer写明销售者的统一社会信用代码，用--by写明出具人的账号。"
NO_ISSUER, NO_USER = "没有这个单位：{}", "没有这个账号：{}"
NOT_ALLOWED = "{by}不能以{issuer}的名义出具三包凭证。"
NO_TARGET = "{}不能作为--into-one的文件：它的文件夹应当已经有，它自己不能是文件夹。"
NOT_WRITABLE = "不能写入这个文件夹：{}"
NOT_PRINTED = "编号{number}已经取号，这次没有打印出来（{error}），由后台任务再试。"
UNPRINTED = "{}份没有打印出来，编号写在上面。"
FAULTS = "{}行没有出具，原因写在上面；改好以后再运行一次，已经出具的不会重复。"


class Command(BaseCommand):
    help = (
        "成批出具三包凭证；中断以后再运行，接着做，不会重复 / issue many vouchers; run again after a stop, it goes on"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="一行一辆车的JSON文件，见docs/papers.md")
        parser.add_argument("--demo", type=int, metavar="N", help="演示：编造N辆车")
        parser.add_argument("--issuer", help="销售者的统一社会信用代码")
        parser.add_argument("--by", help="出具人的账号")
        into = parser.add_mutually_exclusive_group()
        into.add_argument("--into", type=Path, metavar="FOLDER", help="另存到文件夹，一份一个文件")
        into.add_argument("--into-one", type=Path, metavar="FILE", help="另外合成一个文件，给打印机用")

    def handle(self, *_args: Any, **options: Any) -> None:
        issuer, by = _demo_issuer() if options["demo"] else _issuer(options)
        if not bulk.may_issue(by, issuer):
            raise CommandError(NOT_ALLOWED.format(by=by, issuer=issuer))
        _check_targets(options)
        run = Run(issuer, by, options["into"], self)
        try:
            with ExitStack() as opened:
                run.issue(_orders(options, issuer, opened))
            if options["into_one"]:
                into_one_file(run.contexts(), options["into_one"], run.forms)
        except (OSError, KeyFileError) as error:
            raise CommandError(str(error)) from error
        run.end()


class Run:
    """One run: what was read, what is wrong with it, and how far it has come."""

    def __init__(self, issuer: Organisation, by: User, folder: Path | None, command: BaseCommand) -> None:
        self.issuer, self.by, self.folder, self.command = issuer, by, folder, command
        self.forms = Forms()
        self.faults = self.unprinted = self.issued = self.numbered = 0
        self.papers: list[int] = []
        self._lines: dict[Any, int] = {}

    def issue(self, lines: Iterable[tuple[int, Order] | Fault]) -> None:
        steps = bulk.vouchers_issue(
            self._orders(lines), issuer=self.issuer, by=self.by, clock=timezone.now, forms=self.forms
        )
        for step in steps:
            self._told(step)

    def end(self) -> None:
        """Raises CommandError when not everything that was asked for is there."""
        told = [FAULTS.format(self.faults)] * bool(self.faults) + [UNPRINTED.format(self.unprinted)] * bool(
            self.unprinted
        )
        if told:
            raise CommandError("\n".join(told))

    def contexts(self) -> Iterator[Any]:
        """Of all vouchers of this run, with the seals that are in their files."""
        for number in dict.fromkeys(self.papers):
            file = PaperFile.objects.select_related("paper").defer("content").filter(paper=number).first()
            if file is not None:  # withdrawn by somebody meanwhile, and never printed
                yield context_with(file.paper, file.seal)

    def _orders(self, lines: Iterable[tuple[int, Order] | Fault]) -> Iterator[Order]:
        for one in lines:
            if isinstance(one, Fault):
                self._fault(one.line, one.says)
            else:
                self._lines[one[1].key] = one[0]
                yield one[1]

    def _told(self, step: bulk.Progress) -> None:
        if step.stored:
            self._stored(step)
        else:
            self.issued += step.issued
            self.numbered += len(step.papers)
            for order, error in step.refused:
                self._fault(self._lines[order.key], str(error))
            self._lines.clear()
        told = f"取号{self.numbered}份（新出具{self.issued}份），打印好{len(self.papers)}份，有问题{self.faults}行"
        self.command.stderr.write(told)

    def _stored(self, step: bulk.Progress) -> None:
        failed = {paper.pk for paper, _error in step.unprinted}
        for paper, error in step.unprinted:
            self.unprinted += 1
            self.command.stderr.write(NOT_PRINTED.format(number=paper.number, error=error))
        for paper in (one for one in step.papers if one.pk not in failed):
            self.papers.append(paper.pk)
            self.command.stdout.write(f"{paper.number}  {paper.essentials.vin_last6}")
            if self.folder is not None:
                _save(paper, self.folder / f"{paper.number}.pdf")

    def _fault(self, line: int, says: str) -> None:
        self.faults += 1
        self.command.stderr.write(f"第{line}行：{says}")


def _save(paper: Paper, path: Path) -> None:
    """The stored bytes; a file that is there stays as it is, and a voucher withdrawn meanwhile has none."""
    content = (
        None if path.exists() else PaperFile.objects.filter(paper=paper.pk).values_list("content", flat=True).first()
    )
    if content is not None:
        with draft(path) as unfinished:
            unfinished.write_bytes(bytes(content))


def _orders(options: dict[str, Any], issuer: Organisation, opened: ExitStack) -> Iterator[tuple[int, Order] | Fault]:
    if options["demo"]:
        return enumerate(demo_sales.many(options["demo"], issuer), 1)
    if options["file"] is None:
        raise CommandError(NO_FILE)
    try:
        file = opened.enter_context(options["file"].open("rb"))
    except OSError as error:
        raise CommandError(str(error)) from None
    return bulk_reading.read(bulk_reading.decoded(file), issuer)


def _check_targets(options: dict[str, Any]) -> None:
    """Before a number is taken."""
    folder, one = options["into"], options["into_one"]
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(str(error)) from None
    if one is not None and (one.is_dir() or not one.parent.is_dir()):
        raise CommandError(NO_TARGET.format(one))
    target = folder or (one and one.parent)
    if target is not None and not os.access(target, os.W_OK):
        raise CommandError(NOT_WRITABLE.format(target))


def _issuer(options: dict[str, Any]) -> tuple[Organisation, User]:
    if options["file"] is None:
        raise CommandError(NO_FILE)
    if not (options["issuer"] and options["by"]):
        raise CommandError(WHO)
    issuer = Organisation.objects.filter(credit_code=options["issuer"]).first()
    by = User.objects.filter(username=options["by"]).first()
    if issuer is None or by is None:
        raise CommandError(NO_USER.format(options["by"]) if issuer else NO_ISSUER.format(options["issuer"]))
    return issuer, by


def _demo_issuer() -> tuple[Organisation, User]:
    """The seller of the first invented sale, and one of its advisers."""
    if not settings.DEBUG:
        raise CommandError(ONLY_IN_DEVELOPMENT)
    demo.build(timezone.now())
    issuer = Organisation.objects.get(credit_code=demo_sales.SALES[0].seller)
    by = next(member.user for member in members_of(issuer) if bulk.may_issue(member.user, issuer))
    return issuer, by
