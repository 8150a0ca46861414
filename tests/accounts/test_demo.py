import io
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from sanbao.accounts import demo
from sanbao.accounts.demo_people import CONSUMERS, EXPERTS, PLACES, STAFF
from sanbao.accounts.management.commands.demo_code import code_at
from sanbao.accounts.models import Employment, ExpertProfile, Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.signin.permissions import needs_second_factor
from sanbao.ledger.models import Event
from sanbao.web.management.commands.demo import modules
from tests.accounts.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    demo.build(AT)


def snapshot():
    """Everything of the demonstration that a person can see."""
    return (
        sorted(
            Organisation.objects.values_list(
                "name", "credit_code", "region", "parent__name", "is_seller", "is_repairer"
            )
        ),
        sorted(User.objects.values_list("username", "name", "email", "phone", "date_joined")),
        sorted(Membership.objects.values_list("user__username", "organisation__name", "role", "joined_on")),
        sorted(str(employment) for employment in Employment.objects.all()),
    )


def test_the_world_is_as_big_as_promised(world):
    outlets = Organisation.objects.exclude(parent=None)
    assert Organisation.objects.filter(is_producer=True).count() == 3
    assert outlets.count() == 8
    assert len({outlet.region[:2] for outlet in outlets}) == 8  # in as many provinces
    assert sum(outlet.is_4s_shop for outlet in outlets) == 6
    assert outlets.filter(is_seller=False).count() == outlets.filter(is_repairer=False).count() == 1
    assert Organisation.objects.filter(is_dispute_body=True).count() == 1
    assert Organisation.objects.filter(is_market_regulator=True).count() == 1
    assert {membership.role for membership in Membership.objects.all()} == set(Role)
    assert User.objects.filter(phone_verified=True).count() == len(CONSUMERS)
    assert ExpertProfile.objects.count() == len(EXPERTS)
    assert Employment.objects.filter(employer__is_seller=True).count() == 1


@pytest.mark.postgres
def test_built_twice_it_is_the_same_world(world):
    before, events = snapshot(), Event.objects.count()
    demo.build(AT)
    assert snapshot() == before
    assert Event.objects.count() == events


def test_every_organisation_and_role_of_the_world_is_in_the_ledger(world):
    actions = [event.action for event in Event.objects.all()]
    assert actions.count("organisation.registered") == len(PLACES)
    assert actions.count("membership.granted") == len(STAFF)


def test_whoever_must_have_a_second_factor_has_one_and_the_printed_code_opens(world):
    for user in User.objects.exclude(phone_verified=True):
        found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
        assert found.exists() is needs_second_factor(user)
        assert user.check_password(demo.PASSWORD)
    clerk = Authenticator.objects.get(user__username="xuwen")
    assert TOTP(clerk).validate_code(code_at("xuwen", time.time()))


def test_the_table_names_everybody_with_what_he_needs(world):
    table = demo.sign_ins()
    for username in demo.usernames():
        assert username in table
    assert demo.PASSWORD in table
    assert demo.secret_of("xuwen") in table
    assert demo.secret_of("linxiao") not in table  # an adviser signs in by password alone
    for consumer in CONSUMERS:
        assert consumer.phone in table


def test_the_command_builds_every_apps_part_in_development_alone(settings):
    settings.DEBUG = True
    out = io.StringIO()
    call_command("demo", small=True, stdout=out)  # whole in tests/deploy/test_serve.py
    assert demo in modules()
    assert "xuwen" in out.getvalue()
    settings.DEBUG = False
    before = User.objects.count()
    for command in (["demo"], ["demo_code", "xuwen"]):
        with pytest.raises(CommandError):
            call_command(*command)
    assert User.objects.count() == before


def test_a_code_is_printed_for_people_of_the_world_alone(settings):
    settings.DEBUG = True
    out = io.StringIO()
    call_command("demo_code", "xuwen", stdout=out)
    assert len(out.getvalue().strip()) == 6
    with pytest.raises(CommandError):
        call_command("demo_code", "bieren")


def test_a_code_lasts_half_a_minute():
    assert code_at("xuwen", 0) == code_at("xuwen", 29.9)
    assert code_at("xuwen", 0) != code_at("xuwen", 30)
