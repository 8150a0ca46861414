from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanbao.accounts import credit_code
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.permissions import can_amend_organisation, can_register_organisation
from sanbao.accounts.roles import Capacity
from sanbao.accounts.services.recording import demand, record_organisation

CODE_TAKEN = _("这个统一社会信用代码已登记在另一个单位名下，或者登记的内容不同。")
PARENT_IS_AN_OUTLET = _("上级单位本身是网点，网点不能再有网点。")
PARENT_DOES_NO_BUSINESS = _("网点的上级单位应当是生产者、销售者或者修理者。")


@dataclass(frozen=True)
class Details:
    """What is registered of an organisation. The code is what tells one from another, so a repeated call finds it."""

    name: str
    capacities: Collection[Capacity]
    credit_code: str
    region: str = ""
    parent: Organisation | None = None


@transaction.atomic
def organisation_register(*, details: Details, by: User, at: datetime) -> Organisation:
    demand(can_register_organisation(by))
    organisation = organisation_from(details, at)
    known = Organisation.objects.select_for_update().filter(credit_code=organisation.credit_code).first()
    if known is not None:
        return _same(known, organisation)
    check_parent(organisation)
    organisation.full_clean()
    organisation.save()
    record_organisation("organisation.registered", organisation, by=by, at=at, **_codes(organisation))
    return organisation


@transaction.atomic
def organisation_rename(*, organisation: Organisation, name: str, by: User, at: datetime) -> Organisation:
    demand(can_amend_organisation(by, organisation))
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.name == name.strip():
        return locked
    locked.name = name.strip()
    locked.full_clean()
    locked.save(update_fields=["name"])
    record_organisation("organisation.renamed", locked, by=by, at=at)
    return locked


def organisation_from(details: Details, at: datetime) -> Organisation:
    """Not saved yet."""
    return Organisation(
        name=details.name.strip(),
        credit_code=credit_code.normalised(details.credit_code),
        region=details.region,
        parent=details.parent,
        created_at=at,
        **{f"is_{capacity.value}": capacity in details.capacities for capacity in Capacity},
    )


def check_parent(organisation: Organisation) -> None:
    """What the database keeps by a trigger, said in words beforehand. A parent never changes, so no lock is needed."""
    parent = organisation.parent
    if parent is None:
        return
    if parent.parent_id is not None:
        raise ValidationError({"parent": PARENT_IS_AN_OUTLET})
    if parent.is_dispute_body or parent.is_market_regulator:
        raise ValidationError({"parent": PARENT_DOES_NO_BUSINESS})


def _same(known: Organisation, asked: Organisation) -> Organisation:
    said = ("name", "capacities", "region", "parent_id")
    if any(getattr(known, field) != getattr(asked, field) for field in said):
        raise ValidationError({"credit_code": CODE_TAKEN})
    return known


def _codes(organisation: Organisation) -> dict[str, str | int | bool | None]:
    parent = organisation.parent
    capacities = {capacity.value: True for capacity in sorted(organisation.capacities)}
    return {**capacities, "region": organisation.region or None, "parent": str(parent.public_id) if parent else None}
