import logging
import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sanbao.accounts import services
from sanbao.accounts.forms import PASSWORDS_DIFFER
from sanbao.accounts.models import Invitation, Membership, User
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services import memberships
from sanbao.accounts.services.invitations import NOT_ONESELF
from sanbao.ledger.models import Event
from sanbao.work.testing import run_all
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import PASSWORD, SITE, TODAY, actions, grant, invite, member, organisation, person
from tests.web.test_budgets import over_budget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE = SITE


@pytest.fixture
def shop():
    return organisation(name="杭州示例4S店", parent=organisation(Capacity.PRODUCER, name="示例汽车有限公司"))


@pytest.fixture
def boss(shop):
    return member(shop, Role.ADMINISTRATOR, name="宋怡")


@pytest.fixture
def adviser(shop):
    return member(shop, Role.ADVISER, name="王䶮", phone="+8619900001441")


def make_invitation(boss, email="new@test.example", role=Role.ADVISER):
    return invite(open_memberships(boss).get().organisation, by=boss, email=email, role=role, at=timezone.now())


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


def test_my_account_shows_me_masked(adviser):
    page = text_of(Browser(adviser).get("accounts:me"))
    assert "王䶮" in page
    assert "199••••1441" in page
    assert "19900001441" not in page
    assert adviser.email not in page


def test_i_change_my_name_to_one_with_rare_characters(adviser):
    response = Browser(adviser).post("accounts:me", data={"name": "陈𬱖"}, follow=True)
    assert "陈𬱖" in text_of(response)
    assert "姓名已保存" in text_of(response)
    adviser.refresh_from_db()
    assert adviser.name == "陈𬱖"


@pytest.mark.parametrize("name", ["", " ", "隐\u202e藏", "长" * 101, "\x00"])
def test_a_wrong_name_is_told_at_its_field_and_not_stored(adviser, name):
    response = Browser(adviser).post("accounts:me", data={"name": name})
    assert response.status_code == 200
    assert response.context["form"].errors["name"]
    adviser.refresh_from_db()
    assert adviser.name == "王䶮"


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
    assert "结束角色" not in page


def test_a_member_of_the_parent_sees_the_outlet_but_not_its_people(shop, adviser):
    colleague = member(shop.parent, Role.CLERK)
    page = text_of(Browser(colleague).get("accounts:organisation", shop.public_id))
    assert "杭州示例4S店" in page
    assert "王䶮" not in page
    parent = text_of(Browser(colleague).get("accounts:organisation", shop.parent.public_id))
    assert reverse("accounts:organisation", args=[shop.public_id]) in parent


def guarded_pages(shop, adviser, boss):
    invitation, _ = make_invitation(boss)
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


def test_an_ended_membership_is_no_page(shop, adviser, boss):
    membership = adviser.memberships.get()
    assert Browser(boss).post("accounts:end_membership", membership.public_id).status_code == 302
    for method in ("get", "post"):
        assert getattr(Browser(boss), method)("accounts:end_membership", membership.public_id).status_code == 404
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


def form_of(response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', response.content.decode()))


def sent_links(address: str) -> list[str]:
    run_all(timezone.now())
    bodies = [message.body for message in mail.outbox if message.to == [address]]
    return [re.search(rf"{SITE}(/invitations/\S+/)", body).group(1) for body in bodies]


def test_an_invitation_is_sent_to_the_invited_alone_and_revoked(shop, boss):
    browser = Browser(boss)
    form = form_of(browser.get("accounts:invite", shop.public_id)) | {"role": "technician", "email": "new@test.example"}
    pages = [text_of(browser.post("accounts:invite", shop.public_id, data=form)) for _ in range(2)]
    [link] = sent_links("new@test.example")
    invitation = Invitation.objects.get()
    own_page = text_of(browser.get("accounts:organisation", shop.public_id))
    assert "new@test.example" in pages[0]
    assert "n••••@test.example" in own_page
    assert not any(link.split("/")[2] in page for page in (*pages, own_page))
    browser.post("accounts:revoke_invitation", invitation.public_id)
    assert Browser().client.get(link, follow=True).status_code == 410


def test_an_invitation_is_sent_again_and_the_first_link_falls(shop, boss):
    invitation, _ = make_invitation(boss)
    assert Browser(boss).get("accounts:resend_invitation", invitation.public_id).status_code == 302
    page = text_of(Browser(boss).post("accounts:resend_invitation", invitation.public_id))
    first, second = sent_links("new@test.example")
    assert not any(link.split("/")[2] in page for link in (first, second))
    assert Browser().client.get(first, follow=True).status_code == 410
    assert Browser().client.get(second).status_code == 200


def test_a_link_leads_to_the_site_whatever_host_the_form_was_sent_to(shop, boss):
    form = {"role": "technician", "email": "new@test.example", "key": str(uuid4())}
    Browser(boss).post("accounts:invite", shop.public_id, data=form, headers={"host": "testserver:8443"})
    run_all(timezone.now())
    assert re.findall(r"https?://[^/]+", mail.outbox[0].body) == [SITE]


def test_inviting_oneself_is_told_at_the_field(shop, boss):
    form = {"role": "clerk", "email": boss.email, "key": str(uuid4())}
    response = Browser(boss).post("accounts:invite", shop.public_id, data=form)
    assert response.context["form"].errors["email"] == [str(NOT_ONESELF)]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "", "email": "a@b.example"}, "role"),
        ({"role": "boss", "email": "a@b.example"}, "role"),
        ({"role": "adviser", "email": ""}, "email"),
        ({"role": "adviser", "email": "张三"}, "email"),
        ({"role": "adviser", "email": "a@b.example", "key": "x"}, "key"),
    ],
)
def test_a_wrong_invitation_is_told_at_its_field_and_not_made(shop, boss, data, field):
    response = Browser(boss).post("accounts:invite", shop.public_id, data={"key": str(uuid4())} | data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_a_stranger_with_a_link_opens_an_account_and_signs_in(shop, boss):
    _, token = make_invitation(boss)
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
    _, token = make_invitation(boss)
    form = {"name": "新人", "username": "xinren", "password": PASSWORD, "password_again": "x"}
    response = Browser().post("accounts:invitation", token, data=form)
    assert response.context["form"].errors["password_again"] == [PASSWORDS_DIFFER]
    assert PASSWORD not in text_of(response)
    assert not User.objects.filter(username="xinren").exists()


def test_what_the_service_refuses_stands_at_its_field(boss):
    _, token = make_invitation(boss)
    form = {"name": "新人", "username": boss.username, "password": "1234567890", "password_again": "1234567890"}
    errors = Browser().post("accounts:invitation", token, data=form).context["form"].errors
    assert set(errors) == {"username", "password"}


def test_who_has_an_account_is_asked_to_sign_in_first_and_then_accepts(shop, boss):
    user = person(email="new@test.example")
    _, token = make_invitation(boss)
    assert Browser().get("accounts:invitation", token).url.startswith(reverse("account_login"))
    browser = Browser(user)
    assert "杭州示例4S店邀请您加入" in text_of(browser.get("accounts:invitation", token))
    for _ in range(2):
        response = browser.post("accounts:invitation", token, follow=True)
        assert "您已经加入杭州示例4S店" in text_of(response)
    assert Membership.objects.filter(user=user).count() == 1


def test_an_invitation_that_would_join_duties_says_why_it_cannot_be_accepted(shop, boss):
    user = member(shop, Role.AUDITOR, email="new@test.example")
    _, token = make_invitation(boss)
    response = Browser(user).post("accounts:invitation", token)
    assert str(memberships.DUTIES_NOT_APART) in text_of(response)
    assert open_memberships(user).get().role == Role.AUDITOR


def test_whatever_is_wrong_with_a_link_the_page_is_the_same(boss):
    revoked, revoked_token = make_invitation(boss)
    services.invitation_revoke(invitation=revoked, by=boss, at=timezone.now())
    _, used_token = make_invitation(boss, email="used@test.example")
    used = person(email="used@test.example")
    services.invitation_accept(token=used_token, by=used, at=timezone.now())
    expired, expired_token = make_invitation(boss, email="expired@test.example")
    Invitation.objects.filter(pk=expired.pk).update(
        created_at=expired.created_at - 2 * (expired.expires_at - expired.created_at), expires_at=expired.created_at
    )
    _, not_mine = make_invitation(boss, email="somebody@test.example")
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
    _, token = make_invitation(boss)
    with caplog.at_level(logging.DEBUG, logger="sanbao"):
        Browser(person()).get("accounts:invitation", token, follow=True)
        Browser().get("accounts:invitation", token + "x", follow=True)
    assert token.split(".")[0] not in caplog.text


def test_pages_with_personal_data_stay_in_no_cache(shop, adviser):
    for name, args in [("accounts:me", []), ("accounts:organisation", [shop.public_id])]:
        assert "no-store" in Browser(adviser).get(name, *args)["Cache-Control"]


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
        make_invitation(boss, email=f"{uuid4()}@test.example")
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
