"""Stored assessments computed again by today's law and engine."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from claims.record.models import StoredAssessment
from claims.record.replaying import Outcome, Replay, Verdict
from claims.vehicles.selectors import vehicle_by_vin

NO_CAR = "没有这辆车：{}"
NOT_A_DAY = "请写成2026-01-31这样的日期，不是{}"
SUMMARY = (
    "重新计算{all}份：{same}份结果相同，{law_changed}份因法律数据变化而不同，{different}份不同，{tampered}份被改动过。"
)
BENT = {"facts": "材料或者版本被改动", "answer": "结果被改动", "ledger": "账本里没有这一份"}


class Command(BaseCommand):
    help = "重新计算保存的判断，结果不同的说明原因 / compute stored assessments again, and say why one differs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vehicle", metavar="VIN", help="只算这辆车的")
        parser.add_argument("--since", type=_day, metavar="DAY", help="只算这一天以后保存的")

    def handle(self, *_args: Any, **options: Any) -> None:
        replay = Replay(_chosen(options))
        for verdict in replay.verdicts():
            for line in lines_of(verdict):
                self.stdout.write(line)
        counts = {one.value: replay.counts[one] for one in Outcome}
        summary = SUMMARY.format(all=replay.counts.total(), **counts)
        if counts["different"] or counts["tampered"]:
            raise CommandError(summary)
        self.stdout.write(summary)


def lines_of(verdict: Verdict) -> list[str]:
    """Nothing for one that gives the same answer; no VIN, for what is printed is often kept."""
    one = verdict.assessment
    head = f"{one.hash[:16]} {timezone.localtime(one.stored_at):%Y-%m-%d %H:%M} {one.vehicle.public_id} "
    if verdict.outcome is Outcome.SAME:
        return []
    if verdict.outcome is Outcome.TAMPERED:
        return [head + "、".join(BENT[name] for name in verdict.names)]
    engine = "；计算程序也变了" if verdict.engine_changed else ""
    if verdict.outcome is Outcome.LAW_CHANGED:
        said = f"法律数据变了（{one.law_data_id}以后）：{'、'.join(verdict.names)}{engine}"
    else:
        said = f"法律数据没有变，结果不同{engine}"
    return [head + said, *(f"    {place}" for place in verdict.places)]


def _chosen(options: dict[str, Any]) -> QuerySet[StoredAssessment]:
    chosen: QuerySet[StoredAssessment] = StoredAssessment.objects.all()
    if options["vehicle"]:
        vehicle = vehicle_by_vin(options["vehicle"])
        if vehicle is None:
            raise CommandError(NO_CAR.format(options["vehicle"]))
        chosen = chosen.filter(vehicle=vehicle)
    if options["since"]:
        chosen = chosen.filter(stored_at__gte=options["since"])
    return chosen


def _day(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(NOT_A_DAY.format(text)) from error
    return timezone.make_aware(datetime.combine(day, time()))
