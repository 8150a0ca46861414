import logging
import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from sanbao.accounts.models import Membership, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships
from sanbao.ledger.models import Event
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import (
    TODAY,
    actions,
    grant,
    invitation_by,
    member,
    organisation,
    person,
)
from tests.web.test_budgets import over_budget

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_sign_in(shop, adviser):
    membership = adviser.memberships.get()
    for name, args in [
        ("accounts:me", []),
        ("accounts:organisations", []),
        ("accounts:organisation", [shop.public_id]),
        ("accounts:organisation", [uuid4()]),
        ("accounts:invite", [shop.public_id]),
        ("accounts:end_membership", [membership.public_id]),
    ]:
        response = Browser().get(name, *args)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


def test_my_organisation_is_found_from_every_page(adviser, shop):
    page = Browser(adviser).get("accounts:me")
    assert f'href="{reverse("accounts:organisations")}"' in text_of(page)
    response = Browser(adviser).get("accounts:organisations", follow=True)
    assert response.redirect_chain == [(reverse("accounts:organisation", args=[shop.public_id]), 302)]


def test_a_person_without_an_organisation_has_no_such_entry_and_is_told_so():
    browser = Browser(person())
    assert f'href="{reverse("accounts:organisations")}"' not in text_of(browser.get("accounts:me"))
    assert "您没有在任何单位任职" in text_of(browser.get("accounts:organisations"))


def test_whoever_works_at_two_organisations_chooses(adviser):
    grant(adviser, organisation(name="另一个单位"), Role.CLERK)
    page = text_of(Browser(adviser).get("accounts:organisations"))
    assert "另一个单位" in page
    assert "杭州示例4S店" in page


def test_a_member_sees_his_colleagues_by_role_and_no_numbers(adviser, boss, shop):
    page = text_of(Browser(adviser).get("accounts:organisation", shop.public_id))
    assert re.search(r"服务顾问.*王䶮.*账号管理员.*宋怡", page, re.DOTALL)
    assert "199••••1441" in page
    assert "邀请成员" not in page
    assert "解除任职" not in page


def test_a_member_of_the_parent_sees_the_outlet_but_not_its_people(shop, adviser):
    colleague = member(shop.parent, Role.CLERK)
    page = text_of(Browser(colleague).get("accounts:organisation", shop.public_id))
    assert "杭州示例4S店" in page
    assert "王䶮" not in page
    parent = text_of(Browser(colleague).get("accounts:organisation", shop.parent.public_id))
    assert reverse("accounts:organisation", args=[shop.public_id]) in parent


def guarded_pages(shop, adviser, boss):
    invitation, _ = invitation_by(boss)
    membership = adviser.memberships.get()
    return [
        ("get", "accounts:organisation", shop.public_id),
        ("get", "accounts:invite", shop.public_id),
        ("post", "accounts:invite", shop.public_id),
        ("get", "accounts:end_membership", membership.public_id),
        ("post", "accounts:end_membership", membership.public_id),
        ("post", "accounts:contact", membership.public_id),
        ("get", "accounts:revoke_invitation", invitation.public_id),
        ("post", "accounts:resend_invitation", invitation.public_id),
        ("post", "accounts:revoke_invitation", invitation.public_id),
    ]


def test_a_member_of_another_organisation_who_guesses_an_address_finds_nothing(shop, adviser, boss, caplog):
    outsider = member(organisation(), Role.ADMINISTRATOR, name="外人", phone="+8619900000008")
    pages = guarded_pages(shop, adviser, boss)
    before = actions()
    for method, name, public_id in pages:
        for guessed in (public_id, uuid4()):
            caplog.clear()
            response = getattr(Browser(outsider), method)(name, guessed)
            assert response.status_code == 404
            [record] = [record for record in caplog.records if record.name == "sanbao.security"]
            assert record.levelno == logging.WARNING
            assert (record.event, record.user) == ("page_refused", str(outsider.public_id))
            assert record.path == reverse(name, args=[guessed])
            assert record.exists is (guessed == public_id)
            said = str(vars(record))
            assert not any(secret in said for secret in ("外人", "1990000", outsider.email, outsider.username))
    assert actions() == before


def test_a_colleague_without_the_role_finds_nothing_either(shop, adviser, boss):
    for method, name, public_id in guarded_pages(shop, adviser, boss)[1:]:
        assert getattr(Browser(adviser), method)(name, public_id).status_code == 404


def test_a_membership_ended_twice_is_ended_once_and_the_second_press_is_told_so(shop, adviser, boss):
    membership = adviser.memberships.get()
    for method in ("post", "post", "get"):
        response = getattr(Browser(boss), method)("accounts:end_membership", membership.public_id, follow=True)
        assert response.redirect_chain == [(reverse("accounts:organisation", args=[shop.public_id]), 302)]
        assert "王䶮不再担任服务顾问。" in text_of(response)
    assert actions().count("membership.ended") == 1
    assert Browser(adviser).get("accounts:organisation", shop.public_id).status_code == 404


def test_the_administrator_ends_a_role_after_being_asked(shop, adviser, boss):
    browser, membership = Browser(boss), adviser.memberships.get()
    assert "王䶮不再担任服务顾问吗" in text_of(browser.get("accounts:end_membership", membership.public_id))
    response = browser.post("accounts:end_membership", membership.public_id, follow=True)
    assert "王䶮不再担任服务顾问。" in text_of(response)
    assert not open_memberships(adviser).exists()


def test_a_number_is_shown_in_full_only_on_demand_and_that_is_recorded(shop, adviser, boss):
    browser, membership = Browser(boss), adviser.memberships.get()
    assert "19900001441" not in text_of(browser.get("accounts:organisation", shop.public_id))
    assert browser.get("accounts:contact", membership.public_id).status_code == 405
    response = browser.post("accounts:contact", membership.public_id)
    assert "+8619900001441" in text_of(response)
    assert Event.objects.last().action == "contact.revealed"
    assert "no-store" in response["Cache-Control"]


def test_pages_speak_english_to_whoever_wants_it(shop, adviser, boss):
    browser = Browser(boss)
    browser.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for response in (
        browser.get("accounts:me"),
        browser.get("accounts:organisation", shop.public_id),
        browser.get("accounts:invite", shop.public_id),
        browser.get("accounts:end_membership", adviser.memberships.get().public_id),
        browser.get("accounts:invitation_unusable"),
    ):
        main = re.search(r"<main.*</main>", text_of(response), re.DOTALL).group()
        main = re.sub(
            r"宋怡|王䶮|常在|杭州示例4S店|示例汽车有限公司|\d+年\d+月\d+日", "", main
        )  # names, and days written by the web app
        assert not re.search(r"[\u4e00-\u9fff]", main), re.findall(r"[^<>]*[\u4e00-\u9fff]+[^<>]*", main)


@pytest.mark.parametrize("size", [1, 30])
def test_a_page_asks_the_database_as_often_for_many_members_as_for_one(shop, boss, size, django_assert_max_num_queries):
    for _ in range(size):
        invitation_by(boss, email=f"{uuid4()}@test.example")
        member(shop)
    browser = Browser(boss)
    with django_assert_max_num_queries(15):
        browser.get("accounts:organisation", shop.public_id)


def test_five_hundred_members_stand_on_pages_that_keep_their_weight(shop, boss):
    people = User.objects.bulk_create(
        User(username=f"m{n}", email=f"m{n}@test.example", name=f"{chr(0x4E00 + n)}{chr(0x6E00 + n)}")
        for n in range(500)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=shop, role=Role.TECHNICIAN, joined_on=TODAY) for user in people
    )
    seen = set()
    for page in range(1, 27):
        response = Browser(boss).get("accounts:organisation", shop.public_id, data={"page": page})
        assert over_budget("organisation", response, queries=0) == []
        seen |= {user.name for user in people if user.name in text_of(response)}
    assert seen == {user.name for user in people}
