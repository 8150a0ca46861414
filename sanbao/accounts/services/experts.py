from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanbao.accounts.models import ExpertProfile, User
from sanbao.accounts.permissions import can_enrol_expert
from sanbao.accounts.services.memberships import check_person
from sanbao.accounts.services.recording import demand, record_person


@transaction.atomic
def expert_enrol(*, person: User, by: User, at: datetime) -> ExpertProfile:
    demand(can_enrol_expert(by, person))
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    check_person(locked)
    profile, is_new = ExpertProfile.objects.get_or_create(user=locked, defaults={"enrolled_on": timezone.localdate(at)})
    if is_new:
        record_person("expert.enrolled", locked, by=by, at=at)
    return profile
