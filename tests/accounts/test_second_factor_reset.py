import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied

from sanbao.accounts import services
from sanbao.accounts.models import User
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from tests.accounts.browsing import Browser, text_of
from tests.accounts.signin.people import with_totp
from tests.accounts.world import AT, actions, grant, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def clerk():
    clerk = member(organisation(), Role.CLERK, name="何静")
    with_totp(clerk)
    RecoveryCodes.activate(clerk)
    return clerk


def boss_of(user: User) -> User:
    return member(user.memberships.get().organisation, Role.ADMINISTRATOR)


def test_all_factors_and_every_session_fall_and_the_ledger_tells_who_did_it(clerk):
    browser, boss = Browser(clerk), boss_of(clerk)
    key = browser.client.session.session_key
    UserSession.objects.create(user=clerk, session_key=key, ip="192.0.2.1", user_agent="x")  # as a real sign-in does
    assert browser.get("accounts:me").status_code == 200
    for _ in range(2):
        services.second_factor_reset(person=clerk, by=boss, at=AT)
    assert not Authenticator.objects.exists()
    assert browser.get("accounts:me").status_code == 302
    assert actions()[-2:] == ["second_factor.reset", "session.ended"]
    assert {event.actor for event in Event.objects.order_by("-id")[:2]} == {str(boss.public_id)}


def test_the_registrar_may_too(clerk):
    services.second_factor_reset(person=clerk, by=registrar(), at=AT)
    assert not Authenticator.objects.exists()


def stranger(clerk):
    return person()


def colleague(clerk):
    return member(clerk.memberships.get().organisation, Role.OWNER)


def administrator_elsewhere(clerk):
    return member(organisation(), Role.ADMINISTRATOR)


def himself(clerk):
    return clerk


@pytest.mark.parametrize("whoever", [stranger, colleague, administrator_elsewhere, himself])
def test_nobody_else_may(clerk, whoever):
    with pytest.raises(PermissionDenied):
        services.second_factor_reset(person=clerk, by=whoever(clerk), at=AT)
    assert Authenticator.objects.count() == 2


def test_no_administrator_resets_a_registrar(clerk):
    boss = boss_of(clerk)
    grant(registrar(), clerk.memberships.get().organisation, Role.READER)
    with pytest.raises(PermissionDenied):
        services.second_factor_reset(person=registrar(), by=boss, at=AT)


def test_the_page_asks_first_and_is_there_for_who_may(clerk):
    membership, browser = clerk.memberships.get(), Browser(boss_of(clerk))
    assert "重设何静的第二重验证" in text_of(browser.get("accounts:organisation", membership.organisation.public_id))
    assert "要重设何静的第二重验证吗" in text_of(browser.get("accounts:reset_second_factor", membership.public_id))
    assert Authenticator.objects.count() == 2
    done = browser.post("accounts:reset_second_factor", membership.public_id, follow=True)
    assert "何静的第二重验证已经重设" in text_of(done)
    assert not Authenticator.objects.exists()
    other = Browser(administrator_elsewhere(clerk))
    assert other.post("accounts:reset_second_factor", membership.public_id).status_code == 404


def test_a_person_is_reactivated_by_the_registrar_alone_without_what_he_held(clerk):
    boss = boss_of(clerk)
    services.user_deactivate(user=clerk, by=registrar(), at=AT)
    with pytest.raises(PermissionDenied):
        services.user_reactivate(user=clerk, by=boss, at=AT)
    for _ in range(2):
        services.user_reactivate(user=clerk, by=registrar(), at=AT)
    clerk.refresh_from_db()
    assert clerk.is_active
    assert not clerk.memberships.filter(left_on=None).exists()
    assert actions().count("user.reactivated") == 1
