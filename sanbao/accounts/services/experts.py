from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sanbao.accounts.models import Employment, ExpertProfile, Organisation, User
from sanbao.accounts.permissions import can_enrol_expert, can_record_employment
from sanbao.accounts.services.memberships import check_person
from sanbao.accounts.services.recording import demand, record_person


@dataclass(frozen=True)
class Employed:
    """By an organisation that is registered, or by one that is only named. `ended_on` is the last day."""

    started_on: date
    ended_on: date | None = None
    employer: Organisation | None = None
    employer_name: str = ""


@transaction.atomic
def expert_enrol(*, person: User, by: User, at: datetime) -> ExpertProfile:
    demand(can_enrol_expert(by, person))
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    check_person(locked)
    profile, is_new = ExpertProfile.objects.get_or_create(user=locked, defaults={"enrolled_on": timezone.localdate(at)})
    if is_new:
        record_person("expert.enrolled", locked, by=by, at=at)
    return profile


@transaction.atomic
def employment_record(*, expert: ExpertProfile, employed: Employed, by: User, at: datetime) -> Employment:
    """Adds an employment, or the last day of one that is known; the same twice changes nothing."""
    demand(can_record_employment(by, expert))
    ExpertProfile.objects.select_for_update().get(pk=expert.pk)
    known = _known(expert, employed)
    if known is not None and known.ended_on == employed.ended_on:
        return known
    employment = known or Employment(
        expert=expert,
        employer=employed.employer,
        employer_name=employed.employer_name.strip(),
        started_on=employed.started_on,
    )
    employment.ended_on = employed.ended_on
    employment.full_clean()
    employment.save()
    _record(employment, by=by, at=at)
    return employment


def _known(expert: ExpertProfile, employed: Employed) -> Employment | None:
    return Employment.objects.filter(
        expert=expert,
        employer=employed.employer,
        employer_name=employed.employer_name.strip(),
        started_on=employed.started_on,
    ).first()


def _record(employment: Employment, *, by: User, at: datetime) -> None:
    record_person(
        "employment.recorded",
        employment.expert.user,
        by=by,
        at=at,
        organisation=employment.employer,
        employment=str(employment.public_id),
        started_on=employment.started_on.isoformat(),
        ended_on=employment.ended_on.isoformat() if employment.ended_on else None,
    )
