import logging
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from sanbao.accounts import services
from sanbao.accounts.forms import PASSWORDS_DIFFER
from sanbao.accounts.models import Invitation, Membership, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services import memberships
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import (
    PASSWORD,
    SITE,
    invitation_by,
    member,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE = SITE


def test_a_stranger_with_a_link_opens_an_account_and_signs_in(shop, boss):
    _, token = invitation_by(boss)
    browser = Browser()
    page = text_of(browser.get("accounts:invitation", token))
    assert "杭州示例4S店邀请您加入" in page
    form = {"name": "新人", "username": "xinren", "password": PASSWORD, "password_again": PASSWORD}
    for _ in range(2):
        response = browser.post("accounts:invitation", token, data=form)
        assert response.url.startswith(reverse("account_login"))
    assert open_memberships(User.objects.get(username="xinren")).get().organisation == shop
    assert browser.get("accounts:invitation", token, follow=True).status_code == 410


def test_two_passwords_that_differ_are_told_and_nothing_is_opened(boss):
    _, token = invitation_by(boss)
    form = {"name": "新人", "username": "xinren", "password": PASSWORD, "password_again": "x"}
    response = Browser().post("accounts:invitation", token, data=form)
    assert response.context["form"].errors["password_again"] == [PASSWORDS_DIFFER]
    assert PASSWORD not in text_of(response)
    assert not User.objects.filter(username="xinren").exists()


def test_what_the_service_refuses_stands_at_its_field(boss):
    _, token = invitation_by(boss)
    form = {"name": "新人", "username": boss.username, "password": "1234567890", "password_again": "1234567890"}
    errors = Browser().post("accounts:invitation", token, data=form).context["form"].errors
    assert set(errors) == {"username", "password"}


def test_who_has_an_account_is_asked_to_sign_in_first_and_then_accepts(shop, boss):
    user = person(email="new@test.example")
    _, token = invitation_by(boss)
    assert Browser().get("accounts:invitation", token).url.startswith(reverse("account_login"))
    browser = Browser(user)
    assert "杭州示例4S店邀请您加入" in text_of(browser.get("accounts:invitation", token))
    for _ in range(2):
        response = browser.post("accounts:invitation", token, follow=True)
        assert "您已经加入杭州示例4S店" in text_of(response)
    assert Membership.objects.filter(user=user).count() == 1


def test_an_invitation_that_would_join_duties_says_why_it_cannot_be_accepted(shop, boss):
    _, token = invitation_by(boss)
    user = member(shop, Role.AUDITOR, email="new@test.example")
    response = Browser(user).post("accounts:invitation", token)
    assert str(memberships.DUTIES_NOT_APART) in text_of(response)
    assert open_memberships(user).get().role == Role.AUDITOR


def test_whatever_is_wrong_with_a_link_the_page_is_the_same(boss):
    revoked, revoked_token = invitation_by(boss)
    services.invitation_revoke(invitation=revoked, by=boss, at=timezone.now())
    _, used_token = invitation_by(boss, email="used@test.example")
    used = person(email="used@test.example")
    services.invitation_accept(token=used_token, by=used, at=timezone.now())
    expired, expired_token = invitation_by(boss, email="expired@test.example")
    Invitation.objects.filter(pk=expired.pk).update(
        created_at=expired.created_at - 2 * (expired.expires_at - expired.created_at), expires_at=expired.created_at
    )
    _, not_mine = invitation_by(boss, email="somebody@test.example")
    stranger, other = Browser(), Browser(person())
    told = [
        stranger.get("accounts:invitation", token, follow=True)
        for token in (revoked_token, used_token, expired_token, "x", "王.䶮")
    ]
    told_other = [
        other.get("accounts:invitation", token, follow=True)
        for token in (revoked_token, used_token, expired_token, "x", not_mine)
    ]
    for responses in (told, told_other):
        assert {response.status_code for response in responses} == {410}
        assert len({re.sub(r'value="[^"]+"', "", text_of(response)) for response in responses}) == 1
        assert "这个邀请链接不能用" in text_of(responses[0])


def test_the_secret_of_a_link_is_in_no_log(boss, caplog):
    _, token = invitation_by(boss)
    with caplog.at_level(logging.DEBUG, logger="sanbao"):
        Browser(person()).get("accounts:invitation", token, follow=True)
        Browser().get("accounts:invitation", token + "x", follow=True)
    assert token.split(".")[0] not in caplog.text
