import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanbao.accounts import credit_code, services
from sanbao.accounts.models import Organisation
from sanbao.accounts.models import organisation as rules
from sanbao.accounts.roles import BUSINESS_CAPACITIES, ROLES_OF, Capacity, Role, duty_of, roles_for
from sanbao.accounts.services import organisations
from sanbao.ledger.models import Event
from tests.accounts.world import AT, SHOP, actions, details, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

BODIES = (Capacity.DISPUTE_BODY, Capacity.MARKET_REGULATOR)


def refusal(asked) -> list[str]:
    before = Organisation.objects.count()
    with pytest.raises(ValidationError) as refused:
        services.organisation_register(details=asked, by=registrar(), at=AT)
    assert Organisation.objects.count() == before
    assert "organisation.registered" not in actions()
    return refused.value.messages


def test_a_registered_organisation_is_an_event_without_its_name():
    where = organisation(name="杭州示例汽车有限公司")
    event = Event.objects.get()
    assert (event.action, event.subject) == ("organisation.registered", f"organisation/{where.public_id}")
    assert event.codes == {"seller": True, "repairer": True, "region": None, "parent": None}
    assert "杭州" not in event.body


def test_registering_twice_is_registering_once():
    asked = details(*SHOP)
    first, second = (services.organisation_register(details=asked, by=registrar(), at=AT) for _ in range(2))
    assert first == second
    assert actions() == ["organisation.registered"]


def test_one_code_is_one_organisation():
    asked = details(*SHOP)
    services.organisation_register(details=asked, by=registrar(), at=AT)
    with pytest.raises(ValidationError) as refused:
        services.organisation_register(
            details=details(*SHOP, credit_code=asked.credit_code, name="别的名字"), by=registrar(), at=AT
        )
    assert refused.value.messages == [organisations.CODE_TAKEN]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (details, rules.NO_CAPACITY),
        (lambda: details(Capacity.DISPUTE_BODY, Capacity.SELLER), rules.BODY_IN_BUSINESS),
        (lambda: details(Capacity.MARKET_REGULATOR, region=""), rules.BODY_WITHOUT_REGION),
        (lambda: details(Capacity.DISPUTE_BODY, region=""), rules.BODY_WITHOUT_REGION),
        (lambda: details(Capacity.MARKET_REGULATOR, region="33"), rules.REGION_NOT_SIX_DIGITS),
        (lambda: details(Capacity.MARKET_REGULATOR, region="３３００００"), rules.REGION_NOT_SIX_DIGITS),
        (lambda: details(*SHOP, credit_code="123"), credit_code.WRONG_LENGTH),
    ],
)
def test_what_cannot_be_is_refused_in_words(asked, says):
    assert says in refusal(asked())


@pytest.mark.parametrize(
    "capacities", [(Capacity.PRODUCER,), (Capacity.PRODUCER, Capacity.SELLER), BODIES[:1], BODIES[1:]]
)
def test_an_outlet_sells_or_repairs(capacities):
    parent = organisation(Capacity.PRODUCER)
    with pytest.raises(ValidationError) as refused:
        organisation(*capacities, parent=parent)
    assert rules.OUTLET_WITHOUT_TRADE in refused.value.messages


def test_an_outlet_has_no_outlets_and_a_body_has_none():
    outlet = organisation(parent=organisation(Capacity.PRODUCER))
    for parent, says in [
        (outlet, organisations.PARENT_IS_AN_OUTLET),
        (organisation(Capacity.MARKET_REGULATOR), organisations.PARENT_DOES_NO_BUSINESS),
    ]:
        with pytest.raises(ValidationError) as refused:
            organisation(parent=parent)
        assert refused.value.messages == [says]


def test_a_4s_shop_is_an_outlet_that_sells_and_repairs():
    maker = organisation(Capacity.PRODUCER)
    kinds = {
        capacities: organisation(*capacities, parent=maker).is_4s_shop for capacities in [SHOP, SHOP[:1], SHOP[1:]]
    }
    assert kinds == {SHOP: True, SHOP[:1]: False, SHOP[1:]: False}
    assert not organisation(*SHOP).is_4s_shop


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"is_seller": True, "is_market_regulator": True, "region": "330000"},
        {"is_dispute_body": True},
        {"is_market_regulator": True},
    ],
)
def test_the_database_itself_refuses_an_organisation_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="绕过服务", **fields)


def test_the_database_itself_refuses_an_outlet_of_an_outlet():
    maker = organisation(Capacity.PRODUCER)
    outlet, other = organisation(parent=maker), organisation()
    with pytest.raises(IntegrityError, match="outlets_have_no_outlets"), transaction.atomic():
        Organisation.objects.create(name="绕过服务", is_seller=True, parent=outlet)
    with pytest.raises(IntegrityError, match="outlets_have_no_outlets"), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(parent=outlet)
    with pytest.raises(IntegrityError, match="outlets_have_no_outlets"), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(parent=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=maker.pk).update(parent=other, is_producer=False, is_seller=True)
    with pytest.raises(IntegrityError, match="outlets_sell_or_repair"), transaction.atomic():
        Organisation.objects.create(name="绕过服务", is_producer=True, parent=maker)


def test_only_the_registrar_registers_and_renames():
    where = organisation()
    for user in (member(where, Role.OWNER), member(where, Role.ADMINISTRATOR), person(is_staff=True)):
        with pytest.raises(PermissionDenied):
            services.organisation_register(details=details(*SHOP), by=user, at=AT)
        with pytest.raises(PermissionDenied):
            services.organisation_rename(organisation=where, name="新名", by=user, at=AT)


def test_a_new_name_is_recorded_once():
    where = organisation()
    for _ in range(2):
        services.organisation_rename(organisation=where, name=" 新名 ", by=registrar(), at=AT)
    where.refresh_from_db()
    assert where.name == "新名"
    assert actions() == ["organisation.registered", "organisation.renamed"]


def test_every_capacity_has_its_roles_and_someone_to_manage_its_accounts():
    assert set(ROLES_OF) == set(Capacity)
    assert all(Role.ADMINISTRATOR in roles for roles in ROLES_OF.values())
    assert {role for roles in ROLES_OF.values() for role in roles} == set(Role)
    assert [c for c in Capacity if Role.TECHNICIAN in ROLES_OF[c]] == [Capacity.REPAIRER]
    assert set(BUSINESS_CAPACITIES).isdisjoint(BODIES)


def test_whoever_sells_and_repairs_has_the_roles_of_both():
    assert roles_for(frozenset(SHOP)) == [role for role in Role if role in ROLES_OF[SHOP[0]] | ROLES_OF[SHOP[1]]]


def test_administrators_and_auditors_stand_apart_from_business():
    apart = {role: duty_of(role).value for role in Role}
    assert apart.pop(Role.ADMINISTRATOR) == "accounts"
    assert apart.pop(Role.AUDITOR) == "audit"
    assert set(apart.values()) == {"business"}
