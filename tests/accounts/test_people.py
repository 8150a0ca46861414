from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanbao.accounts import services
from sanbao.accounts.models import User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services.memberships import PERSON_DEACTIVATED
from sanbao.ledger.models import Event
from tests.accounts.world import AT, TODAY, actions, grant, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

BEGAN = date(2020, 3, 1)


def test_a_deactivated_person_holds_nothing_any_more():
    user = member(organisation())
    grant(user, organisation(), Role.CLERK)
    for _ in range(2):
        services.user_deactivate(user=user, by=registrar(), at=AT)
    user.refresh_from_db()
    assert not user.is_active
    assert [membership.left_on for membership in user.memberships.all()] == [TODAY, TODAY]
    assert actions()[-3:] == ["membership.ended", "membership.ended", "user.deactivated"]


def test_the_rights_of_an_inactive_person_rest_even_if_a_membership_was_left_open():
    user = member(organisation())
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not open_memberships(user).exists()


def test_only_the_registrar_deactivates_and_not_himself():
    where = organisation()
    for user, by in [
        (member(where), member(where, Role.ADMINISTRATOR)),
        (registrar(), registrar()),
        (member(where), person(is_staff=True)),
    ]:
        with pytest.raises(PermissionDenied):
            services.user_deactivate(user=user, by=by, at=AT)


def test_a_person_changes_his_own_name_and_nobody_elses():
    user = person("王龑")
    for _ in range(2):
        services.person_rename(person=user, name=" 王䶮 ", by=user, at=AT)
    user.refresh_from_db()
    assert user.name == "王䶮"
    assert actions() == ["user.renamed"]
    assert "䶮" not in Event.objects.get().body
    with pytest.raises(PermissionDenied):
        services.person_rename(person=user, name="别人", by=registrar(), at=AT)


@pytest.mark.parametrize("name", ["", " ", "长" * 101, "隐\u200b藏"])
def test_a_name_that_cannot_be_is_refused_at_its_field(name):
    user = person()
    with pytest.raises(ValidationError) as refused:
        services.person_rename(person=user, name=name, by=user, at=AT)
    assert list(refused.value.message_dict) == ["name"]


def test_who_looks_at_a_phone_number_is_recorded_and_the_number_is_not():
    where = organisation()
    user, boss = member(where, phone="+8619900000009"), member(where, Role.ADMINISTRATOR)
    shown = services.contact_reveal(membership=user.memberships.get(), by=boss, at=AT)
    event = Event.objects.last()
    assert shown.phone == "+8619900000009"
    assert (event.action, event.subject, event.actor) == (
        "contact.revealed",
        f"user/{user.public_id}",
        str(boss.public_id),
    )
    assert "1990000" not in event.body


def test_only_who_manages_the_accounts_sees_a_phone_number():
    where = organisation()
    membership = member(where).memberships.get()
    for user in (member(where, Role.OWNER), membership.user, member(organisation(), Role.ADMINISTRATOR), registrar()):
        with pytest.raises(PermissionDenied):
            services.contact_reveal(membership=membership, by=user, at=AT)
    assert "contact.revealed" not in actions()


def test_an_email_belongs_to_one_person_in_any_case():
    person(email="a@test.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        person(email="A@Test.example")
    person(email="")
    assert person(email="").email == ""


@pytest.mark.parametrize("fields", [{"phone": "13812341441"}, {"phone_verified": True}])
def test_the_database_itself_refuses_a_phone_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        person(**fields)


@pytest.fixture
def expert():
    return services.expert_enrol(person=person("陈𬱖"), by=registrar(), at=AT)


def test_enrolling_twice_is_enrolling_once(expert):
    assert services.expert_enrol(person=expert.user, by=registrar(), at=AT) == expert
    assert expert.enrolled_on == TODAY
    assert actions() == ["expert.enrolled"]


def test_only_the_registrar_enrols_and_nobody_who_is_deactivated():
    with pytest.raises(PermissionDenied):
        services.expert_enrol(person=person(), by=person(), at=AT)
    with pytest.raises(ValidationError) as refused:
        services.expert_enrol(person=person(is_active=False), by=registrar(), at=AT)
    assert refused.value.messages == [PERSON_DEACTIVATED]
