"""Lists obey the rule of their objects, over worlds made up by chance."""

import random
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from sanbao.accounts import permissions, services
from sanbao.accounts.models import ExpertProfile, Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Capacity, Role
from tests.accounts.world import AT, administrator_of, end, grant, invite, organisation, person, registrar

pytestmark = pytest.mark.django_db

WORLDS = range(25)


def made_up_world(seed: int) -> None:
    """Organisations with and without outlets, people in and out of office, some of them deactivated."""
    chance = random.Random(seed)
    heads = [
        organisation(*kind)
        for kind in chance.choices([(Capacity.PRODUCER,), (Capacity.SELLER,), (Capacity.MARKET_REGULATOR,)], k=3)
    ]
    traders = [head for head in heads if not head.is_market_regulator]
    outlets = [organisation(parent=chance.choice(traders)) for _ in range(chance.randint(0, 3)) if traders]
    people = [person() for _ in range(6)]
    for _ in range(chance.randint(0, 14)):
        where = chance.choice(heads + outlets)
        try:
            membership = grant(chance.choice(people), where, chance.choice(where.roles))
        except ValidationError:
            continue  # duties that may not meet
        if chance.random() < 0.3:
            end(membership)
    for administrator in Membership.objects.filter(role=Role.ADMINISTRATOR, left_on=None, user__is_active=True):
        invite(administrator.organisation, by=administrator.user, role=Role.READER)
    for user in chance.sample(people, 2):
        if chance.random() < 0.5:
            services.user_deactivate(user=user, by=registrar(), at=AT)
        else:  # as if somebody had gone round the service
            User.objects.filter(pk=user.pk).update(is_active=chance.random() < 0.5)


def test_a_list_shows_exactly_what_its_predicate_allows():
    """Each world alone may lack something; over all of them somebody may and somebody may not, or nothing were proven."""
    seen = set()
    for seed in WORLDS:
        with transaction.atomic():
            made_up_world(seed)
            assert Organisation.objects.count() >= 3
            assert User.objects.exclude(name="常在").count() == 7
            lists_obey_their_predicates()
            seen |= set(what_the_world_holds())
            transaction.set_rollback(True)
    assert seen == {(name, is_so) for name in ("sees", "invites", "outlet", "ended") for is_so in (True, False)}


def what_the_world_holds() -> Iterator[tuple[str, bool]]:
    for user in User.objects.exclude(is_superuser=True).exclude(name="常在"):
        yield "sees", permissions.organisations_visible_to(user).exists()
        yield "invites", permissions.invitations_visible_to(user).exists()
    yield "outlet", Organisation.objects.exclude(parent=None).exists()
    yield "ended", Membership.objects.exclude(left_on=None).exists()


def lists_obey_their_predicates() -> None:
    pairs = [
        (permissions.can_view_organisation, permissions.organisations_visible_to, Organisation),
        (permissions.can_revoke_invitation, permissions.invitations_visible_to, Invitation),
    ]
    for allowed, visible_to, model in pairs:
        for user in User.objects.all():
            listed = list(visible_to(user))
            assert len(listed) == len(set(listed))
            assert set(listed) == {found for found in model.objects.all() if allowed(user, found)}


def every_act(user: User) -> dict[str, bool]:
    """Each predicate of the module, asked about an object of its kind that is nobody's."""
    where = organisation()
    membership = grant(person(), where, Role.ADVISER)
    invitation, _ = invite(where, by=administrator_of(where))
    expert = services.expert_enrol(person=person(), by=registrar(), at=AT)
    objects = {
        Organisation: where,
        Membership: membership,
        Invitation: invitation,
        ExpertProfile: expert,
        User: person(),
        Role: Role.ADMINISTRATOR,
    }
    asked = {}
    for name in dir(permissions):
        if name.startswith("can_"):
            predicate = getattr(permissions, name)
            kinds = [kind for key, kind in predicate.__annotations__.items() if key not in {"user", "return"}]
            asked[name] = predicate(user, *(objects[kind] for kind in kinds))
    return asked


@pytest.mark.parametrize(
    "fields", [{}, {"is_staff": True}, {"is_active": False, "is_staff": True, "is_superuser": True}]
)
def test_what_is_not_said_is_denied(fields):
    acts = every_act(person(**fields))
    assert len(acts) > 10
    assert not any(acts.values())


def test_the_registrar_registers_but_looks_into_nobodys_business():
    allowed = {name for name, may in every_act(registrar()).items() if may}
    assert allowed == {
        "can_amend_organisation",
        "can_deactivate_user",
        "can_end_membership",
        "can_enrol_expert",
        "can_grant_membership",
        "can_invite",
        "can_reactivate_user",
        "can_record_employment",
        "can_register_organisation",
        "can_reset_second_factor",
        "can_revoke_invitation",
    }


@pytest.mark.parametrize("role", Role)
def test_the_registrar_names_administrators_and_gives_no_other_role(role):
    where, someone = organisation(), person()
    names = role is Role.ADMINISTRATOR
    assert permissions.can_invite(registrar(), where, role) is names
    assert permissions.can_grant_membership(registrar(), someone, where, role) is names
    assert permissions.can_grant_membership(administrator_of(where), someone, where, role)


@pytest.mark.parametrize("role", Role)
def test_nobody_gives_himself_a_role(role):
    where = organisation()
    for user in (registrar(), administrator_of(where)):
        assert not permissions.can_grant_membership(user, user, where, role)
