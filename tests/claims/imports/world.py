"""Files for imports: a shop, its clerk, and what it writes into its tables."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from claims.imports import files
from claims.imports.models import Kind, Run
from claims.imports.running import check, write_step, write_whole
from claims.imports.services import run_map, run_start, run_write
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from tests.accounts import world as people
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

AT = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)
HEADER = ("工单号", "车架号", "送修时间", "行驶里程", "车主的话", "完工时间", "交车时间", "做了什么", "问题")
ROW = (
    "RO-1",
    cars.VIN,
    "2026-05-01 09:30",
    "1200",
    "起步时一顿一顿的",
    "2026-05-02 16:00",
    "2026-05-02 17:00",
    "修理",
    "变速器顿挫",
)


@dataclass
class Place:
    shop: repairs.Shop
    clerk: User

    @property
    def organisation(self) -> Organisation:
        return self.shop.place


def place(**fields) -> Place:
    shop = repairs.shop(**fields)
    return Place(shop, people.member(shop.place, Role.CLERK, name="何静"))


def row(**told: str) -> list[str]:
    """The row above, with what is said here by the names of the columns."""
    return list((dict(zip(HEADER, ROW, strict=True)) | told).values())


def text(*rows: list[str], header=HEADER, delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return file.getvalue()


def started(at: Place, content: bytes | str, kind: str = Kind.VISITS, name: str = "visits.csv") -> Run:
    content = content.encode() if isinstance(content, str) else content
    own = uuid4()
    path = files.keep(io.BytesIO(content), own)
    return start(at, path, own, kind, name)


def start(at: Place, path: Path, own, kind: str, name: str) -> Run:
    return run_start(
        path=path,
        name=own,
        file_name=name,
        organisation=at.organisation,
        kind=kind,
        key=uuid4(),
        by=at.clerk,
        at=AT,
    )


def checked(at: Place, content: bytes | str, kind: str = Kind.VISITS, **mapping: int) -> Run:
    run = started(at, content, kind)
    run_map(run=run, mapping=run.mapping | mapping, by=at.clerk, at=AT)
    return worked(run, check)


def imported(at: Place, content: bytes | str, kind: str = Kind.VISITS, mode: str = "skip_faults") -> Run:
    run = checked(at, content, kind)
    return written(at, run, mode) if run.new else run


def written(at: Place, run: Run, mode: str = "skip_faults") -> Run:
    run_write(run=run, mode=mode, by=at.clerk, at=AT)
    return worked(run, write_step if mode == "skip_faults" else write_whole)


def worked(run: Run, work) -> Run:
    fresh = Run.objects.select_related("organisation", "acted_by").get(pk=run.pk)
    work(fresh, lambda: AT)
    return Run.objects.get(pk=run.pk)


def counts(run: Run) -> tuple[int, int, int]:
    return run.new, run.known, run.wrong


def report(run: Run) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.told) for one in run.findings.order_by("line", "id") if not one.is_warning]
