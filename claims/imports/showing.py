"""What the page of an import says: how far it is, what was found, and the report as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from django.utils.translation import gettext as _

from claims.imports.kinds import LOADINGS
from claims.imports.models import Finding, Run, State
from sanbao.web.components import Notice

# A cell that begins so is computed by the program that opens the file.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ReportLine:
    line: int
    column: str
    says: str
    is_warning: bool


def report_lines(run: Run, findings: Iterable[Finding]) -> list[ReportLine]:
    labels = {one.key: str(one.label) for one in LOADINGS[run.kind].columns}
    return [ReportLine(one.line, labels.get(one.column, ""), one.told, one.is_warning) for one in findings]


def write_report(run: Run, findings: Iterable[Finding], file: TextIO) -> None:
    table = csv.writer(file)
    table.writerow([_("行"), _("列"), _("类别"), _("说明")])
    for one in report_lines(run, findings):
        table.writerow([one.line, one.column, _("提醒") if one.is_warning else _("问题"), harmless(one.says)])


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_COMPUTED) else text


def lacking(run: Run) -> list[Notice]:
    """What is taken for granted of every line, because the file has no column that says it; before it is written."""
    if run.state != State.CHECKED:
        return []
    columns = LOADINGS[run.kind].columns
    return [Notice(str(one.without), "warning") for one in columns if one.without and one.key not in run.mapping]


def percent(run: Run) -> int:
    return 100 * run.cursor // run.rows if run.rows else 0


def notice(run: Run) -> Notice | None:
    """The one sentence above everything: what has come of it, and what to do."""
    if run.state == State.FAILED:
        return Notice(run.trouble_told, "error", _("没有导入"))
    if run.state == State.DROPPED:
        return Notice(_("这次导入已经放弃，文件已经删除，什么也没有写入。"))
    if run.state == State.DONE:
        return _done(run)
    if run.state == State.CHECKED:
        return _checked(run)
    return None


def _done(run: Run) -> Notice:
    says = _("写入了{new}行。").format(new=run.new)
    if run.known:
        says += _("{known}行早已登记，没有改动。").format(known=run.known)
    if not run.wrong:
        return Notice(says, "success", _("已经写入"))
    left = _("有问题的{wrong}行没有写入，列在下面。改好以后可以再导入整个文件，已经写入的不会重复。")
    return Notice(says + left.format(wrong=run.wrong), "warning", _("已经写入一部分"))


def _checked(run: Run) -> Notice:
    if run.mode and run.wrong:
        return Notice(_("写入的时候发现了问题，一行也没有写入。问题列在下面。"), "error")
    if run.wrong:
        says = _("有{wrong}行有问题，列在下面。可以改好文件重新导入，也可以跳过这些行。")
        return Notice(says.format(wrong=run.wrong), "warning", _("检查完了，还没有写入"))
    if not run.new:
        return Notice(_("文件里的{known}行都早已登记，没有要写入的。").format(known=run.known), "info")
    return Notice(_("没有发现问题，可以写入。"), "success", _("检查完了，还没有写入"))
