import time
from datetime import date
from textwrap import wrap

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from sanbao.accounts.models import ExpertProfile, Membership, Organisation, User
from sanbao.accounts.signin import messages
from sanbao.accounts.signin.permissions import needs_second_factor
from tests.accounts.signin.people import PASSWORD, clear_secret, staff, totp_code, with_totp

Role = Membership.Role
TODAY = date(2026, 11, 22)
REGULATOR = {"is_seller": False, "is_market_regulator": True, "region": "110000"}
FREE = (Role.OWNER, Role.ADVISER, Role.TECHNICIAN, Role.READER)
ONWARD = "/security/second-factor/"
WRONG = {"password": "wrong"}
BOUND = (Role.CLERK, Role.AUDITOR, Role.ADMINISTRATOR)


@pytest.mark.parametrize(("role", "bound"), [*((role, False) for role in FREE), *((role, True) for role in BOUND)])
def test_who_decides_audits_or_administers_needs_it(db, role, bound):
    assert needs_second_factor(staff(role=role)) is bound


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK])
def test_everyone_of_a_regulator_needs_it(db, role):
    assert needs_second_factor(staff(role=role, **REGULATOR))


def test_a_membership_binds_until_it_is_ended(db):
    user = staff(role=Role.CLERK)
    user.memberships.update(left_on=TODAY)
    assert not needs_second_factor(user)


def test_an_expert_needs_it(db):
    expert = User.objects.create_user("expert", name="周明")
    ExpertProfile.objects.create(user=expert, enrolled_on=TODAY)
    assert needs_second_factor(expert)


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_whoever_may_open_the_admin_needs_it(db, flag):
    assert needs_second_factor(User.objects.create_user("root", **{flag: True}))


def test_a_consumer_does_not(db):
    assert not needs_second_factor(User.objects.create(username="c", phone="+8613812345678"))


@pytest.fixture
def clerk(db) -> User:
    return staff(role=Role.CLERK)


def test_who_has_none_is_led_to_set_it_up_and_then_comes_through(person, clerk):
    person.signs_in_by_password()
    assert person.is_at("mfa_activate_totp")
    assert person.opens("home").is_at("mfa_activate_totp")
    secret = person.browser.session["mfa.totp.secret"]
    person.sends("mfa_activate_totp", code=totp_code(secret, time.time()))
    assert person.is_at("mfa_view_recovery_codes")
    assert person.opens("home").is_at("home")


def test_a_wrong_code_sets_nothing_up(person, clerk):
    person.signs_in_by_password().sends("mfa_activate_totp", code="000000")
    assert person.reads(messages.WRONG_SECOND_FACTOR)
    assert not Authenticator.objects.exists()


def test_a_second_tab_does_not_spoil_the_secret_of_the_first(person, clerk):
    person.signs_in_by_password()
    shown = " ".join(wrap(person.browser.session["mfa.totp.secret"], 4))
    assert shown in person.page
    assert shown in person.opens("mfa_activate_totp").page


def test_the_drawn_code_is_a_file_of_our_own_and_only_for_its_owner(person, another, clerk):
    person.signs_in_by_password()
    drawing = person.browser.get("/security/second-factor/qr.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<?xml")
    assert "no-store" in drawing["Cache-Control"]
    assert another.opens("signin_totp_qr").is_at("account_login")


def test_the_secret_lies_encrypted_in_the_database(person, clerk):
    secret = with_totp(clerk)
    assert secret not in str(Authenticator.objects.get().data)
    assert clear_secret(clerk) == secret


def test_password_and_code_open_the_session(person, clerk):
    secret = with_totp(clerk)
    person.signs_in_by_password()
    assert person.user is None
    assert person.is_at("mfa_authenticate")
    person.sends("mfa_authenticate", code=totp_code(secret, time.time()))
    assert person.user == clerk
    assert person.is_at("accounts:start")


def test_a_code_opens_once(person, another, clerk):
    code = totp_code(with_totp(clerk), time.time())
    person.signs_in_by_password().sends("mfa_authenticate", code=code)
    another.signs_in_by_password().sends("mfa_authenticate", code=code)
    assert another.user is None
    assert another.reads(messages.WRONG_SECOND_FACTOR)


def test_the_code_of_the_set_up_does_not_open_a_session(person, another, clerk):
    person.signs_in_by_password()
    code = totp_code(person.browser.session["mfa.totp.secret"], time.time())
    person.sends("mfa_activate_totp", code=code)
    another.signs_in_by_password().sends("mfa_authenticate", code=code)
    assert another.user is None


def test_after_five_wrong_codes_the_right_one_waits(person, clerk, clock):
    secret = with_totp(clerk)
    person.signs_in_by_password()
    for _ in range(5):
        person.sends("mfa_authenticate", code="000000")
    assert person.sends("mfa_authenticate", code=totp_code(secret, time.time())).reads(messages.TOO_MANY_TRIES)
    clock.pass_(minutes=11)
    assert person.sends("mfa_authenticate", code=totp_code(secret, time.time())).user == clerk


def test_a_recovery_code_opens_once(person, another, clerk, clock):
    person.signs_in_by_password()
    person.sends("mfa_activate_totp", code=totp_code(person.browser.session["mfa.totp.secret"], time.time()))
    code = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    assert code in person.page
    another.signs_in_by_password().sends("mfa_authenticate", code=code)
    assert another.user == clerk
    another.sends("account_logout").signs_in_by_password().sends("mfa_authenticate", code=code)
    assert another.user is None


@pytest.mark.parametrize(
    ("entered", "says"),
    [
        ("000000", messages.WRONG_SECOND_FACTOR),
        ("0000 0000", messages.WRONG_RECOVERY_CODE),
        ("０００００００１", messages.WRONG_RECOVERY_CODE),
        ("1234567", messages.NO_SUCH_CODE),
        ("abcdefgh", messages.NO_SUCH_CODE),
    ],
)
def test_what_is_wrong_with_a_code_is_told_by_what_it_looks_like(person, clerk, entered, says):
    with_totp(clerk)
    RecoveryCodes.activate(clerk)
    person.signs_in_by_password().sends("mfa_authenticate", code=entered)
    assert person.errors() == [str(says)]
    assert person.user is None


def test_a_used_recovery_code_is_told_as_such(person, clerk):
    with_totp(clerk)
    code = RecoveryCodes.activate(clerk).get_unused_codes()[0]
    person.signs_in_by_password().sends("mfa_authenticate", code=code).sends("account_logout")
    person.signs_in_by_password().sends("mfa_authenticate", code=code)
    assert person.errors() == [str(messages.WRONG_RECOVERY_CODE)]


def test_wrong_codes_of_either_kind_count_together(person, clerk):
    with_totp(clerk)
    person.signs_in_by_password()
    for code in ("000000", "00000000", "1", "000000", "00000000"):
        person.sends("mfa_authenticate", code=code)
    assert person.sends("mfa_authenticate", code="00000000").reads(messages.TOO_MANY_TRIES)


def test_a_session_from_before_the_set_up_must_pass_it_too(person, another, clerk):
    another.signs_in_by_password()
    secret = with_totp(clerk)
    assert another.opens("home").is_at("mfa_reauthenticate")
    another.sends("mfa_reauthenticate", code=totp_code(secret, time.time()))
    assert another.opens("home").is_at("home")


def test_a_role_given_during_a_session_binds_at_the_next_page(person, db):
    user = staff()
    person.signs_in_by_password()
    assert person.is_at("accounts:start")
    where = Organisation.objects.create(name="示例局", is_market_regulator=True, region="110000")
    Membership.objects.create(user=user, organisation=where, role=Role.READER, joined_on=TODAY)
    assert person.opens("home").is_at("mfa_activate_totp")


def test_who_must_have_it_cannot_turn_it_off(person, clerk):
    secret = with_totp(clerk)
    person.signs_in_by_password().sends("mfa_authenticate", code=totp_code(secret, time.time()))
    assert person.sends("mfa_deactivate_totp").reads("不能关闭")
    assert Authenticator.objects.filter(user=clerk).exists()


def test_who_need_not_have_it_may_turn_it_off(person, db):
    user = staff()
    secret = with_totp(user)
    person.signs_in_by_password().sends("mfa_authenticate", code=totp_code(secret, time.time()))
    person.sends("mfa_deactivate_totp")
    assert not Authenticator.objects.filter(user=user).exists()


def test_long_after_the_sign_in_what_touches_security_asks_again(person, db, clock):
    staff()
    person.signs_in_by_password()
    assert person.opens("mfa_activate_totp").is_at("mfa_activate_totp")
    clock.pass_(minutes=6)
    assert person.opens("mfa_activate_totp").is_at("account_reauthenticate")
    assert person.sends("account_reauthenticate", next=ONWARD, **WRONG).reads("密码不对")
    person.sends("account_reauthenticate", password=PASSWORD, next=ONWARD)
    assert person.is_at("mfa_activate_totp")


def test_the_password_alone_leaves_the_person_a_way_back(person, clerk):
    with_totp(clerk)
    person.signs_in_by_password()
    assert person.opens("account_login").is_at("mfa_authenticate")
    person.sends("account_logout").opens("account_login")
    assert person.is_at("account_login")
