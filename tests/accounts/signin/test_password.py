import re

import pytest
from django.core import mail

from sanbao.accounts.models import User
from sanbao.accounts.signin import messages
from sanbao.work.models import Job
from tests.accounts.signin.people import PASSWORD, staff

NEW = "另外一把也足够长的钥匙"


@pytest.fixture
def adviser(db) -> User:
    return staff()


@pytest.mark.parametrize("name", ["li.na", "LI.NA", " li.na ", "li.na@example.com", "Li.Na@Example.com"])
def test_staff_sign_in_by_name_or_mail_address(person, adviser, name):
    assert person.signs_in_by_password(name).user == adviser


@pytest.mark.parametrize(("name", "password"), [("li.na", "wrong"), ("nobody", PASSWORD), ("a@b.example", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_answer_alike(person, adviser, name, password):
    person.signs_in_by_password(name, password)
    assert person.reads(messages.WRONG_LOGIN)
    assert person.user is None


@pytest.mark.parametrize("name", ["", "\x00", "龍" * 300, "' OR 1=1 --"])
def test_anything_typed_as_a_name_gets_words_and_no_crash(person, adviser, name):
    person.signs_in_by_password(name)
    assert person.status == 200
    assert "<title>错误：" in person.page
    assert person.user is None


def test_after_five_wrong_passwords_the_right_one_waits_ten_minutes(person, adviser, clock):
    for _ in range(5):
        person.fails_by_password()
    assert person.signs_in_by_password().reads(messages.TOO_MANY_TRIES)
    assert person.user is None
    clock.pass_(minutes=10, seconds=1)
    assert person.signs_in_by_password().user == adviser


def test_a_lock_holds_from_another_browser_too(person, another, adviser):
    for _ in range(5):
        person.fails_by_password()
    assert another.signs_in_by_password().user is None


@pytest.mark.parametrize("name", ["li.na", "Li.Na@Example.com"])
def test_a_lock_holds_for_every_host_and_by_either_name(person, adviser, name):
    for host, tried in [("testserver", "li.na"), ("testserver:81", "LI.NA"), ("testserver:82", "li.na@example.com")]:
        person.browser.defaults["HTTP_HOST"] = host
        person.fails_by_password(tried).fails_by_password(tried)
    person.browser.defaults["HTTP_HOST"] = "testserver:83"
    assert person.signs_in_by_password(name).reads(messages.TOO_MANY_TRIES)
    assert person.user is None


def test_a_name_nobody_has_is_locked_alike(person, adviser):
    for host in ("testserver", "testserver:81", "testserver:82"):
        person.browser.defaults["HTTP_HOST"] = host
        person.fails_by_password("nobody").fails_by_password(" NOBODY ")
    assert person.reads(messages.TOO_MANY_TRIES)


def test_who_takes_the_address_of_another_as_name_adds_no_tries_to_his_account(person, adviser):
    User.objects.create_user("li.na@example.com", "wang@example.com", PASSWORD, name="王")
    for _ in range(3):
        person.fails_by_password("li.na@example.com").fails_by_password("li.na")
    assert person.signs_in_by_password().reads(messages.TOO_MANY_TRIES)


def test_right_passwords_use_up_no_tries(person, adviser):
    for _ in range(6):
        assert person.signs_in_by_password().user == adviser
        person.sends("account_logout")


def test_a_closed_account_is_told_so_only_with_its_password(person, adviser):
    User.objects.update(is_active=False)
    assert person.fails_by_password().reads(messages.WRONG_LOGIN)
    assert person.signs_in_by_password().is_at("account_inactive")
    assert person.user is None


def test_leaving_is_by_post(person, adviser):
    person.signs_in_by_password().opens("account_logout")
    assert person.user == adviser
    assert person.sends("account_logout").user is None


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(\S+)", message.body)[1]


def test_a_forgotten_password_is_renewed_by_a_link_in_a_mail(person, adviser):
    person.sends("account_reset_password", email="Li.Na@example.com").deliver()
    assert person.is_at("account_reset_password_done")
    [message] = mail.outbox
    assert message.to == ["li.na@example.com"]
    assert "li.na" in message.body
    page = person.browser.get(link_in(message), follow=True)
    person.browser.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert person.signs_in_by_password(password=NEW).user == adviser


def test_the_link_leads_to_the_site_whatever_host_asked_for_it(person, adviser, settings):
    settings.SITE = "https://sanbao.example"
    person.browser.defaults["HTTP_HOST"] = "testserver:8443"
    person.sends("account_reset_password", email="li.na@example.com").deliver()
    assert re.findall(r"https?://[^/\s]+", mail.outbox[0].body) == ["https://sanbao.example"]
    assert "8443" not in mail.outbox[0].body


def test_a_link_serves_once(person, adviser):
    person.sends("account_reset_password", email="li.na@example.com").deliver()
    link = link_in(mail.outbox[0])
    page = person.browser.get(link, follow=True)
    person.browser.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert "这个链接已经用过或者已经过期" in person.browser.get(link, follow=True).content.decode()


def test_an_unknown_address_hears_the_same_and_gets_nothing(person, adviser):
    person.sends("account_reset_password", email="nobody@example.com").deliver()
    assert person.is_at("account_reset_password_done")
    assert not mail.outbox


def test_the_link_is_erased_from_the_outbox_after_delivery(person, adviser):
    person.sends("account_reset_password", email="li.na@example.com").deliver()
    assert not any(part in str(job.__dict__) for job in Job.objects.all() for part in ("li.na", "/signin/password/"))


@pytest.mark.parametrize(
    ("first", "second"),
    [("short", "short"), (NEW, f"{NEW}！"), ("password123", "password123"), ("li.na@example", "li.na@example")],
)
def test_a_weak_or_mistyped_new_password_is_refused_at_the_field(person, adviser, first, second):
    person.signs_in_by_password()
    person.sends("account_change_password", oldpassword=PASSWORD, password1=first, password2=second)
    assert person.errors()
    adviser.refresh_from_db()
    assert adviser.check_password(PASSWORD)


def test_a_new_password_ends_the_sessions_elsewhere_and_keeps_this_one(person, another, adviser):
    another.signs_in_by_password()
    person.signs_in_by_password()
    person.sends("account_change_password", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert person.is_at("mfa_index")
    assert person.user == adviser
    assert another.opens("usersessions_list").is_at("account_login")


def test_a_consumer_has_no_password_to_change(person):
    assert person.signs_in_by_phone().opens("account_change_password").status == 404


def test_failed_forms_of_the_password_keep_the_name_but_not_the_password(person, adviser):
    person.signs_in_by_password("li.na", "almost right")
    assert 'value="li.na"' in person.page
    assert "almost right" not in person.page
