from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.accounts.models import Employment, ExpertProfile, Organisation, User
from sanbao.accounts.models.expert import ENDS_BEFORE_IT_BEGAN
from sanbao.accounts.permissions import can_record_employment
from sanbao.accounts.selectors import current_employments
from sanbao.accounts.services.recording import demand, record_person
from sanbao.ledger.shapes import Code
from sanbao.web.says import day

EARLIEST = date(1950, 1, 1)  # nobody who can still be asked began before
AGREED_AHEAD = timedelta(days=366)  # a post that is agreed on is a reason to stand aside before it begins
STARTS_TOO_EARLY = gettext_lazy("请核对开始的年份。")
STARTS_TOO_LATE = gettext_lazy("开始日期不能在一年以后，请核对年份。")
ENDS_IN_FUTURE = gettext_lazy("结束日期不能晚于今天。还没有离开的，结束日期空着。")
ALREADY_CORRECTED = gettext_lazy("这一条已经更正过，请到列表里更正新的一条。")


@dataclass(frozen=True)
class Employed:
    """By an organisation that is registered, or by one that is only named. `ended_on` is the last day."""

    started_on: date
    ended_on: date | None = None
    employer: Organisation | None = None
    employer_name: str = ""

    @property
    def identity(self) -> Q:
        """What makes it the same employment, whenever it ends."""
        return self.workplace & Q(started_on=self.started_on)

    @property
    def workplace(self) -> Q:
        return Q(employer=self.employer, employer_name=self.employer_name.strip())


@transaction.atomic
def employment_record(*, expert: ExpertProfile, employed: Employed, by: User, at: datetime) -> Employment:
    """Adds an employment, or the last day of one that is known; the same twice changes nothing."""
    demand(can_record_employment(by, expert))
    known = _current(expert).filter(employed.identity).first()
    return _save(expert, employed, known, by=by, at=at)


@transaction.atomic
def employment_correct(*, employment: Employment, employed: Employed, by: User, at: datetime) -> Employment:
    """What was wrong is kept beside what takes its place; only the last day is amended where it stands.

    The same twice changes nothing; of two different corrections the later is refused.
    """
    demand(can_record_employment(by, employment.expert))
    current = _current(employment.expert).filter(pk=employment.pk).first()
    if current is None:
        return _corrected_before(employment, employed)
    if _current(employment.expert).filter(employed.identity, pk=current.pk).exists():
        return _save(employment.expert, employed, current, by=by, at=at)
    corrected = _add(employment.expert, employed, besides=current, at=at)
    Employment.objects.filter(pk=current.pk).update(replaced_by=corrected)
    _record("employment.corrected", corrected, by=by, at=at, replaces=str(current.public_id))
    return corrected


def _current(expert: ExpertProfile) -> QuerySet[Employment]:
    """The expert's row is the lock of his employments: what is judged here is still so when it is written."""
    ExpertProfile.objects.select_for_update().get(pk=expert.pk)
    return current_employments(expert)


def _save(expert: ExpertProfile, employed: Employed, known: Employment | None, *, by: User, at: datetime) -> Employment:
    if known is None:
        added = _add(expert, employed, besides=None, at=at)
        _record("employment.recorded", added, by=by, at=at)
        return added
    if known.ended_on != employed.ended_on:
        _check(expert, employed, besides=known, at=at)
        known.ended_on = employed.ended_on
        known.full_clean()
        known.save(update_fields=["ended_on"])
        _record("employment.recorded", known, by=by, at=at)
    return known


def _add(expert: ExpertProfile, employed: Employed, *, besides: Employment | None, at: datetime) -> Employment:
    added = Employment(
        expert=expert,
        employer=employed.employer,
        employer_name=employed.employer_name.strip(),
        started_on=employed.started_on,
        ended_on=employed.ended_on,
    )
    _check(expert, employed, besides=besides, at=at)
    added.full_clean()
    added.save()
    return added


def _check(expert: ExpertProfile, employed: Employed, *, besides: Employment | None, at: datetime) -> None:
    """Two posts at a time are no fault; twice the same employer at a time is one employment written down twice."""
    today = timezone.localdate(at)
    if employed.started_on < EARLIEST:
        raise ValidationError({"started_on": STARTS_TOO_EARLY})
    if employed.started_on > today + AGREED_AHEAD:
        raise ValidationError({"started_on": STARTS_TOO_LATE})
    if employed.ended_on is not None and employed.ended_on < employed.started_on:
        raise ValidationError({"ended_on": ENDS_BEFORE_IT_BEGAN})
    if employed.ended_on is not None and employed.ended_on > today:
        raise ValidationError({"ended_on": ENDS_IN_FUTURE})
    same = current_employments(expert).filter(employed.workplace)
    others = same.exclude(pk=besides.pk) if besides else same
    begun = others if employed.ended_on is None else others.filter(started_on__lte=employed.ended_on)
    if met := begun.filter(Q(ended_on=None) | Q(ended_on__gte=employed.started_on)).first():
        raise ValidationError({"started_on": _overlapping(met)})


def _overlapping(met: Employment) -> str:
    return _("%(employer)s从%(day)s起的一段已经登记，和这一段重叠。请改日期，或者更正那一段。") % {
        "employer": met,
        "day": day(met.started_on),
    }


def _corrected_before(employment: Employment, employed: Employed) -> Employment:
    asked = employed.identity & Q(ended_on=employed.ended_on)
    known = Employment.objects.filter(asked, replaces=employment).first()
    if known is None:
        raise ValidationError(ALREADY_CORRECTED)
    return known


def _record(action: str, employment: Employment, *, by: User, at: datetime, **codes: Code) -> None:
    record_person(
        action,
        employment.expert.user,
        by=by,
        at=at,
        organisation=employment.employer,
        employment=str(employment.public_id),
        started_on=employment.started_on.isoformat(),
        ended_on=employment.ended_on.isoformat() if employment.ended_on else None,
        **codes,
    )
