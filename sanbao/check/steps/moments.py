"""Moments as a repair slip has them."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from sanbao.check.steps.base import Step
from sanbao.check.steps.car import EARLIEST
from sanbao.web.forms import ChineseDateTimeField
from sanbao.web.says import moment


def parsed(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def shown_moment(value: str | None) -> str:
    at = parsed(value)
    return moment(at) if at else ""


def latest_moment(step: Step) -> datetime:
    """The end of the day of the question."""
    return timezone.make_aware(datetime.combine(step.today, time(23, 59)))


def moment_field(step: Step, label: str, hint: str = "", *, required: bool = True) -> ChineseDateTimeField:
    earliest = timezone.make_aware(datetime.combine(EARLIEST, time()))
    return ChineseDateTimeField(
        label=label, help_text=hint, required=required, earliest=earliest, latest=latest_moment(step)
    )


def iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")
